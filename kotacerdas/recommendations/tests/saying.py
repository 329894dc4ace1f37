"""What a refusal says and leaves behind: a sentence in both languages, and no trace."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import translation

from kotacerdas.audit.models import Entry
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentences
from kotacerdas.events.models import Event
from kotacerdas.followup.models import Progress
from kotacerdas.notices.models import Notice
from kotacerdas.recommendations.models import Care, CareStep

TRACES = (Entry, Event, Notice, Progress, CareStep)


def refusal(deed: Callable[..., Any], *args: Any, **kwargs: Any) -> list[str]:
    """The kinds of its faults; it left no trace at all and has a sentence in both languages."""
    before = _state()
    with pytest.raises(Refused) as refused:
        deed(*args, **kwargs)
    assert _state() == before
    for language in ("id", "en"):
        with translation.override(language):
            assert all(words and "%(" not in words for words in sentences(refused.value))
    return [fault.kind for fault in refused.value.faults]


def _state() -> list[Any]:
    return [list(Care.objects.order_by("pk").values()), *(each.objects.count() for each in TRACES)]
