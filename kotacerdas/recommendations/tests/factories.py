"""Recommendations and what is done about them; all through the deeds, so that no test stands on an impossible one."""

from datetime import UTC, date, datetime
from typing import Any

from kotacerdas.evaluation.models import Recommendation
from kotacerdas.evaluation.targets import RECOMMENDATION
from kotacerdas.evaluation.tests.factories import source
from kotacerdas.evidence import actions as evidence
from kotacerdas.evidence import targets
from kotacerdas.evidence.domain.states import Deed
from kotacerdas.evidence.models import Citation
from kotacerdas.evidence.tests import factories as evidences
from kotacerdas.people.models import City, Organisation, User
from kotacerdas.recommendations import actions
from kotacerdas.recommendations.domain.caring import Claim
from kotacerdas.recommendations.models import Care

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
DUE = date(2026, 12, 20)


def advice(
    city: City,
    number: int = 1,
    *,
    year: int = 2023,
    stage: str = "I",
    text: str = "Perkuat data",
    **fields: Any,
) -> Recommendation:
    fields.setdefault("text_en", f"{text} (en)" if text else "")
    fields.setdefault("is_public", bool(text))
    return Recommendation.objects.create(
        city=city, year=year, stage=stage, number=number, text_id=text, source=source(), **fields
    )


def desk_of(user: User) -> Organisation:
    """The agency in which somebody of the cast works."""
    held = user.assignments.select_related("organisation").get()
    assert held.organisation is not None
    return held.organisation


def given(
    of: Recommendation, owner: Organisation, *, due_on: date | None = DUE, by: Any = None, **fields: Any
) -> Care:
    return actions.plan(of, actions.Plan(owner, due_on, **fields), by=by, now=NOW)


def claimed(
    of: Recommendation, claim: Claim = Claim.DONE, *, by: Any = None, words: str = "Sudah dilakukan."
) -> Care:
    return actions.claim(of, claim, words=words, by=by, now=NOW)


def proven(of: Recommendation, *, by: Any, confirmed_by: Any = None, name: str = "bukti") -> Citation:
    """A citation for it, confirmed by a second person if one is named."""
    words = f"Bukti {of.slug} {name}"
    document = evidences.document(of.city, text=f"{words}.", name=f"{words}.txt", by=by)
    target = targets.find(of.city, RECOMMENDATION, str(of.pk))
    assert target is not None
    made = evidences.citation(document, quote=words, targets=[target], by=by)
    if confirmed_by is not None:
        evidence.review(made, Deed.CONFIRM, by=confirmed_by, now=NOW)
    return made


def samples(city: City) -> dict[str, dict[str, Any]]:
    """Arguments for the addresses of this app."""
    made = advice(city, 9, year=2021, stage="", text="Contoh rekomendasi")
    slug = {"slug": made.slug}
    return {
        "recommendations:download": {"file_type": "csv"},
        "recommendations:recommendation@see_city_drafts": slug,
        "recommendations:deed@see_city_drafts": {**slug, "deed": "klaim"},
    }
