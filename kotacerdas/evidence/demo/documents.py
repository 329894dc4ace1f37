"""The demo's documents and citations in every state, all marked as samples: no word of them is of a real office."""

from datetime import date, timedelta
from functools import partial
from typing import Any

import yaml
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from kotacerdas.audit import actions as audit
from kotacerdas.common.quiet import quietly
from kotacerdas.common.reference import Report, demo_loader
from kotacerdas.evidence import actions, targets
from kotacerdas.evidence.actions import keeping, reading
from kotacerdas.evidence.demo import making
from kotacerdas.evidence.domain import spans
from kotacerdas.evidence.domain.states import Deed
from kotacerdas.evidence.index import indexing
from kotacerdas.evidence.models import Citation, Document, Intake
from kotacerdas.files import actions as files
from kotacerdas.people.models import City, Organisation, User
from kotacerdas.search import actions as search

QUESTION = "evaluation.question"
# Pictures are left to the worker: recognising them takes longer than a start may.
_READ_AT_ONCE = {"pdf", "txt", "csv"}
Row = dict[str, Any]


def code_of(number: int) -> str:
    """Samples have addresses that can be written down; those of real documents are random."""
    return f"c0nt0h{number:014d}"


@demo_loader("evidence.samples", after=["people.accounts"])
def load_samples(report: Report) -> None:
    """Once: what somebody has gone on with is not put back."""
    city = City.objects.filter(code=settings.DEFAULT_CITY).first()
    people = {each.email.partition("@")[0]: each for each in User.objects.filter(is_demo=True)}
    kept = Document.objects.filter(is_sample=True).count()
    if city is None or kept or not people:
        report.unchanged("sample documents", kept)
        return
    rows: list[Row] = yaml.safe_load((settings.REFERENCE_DATA / "demo" / "evidence.yaml").read_text("utf-8"))
    desks = {each.code: each for each in Organisation.objects.filter(city=city)}
    with quietly():
        for row in rows:
            document = _bring(row, city, people, desks)
            report.added("sample documents", document)
            for each in row.get("citations", []):
                _cite(each, document, people)
            _revise(row, document, people)
    read = list(Document.objects.filter(is_sample=True).values_list("revisions__content", flat=True))
    transaction.on_commit(partial(indexing.refresh, read))


def _bring(row: Row, city: City, people: dict[str, User], desks: dict[str, Organisation]) -> Document:
    by, at = people[row["by"]], timezone.now() - timedelta(days=row["days_ago"])
    like = Intake(
        city=city,
        agency=desks.get(row["agency"]),
        confidentiality=row["confidentiality"],
        has_personal_data=row.get("personal", False),
    )
    blob = files.store(making.made(row["kind"], row["pages"]))
    content = keeping.content_of(blob, making.KINDS[row["kind"]])
    document = keeping.make_document(content, path=row["name"], like=like, by=by, now=at, is_sample=True)
    described = {"code": code_of(row["key"]), "title": row["title"], "nature": row["nature"], **_times(row)}
    Document.objects.filter(pk=document.pk).update(**described)
    document = Document.objects.with_names().get(pk=document.pk)
    search.refresh(document)
    audit.record(
        "evidence.added",
        on=document,
        by=by,
        city=city,
        now=at,
        note={"name": row["name"], "sha256": blob.sha256},
    )
    if row["kind"] in _READ_AT_ONCE:
        reading.read_content(content, now=at)
    return document


def _times(row: Row) -> dict[str, date | None]:
    observed, valid = row.get("observed", [None, None]), row.get("valid", [None, None])
    ends = (
        timezone.now().date() + timedelta(days=row["valid_in_days"]) if "valid_in_days" in row else valid[1]
    )
    return {
        "observed_from": observed[0],
        "observed_until": observed[1],
        "valid_from": valid[0],
        "valid_until": ends,
    }


def _cite(row: Row, document: Document, people: dict[str, User]) -> None:
    """Nothing where this installation has no such question, or the reader finds other words."""
    revision = document.revisions.select_related("content", "document").get(number=1)
    unit = revision.content.units.filter(number=row["page"]).first()
    span = spans.find(row["quote"], unit.text) if unit else None
    named = (targets.find(document.city, QUESTION, key) for key in row["targets"])
    wanted = [target for target in named if target]
    if span is None or not wanted:
        return
    at = timezone.now() - timedelta(days=4, hours=row["code"])
    made = actions.cite(
        revision,
        unit=row["page"],
        span=span,
        wanted=wanted,
        claim=row["claim"],
        by=people[row["who"]],
        now=at,
    )
    Citation.objects.filter(pk=made.pk).update(code=code_of(row["code"]))
    _settle(row, made, people, at + timedelta(days=1))


def _settle(row: Row, made: Citation, people: dict[str, User], at: Any) -> None:
    if row["state"] == "withdrawn":
        actions.withdraw(made, by=people[row["who"]], now=at)
    elif row["state"] != "waiting":
        deed = Deed.CONFIRM if row["state"] == "confirmed" else Deed.REJECT
        actions.review(made, deed, reason=row.get("reason", ""), by=people[row["reviewer"]], now=at)


def _revise(row: Row, document: Document, people: dict[str, User]) -> None:
    if "revision" not in row:
        return
    at = timezone.now() - timedelta(days=1)
    blob = files.store(making.made(row["kind"], [row["revision"]]))
    kind = making.KINDS[row["kind"]]
    made = actions.add_revision(document, blob, kind, name=row["name"], by=people[row["by"]], now=at)
    reading.read_content(made.content, now=at)
