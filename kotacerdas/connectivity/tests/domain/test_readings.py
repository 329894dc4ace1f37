"""Files of measurements as apps write them, good and bad."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kotacerdas.common.domain.faults import Refused
from kotacerdas.connectivity.domain import readings
from kotacerdas.connectivity.domain.readings import Known, Reading, fold, rows_of
from kotacerdas.connectivity.tests.domain.test_serving import RULES

BOX = (116.5, -1.5, 117.1, -0.9)
WITA = timezone(timedelta(hours=8))
NAMES = {
    fold(name): code
    for code, names in {"tsel": ["Telkomsel", "51010"], "xl": ["XL"]}.items()
    for name in names
}


def inside(lons, lats):
    return [116.6 <= lon <= 117.0 and -1.4 <= lat <= -1.0 for lon, lat in zip(lons, lats, strict=True)]


def read(text):
    reading = Reading(Known(NAMES, BOX, inside, WITA, RULES))
    rows = [row for some in rows_of(text.splitlines(keepends=True), reading) for row in some]
    return rows, reading


def told(text):
    """Line and kind of every fault."""
    return [(fault.line, fault.kind) for fault in read(text)[1].faults]


HEAD = "lat,lon,operator,rsrp\n"


def row(lat="-1.2", lon="116.8", operator="Telkomsel", rsrp="-90"):
    return f"{HEAD}{lat},{lon},{operator},{rsrp}\n"


def test_a_log_of_g_nettrack_is_read():
    rows, reading = read(
        "Timestamp\tLongitude\tLatitude\tSpeed\tOperatorname\tOperator\tCGI\tLevel\tQual\tNetworkTech\tDL_bitrate\tUL_bitrate\n"
        "2026.11.20_08.15.30\t116.8\t-1.2\t12\tTelkomsel\t51010\t510-10-1\t-97\t-11\t4G\t5200\t800\n"
    )

    (found,) = rows
    assert (found.lon, found.lat, found.operator, found.rsrp, found.rsrq) == (116.8, -1.2, "tsel", -97, -11)
    assert (found.down, found.up, found.network) == (5.2, 0.8, "4G")
    assert found.at == datetime(2026, 11, 20, 0, 15, 30, tzinfo=UTC)
    assert reading.columns["level"] == "Level"


def test_a_table_with_semicolons_and_decimal_commas_is_read():
    rows, _reading = read("\ufefflintang;bujur;penyelenggara;rsrp (dBm);unduh\n-1,2;116,8;XL;-101,5;3,4\n")

    assert [(each.lat, each.lon, each.operator, each.rsrp, each.down) for each in rows] == [
        (-1.2, 116.8, "xl", -101.5, 3.4)
    ]


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        (row(lat="116.8", lon="-1.2"), "signal-swapped"),
        (row(lat="NaN"), "signal-no-place"),
        (row(lon=""), "signal-no-place"),
        (row(lat="inf"), "signal-no-number"),
        (row(lat="satu"), "signal-no-number"),
        (row(lat="95"), "signal-not-on-earth"),
        (row(lat="-1.45"), "signal-outside"),
        (row(rsrp="-20"), "signal-rsrp-impossible"),
        (row(rsrp="-29.9"), "signal-rsrp-impossible"),
        (row(rsrp="-161"), "signal-rsrp-impossible"),
        (row(rsrp="NaN"), "signal-no-value"),
        (row(rsrp="2147483647"), "signal-no-value"),
        (row(operator=""), "signal-no-operator"),
        (row(operator="Operator X"), "signal-operator-unknown"),
        ("lat,lon,operator,download\n-1.2,116.8,XL,-3\n", "signal-speed-impossible"),
        ("lat,lon,operator,rsrp,rsrq\n-1.2,116.8,XL,-90,-80\n", "signal-rsrq-impossible"),
        ("lat,lon,operator,level,network\n-1.2,116.8,XL,-80,2G\n", "signal-level-not-rsrp"),
        ("lat,lon,operator,rsrp,time\n-1.2,116.8,XL,-80,kemarin\n", "signal-no-moment"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_with_its_line(given, kind):
    rows, reading = read(given)

    assert told(given) == [(2, kind)]
    assert (rows, reading.good, reading.refused) == ([], 0, 1)


@pytest.mark.parametrize("edge", ["-30", "-160"])
def test_the_edges_of_what_can_be_are_read(edge):
    assert [each.rsrp for each in read(row(rsrp=edge))[0]] == [float(edge)]


def test_the_same_row_twice_is_taken_once():
    text = f"{HEAD}-1.2,116.8,XL,-90\n-1.2,116.8,XL,-90\n-1.2,116.8,XL,-91\n"

    rows, reading = read(text)

    assert [each.rsrp for each in rows] == [-90, -91]
    assert [(fault.line, fault.kind) for fault in reading.faults] == [(3, "signal-twice")]


def test_no_service_is_evidence_although_nothing_was_measured():
    rows, _reading = read("lat,lon,operator,rsrp,network\n-1.2,116.8,XL,,No service\n")

    assert [(each.rsrp, each.network) for each in rows] == [(None, "none")]


def test_good_rows_are_read_beside_bad_ones_and_both_are_counted():
    rows, reading = read(f"{HEAD}-1.2,116.8,XL,-90\nx,116.8,XL,-90\n\n-1.2,116.81,XL,-95\n")

    assert len(rows) == reading.good == 2
    assert reading.refused == 1


def test_only_the_first_faults_are_kept_but_all_are_counted():
    _rows, reading = read(HEAD + "x,116.8,XL,-90\n" * 700)

    assert (len(reading.faults), reading.refused) == (500, 700)


@pytest.mark.parametrize(
    ("head", "wanted"), [("a,b,c\n", {"lat", "lon", "operator", "rsrp"}), ("lat,lon,operator\n", {"rsrp"}), ("", {"lat", "lon", "operator", "rsrp"})]
)  # fmt: skip
def test_a_file_without_the_columns_is_refused_as_a_whole(head, wanted):
    with pytest.raises(Refused) as refused:
        read(head + "1,2,3\n")

    assert {fault.values["wanted"] for fault in refused.value.faults} == wanted
    assert {fault.kind for fault in refused.value.faults} == {"signal-no-column"}


def test_a_line_without_end_is_refused_before_it_is_parted():
    with pytest.raises(Refused, match="signal-long-line"):
        read(HEAD + "9" * 5000)


def test_more_rows_than_a_batch_holds_are_refused(monkeypatch):
    monkeypatch.setattr(readings, "MOST_ROWS", 3)

    with pytest.raises(Refused, match="signal-too-many"):
        read(HEAD + "".join(f"-1.2,116.{at},XL,-90\n" for at in range(800, 804)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-20 08:00:00", datetime(2026, 11, 20, 0, 0, tzinfo=UTC)),
        ("2026-11-20T08:00:00Z", datetime(2026, 11, 20, 8, 0, tzinfo=UTC)),
        ("20/11/2026 08:00", datetime(2026, 11, 20, 0, 0, tzinfo=UTC)),
        ("1763596800", datetime(2025, 11, 20, 0, 0, tzinfo=UTC)),
        ("1763596800000", datetime(2025, 11, 20, 0, 0, tzinfo=UTC)),
        ("", None),
    ],
)
def test_moments_as_apps_write_them(text, expected):
    (found,) = read(f"lat,lon,operator,rsrp,time\n-1.2,116.8,XL,-80,{text}\n")[0]

    assert found.at == expected


@given(st.lists(st.text(alphabet='0123456789-.,;"xXLNa \t\n\0', max_size=40), max_size=8))
def test_whatever_stands_in_the_file_is_read_or_told(lines):
    rows, reading = read(HEAD + "\n".join(lines))

    assert len(rows) == reading.good
    assert all(-1.4 <= each.lat <= -1.0 and 116.6 <= each.lon <= 117.0 for each in rows)


@pytest.mark.parametrize(
    "moment", ["0001-01-01T00:00:00", "9999-12-31T23:59:59-12:00", "1899-12-30 00:00:00", "9999999999"]
)
def test_a_moment_that_no_phone_can_have_is_told(moment):
    text = f"lat,lon,operator,rsrp,at\n-1.2,116.8,Telkomsel,-90,{moment}\n"

    assert told(text) == [(2, "signal-no-moment")]


def test_a_quote_that_is_never_closed_costs_its_own_line_only():
    rows, reading = read(HEAD + '-1.2,116.8,"Telkomsel,-90\n' + "-1.3,116.9,XL,-90\n" * 1 + "x" * 3000 + "\n")

    assert [(each.line, each.operator) for each in rows] == [(3, "xl")]
    assert [each.line for each in reading.faults] == [2, 4]


def test_no_quote_makes_a_field_without_end():
    text = HEAD + '-1.2,116.8,"Telkomsel,-90\n' + "-1.3,116.9,XL\n" * 20_000

    assert {kind for _line, kind in told(text)} <= {
        "signal-operator-unknown",
        "signal-no-value",
        "signal-twice",
    }
