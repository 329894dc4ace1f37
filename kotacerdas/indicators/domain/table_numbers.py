"""Numbers of a printed table: one way of writing for all of it, signs of footnotes beside them, and signs for “no figure”."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal, NamedTuple, TypeAlias

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.domain.formats import looks_like_formula
from kotacerdas.common.domain.sheets import cell_address
from kotacerdas.indicators.domain.figures import Figure

Way: TypeAlias = Literal["", "id", "en"]
"""id: 1.234,5 · en: 1,234.5 · "" where no figure has shown it."""

MARKS = r"(?:\*{1,3}\)?|[rex]\)?|\d\)|[a-e]\))"
_NOTHING = {
    "",
    "na",
    "n/a",
    "n.a",
    "n.a.",
    "nan",
    "null",
    "none",
    "x",
    "xx",
    "tad",
    "t.a.d",
    "t.a.d.",
    "…",
    "-",
    "–",
    "—",
    "−",
}
_DOTS = re.compile(r"\.{2,}|-{2,}|…+")
_MARKED = re.compile(rf"(.*?[\d%])(?:\s*(\*{{1,3}}\)?|[re]\)?)|\s+({MARKS}))")
_SPACED = re.compile(r"[+-]?\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?")
_SIGNED = re.compile(r"([+-]?)([0-9][0-9.,]*)")
_LONGEST = 40
_SIGNS: dict[Way, tuple[str, str]] = {"id": (".", ","), "en": (",", ".")}
"""Of each way, the sign between thousands and the one before decimals."""


class Number(NamedTuple):
    figure: Figure
    mark: str = ""


def is_nothing(text: str) -> bool:
    bare = text.strip().casefold()
    return bare in _NOTHING or bool(_DOTS.fullmatch(bare))


def is_mark(text: str) -> bool:
    """A sign for “no figure” that was typed, other than an empty cell."""
    return bool(text.strip()) and is_nothing(text)


def looks_like_number(text: str) -> bool:
    return bool(_SIGNED.fullmatch(_bare(text)[0])) or looks_like_formula(text)


def _bare(text: str) -> tuple[str, str]:
    """The digits with their signs, and the mark of a footnote behind them."""
    clean = text.strip().replace("−", "-")
    mark = ""
    if found := _MARKED.fullmatch(clean):
        clean, mark = found[1], found[2] or found[3]
    clean = clean.removesuffix("%").rstrip()
    return ("".join(clean.split()) if _SPACED.fullmatch(clean) else clean), mark


def _shown(text: str) -> Way | None:
    """The way that this number proves; "" if it fits both, None if it fits none."""
    found = _SIGNED.fullmatch(_bare(text)[0])
    if found is None:
        return None
    digits = found[2]
    fitting = [way for way in _SIGNS if _read(digits, way) is not None]
    if len(fitting) == 2:
        return ""
    return fitting[0] if fitting else None


def _read(digits: str, way: Way) -> Decimal | None:
    thousands, point = _SIGNS[way]
    pattern = rf"(?:[0-9]{{1,3}}(?:{re.escape(thousands)}[0-9]{{3}})+|[0-9]+)(?:{re.escape(point)}[0-9]+)?"
    if not re.fullmatch(pattern, digits) or (digits.startswith("0") and thousands in digits):
        return None
    return Decimal(digits.replace(thousands, "").replace(point, "."))


def way(figures: Iterable[tuple[str, str]], told: Way) -> Way:
    """The one way of all figures, given with their cells; raises `Refused` if they disagree with each other or the told one."""
    proven: dict[Way, tuple[str, str]] = {}
    for cell, text in figures:
        shown = _shown(text) if len(text) <= _LONGEST else None
        if shown:
            proven.setdefault(shown, (cell, text))
    if len(proven) > 1:
        (one, first), (other, second) = proven["id"], proven["en"]
        raise Refused(
            Fault("bps-two-notations", {"one": f"{one} ({first[:20]})", "other": f"{other} ({second[:20]})"})
        )
    only: Way = next(iter(proven), "")
    if told and only and told != only:
        cell, text = proven[only]
        raise Refused(Fault("bps-other-notation", {"cell": cell, "text": text[:40]}))
    return told or only


def read(text: str, written: Way, *, line: int = 0, at: int = 0) -> Number | Fault:
    """The number, or why it is none."""
    cell = cell_address(line, at)
    if len(text) > _LONGEST:
        return Fault("number-too-long", {"cell": cell, "text": text[:40]})
    bare, mark = _bare(text)
    found = _SIGNED.fullmatch(bare)
    if found is None:
        kind = "number-formula" if looks_like_formula(text) else "number-not-a-number"
        return Fault(kind, {"cell": cell, "text": text[:40]})
    sign, digits = found.groups()
    if not written and _is_ambiguous(digits):
        return Fault("bps-notation-unknown", {"cell": cell, "text": text[:40]})
    value = _read(digits, written or "en")
    if value is None:
        return Fault("number-not-a-number", {"cell": cell, "text": text[:40]})
    point = _SIGNS[written or "en"][1]
    places = len(digits.partition(point)[2])
    return Number(Figure(-value if sign == "-" else value, places), mark)


def _is_ambiguous(digits: str) -> bool:
    """1.234 is a thousand to one reader and a fraction to another."""
    return len({_read(digits, each) for each in _SIGNS}) > 1
