"""Antenna patterns out of files of makers, and clear words where a file is none."""

import pytest

from kotacerdas.common.domain.faults import Refused
from kotacerdas.wifi.domain import patterns
from kotacerdas.wifi.domain.antennas import MOST_DOWN, Antenna, Pattern, Shape

CIRCLE = range(360)


def msi(*, gain: str = "GAIN 12 dBi", horizontal: bool = True) -> bytes:
    lines = ["NAME Sektor 90", "FREQUENCY 2437", gain]
    if horizontal:
        lines += ["HORIZONTAL 360", *(f"{at} {min(at, 360 - at) / 10:.1f}" for at in CIRCLE)]
    lines += ["VERTICAL 360", *(f"{at}\t{min(at, 360 - at) / 5:.1f}" for at in CIRCLE)]
    return "\r\n".join(lines).encode()


def table(separator: str = ",", decimal: str = ".", step: int = 10) -> bytes:
    rows = (
        f"{at}{separator}{8 - min(at, 360 - at) / 20}".replace(".", decimal) for at in range(0, 360, step)
    )
    return "\n".join([f"sudut{separator}gain", *rows]).encode()


def refused(content: bytes) -> tuple[str, int | None]:
    with pytest.raises(Refused) as caught:
        patterns.read(content, "salah.msi")
    (fault,) = caught.value.faults
    return fault.kind, fault.line


def test_an_msi_file_has_its_name_gain_and_both_circles():
    found = patterns.read(msi(), "berkas")

    assert (found.name, found.gain_dbi) == ("Sektor 90", 12.0)
    assert (found.horizontal[0], found.horizontal[90], found.horizontal[180]) == (0.0, 9.0, 18.0)
    assert len(found.vertical) == 360


def test_a_gain_over_a_dipole_becomes_one_over_a_sphere():
    assert patterns.read(msi(gain="GAIN 12 dBd"), "x").gain_dbi == 14.15
    assert patterns.read(msi(gain="GAIN 12"), "x").gain_dbi == 14.15


@pytest.mark.parametrize(
    ("separator", "decimal"), [(",", "."), (";", ","), ("\t", "."), ("; ", ","), (", ", ".")]
)
def test_a_table_is_read_however_its_cells_are_parted(separator, decimal):
    found = patterns.read(table(separator, decimal), "Tabel")

    assert (found.name, found.gain_dbi) == ("Tabel", 8.0)
    assert (found.horizontal[0], found.horizontal[5], found.horizontal[180]) == (0.0, 0.25, 9.0)


def test_degrees_between_two_measured_ones_lie_on_the_line():
    found = patterns.read(table(step=30), "x")

    assert found.horizontal[15] == pytest.approx(0.75)
    assert found.horizontal[345] == pytest.approx(0.75)


@pytest.mark.parametrize(
    ("content", "kind", "line"),
    [
        (b"", "wifi-pattern-empty", None),
        (b"\x00\x01\x02", "wifi-pattern-unreadable", None),
        (b"sudut,gain\n", "wifi-pattern-no-horizontal", None),
        (msi(horizontal=False), "wifi-pattern-no-horizontal", None),
        (msi(gain="GAIN ?"), "wifi-pattern-no-number", 3),
        (b"sudut,gain\n0,1\nnan,2\n", "wifi-pattern-no-number", 3),
        (b"sudut,gain\n0,1\n90\n", "wifi-pattern-no-number", 3),
        (b"0,1\n10,2\n400,3\n", "wifi-pattern-out-of-range", 3),
        (b"0,1\n10,2\n10,3\n", "wifi-pattern-angle-twice", 3),
        (b"0,1\n90,1\n180,1\n270,1\n", "wifi-pattern-few-angles", None),
        (b"Selamat datang di kota kami\nini bukan antena\n", "wifi-pattern-no-number", 2),
        (b"1,1\n" * 60_000, "wifi-pattern-too-large", None),
    ],
)
def test_a_wrong_file_is_refused_with_its_reason(content, kind, line):
    assert refused(content) == (kind, line)


# --- Where an antenna sends ----------------------------------------------------------------------------------


def test_an_omni_sends_alike_to_all_sides():
    assert {Antenna(Shape.OMNI).across(at) for at in CIRCLE} == {0.0}


def test_a_sector_is_3_db_weaker_at_the_edge_of_its_beam():
    sector = Antenna(Shape.SECTOR, azimuth=350, beam_width=90)

    assert sector.across(350) == 0.0
    assert sector.across(35) == sector.across(305) == 3.0
    assert sector.across(170) == MOST_DOWN


def test_a_measured_antenna_is_turned_to_its_azimuth():
    turned = Antenna(Shape.PATTERN, azimuth=90, pattern=patterns.read(msi(), "x"))

    assert turned.across(90) == 0.0
    assert turned.across(270) == 18.0
    assert turned.across(90.5) == pytest.approx(0.05)


def test_a_measured_antenna_sends_less_above_and_below_its_tilt():
    losses = tuple(float(min(abs(degree - 6), 30)) for degree in range(360))
    tilted = Antenna(Shape.PATTERN, pattern=Pattern("x", 12.0, (0.0,) * 360, losses))

    assert tilted.downwards(6) == 0.0
    assert tilted.downwards(0) == 6.0
    assert tilted.downwards(10.5) == pytest.approx(4.5)
    assert tilted.downwards(-20) == 30.0


def test_nothing_is_lost_downwards_where_nobody_measured_it():
    unmeasured = Antenna(Shape.PATTERN, pattern=Pattern("x", 12.0, (0.0,) * 360))

    for antenna in (unmeasured, Antenna(Shape.OMNI), Antenna(Shape.SECTOR, azimuth=0, beam_width=60)):
        assert not antenna.is_measured_downwards
        assert antenna.downwards(45) == 0.0
