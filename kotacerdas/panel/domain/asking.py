"""Until when a city may be asked to reply."""

from __future__ import annotations

from datetime import datetime, timedelta

from kotacerdas.common.domain.faults import Fault

USUAL = timedelta(days=3)
LEAST = timedelta(hours=1)


def usual_due(now: datetime, until: datetime) -> datetime:
    """Three days, or the end of the step that is open, whichever comes first."""
    return min(now.replace(second=0, microsecond=0) + USUAL, until)


def due_faults(due_at: datetime, *, now: datetime, until: datetime) -> list[Fault]:
    """`until`: when the last open step in which the city may reply is over. Counted in whole minutes, as people type."""
    if due_at < now.replace(second=0, microsecond=0) + LEAST:
        return [Fault("clarification-due-soon")]
    if due_at > until:
        return [Fault("clarification-due-late", {"at": until})]
    return []
