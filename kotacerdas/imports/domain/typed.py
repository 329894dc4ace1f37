"""Reads a cell as what its column wants: numbers and dates as Indonesians and others write them; refuses to guess."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches

from kotacerdas.common.domain.faults import Fault
from kotacerdas.common.domain.formats import Reason, Unreadable, parse_number
from kotacerdas.imports.domain.cells import Percent, Problem, Value
from kotacerdas.imports.domain.fields import Field, Numbers, fold
from kotacerdas.imports.domain.xlsx import moment

_DASHES = {"-", "–", "—", "--"}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BLANKS = re.compile(r"[\s\u00a0\u200b\ufeff]+")
_MONEY = re.compile(r"^(?:rp\.?|idr)\s*", re.IGNORECASE)
_CENTS = re.compile(r",-+$")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_NUMERIC = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_WORDED = re.compile(r"(?:[^\W\d]+,?\s+)?(\d{1,2})[\s\-.]+([^\W\d]+)\.?[\s\-.,]+(\d{4})")
_AMERICAN = re.compile(r"([^\W\d]+)\.?\s+(\d{1,2}),?\s+(\d{4})")
_MONTHS = {
    "januari": 1, "februari": 2, "pebruari": 2, "maret": 3, "april": 4, "mei": 5, "juni": 6, "juli": 7,
    "agustus": 8, "september": 9, "oktober": 10, "november": 11, "nopember": 11, "desember": 12,
    "jan": 1, "feb": 2, "peb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "agu": 8, "agt": 8, "ags": 8, "agust": 8,
    "sep": 9, "sept": 9, "okt": 10, "nov": 11, "nop": 11, "des": 12, "aug": 8, "oct": 10, "dec": 12,
    "january": 1, "february": 2, "march": 3, "may": 5, "june": 6, "july": 7, "august": 8, "october": 10,
    "december": 12,
}  # fmt: skip
_YES = {"ya", "y", "yes", "true", "benar", "1", "v", "✓", "✔", "☑", "ada", "sudah"}
_NO = {"tidak", "t", "tdk", "no", "n", "false", "salah", "0", "☐", "belum"}
# Days of 1954 to 2119; a smaller or larger number in a column of dates is no date.
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000


class Wrong(Exception):
    """The cell is not what its column wants; `values` fill the sentence together with the cell's address."""

    def __init__(self, kind: str, **values: object) -> None:
        super().__init__(kind)
        self.kind, self.values = kind, values

    def fault(self, field: Field, cell: str, line: int) -> Fault:
        return Fault(
            self.kind, {**self.values, "cell": cell, "title": field.title}, line=line, column=field.title
        )


def read(value: Value, field: Field, numbers: Numbers = "") -> str:
    """The value as text in its one form, "" for an empty cell; raises `Wrong`."""
    if isinstance(value, Problem):
        raise Wrong(value.kind, text=value.text)
    if value is None:
        return ""
    return _READERS[field.kind](value, field, numbers)


def as_text(value: Value) -> str:
    """How a cell would be read aloud: for titles, previews and columns of text."""
    match value:
        case None:
            return ""
        case Problem(text=text):
            return text
        case bool():
            return "TRUE" if value else "FALSE"
        case Decimal():
            return f"{value:f}"
        case datetime():
            return value.isoformat(" ", "minutes")
        case date():
            return value.isoformat()
    return _CONTROL.sub("", value).strip()


# --- texts -------------------------------------------------------------------------------------------------


def _text(value: Value, field: Field, _numbers: Numbers) -> str:
    whole = as_text(value)
    if field.many_lines:
        text = "\n".join(_one_line(line) for line in whole.splitlines()).strip()
    else:
        text = _one_line(whole)
    if text in _DASHES:
        return ""
    if len(text) > field.most_letters:
        raise Wrong("text-too-long", text=text[:40], found=len(text), most=field.most_letters)
    return text


