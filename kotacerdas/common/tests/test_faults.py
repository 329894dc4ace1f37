"""Every fault has a sentence in both languages, on one line, with its place."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils.translation import override

from kotacerdas.common import faults
from kotacerdas.common.domain.faults import Fault, Refused

COMMON = Path(faults.__file__).parent


def test_place_comes_first():
    fault = Fault("number-formula", {"cell": "C7", "text": "=B7*2"}, line=7, column="Outcome")

    with override("en"):
        assert faults.sentence(fault) == (
            "Line 7: Cell C7 holds a formula (=B7*2). Put its result in its place."
        )
        assert faults.sentence(Fault("file-empty", line=3)).startswith("Line 3: ")
        assert faults.sentence(Fault("file-empty", line=3, column="A")).startswith("Line 3, column A: ")
        assert faults.sentence(Fault("file-empty", column="A")) == "The file is empty."


def test_figures_are_written_in_the_language():
    fault = Fault("too-many-rows", {"most": 20_000})

    with override("id"):
        assert "20.000" in faults.sentence(fault)
    with override("en"):
        assert "20,000" in faults.sentence(fault)


@pytest.mark.parametrize(
    ("name", "value", "written"),
    [
        ("most", Decimal("4.5"), "4,5"),
        ("most_bytes", 5_000_000, "5,0 MB"),
        ("on", date(2025, 6, 12), "12 Juni 2025"),
        ("at", datetime(2025, 6, 12, tzinfo=UTC), "12 Juni 2025 00.00 UTC"),
        ("codes", ["A1", "B2"], "A1, B2"),
        ("codes", {"B2", "A1"}, "A1, B2"),
        ("score", Decimal("NaN"), "NaN"),
        ("yes", True, "True"),
        ("title", {"id": "Hasil", "en": "Outcome"}, "Hasil"),
    ],
)
def test_value_is_written_by_its_kind(name, value, written):
    with override("id"):
        assert faults._written(name, value) == written


def test_typed_line_breaks_stay_on_one_line():
    fault = Fault("number-not-a-number", {"cell": "B2", "text": "a\nb\r\n  c"})

    assert "\n" not in faults.sentence(fault)
    assert "a b c" in faults.sentence(fault)


def test_refusal_gives_all_sentences():
    assert len(faults.sentences(Refused([Fault("file-empty"), Fault("file-only-header")]))) == 2


def test_second_sentence_for_a_kind_is_refused():
    with pytest.raises(ValueError, match="already"):
        faults.register({"file-empty": "Something else"})


def test_every_kind_that_common_raises_has_a_sentence():
    sources = "".join(path.read_text() for path in COMMON.rglob("*.py") if "tests" not in path.parts)
    kinds = set(re.findall(r'Fault\(\s*"([a-z0-9-]+)"', sources)) | set(
        re.findall(r'kind = "([a-z-]+)" [ie][fl]', sources)
    )

    assert kinds <= faults.registered()


def test_every_reason_for_an_unreadable_number_has_a_sentence():
    from kotacerdas.common.domain.formats import Reason

    assert {f"number-{reason}" for reason in Reason} <= faults.registered()
