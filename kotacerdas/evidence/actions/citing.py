"""Deeds on citations: quote something, say what for, withdraw."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.events import actions as events
from kotacerdas.evidence.actions import keeping
from kotacerdas.evidence.domain import spans, states
from kotacerdas.evidence.domain.spans import Span
from kotacerdas.evidence.domain.states import Deed, State
from kotacerdas.evidence.models import Citation, Revision, Unit, Use
from kotacerdas.evidence.targets import Target
from kotacerdas.people import access
from kotacerdas.people.permissions import Permission


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

    Raises `Refused` if the unit or the span is not there, the file is infected or the document withdrawn. The same
    quote for the same target is one citation: asked twice, the first is returned; with another claim it is refused.
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
    claim = claim.strip()[:500]
    # One at a time for each document, so that a double click is one citation.
    document = keeping.current(revision.document)
    citation = _same(revision, unit, exact, aims, claim) or Citation.objects.create(
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
        claim=claim,
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


def _same(revision: Revision, unit: int, span: Span, aims: list[Target], claim: str) -> Citation | None:
    """Who claims nothing agrees with what was claimed before."""
    living = Citation.objects.living().filter(revision=revision, unit=unit, start=span.start, end=span.end)
    for target in aims:
        found = living.for_target(target.kind, target.key).first()
        if found is not None and claim and claim != found.claim:
            values = {"target": target.code, "claim": found.claim or "–", "code": found.code}
            raise Refused(Fault("evidence-claimed-otherwise", values))
        if found is not None:
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
    """The same quote serves another question or instrument too, once a second person has confirmed it for that."""
    citation = locked(citation)
    keeping.refuse_withdrawn(citation.document)
    if not citation.is_living:
        raise Refused(Fault("evidence-citation-over", {}))
    if _use(citation, target, by=by, now=now):
        note = {"target": target.code}
        audit.record("evidence.used", on=citation, by=by, city=citation.city, now=now, note=note)
    return citation


@transaction.atomic
def end_use(citation: Citation, target: Target, *, by: Any, now: datetime) -> Citation:
    """It counts for this target no more; the row stays as a record.

    Raises `Refused` unless `by` may (`may_end`), and for the last use: then the citation itself is withdrawn.
    """
    citation = locked(citation)
    if not citation.is_living:
        raise Refused(Fault("evidence-citation-over", {}))
    use = citation.uses.current().filter(target_kind=target.kind, target_key=target.key).first()
    if use is None:
        return citation
    if not may_end(citation, use, by=by):
        raise Refused(Fault("evidence-not-yours", {}))
    if is_last(use, citation.uses.current(), citation):
        raise Refused(Fault("evidence-last-use", {}))
    use.ended_at = now
    use.save(update_fields=["ended_at"])
    events.emit("evidence.use_ended", subject=citation, by=by, city=citation.city, at=now)
    note = {"target": target.code}
    audit.record("evidence.use-ended", on=citation, by=by, city=citation.city, now=now, note=note)
    return citation


def is_last(use: Use, current: Iterable[Use], citation: Citation) -> bool:
    """Without it nothing would be left that stands as the citation does: a confirmed one is confirmed for something."""
    return not any(each.state == citation.state for each in current if each.pk != use.pk)


def may_end(citation: Citation, use: Use, *, by: Any) -> bool:
    """Whoever cited, or said that it proves this, or the programme office; the system itself (`by` None) always."""
    return may_withdraw(citation, by=by) or use.by_id == by.pk


def may_withdraw(citation: Citation, *, by: Any) -> bool:
    """Whoever cited, or the programme office; the system itself (`by` None) always."""
    return by is None or citation.by_id == by.pk or access.may(by, Permission.MANAGE_EVIDENCE, citation.city)


@transaction.atomic
def withdraw(citation: Citation, *, reason: str = "", by: Any, now: datetime) -> Citation:
    """Whoever cited takes it back, or the programme office does; asked a second time, it does nothing."""
    citation = locked(citation)
    if not may_withdraw(citation, by=by):
        raise Refused(Fault("evidence-not-yours", {}))
    if citation.state == State.WITHDRAWN:
        return citation
    wanted = states.after(State(citation.state), Deed.WITHDRAW)
    if wanted is None:
        raise Refused(Fault("evidence-decided", {"state": str(citation.get_state_display())}))
    citation.state = wanted
    if reason.strip():
        citation.reason = reason.strip()[:500]
    citation.save(update_fields=["state", "reason"])
    events.emit("evidence.citation_withdrawn", subject=citation, by=by, city=citation.city, at=now)
    note = {"reason": reason.strip()} if reason.strip() else None
    audit.record("evidence.citation-withdrawn", on=citation, by=by, city=citation.city, now=now, note=note)
    return citation


def locked(citation: Citation) -> Citation:
    """Under the lock of its document, which is taken first wherever both are."""
    keeping.locked(citation.document)
    return (
        Citation.objects.select_for_update(of=("self",))
        .select_related("city", "document", "revision__content")
        .get(pk=citation.pk)
    )
