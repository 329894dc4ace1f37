"""Makes things to talk about, and talk, through the deeds that make it in life."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from kotacerdas.discussion import actions
from kotacerdas.discussion.models import Comment

if TYPE_CHECKING:
    from kotacerdas.followup.models import Task
    from kotacerdas.people.models import City, User

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def thing(city: "City", **fields: Any) -> "Task":
    """A task, which not everybody of the city sees; its place is registered by the app above, or here."""
    from kotacerdas.followup.tests import factories

    return factories.task(city, **fields)


def said(about: Any, by: "User", text: str = "Setuju dengan catatan", **fields: Any) -> Comment:
    return actions.comment(about, text=text, by=by, **({"now": NOW} | fields))


def at(about: Any) -> dict[str, str]:
    from kotacerdas.common import subjects

    reference = subjects.reference(about)
    return {"kind": reference.kind, "key": reference.key}


def samples(city: "City") -> dict[str, dict[str, str]]:
    """A discussion of something that only those see who oversee the city's tasks."""
    from kotacerdas.people.roles import Role
    from kotacerdas.people.tests import factories as people

    topic = thing(city, organisation=people.organisation("Dinas Sepi", city=city))
    office = people.officeholder("bicara@contoh.go.id", Role.PROGRAMME_OFFICE, city=city)
    one = {"code": said(topic, office).code}
    return {
        "discussion:thread@see_all_tasks": at(topic),
        "discussion:mend@see_all_tasks": one,
        "discussion:withdraw@see_all_tasks": one,
        "discussion:hide@see_all_tasks": one,
    }
