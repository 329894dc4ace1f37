"""Reads a drive test or a crowd measurement as apps write it: a row for each measurement, faults by line, memory bounded."""

from __future__ import annotations

import contextlib
import csv
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import NamedTuple

from kotacerdas.common.domain.faults import ENOUGH, Fault, Refused
from kotacerdas.connectivity.domain.rules import Rules

MOST_ROWS = 200_000
MOST_LETTERS = 4000
AT_ONCE = 5000
NO_SERVICE = "none"

# Titles as they stand in files, folded to letters and figures. G-NetTrack, Ookla, OpenSignal, CellMapper and plain lists.
TITLES: Mapping[str, tuple[str, ...]] = {
    "lat": ("lat", "latitude", "lintang", "clientlatitude", "y"),
    "lon": ("lon", "lng", "long", "longitude", "bujur", "clientlongitude", "x"),
    "operator": (
        "operator", "operatorname", "carrier", "provider", "networkoperator", "networkoperatorname", "simoperator",
        "mccmnc", "plmn", "penyelenggara",
    ),
    "at": ("at", "timestamp", "time", "datetime", "date", "waktu", "tanggal", "testdate", "starttime"),
    "rsrp": ("rsrp", "rsrpdbm", "ltersrp", "ssrsrp", "nrssrsrp", "signalrsrp"),
    "level": ("level", "signal", "signalstrength", "signaldbm"),
    "rsrq": ("rsrq", "rsrqdb", "ltersrq", "ssrsrq", "nrssrsrq", "qual"),
    "down_mbps": ("downmbps", "downloadmbps", "dlmbps", "download", "unduh", "unduhmbps", "downloadmbits"),
    "down_kbps": ("downkbps", "downloadkbps", "dlkbps", "dlbitrate", "avgdkbps"),
    "up_mbps": ("upmbps", "uploadmbps", "ulmbps", "upload", "unggah", "unggahmbps", "uploadmbits"),
    "up_kbps": ("upkbps", "uploadkbps", "ulkbps", "ulbitrate", "avgukbps"),
    "network": (
        "network", "networktech", "networktype", "technology", "teknologi", "networkmode", "connectiontype", "jaringan",
    ),
}  # fmt: skip
_NETWORKS: Mapping[str, tuple[str, ...]] = {
    "5G": ("5g", "nr", "nrsa", "nrnsa", "5gnsa", "5gsa"),
    "4G": ("4g", "lte", "ltea", "lteca", "4glte"),
    "3G": ("3g", "umts", "hspa", "hspap", "hsdpa", "hsupa", "wcdma"),
    "2G": ("2g", "gsm", "gprs", "edge"),
    NO_SERVICE: ("none", "noservice", "outofservice", "nosignal", "oos", "tidakada", "nihil"),
}
_NETWORK_OF = {name: network for network, names in _NETWORKS.items() for name in names}
# What apps write where nothing was measured; the large number is Android's.
_NOTHING = {"", "-", "–", "na", "n/a", "nan", "null", "none", "unknown", "2147483647", "-2147483648"}
# In which phones have measured what is read here.
_YEARS = range(1990, 2100)
_MOMENTS = (
    "%Y.%m.%d_%H.%M.%S", "%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d-%m-%Y %H:%M:%S",
)  # fmt: skip


class Row(NamedTuple):
    """One measurement. `at` is None where the file does not say."""

    line: int
    lon: float
    lat: float
    operator: str
    at: datetime | None
    rsrp: float | None
    rsrq: float | None
    down: float | None
    up: float | None
    network: str


Box = tuple[float, float, float, float]
"""West, south, east, north in degrees."""


@dataclass(frozen=True)
class Known:
    """What the file is judged by. `operators` finds the code of an operator by its folded name; `inside` says of many places
    at once which of them lie in the city; `zone` is that of moments without one."""

    operators: Mapping[str, str]
    box: Box
    inside: Callable[[Sequence[float], Sequence[float]], Sequence[bool]]
    zone: tzinfo
    rules: Rules


