"""Headings between the rows, columns that are known by their words, percent as the reader sees it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from kotacerdas.imports.domain import matching, typed
from kotacerdas.imports.domain.cells import Percent, Row
from kotacerdas.imports.domain.fields import Field, choices_of
from kotacerdas.imports.domain.headings import Headings
from kotacerdas.imports.domain.layout import Header
from kotacerdas.imports.domain.opening import open_workbook
from kotacerdas.imports.domain.skipping import Sieve
from kotacerdas.imports.tests import workbooks

PILLAR = Field(
    "pillar", "Pilar", ("Pilar", "Dimensi"), "choice", from_headings="place",
    choices=choices_of([("gov", ("Tata Kelola",)), ("liv", ("Kehidupan",))]),
)  # fmt: skip
PART = Field(
    "part", "Sub", ("Sub",), "choice", from_headings="place", choices=choices_of([("health", ("Kesehatan",))])
)
KIND = Field(
    "kind", "Jenis", ("Jenis",), "choice", from_headings="kind", group_words=frozenset({"rencana aksi"}),
    choices=choices_of([("quick", ("Quick Win",)), ("people", ("SDM", "Rencana aksi SDM"))]),
)  # fmt: skip
SIEVE = Sieve(Header(1, 1, {0: "No", 1: "Nama"}), frozenset({1}), frozenset({1}))


def row(*cells: Any, **more: Any) -> Row:
    return Row(5, cells, **more)


@pytest.mark.parametrize(
    "cells",
    [
        ("TATA KELOLA",),
        ("A.", "Tata Kelola"),
        (Decimal(1), "tata kelola", Decimal(12_000)),
        ("I. Tata Kelola", None),
        ("Dimensi: Tata Kelola",),
        ("", "Pilar Tata Kelola", "", Decimal(5)),
    ],
)
def test_a_row_that_only_names_a_choice_is_a_heading(cells):
    headings = Headings([PILLAR, PART])

    assert headings.heard(row(*cells), SIEVE) == "heading"
    assert headings.said["pillar"][0] == "gov"


@pytest.mark.parametrize(
    "cells",
    [
        ("Tata Kelola", "Portal"),
        ("1", "Portal Tata Kelola"),
        (Decimal(1), Decimal(2)),
        ("Tata",),
        ("A.", "B."),
    ],
)
def test_a_row_of_data_is_none(cells):
    headings = Headings([PILLAR, PART])

    assert headings.heard(row(*cells), SIEVE) is None
    assert not headings.said


def test_the_total_of_a_heading_is_a_total_and_changes_nothing():
    headings = Headings([PILLAR])

    assert headings.heard(row(None, "Jumlah Tata Kelola", Decimal(7)), SIEVE) == "total"
    assert not headings.said


def test_a_wider_heading_ends_the_narrower_one():
    headings = Headings([PILLAR, PART])
    for words in ("Kehidupan", "Kesehatan"):
        headings.heard(row(words), SIEVE)
    assert {key: value for key, (value, _cell) in headings.said.items()} == {
        "pillar": "liv",
        "part": "health",
    }

    headings.heard(row("Tata Kelola"), SIEVE)

    assert headings.said == {"pillar": ("gov", "A5")}


def test_what_is_hidden_says_nothing():
    headings = Headings([PILLAR])

    assert headings.heard(row("Tata Kelola", is_hidden=True), SIEVE) is None
    assert not headings.said


def test_columns_by_words_are_known_in_any_order_and_never_nearly():
    fields = [
        Field(f"{source}_{year}", "", (f"Pagu {year} {source}",), by_words=True)
        for year in (2024, 2025)
        for source in ("APBD", "APBN")
    ]
    titles = {
        0: "Pagu / 2024 / APBD",
        1: "APBN / Pagu Tahun 2025",
        2: "Pagu 2023 APBD",
        3: "Pagu 2025 APBD Provinsi",
        4: "Pagu 2025",
    }

    assert matching.suggest(titles, fields) == {"APBD_2024": 0, "APBN_2025": 1}
    assert matching.surety(titles, fields) == 8


@pytest.mark.parametrize(("as_shown", "read"), [(True, "85"), (False, "0.85")])
def test_percent_is_read_as_it_is_shown_where_that_is_asked(as_shown, read):
    field = Field("rate", "Laju", ("Laju",), "decimal", as_shown=as_shown)

    assert typed.read(Percent("0.85"), field) == read
    assert typed.read(Decimal("0.85"), field) == "0.85"


def test_a_percent_sign_in_a_text_is_no_fault_there():
    assert typed.read("12,5 %", Field("rate", "", (), "decimal", as_shown=True)) == "12.5"


def test_formats_say_which_cells_show_percent():
    formats = ["0%", "0.00%", '0.0"%"', "General", '[Red]0.0\\ %;"minus"', "0"]

    def shape(page: Any) -> None:
        for at, code in enumerate(formats, 1):
            page.cell(1, at).number_format = code

    book = open_workbook(workbooks.xlsx([[0.5] * len(formats)], shape=shape), "a.xlsx")

    (found,) = book.rows("Data")
    assert [isinstance(cell, Percent) for cell in found.cells] == [True, True, False, False, True, False]


def said(*lines: str) -> list[tuple[str | None, ...]]:
    """What stands above each row of data: kind, pillar, part. A line with a dash before it is such a row."""
    headings, found = Headings([KIND, PILLAR, PART]), []
    for line in lines:
        if line.startswith("-"):
            headings.passed()
            found.append(tuple(headings.said.get(key, (None,))[0] for key in ("kind", "pillar", "part")))
        else:
            assert headings.heard(row(*line.split("|")), SIEVE) == "heading", line
    return found


@pytest.mark.parametrize(
    ("lines", "above"),
    [
        # Kinds are parts of pillars.
        (
            ("Tata Kelola", "Quick Win", "-", "SDM", "-", "Kehidupan", "Quick Win", "-"),
            [("quick", "gov", None), ("people", "gov", None), ("quick", "liv", None)],
        ),
        # Pillars are parts of kinds.
        (
            ("Quick Win", "Tata Kelola", "-", "Kehidupan", "-", "Rencana aksi: SDM", "-"),
            [("quick", "gov", None), ("quick", "liv", None), ("people", None, None)],
        ),
        # One after the other: that a quick win belongs to the last pillar nobody said.
        (("Tata Kelola", "-", "Quick Win", "-"), [(None, "gov", None), ("quick", None, None)]),
        (("A.|Tata Kelola", "B.|Quick Win", "-", "C.|Kehidupan", "-"), [("quick", None, None), (None, "liv", None)]),
        # Ordinals of another kind tell a part from what stands beside.
        (
            ("A.|Tata Kelola", "-", "1. Quick Win", "-", "B.|Kehidupan", "-"),
            [(None, "gov", None), ("quick", "gov", None), (None, "liv", None)],
        ),
        (
            ("A.|Kehidupan", "1.|Kesehatan", "-", "2.|Quick Win", "-"),
            [(None, "liv", "health"), ("quick", "liv", None)],
        ),
        (
            ("I. Quick Win", "-", "A. Tata Kelola", "-", "II. Rencana Aksi", "1) SDM", "-"),
            [("quick", None, None), ("quick", "gov", None), ("people", None, None)],
        ),
        # The head of a group ends what was said above it, and says nothing itself.
        (("Quick Win", "-", "RENCANA AKSI", "-", "SDM", "-"), [("quick", None, None), (None,) * 3, ("people", None, None)]),
    ],
)  # fmt: skip
def test_which_heading_stands_inside_which_the_table_shows(lines, above):
    assert said(*lines) == above


def test_silent_words_beside_the_name_of_a_column_say_nothing():
    march = Field("m", "Maret", ("maret apbd",), by_words=True, silent=frozenset({"realisasi", "2025"}))
    titles = {0: "Realisasi 2025 / APBD / Maret (Rp)", 1: "Target Maret APBD", 2: "Realisasi 2026 APBD Maret"}

    assert matching.suggest(titles, [march]) == {"m": 0}


def test_a_title_of_nothing_but_a_silent_word_is_that_word():
    year = Field("y", "Year", ("tahun",), by_words=True)

    assert matching.suggest({0: "Tahun 2025", 1: "TAHUN"}, [year]) == {"y": 1}
