"""The demo's requests for evidence in every state, all marked as samples; nobody is told of them."""

from datetime import datetime, timedelta
from typing import Any

import yaml
from django.conf import settings
from django.utils import timezone

from kotacerdas.common.quiet import quietly
from kotacerdas.common.reference import Report, demo_loader
from kotacerdas.evidence import actions, targets
from kotacerdas.evidence.models import EvidenceRequest
from kotacerdas.files import actions as files
from kotacerdas.files.domain.codes import LENGTH
from kotacerdas.people.models import City, Organisation, User

QUESTION = "evaluation.question"
Row = dict[str, Any]


def code_of(number: int) -> str:
    """Samples have addresses that can be written down; those of real requests are random."""
    mark = "c0nt0h"
    return f"{mark}{number:0{LENGTH - len(mark)}d}"


@demo_loader("evidence.requests", after=["evidence.samples"])
def load_samples(report: Report) -> None:
    """Once: what somebody has gone on with is not put back."""
    city = City.objects.filter(code=settings.DEFAULT_CITY).first()
    people = {each.email.partition("@")[0]: each for each in User.objects.filter(is_demo=True)}
    kept = EvidenceRequest.objects.filter(is_sample=True).count()
    if city is None or kept or not people:
        report.unchanged("sample requests", kept)
        return
    path = settings.REFERENCE_DATA / "demo" / "evidence_requests.yaml"
    rows: list[Row] = yaml.safe_load(path.read_text("utf-8"))
    desks = {each.code: each for each in Organisation.objects.filter(city=city)}
    with quietly():
        for row in rows:
            report.added("sample requests", _ask(row, city, people[row["by"]], desks[row["agency"]]))


def _ask(row: Row, city: City, by: User, agency: Organisation) -> EvidenceRequest:
    now = timezone.now()
    asked_at = now - timedelta(days=row["asked_days_ago"])
    named = (targets.find(city, QUESTION, key) for key in row["questions"])
    made = actions.ask(
        city=city,
        agency=agency,
        what=row["what"],
        note=row["note"],
        due_on=now.date() + timedelta(days=row["due_in_days"]),
        wanted=[target for target in named if target],
        by=by,
        now=asked_at,
        is_sample=True,
        code=code_of(row["key"]),
    )
    return _go_on(row, made, by, asked_at + timedelta(days=1))


def _go_on(row: Row, made: EvidenceRequest, by: User, at: datetime) -> EvidenceRequest:
    if "sent" in row:
        sent = actions.Sent(files.store(row["sent"]["text"].encode()), row["sent"]["name"])
        actions.receive(made, [sent], by=None, now=at)
    if row.get("closed") == "enough":
        actions.say_enough(made, by=by, now=at)
    return made