def _one_line(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()


def _code(value: Value, field: Field, numbers: Numbers) -> str:
    return _text(value, field, numbers).replace(" ", "")


def _choice(value: Value, field: Field, numbers: Numbers) -> str:
    text = _one_line(as_text(value))
    if not text or text in _DASHES:
        return ""
    chosen = field.choices.get(fold(text))
    if chosen is None:
        near = get_close_matches(fold(text), field.choices, n=3, cutoff=0.6)
        raise Wrong("choice-unknown", text=text[:60], near=", ".join(near) or "–")
    return chosen


def _yesno(value: Value, _field: Field, _numbers: Numbers) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    word = _one_line(as_text(value)).casefold()
    if not word or word in _DASHES:
        return ""
    if word in _YES:
        return "yes"
    if word in _NO:
        return "no"
    raise Wrong("not-ya-or-tidak", text=word[:40])


# --- numbers -----------------------------------------------------------------------------------------------


def _decimal(value: Value, field: Field, numbers: Numbers) -> str:
    figure = _figure(value, field, numbers)
    if figure is None:
        return ""
    if field.least is not None and figure < field.least:
        raise Wrong("number-too-small", text=f"{figure:f}", least=field.least)
    if field.most is not None and figure > field.most:
        raise Wrong("number-too-large", text=f"{figure:f}", most=field.most)
    if field.places is not None and figure != round(figure, field.places):
        raise Wrong("number-too-fine", text=f"{figure:f}", most=field.places)
    return written(figure)


def _integer(value: Value, field: Field, numbers: Numbers) -> str:
    text = _decimal(value, field, numbers)
    if "." in text:
        raise Wrong("number-not-whole", text=text[:40])
    return text


def written(figure: Decimal) -> str:
    """One form for equal numbers: 1.40 and 1.4 are 1.4, and nothing below zero is nothing."""
    plain = f"{figure:f}" if figure else "0"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _figure(value: Value, field: Field, numbers: Numbers) -> Decimal | None:
    if isinstance(value, Decimal):
        return value * 100 if isinstance(value, Percent) and field.as_shown else Decimal(value)
    if isinstance(value, bool | date):
        raise Wrong("number-not-a-number", text=as_text(value))
    text = _CENTS.sub("", _MONEY.sub("", _one_line(as_text(value))))
    if field.as_shown:
        text = text.removesuffix("%").rstrip()
    if not text or text in _DASHES:
        return None
    language = numbers or ("id" if field.kind == "integer" else "")
    try:
        return parse_number(text, numbers or None, most=field.most)
    except Unreadable as unreadable:
        if unreadable.reason in {Reason.THOUSANDS, Reason.TWO_SEPARATORS, Reason.AMBIGUOUS}:
            grouped = _grouped(text, language, is_whole=field.kind == "integer")
            if grouped is not None:
                return grouped
        raise Wrong(f"number-{unreadable.reason}", text=text[:40]) from None


def _grouped(text: str, language: str, *, is_whole: bool) -> Decimal | None:
    """A number with thousands, where the way of writing is known or only one can be meant."""
    found = {way: _read_grouped(text, *signs) for way, signs in {"id": (".", ","), "en": (",", ".")}.items()}
    readable = {way: figure for way, figure in found.items() if figure is not None}
    if is_whole:
        # 1.234 persons are a thousand in any language.
        readable = {way: figure for way, figure in readable.items() if figure == figure.to_integral_value()}
    if language in readable:
        return readable[language]
    return next(iter(readable.values())) if len(readable) == 1 else None


def _read_grouped(text: str, thousands: str, point: str) -> Decimal | None:
    pattern = rf"[+-]?[0-9]{{1,3}}(?:{re.escape(thousands)}[0-9]{{3}})*(?:{re.escape(point)}[0-9]+)?"
    if not re.fullmatch(pattern, text):
        return None
    try:
        return Decimal(text.replace(thousands, "").replace(point, "."))
    except InvalidOperation:
        return None


# --- dates -------------------------------------------------------------------------------------------------


def _date(value: Value, _field: Field, _numbers: Numbers) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        if not _FIRST_SERIAL <= value <= _LAST_SERIAL:
            raise Wrong("date-unreadable", text=as_text(value)[:40])
        found = moment(float(value))
        return (found.date() if isinstance(found, datetime) else found).isoformat()
    text = _one_line(as_text(value))
    if not text or text in _DASHES:
        return ""
    return _written_date(text).isoformat()


def _written_date(text: str) -> date:
    bare = text.partition(" 00:00")[0]
    try:
        if found := _ISO.fullmatch(bare):
            return date(*(int(part) for part in found.groups()))
        if found := _NUMERIC.fullmatch(bare):
            day, month, year = (int(part) for part in found.groups())
            if month > 12 >= day:
                raise Wrong("date-month-first", text=text[:40])
            return date(year, month, day)
        if found := _WORDED.fullmatch(bare):
            return date(int(found[3]), _month(found[2]), int(found[1]))
        if found := _AMERICAN.fullmatch(bare):
            return date(int(found[3]), _month(found[1]), int(found[2]))
    except (ValueError, KeyError):
        raise Wrong("date-unreadable", text=text[:40]) from None
    raise Wrong("date-unreadable", text=text[:40])


def _month(word: str) -> int:
    return _MONTHS[word.casefold()]


_READERS: dict[str, Callable[[Value, Field, Numbers], str]] = {
    "text": _text,
    "code": _code,
    "reference": _text,
    "choice": _choice,
    "yesno": _yesno,
    "integer": _integer,
    "decimal": _decimal,
    "date": _date,
}
