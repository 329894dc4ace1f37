"""What of this app the search box finds: tasks, for those whom they concern."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.common import formats
from kotacerdas.followup.models import Task
from kotacerdas.search.registry import Searchable, Shown, Text, register


def text(row: Task) -> Text:
    return Text(title=row.title, words=(row.description, str(row.organisation or "")), code=row.code)


def shown(row: Task) -> Shown:
    line = f"{row.code}, {row.state_words}, {formats.day(row.due_on)}"
    return Shown(row.title, row.get_absolute_url(), line)


register(
    Searchable(
        kind="followup.task",
        noun=_("Task"),
        nouns=_("Tasks"),
        rows=lambda user: Task.objects.visible_to(user),
        text=text,
        shown=shown,
        everything=lambda: Task.objects.select_related("organisation"),
        city=lambda row: row.city_id,
        order=30,
        icon="checklist",
    )
)
