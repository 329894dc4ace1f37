from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.imports.domain.cells import Problem
from kotacerdas.imports.domain.fields import Field, choices_of
from kotacerdas.imports.domain.typed import Wrong, read, written


def field(kind, **more) -> Field:
    return Field("x", "Kolom", ("kolom",), kind, **more)


@pytest.mark.parametrize(
    ("typed", "language", "number"),
    [
        (Decimal("2.56"), "", "2.56"),
        ("2,56", "", "2.56"),
        ("2.56", "", "2.56"),
        (" 1.234.567,80 ", "", "1234567.8"),
        ("1,234,567.80", "", "1234567.8"),
        ("Rp 25.000.000,-", "", "25000000"),
        ("Rp25.000.000,00", "", "25000000"),
        ("1.234", "id", "1234"),
        ("1.234", "en", "1.234"),
        ("−5", "", "-5"),
        ("-", "", ""),
        ("0,00", "", "0"),
    ],
)
def test_numbers_are_read_as_people_write_them(typed, language, number):
    assert read(typed, field("decimal"), language) == number


def test_a_number_that_can_mean_two_is_refused_until_the_language_is_told():
    with pytest.raises(Wrong) as wrong:
        read("1.234", field("decimal"))

    assert wrong.value.kind == "number-ambiguous"


@pytest.mark.parametrize(
    ("typed", "number"), [("1.234", "1234"), ("12", "12"), ("12,0", "12"), ("1,234", "1234")]
)
def test_whole_numbers_have_no_fraction_to_be_mistaken_for(typed, number):
    assert read(typed, field("integer")) == number


@pytest.mark.parametrize(
    ("typed", "kind"),
    [("12,5", "number-not-whole"), ("dua", "number-not-a-number"), (True, "number-not-a-number")],
)
def test_what_is_no_whole_number_is_told(typed, kind):
    with pytest.raises(Wrong) as wrong:
        read(typed, field("integer"))

    assert wrong.value.kind == kind


@pytest.mark.parametrize(
    ("value", "kind"), [("0.5", "number-too-small"), ("5", "number-too-large"), ("2.555", "number-too-fine")]
)
def test_numbers_off_their_scale_are_told(value, kind):
    with pytest.raises(Wrong) as wrong:
        read(Decimal(value), field("decimal", least=Decimal(1), most=Decimal(4), places=2))

    assert wrong.value.kind == kind


@pytest.mark.parametrize(
    "typed",
    [
        date(2026, 12, 31),
        datetime(2026, 12, 31, 8, 30),  # noqa: DTZ001 - sheets know no zones
        Decimal(46387),
        "31/12/2026",
        "31-12-2026",
        "31.12.2026",
        "2026-12-31",
        "2026/12/31",
        "31 Desember 2026",
        "31 Des 2026",
        "Kamis, 31 Desember 2026",
        "31-Des-2026",
        "December 31, 2026",
        "31 December 2026",
        " 31  desember\n2026 ",
    ],
)
def test_dates_are_read_as_people_write_them(typed):
    assert read(typed, field("date")) == "2026-12-31"


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("12/31/2026", "date-month-first"),
        ("31/12/26", "date-unreadable"),
        ("31 Foo 2026", "date-unreadable"),
        ("30/02/2026", "date-unreadable"),
        ("Triwulan II", "date-unreadable"),
        (Decimal(7), "date-unreadable"),
    ],
)
def test_what_is_no_sure_date_is_told(typed, kind):
    with pytest.raises(Wrong) as wrong:
        read(typed, field("date"))

    assert wrong.value.kind == kind


@pytest.mark.parametrize(
    ("typed", "answer"), [("Ya", "yes"), ("TIDAK", "no"), (True, "yes"), ("✓", "yes"), ("-", "")]
)
def test_yes_and_no_are_read_as_people_write_them(typed, answer):
    assert read(typed, field("yesno")) == answer


def test_an_x_is_neither_yes_nor_no():
    with pytest.raises(Wrong):
        read("x", field("yesno"))


def test_choices_are_known_by_any_of_their_names():
    kinds = field("choice", choices=choices_of([("agency", ("Perangkat daerah (OPD)", "Dinas"))]))

    assert [read(text, kinds) for text in ("dinas", "PERANGKAT DAERAH (opd)", "agency", "")] == [
        "agency"
    ] * 3 + [""]
    with pytest.raises(Wrong) as wrong:
        read("dinass", kinds)
    assert wrong.value.values["near"] == "dinas"


def test_texts_lose_the_blanks_that_nobody_sees():
    assert read("  Dinas \u00a0 Kominfo\n Kota ", field("text")) == "Dinas Kominfo Kota"
    assert read(" satu \r\n  dua ", field("text", many_lines=True)) == "satu\ndua"
    assert read(Decimal(64710110010), field("code")) == "64710110010"


def test_texts_that_no_column_holds_are_told():
    with pytest.raises(Wrong) as wrong:
        read("x" * 31, field("text", most_letters=30))

    assert wrong.value.values["found"] == 31


@pytest.mark.parametrize("kind", ["text", "decimal", "date", "yesno", "choice"])
def test_a_cell_without_a_value_is_never_read_as_one(kind):
    with pytest.raises(Wrong):
        read(Problem("cell-error", "#REF!"), field(kind))


@given(st.decimals(-(10**9), 10**9, places=4))
def test_written_numbers_are_read_as_they_were(figure):
    text = written(figure)

    assert Decimal(text) == figure
    assert read(Decimal(text), field("decimal")) == text
    assert written(Decimal(text)) == text