@dataclass
class Reading:
    """Counts while the rows go by. `faults` holds the first of them only; `refused` counts all rows that were left out."""

    known: Known
    good: int = 0
    refused: int = 0
    faults: list[Fault] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    """Which title stands for what."""
    _seen: set[int] = field(default_factory=set)

    def blame(self, line: int, kind: str, **values: object) -> None:
        self.refused += 1
        if len(self.faults) < ENOUGH:
            self.faults.append(Fault(kind, values, line=line))

    def is_twice(self, row: Row) -> bool:
        """The fingerprint only is remembered, so that a long file costs little."""
        mark = hash(row[1:])
        if mark in self._seen:
            return True
        self._seen.add(mark)
        return False


def fold(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def rows_of(lines: Iterable[str], reading: Reading) -> Iterator[list[Row]]:
    """The good rows in portions; what is wrong with the others stands in `reading`. Raises `Refused` where the file as a whole
    cannot be read."""
    numbered = iter(_short(lines))
    head = next(numbered, "").lstrip("\ufeff")
    separator = max(",;\t|", key=head.count)
    titles = next(csv.reader([head], delimiter=separator), [])
    places = _places(titles)
    reading.columns = {key: titles[at].strip() for key, at in places.items()}
    waiting: list[Row] = []
    for line, text in enumerate(numbered, 2):
        # Each by itself: no cell goes over several lines, and a quote that is never closed spoils its own line only.
        cells = next(csv.reader([text], delimiter=separator), [])
        if not any(cell.strip() for cell in cells):
            continue
        if line > MOST_ROWS + 1:
            raise Refused(Fault("signal-too-many", {"most": MOST_ROWS}))
        row = _row(line, cells, places, reading)
        if row is not None:
            waiting.append(row)
        if len(waiting) >= AT_ONCE:
            yield _sifted(waiting, reading)
            waiting = []
    if waiting:
        yield _sifted(waiting, reading)


def _short(lines: Iterable[str]) -> Iterator[str]:
    for number, line in enumerate(lines, 1):
        if len(line) > MOST_LETTERS:
            raise Refused(Fault("signal-long-line", {"most": MOST_LETTERS}, line=number))
        # A null would end the line for the reader of tables.
        yield line.replace("\0", "")


def _places(titles: Sequence[str]) -> dict[str, int]:
    """Where each thing stands. The first title of several that mean the same counts."""
    meaning = {name: key for key, names in TITLES.items() for name in names}
    found: dict[str, int] = {}
    for at, title in enumerate(titles):
        key = meaning.get(fold(title))
        if key is not None:
            found.setdefault(key, at)
    missing = [key for key in ("lat", "lon", "operator") if key not in found]
    if not any(key in found for key in ("rsrp", "level", "down_mbps", "down_kbps", "network")):
        missing.append("rsrp")
    if missing:
        shown = ", ".join(title.strip() for title in titles if title.strip())[:200]
        raise Refused([Fault("signal-no-column", {"wanted": key, "found": shown or "–"}) for key in missing])
    return found


class _Wrong(Exception):
    def __init__(self, kind: str, **values: object) -> None:
        super().__init__(kind)
        self.kind, self.values = kind, values


def _row(line: int, cells: Sequence[str], places: Mapping[str, int], reading: Reading) -> Row | None:
    def cell(key: str) -> str:
        at = places.get(key)
        return cells[at].strip() if at is not None and at < len(cells) else ""

    try:
        lon, lat = _place(cell("lon"), cell("lat"), reading.known.box)
        network = _NETWORK_OF.get(fold(cell("network")), "")
        rules = reading.known.rules
        down = _speed(cell("down_mbps"), cell("down_kbps"))
        rsrp = _strength(cell("rsrp"), cell("level"), network, rules, needed=down is None)
        rsrq = _within(
            _number(cell("rsrq"), "RSRQ"), rules.rsrq_least, rules.rsrq_most, "signal-rsrq-impossible"
        )
        if rsrp is None and down is None and network != NO_SERVICE:
            raise _Wrong("signal-no-value")
        return Row(
            line, lon, lat, _operator(cell("operator"), reading.known.operators), _moment(cell("at"), reading.known.zone),
            rsrp, rsrq, down, _speed(cell("up_mbps"), cell("up_kbps")), network,
        )  # fmt: skip
    except _Wrong as wrong:
        reading.blame(line, wrong.kind, **wrong.values)
        return None


def _number(text: str, title: str) -> float | None:
    """None for what was not measured, "not a number" among it. A decimal comma is read as well as a point."""
    bare = text.lower().replace("dbm", "").replace("mbps", "").strip()
    if bare in _NOTHING:
        return None
    try:
        value = float(bare.replace(",", "."))
    except ValueError:
        raise _Wrong("signal-no-number", column=title, given=text[:40]) from None
    if math.isnan(value):
        return None
    if math.isinf(value):
        raise _Wrong("signal-no-number", column=title, given=text[:40])
    return value


def _place(lon_text: str, lat_text: str, box: Box) -> tuple[float, float]:
    lon, lat = _number(lon_text, "longitude"), _number(lat_text, "latitude")
    if lon is None or lat is None:
        raise _Wrong("signal-no-place")
    if is_swapped(lon, lat, box):
        raise _Wrong("signal-swapped", lon=lon_text[:20], lat=lat_text[:20])
    if abs(lat) > 90 or abs(lon) > 180:
        raise _Wrong("signal-not-on-earth", lon=lon_text[:20], lat=lat_text[:20])
    return round(lon, 6), round(lat, 6)


def is_swapped(lon: float, lat: float, box: Box) -> bool:
    """The place lies outside the city's box, and inside it with the two numbers exchanged."""
    west, south, east, north = box
    is_in = west <= lon <= east and south <= lat <= north
    return not is_in and west <= lat <= east and south <= lon <= north


def _within(value: float | None, least: float, most: float, kind: str) -> float | None:
    if value is not None and not least <= value <= most:
        raise _Wrong(kind, given=f"{value:g}", least=f"{least:g}", most=f"{most:g}")
    return value


def _strength(rsrp: str, level: str, network: str, rules: Rules, *, needed: bool) -> float | None:
    """An app that writes one level for every network measures RSRP on 4G and 5G only; other levels are none."""
    if network == NO_SERVICE:
        return None
    value = _number(rsrp, "RSRP")
    if value is None and level:
        if network in {"2G", "3G"}:
            if needed:
                raise _Wrong("signal-level-not-rsrp", network=network)
            return None
        value = _number(level, "Level")
    return _within(value, rules.rsrp_least, rules.rsrp_most, "signal-rsrp-impossible")


def _speed(mbps: str, kbps: str) -> float | None:
    value = _number(mbps, "Mbit/s")
    if value is None:
        slow = _number(kbps, "kbit/s")
        value = None if slow is None else slow / 1000
    return _within(value, 0, 20_000, "signal-speed-impossible")


def _operator(text: str, known: Mapping[str, str]) -> str:
    if not text:
        raise _Wrong("signal-no-operator")
    code = known.get(fold(text))
    if code is None:
        raise _Wrong("signal-operator-unknown", given=text[:40])
    return code


def _moment(text: str, zone: tzinfo) -> datetime | None:
    if text.lower() in _NOTHING:
        return None
    if re.fullmatch(r"[0-9]{10}|[0-9]{13}", text):
        found = datetime.fromtimestamp(int(text[:10]), UTC)
    else:
        found = _spelt(text)
    if found.year not in _YEARS:
        raise _Wrong("signal-no-moment", given=text[:40])
    return found if found.tzinfo else found.replace(tzinfo=zone)


def _spelt(text: str) -> datetime:
    with contextlib.suppress(ValueError):
        return datetime.fromisoformat(text)
    for form in _MOMENTS:
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007 - the zone is that of the city, given by the caller
        except ValueError:
            continue
    raise _Wrong("signal-no-moment", given=text[:40])


def _sifted(rows: list[Row], reading: Reading) -> list[Row]:
    """Those that lie in the city and come for the first time."""
    inside = reading.known.inside([row.lon for row in rows], [row.lat for row in rows])
    found = []
    for row, is_in in zip(rows, inside, strict=True):
        if not is_in:
            reading.blame(row.line, "signal-outside", lon=f"{row.lon:.5f}", lat=f"{row.lat:.5f}")
        elif reading.is_twice(row):
            reading.blame(row.line, "signal-twice")
        else:
            found.append(row)
    reading.good += len(found)
    return found
