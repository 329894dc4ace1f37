"""Each figure as an Indonesian and an English reader expects it, and numbers read without guessing."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.common.domain import formats
from kotacerdas.common.domain.formats import Reason, Unreadable

D = Decimal


@pytest.mark.parametrize(
    ("value", "places", "indonesian", "english"),
    [
        (D("4.22"), 2, "4,22", "4.22"),
        (1385437875, None, "1.385.437.875", "1,385,437,875"),
        (1037, None, "1.037", "1,037"),
        (D("-0.17"), 2, "−0,17", "−0.17"),
        (D("-0.001"), 2, "0,00", "0.00"),
        (D("2.505"), 2, "2,51", "2.51"),
        (D("-2.505"), 2, "−2,51", "−2.51"),
        (D("4"), 2, "4,00", "4.00"),
        (0.1, None, "0,1", "0.1"),
        (D("1E+3"), None, "1.000", "1,000"),
        (
            D("123456789012345678901234567890.5"),
            2,
            "123.456.789.012.345.678.901.234.567.890,50",
            "123,456,789,012,345,678,901,234,567,890.50",
        ),
        (None, 2, "–", "–"),
    ],
)
def test_number_is_written_in_both_languages(value, places, indonesian, english):
    assert formats.number(value, places, language="id") == indonesian
    assert formats.number(value, places, language="en") == english


def test_number_without_end_is_refused():
    with pytest.raises(ValueError, match="finite"):
        formats.number(D("NaN"), language="id")


@pytest.mark.parametrize(
    ("value", "written"),
    [(D("0.03"), "+0,03"), (D("-0.17"), "−0,17"), (D("0"), "0,00"), (D("0.004"), "0,00"), (None, "–")],
)
def test_change_carries_its_sign(value, written):
    assert formats.signed(value, language="id") == written


@pytest.mark.parametrize(
    ("value", "places", "written"),
    [
        (D("0.10"), None, "10%"),
        (D("0.125"), None, "12,5%"),
        (D("0.125"), 0, "13%"),
        (1, None, "100%"),
        (0, 1, "0,0%"),
    ],
)
def test_share_is_written_as_percent(value, places, written):
    assert formats.percent(value, places, language="id") == written


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        (25_000_000, "Rp 25.000.000", "Rp 25,000,000"),
        (D("2172000000.00"), "Rp 2.172.000.000", "Rp 2,172,000,000"),
        (D("1500.5"), "Rp 1.500,50", "Rp 1,500.50"),
        (-2000, "−Rp 2.000", "−Rp 2,000"),
    ],
)
def test_rupiah_is_written_in_both_languages(value, indonesian, english):
    assert formats.rupiah(value, language="id") == indonesian
    assert formats.rupiah(value, language="en") == english


@pytest.mark.parametrize(
    ("value", "english"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (112, "112th"), (121, "121st")],
)
def test_place_is_written_as_ordinal(value, english):
    assert formats.ordinal(value, language="en") == english
    assert formats.ordinal(value, language="id") == f"ke-{value}"


@pytest.mark.parametrize(
    ("octets", "written"),
    [(0, "0 B"), (999, "999 B"), (1400, "1,4 kB"), (5_242_880, "5,2 MB"), (250_000_000, "250 MB")],
)
def test_file_size_is_short(octets, written):
    assert formats.file_size(octets, language="id") == written


def test_day_is_written_in_both_languages():
    assert formats.day(date(2025, 6, 12), language="id") == "12 Juni 2025"
    assert formats.day(date(2025, 6, 12), language="en") == "12 June 2025"
    assert formats.weekday(date(2025, 6, 12), language="id") == "Kamis, 12 Juni 2025"


@pytest.mark.parametrize(
    ("zone", "indonesian", "english"),
    [
        ("Asia/Jakarta", "12 Juni 2025 23.30 WIB", "12 June 2025 23:30 WIB"),
        ("Asia/Makassar", "13 Juni 2025 00.30 WITA", "13 June 2025 00:30 WITA"),
        ("Asia/Jayapura", "13 Juni 2025 01.30 WIT", "13 June 2025 01:30 WIT"),
        ("WITA", "13 Juni 2025 00.30 WITA", "13 June 2025 00:30 WITA"),
    ],
)
def test_moment_names_its_zone(zone, indonesian, english):
    at = datetime(2025, 6, 12, 16, 30, tzinfo=UTC)

    assert formats.moment(at, zone, language="id") == indonesian
    assert formats.moment(at, zone, language="en") == english


def test_moment_without_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        formats.moment(datetime(2025, 6, 12), "WITA", language="id")  # noqa: DTZ001 - that is the point


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        (date(2025, 6, 12), date(2025, 6, 14), "12–14 Juni 2025"),
        (date(2025, 6, 12), date(2025, 7, 3), "12 Juni – 3 Juli 2025"),
        (date(2025, 12, 30), date(2026, 1, 2), "30 Desember 2025 – 2 Januari 2026"),
        (date(2025, 6, 12), date(2025, 6, 12), "12 Juni 2025"),
        (date(2025, 6, 12), None, "sejak 12 Juni 2025"),
        (None, date(2025, 6, 12), "sampai 12 Juni 2025"),
        (None, None, "–"),
    ],
)
def test_period_says_shared_parts_once(start, end, written):
    assert formats.period(start, end, language="id") == written


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2,56", "2.56"),
        ("2.56", "2.56"),
        (" 3 ", "3"),
        ("\u00a03,1", "3.1"),
        ("0.125", "0.125"),
        ("0,125", "0.125"),
        ("2,5042", "2.5042"),
        ("1234,567", "1234.567"),
        ("−1", "-1"),
        ("+2", "2"),
        ("10", "10"),
    ],
)
def test_comma_and_point_are_both_read(text, value):
    assert formats.parse_number(text) == D(value)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", Reason.EMPTY),
        ("   ", Reason.EMPTY),
        ("1.234", Reason.AMBIGUOUS),
        ("1,234", Reason.AMBIGUOUS),
        ("1.234,5", Reason.TWO_SEPARATORS),
        ("1,234.5", Reason.TWO_SEPARATORS),
        ("25.000.000", Reason.THOUSANDS),
        ("NaN", Reason.NOT_FINITE),
        ("-Infinity", Reason.NOT_FINITE),
        ("=1+1", Reason.FORMULA),
        ("@SUM(A1)", Reason.FORMULA),
        ("+A1*2", Reason.FORMULA),
        ("-2+3", Reason.FORMULA),
        ("tiga", Reason.NOT_A_NUMBER),
        ("1e3", Reason.NOT_A_NUMBER),
        ("2,", Reason.NOT_A_NUMBER),
        (",5", Reason.NOT_A_NUMBER),
        ("1 234", Reason.NOT_A_NUMBER),
        ("1_000", Reason.NOT_A_NUMBER),
        ("٣", Reason.NOT_A_NUMBER),
        ("9" * 41, Reason.TOO_LONG),
    ],
)
def test_doubtful_number_is_refused_with_reason(text, reason):
    with pytest.raises(Unreadable) as caught:
        formats.parse_number(text)

    assert caught.value.reason is reason


def test_top_of_scale_settles_three_decimals():
    assert formats.parse_number("2,504", most=4) == D("2.504")


def test_language_of_form_settles_three_decimals():
    assert formats.parse_number("1,234", "id") == D("1.234")

    with pytest.raises(Unreadable) as caught:
        formats.parse_number("1.234", "id")

    assert caught.value.reason is Reason.THOUSANDS


@given(st.decimals(min_value=-10_000, max_value=10_000, places=2), st.sampled_from(["id", "en"]))
def test_written_score_reads_back(value, language):
    written = formats.number(value, 2, language=language).replace("." if language == "id" else ",", "")

    assert formats.parse_number(written) == value
