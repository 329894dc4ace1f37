"""What a refusal leaves behind, for the tests of this app's deeds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kotacerdas.audit.tests.saying import refusal_of
from kotacerdas.events.models import Event
from kotacerdas.followup.models import Progress
from kotacerdas.notices.models import Notice
from kotacerdas.recommendations.models import Care, CareStep

KEPT = (Care,)
TRACES = (Event, Notice, Progress, CareStep)


def refusal(deed: Callable[..., Any], *args: Any, **kwargs: Any) -> list[str]:
    """The kinds of its faults; it left no trace at all and has a sentence in both languages."""
    return refusal_of(KEPT, TRACES, lambda: deed(*args, **kwargs))
