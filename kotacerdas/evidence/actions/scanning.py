"""Deeds on what the virus scanner said: note it with the content, look again at what nobody has scanned."""

from collections.abc import Callable
from datetime import datetime

import structlog
from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.evidence.domain.nameless import without_name
from kotacerdas.evidence.gate import antivirus
from kotacerdas.evidence.gate.antivirus import Verdict
from kotacerdas.evidence.gate.checking import Looked
from kotacerdas.evidence.models import Content, Revision, Scan
from kotacerdas.files import blobs
from kotacerdas.imports import kept

TASK = "evidence.scan"
log = structlog.get_logger()


def note(content: Content, looked: Looked, *, now: datetime) -> None:
    """What the gate found out about bytes that come in. Part of the caller's transaction, which records the deed.

    A content that was scanned before stays so where the scanner is silent today.
    """
    content.notes = kept.as_json(without_name(looked.notes))
    fields = ["notes"]
    if looked.verdict.state != Scan.UNSCANNED:
        fields += _put(content, looked.verdict, now)
    content.save(update_fields=fields)


def scan_waiting(*, clock: Callable[[], datetime], tell: Callable[[int, int], None]) -> dict[str, int]:
    """Everything that came in while the scanner was silent. `tell(done, of)` may raise to stop."""
    antivirus.ask_again()
    waiting = list(Content.objects.filter(scan=Scan.UNSCANNED).order_by("pk").values_list("pk", flat=True))
    counts = {"scanned": 0, "infected": 0}
    for done, pk in enumerate(waiting if antivirus.is_set_up() else []):
        tell(done, len(waiting))
        verdict = _scan(Content.objects.get(pk=pk))
        if verdict.state != Scan.UNSCANNED:
            settle(pk, verdict, now=clock())
            counts["scanned"] += 1
            counts["infected"] += verdict.state == Scan.INFECTED
    return counts


def _scan(content: Content) -> Verdict:
    try:
        with blobs.store().open(content.sha256) as opened:
            return antivirus.scan(opened)
    except (blobs.Missing, blobs.Damaged):
        # The nightly check of all files tells of these.
        return antivirus.UNSCANNED


@transaction.atomic
def settle(pk: int, verdict: Verdict, *, now: datetime) -> None:
    """An infected content can be opened by nobody from now on; the trail of each city that keeps it says so."""
    content = Content.objects.select_for_update().get(pk=pk)
    content.save(update_fields=_put(content, verdict, now))
    if verdict.state != Scan.INFECTED:
        return
    log.error("evidence.virus-found", sha256=content.sha256, virus=verdict.virus)
    kept_in = Revision.objects.filter(content=content).select_related("document__city").order_by("pk")
    for document in {each.document_id: each.document for each in kept_in}.values():
        note = {"virus": verdict.virus, "sha256": content.sha256}
        audit.record("evidence.virus-found", on=document, by=None, city=document.city, now=now, note=note)


def _put(content: Content, verdict: Verdict, now: datetime) -> list[str]:
    content.scan, content.scanned_at, content.scanned_by = verdict.state, now, verdict.by
    return ["scan", "scanned_at", "scanned_by"]
