from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from django.utils import translation
from django.utils.translation import gettext_lazy

from kotacerdas.common.domain.faults import Fault
from kotacerdas.common.faults import sentence
from kotacerdas.imports import kept


def test_numbers_days_and_moments_come_back_as_they_went():
    values = {
        "a": Decimal("2.5"),
        "b": date(2026, 12, 1),
        "c": datetime(2026, 12, 1, 16, 0, tzinfo=UTC),
        "d": 3,
    }

    assert kept.faults(kept.as_json([Fault("x", values, line=2)])) == [Fault("x", values, line=2)]


def test_words_are_told_in_the_language_of_whoever_reads_and_not_of_whoever_planned():
    fault = Fault("not-ya-or-tidak", {"cell": "A1", "text": gettext_lazy("Organisation")})
    with translation.override("en"):
        stored = kept.as_json([fault])

    assert "Organisasi" in sentence(kept.faults(stored)[0])
    with translation.override("en"):
        assert "Organisation" in sentence(kept.faults(stored)[0])
