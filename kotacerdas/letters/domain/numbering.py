"""How a book numbers its letters: the pattern of the number, the next one, and the day that it bears."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from kotacerdas.common.domain.faults import Fault, Refused

LONGEST = 80
MOST_ZEROS = 6
ROMAN_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
# The names are Indonesian because the clerks who write the pattern are.
PLACES = ("kode", "nomor", "unit", "bulan", "bulan_romawi", "tahun")

_PLACE = re.compile(r"\{(?P<name>[^{}:]*)(?::(?P<width>[^{}]*))?\}")
# What stands between the places goes into file names and is read out on the telephone.
_PLAIN = re.compile(r"[A-Za-z0-9/.,()_ -]*")
_WIDTH = re.compile(r"0?([1-9])")


@dataclass(frozen=True)
class Part:
    """Words as they stand, or the name of a place with the least number of its digits."""

    words: str = ""
    place: str = ""
    width: int = 1


@dataclass(frozen=True)
class Pattern:
    parts: tuple[Part, ...]

    def written(self, number: int, *, day: date, classification: str = "", unit: str = "") -> str:
        """The number of one letter, as it is printed."""
        values = {
            "kode": classification,
            "unit": unit,
            "bulan": f"{day.month:02}",
            "bulan_romawi": ROMAN_MONTHS[day.month - 1],
            "tahun": f"{day.year:04}",
        }
        return "".join(
            f"{number:0{part.width}}" if part.place == "nomor" else part.words or values.get(part.place, "")
            for part in self.parts
        )

    @property
    def places(self) -> frozenset[str]:
        return frozenset(part.place for part in self.parts if part.place)


def parse(text: str) -> Pattern:
    """Read `{kode}/{nomor:03}/{unit}/{bulan_romawi}/{tahun}`; raises `Refused` with everything that is wrong."""
    parts: list[Part] = []
    faults: list[Fault] = []
    at = 0
    for found in _PLACE.finditer(text):
        parts += _words(text[at : found.start()], at, faults)
        parts += _place(found, faults)
        at = found.end()
    parts += _words(text[at:], at, faults)
    faults += _as_a_whole(text, parts)
    if faults:
        raise Refused(faults)
    return Pattern(tuple(parts))


def _words(text: str, start: int, faults: list[Fault]) -> list[Part]:
    if not text:
        return []
    good = _PLAIN.match(text)
    assert good is not None  # the expression matches nothing, too
    if good.end() < len(text):
        faults.append(Fault("number-pattern-sign", {"sign": text[good.end()], "at": start + good.end() + 1}))
    return [Part(words=text)]


def _place(found: re.Match[str], faults: list[Fault]) -> list[Part]:
    name, width = found["name"].strip(), found["width"]
    if name not in PLACES:
        faults.append(Fault("number-pattern-place", {"name": name, "known": _known()}))
        return []
    if width is None:
        return [Part(place=name)]
    digits = _WIDTH.fullmatch(width)
    if name != "nomor" or digits is None or int(digits[1]) > MOST_ZEROS:
        faults.append(Fault("number-pattern-width", {"place": found[0]}))
        return []
    return [Part(place=name, width=int(digits[1]))]


def _as_a_whole(text: str, parts: list[Part]) -> list[Fault]:
    faults: list[Fault] = []
    counted = [part.place for part in parts].count("nomor")
    if counted != 1 and "{nomor" in text.replace(" ", "") and counted == 0:
        return faults  # it stands there, but wrongly, which has been told
    if counted == 0:
        faults.append(Fault("number-pattern-without-number"))
    if counted > 1:
        faults.append(Fault("number-pattern-number-twice"))
    # Numbers begin again every year; without the year two letters would bear the same one.
    if not any(part.place == "tahun" for part in parts):
        faults.append(Fault("number-pattern-without-year"))
    if len(text) > LONGEST:
        faults.append(Fault("number-pattern-long", {"most": LONGEST}))
    return faults


def _known() -> str:
    return ", ".join("{" + name + "}" for name in PLACES)


def is_plain(text: str) -> bool:
    """Whether a classification or a unit may stand in a number."""
    return _PLAIN.fullmatch(text) is not None


def dated(today: date, last_on: date | None) -> date:
    """The day that the next letter of a book bears: today, and never a day before that of the last one.

    Two clerks who issue at midnight may come in the other order; more than a day is a clock that goes wrong.
    """
    if last_on is None or last_on <= today:
        return today
    if last_on - today <= timedelta(days=1) and last_on.year == today.year:
        return last_on
    raise Refused(Fault("book-ahead-of-clock", {"last": last_on, "today": today}))
