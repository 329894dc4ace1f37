"""Where the workbook of a self-assessment is taken away, and what it shows or needs beside the answers."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import reverse

from kotacerdas.evaluation.targets import QUESTION
from kotacerdas.evidence.models import Use
from kotacerdas.people.models import RoleAssignment
from kotacerdas.people.permissions import Permission
from kotacerdas.people.roles import ROLES
from kotacerdas.selfassessment.models import Assessment

if TYPE_CHECKING:
    from kotacerdas.people.models import City, User

SLUG = "jawaban"
"""Of the intake, in addresses."""
_WRITERS = [role for role, duty in ROLES.items() if Permission.ANSWER_QUESTIONS in duty.permissions]


def key_of(assessment: Assessment) -> str:
    """The code of the round; with the city's, where the round has more than one."""
    code = assessment.round.code
    return code if assessment.round.city_id else f"{code}/{assessment.city.code}"


def workbook_address(assessment: Assessment, file_type: str = "xlsx") -> str:
    """Gives the office all questions, and an agency its own. The assessment must come with its round and city."""
    address = reverse("office:import-data", args=[SLUG, file_type])
    return f"{address}?{urlencode({'ke': key_of(assessment)})}"


def upload_address() -> str:
    return reverse("office:import-new", args=[SLUG])


def confirmed(assessment: Assessment, user: Any) -> Counter[str]:
    """By code of the question, how many citations prove it, of those that this reader may see; None sees all."""
    prefix = f"{assessment.round.code}/"
    uses = Use.objects.counting().sound() if user is None else Use.objects.visible_to(user).counting().sound()
    keys = uses.filter(
        citation__city=assessment.city, target_kind=QUESTION, target_key__startswith=prefix
    ).values_list("target_key", flat=True)
    return Counter(key.removeprefix(prefix) for key in keys)


@dataclass(frozen=True)
class Writer:
    user: "User"
    organisations: set[int] = field(default_factory=set)


def writers(city: "City", today: date) -> dict[str, Writer]:
    """By e-mail in small letters, who answers questions today, and for which organisations."""
    held = RoleAssignment.objects.active(today).filter(
        city=city, role__in=_WRITERS, organisation__isnull=False, user__is_active=True
    )
    found: dict[str, Writer] = {}
    for each in held.select_related("user"):
        writer = found.setdefault(each.user.email.casefold(), Writer(each.user))
        if each.organisation_id is not None:
            writer.organisations.add(each.organisation_id)
    return found
