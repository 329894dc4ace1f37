"""What a refusal says and leaves behind, and what the trail says of a deed: for the tests of every app above."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.db import models
from django.utils import translation

from kotacerdas.audit import queries as trail
from kotacerdas.audit.models import Entry
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentences


def refusal_of(
    kept: Iterable[type[models.Model]], traces: Iterable[type[models.Model]], deed: Callable[[], object]
) -> list[str]:
    """The kinds of its faults, which have a sentence in both languages. No row of `kept` is another one afterwards, and
    `traces` and the trail have not grown."""
    kept, counted = list(kept), [Entry, *traces]
    before = _state(kept, counted)
    with pytest.raises(Refused) as refused:
        deed()
    assert _state(kept, counted) == before
    for language in ("id", "en"):
        with translation.override(language):
            assert all(words and "%(" not in words for words in sentences(refused.value))
    return [fault.kind for fault in refused.value.faults]


def _state(kept: list[type[models.Model]], counted: list[type[models.Model]]) -> list[Any]:
    rows = [list(each._default_manager.order_by("pk").values()) for each in kept]
    return [*rows, *(each._default_manager.count() for each in counted)]


def said_of(kind: str, reader: Any) -> str:
    """The sentence of the last deed of that kind, as it stands in the trail."""
    entries = Entry.objects.filter(kind=kind).select_related("values", "actor")
    with translation.override("en"):
        (line,) = trail.lines([entries.latest("pk")], seen_by=reader)
    assert "(erased)" not in line.sentence
    return line.sentence
