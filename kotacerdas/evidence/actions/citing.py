"""Deeds on citations: quote something, say what for, check as a second person, withdraw."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.events import actions as events
from kotacerdas.evidence import telling
from kotacerdas.evidence.domain import spans, states
from kotacerdas.evidence.domain.spans import Span
from kotacerdas.evidence.domain.states import Deed, State
from kotacerdas.evidence.models import Citation, Revision, Unit, Use
from kotacerdas.evidence.targets import Target

DECIDED = {Deed.CONFIRM: "evidence.confirmed", Deed.REJECT: "evidence.rejected"}


@transaction.atomic
def cite(
    revision: Revision,
    *,
    unit: int,
    span: Span,
    wanted: Iterable[Target],
    claim: str = "",
    by: Any,
    now: datetime,
) -> Citation:
    """Quote `span` of a unit's text as proof of one target or several; it waits for a second person.

    Raises `Refused` if the unit or the span is not there, or the file is infected. The same quote for the same target
    is one citation: asked twice, the first is returned.
    """
    found = _unit(revision, unit)
    exact = spans.trimmed(span, found.text)
    if exact is None:
        raise Refused(Fault("evidence-nothing-quoted", {}))
    if exact.end - exact.start > spans.LONGEST_QUOTE:
        raise Refused(Fault("evidence-quote-too-long", {"most": spans.LONGEST_QUOTE}))
    aims = list(wanted)
    if not aims:
        raise Refused(Fault("evidence-no-target", {}))
    document = revision.document
    # One at a time for each document, so that a double click is one citation.
    type(document).objects.select_for_update(of=("self",)).get(pk=document.pk)
    citation = _same(revision, unit, exact, aims) or Citation.objects.create(
        city=document.city,
        document=document,
        revision=revision,
        sha256=revision.content.sha256,
        unit=unit,
        unit_kind=found.kind,
        unit_label=found.label,
        start=exact.start,
        end=exact.end,
        quote=exact.of(found.text),
        claim=claim.strip()[:500],
        by=by,
        uploaded_by=revision.by,
        at=now,
        is_sample=document.is_sample,
    )
    for target in aims:
        _use(citation, target, by=by, now=now)
    events.emit("evidence.cited", subject=citation, by=by, city=document.city, at=now)
    note = {"title": document.title, "targets": ", ".join(target.code for target in aims)}
    audit.record("evidence.cited", on=citation, by=by, city=document.city, now=now, note=note)
    return citation


def _unit(revision: Revision, number: int) -> Unit:
    if revision.content.scan == "infected":
        raise Refused(Fault("evidence-infected", {"name": revision.name}))
    found = Unit.objects.filter(content=revision.content, number=number).first()
    if found is None:
        raise Refused(Fault("evidence-unit-gone", {"number": number}))
    return found


def _same(revision: Revision, unit: int, span: Span, aims: list[Target]) -> Citation | None:
    living = Citation.objects.living().filter(revision=revision, unit=unit, start=span.start, end=span.end)
    for target in aims:
        if found := living.for_target(target.kind, target.key).first():
            return found
    return None


def _use(citation: Citation, target: Target, *, by: Any, now: datetime) -> bool:
    return Use.objects.get_or_create(
        citation=citation,
        target_kind=target.kind,
        target_key=target.key,
        ended_at=None,
        defaults={"by": by, "at": now},
    )[1]


@transaction.atomic
def use_for(citation: Citation, target: Target, *, by: Any, now: datetime) -> Citation:
    """The same quote serves another question or instrument too. Confirmed ones stay confirmed: the quote is checked,
    and each use names who thinks that it fits."""
    citation = _locked(citation)
    if not citation.is_living:
        raise Refused(Fault("evidence-citation-over", {}))
    if _use(citation, target, by=by, now=now):
        note = {"target": target.code}
        audit.record("evidence.used", on=citation, by=by, city=citation.city, now=now, note=note)
    return citation


@transaction.atomic
def end_use(citation: Citation, target: Target, *, by: Any, now: datetime) -> Citation:
    """It counts for this target no more; the row stays as a record."""
    citation = _locked(citation)
    current = citation.uses.current()
    ended = current.filter(target_kind=target.kind, target_key=target.key)
    if current.count() == 1 and ended.exists():
        raise Refused(Fault("evidence-last-use", {}))
    if ended.update(ended_at=now):
        note = {"target": target.code}
        audit.record("evidence.use-ended", on=citation, by=by, city=citation.city, now=now, note=note)
    return citation


@transaction.atomic
def review(citation: Citation, deed: Deed, *, reason: str = "", by: Any, now: datetime) -> Citation:
    """Confirm or reject what somebody else has cited, from a file that somebody else has brought.

    Raises `Refused` for the citer, the uploader, a rejection without reason, and what was decided before. Who sends
    the same decision a second time is told nothing new.
    """
    citation = _locked(citation)
    wanted = states.after(State(citation.state), deed)
    if wanted is None:
        if citation.reviewed_by_id == by.pk and states.after(State.WAITING, deed) == citation.state:
            return citation
        raise Refused(Fault("evidence-decided", {"state": str(citation.get_state_display())}))
    if not states.is_second_person(by.pk, cited_by=citation.by_id, uploaded_by=citation.uploaded_by_id):
        raise Refused(Fault("evidence-own-citation", {}))
    reason = reason.strip()[:500]
    if deed is Deed.REJECT and not reason:
        raise Refused(Fault("evidence-reason-missing", {}))
    citation.state, citation.reason = wanted, reason
    citation.reviewed_by, citation.reviewed_at = by, now
    citation.save(update_fields=["state", "reason", "reviewed_by", "reviewed_at"])
    events.emit(DECIDED[deed], subject=citation, by=by, city=citation.city, at=now)
    telling.decided(citation, by=by, now=now)
    note = {"reason": reason} if reason else None
    audit.record(DECIDED[deed], on=citation, by=by, city=citation.city, now=now, note=note)
    return citation


@transaction.atomic
def withdraw(citation: Citation, *, reason: str = "", by: Any, now: datetime) -> Citation:
    """Whoever cited takes it back, or the programme office does; asked a second time, it does nothing."""
    citation = _locked(citation)
    if citation.state == State.WITHDRAWN:
        return citation
    wanted = states.after(State(citation.state), Deed.WITHDRAW)
    if wanted is None:
        raise Refused(Fault("evidence-decided", {"state": str(citation.get_state_display())}))
    citation.state = wanted
    if reason.strip():
        citation.reason = reason.strip()[:500]
    citation.save(update_fields=["state", "reason"])
    note = {"reason": reason.strip()} if reason.strip() else None
    audit.record("evidence.citation-withdrawn", on=citation, by=by, city=citation.city, now=now, note=note)
    return citation


def _locked(citation: Citation) -> Citation:
    return (
        Citation.objects.select_for_update(of=("self",))
        .select_related("city", "document", "revision__content")
        .get(pk=citation.pk)
    )
