"""The second person: confirms or rejects a quote, and each thing that it is to prove."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.events import actions as events
from kotacerdas.evidence import telling
from kotacerdas.evidence.actions import keeping
from kotacerdas.evidence.actions.citing import locked
from kotacerdas.evidence.domain import states
from kotacerdas.evidence.domain.states import Deed, State
from kotacerdas.evidence.models import Citation, Use

DECIDED = {Deed.CONFIRM: "evidence.confirmed", Deed.REJECT: "evidence.rejected"}
RESULTS = {Deed.CONFIRM: State.CONFIRMED, Deed.REJECT: State.REJECTED}
OF_USES = {Deed.CONFIRM: "evidence.use-confirmed", Deed.REJECT: "evidence.use-rejected"}


@transaction.atomic
def review(
    citation: Citation,
    deed: Deed,
    *,
    seen: Collection[int] | None = None,
    reason: str = "",
    by: Any,
    now: datetime,
) -> Citation:
    """Confirm or reject what somebody else has cited, from a file that somebody else has brought.

    `seen` are the keys of the uses that were shown: those confirmed, others go on waiting; None means all. Of a quote
    that is confirmed already only the uses that wait are decided. Raises `Refused` for the citer, the uploader, what
    one has used oneself, a rejection without reason, and what was decided before. Who sends the same decision a
    second time is told nothing new.
    """
    citation = locked(citation)
    keeping.refuse_withdrawn(citation.document)
    wanted = RESULTS[deed]
    current = list(citation.uses.order_by("pk").select_related("by"))
    if _has_decided(citation, current, wanted, seen, by):
        return citation
    uses = _to_decide(citation, current, seen, by)
    reason = reason.strip()[:500]
    if deed is Deed.REJECT and not reason:
        raise Refused(Fault("evidence-reason-missing", {}))
    is_first = citation.state == State.WAITING
    if is_first:
        citation.state, citation.reason = wanted, reason
        citation.reviewed_by, citation.reviewed_at = by, now
        citation.save(update_fields=["state", "reason", "reviewed_by", "reviewed_at"])
    if deed is Deed.CONFIRM or not is_first:
        _settle(uses, wanted, reason=reason, by=by, now=now)
    people = {each.by for each in uses if each.by} | ({citation.by} if is_first and citation.by else set())
    telling.decided(citation, DECIDED[deed], to=people, reason=reason, by=by, now=now)
    events.emit(DECIDED[deed], subject=citation, by=by, city=citation.city, at=now)
    note = {"reason": reason} if reason else {}
    if not is_first:
        note["targets"] = ", ".join(each.target_key.rpartition("/")[2] for each in uses)
    kind = (DECIDED if is_first else OF_USES)[deed]
    audit.record(kind, on=citation, by=by, city=citation.city, now=now, note=note or None)
    return citation


def _has_decided(
    citation: Citation, uses: list[Use], wanted: State, seen: Collection[int] | None, by: Any
) -> bool:
    """The same person, the same decision, about the same: a second click."""
    if citation.reviewed_by_id == by.pk and citation.state == wanted == State.REJECTED:
        return True
    said = [use for use in uses if use.reviewed_by_id == by.pk and use.state == wanted]
    if seen is None:
        waits = citation.state == State.CONFIRMED and any(_waits(use) for use in uses)
        return bool(said) and citation.state == State.CONFIRMED and not waits
    return bool(seen) and set(seen) <= {use.pk for use in said}


def _to_decide(citation: Citation, uses: list[Use], seen: Collection[int] | None, by: Any) -> list[Use]:
    """What waits, was seen, and is not one's own; at least one."""
    waiting = [use for use in uses if _waits(use)]
    if not citation.is_living or not waiting:
        raise Refused(Fault("evidence-decided", {"state": str(citation.get_state_display())}))
    if not states.is_second_person(by.pk, cited_by=citation.by_id, uploaded_by=citation.uploaded_by_id):
        raise Refused(Fault("evidence-own-citation", {}))
    shown = [use for use in waiting if seen is None or use.pk in seen]
    if not shown:
        raise Refused(Fault("evidence-uses-changed", {}))
    found = [use for use in shown if use.by_id != by.pk]
    if not found:
        raise Refused(Fault("evidence-own-citation", {}))
    return found


def _waits(use: Use) -> bool:
    return use.ended_at is None and use.state == State.WAITING


def _settle(uses: list[Use], state: State, *, reason: str, by: Any, now: datetime) -> None:
    """A rejected use is over; the quote and what it proves besides stand."""
    ended = now if state == State.REJECTED else None
    some = Use.objects.filter(pk__in=[use.pk for use in uses])
    some.update(state=state, reviewed_by=by, reviewed_at=now, reason=reason, ended_at=ended)
