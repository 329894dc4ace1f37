"""What the demo's city does about its public recommendations: invented, and marked as samples.

The recommendations are real; no verdict of assessors is made up.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone

from kotacerdas.common.quiet import quietly
from kotacerdas.common.reference import Report, demo_loader
from kotacerdas.evaluation.demo import AUTHOR
from kotacerdas.evaluation.models import Recommendation
from kotacerdas.evaluation.targets import RECOMMENDATION
from kotacerdas.evidence import actions as evidence
from kotacerdas.evidence import targets
from kotacerdas.evidence.demo.documents import code_of
from kotacerdas.evidence.domain.states import Deed
from kotacerdas.evidence.models import Citation
from kotacerdas.people.models import Organisation, User
from kotacerdas.people.reference import Record, records
from kotacerdas.recommendations import actions
from kotacerdas.recommendations.domain.caring import Claim
from kotacerdas.recommendations.models import Care

VERIFIER = "verifikator@balikpapan.example"


class Cast(NamedTuple):
    office: User
    verifier: User


@demo_loader("recommendations.cares", after=["evaluation.tasks", "evidence.samples"])
def load_cares(report: Report) -> None:
    """Once: what somebody has gone on with stays as it is."""
    people = {user.email: user for user in User.objects.filter(is_demo=True)}
    advice = Recommendation.objects.filter(city__code=settings.DEFAULT_CITY).select_related("city")
    kept = Care.objects.filter(city__code=settings.DEFAULT_CITY).count()
    if kept or not {AUTHOR, VERIFIER} <= people.keys() or not advice.exists():
        report.unchanged("sample follow-ups", kept)
        return
    cast, now = Cast(people[AUTHOR], people[VERIFIER]), timezone.now()
    with quietly():
        for row in records(settings.REFERENCE_DATA / "demo" / "recommendations.csv"):
            about = advice.called(row["recommendation"]).first()
            if about is not None:
                report.added("sample follow-ups", _follow_up(about, row, cast, now))


def _follow_up(about: Recommendation, row: Record, cast: Cast, now: datetime) -> Care:
    actions.begin(about, is_sample=True)
    care = actions.plan(about, _plan(about, row, now), by=cast.office, now=now - timedelta(days=20))
    claim = Claim(row["claim"] or Claim.NONE)
    if claim is not Claim.NONE:
        care = actions.claim(about, claim, words=row["words"], by=cast.office, now=now - timedelta(days=9))
    proofs = _prove(about, row, cast, now)
    if row["judgement"] and (proofs or row["judgement"] == "insufficient"):
        suffices = row["judgement"] == "sufficient"
        at = now - timedelta(days=2)
        care = actions.judge(about, suffices=suffices, reason=row["reason"], by=cast.verifier, now=at)
    return care


def _plan(about: Recommendation, row: Record, now: datetime) -> actions.Plan:
    today = now.astimezone(about.city.timezone).date()
    desk = Organisation.objects.of_city(about.city).filter(code=row["organisation"]).first()
    due = today + timedelta(days=int(row["due_in_days"])) if row["due_in_days"] else None
    return actions.Plan(desk, due, row["plan"], row["tags"].split(";"))


def _prove(about: Recommendation, row: Record, cast: Cast, now: datetime) -> int:
    """Sample citations that others brought serve for it, too; confirmed by a second person where that is possible."""
    target = targets.find(about.city, RECOMMENDATION, str(about.pk))
    codes = [code_of(int(number)) for number in row["citations"].split(";") if number]
    some = Citation.objects.filter(is_sample=True, code__in=codes)
    count = 0
    for citation in some.order_by("pk"):
        if target is None:
            break
        evidence.use_for(citation, target, by=cast.office, now=now - timedelta(days=8))
        evidence.review(citation, Deed.CONFIRM, by=cast.verifier, now=now - timedelta(days=7))
        count += 1
    return count
