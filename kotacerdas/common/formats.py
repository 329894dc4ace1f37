"""Numbers, money, dates and hours in the language of the page; the rules themselves are in `domain.formats`."""

from datetime import date, datetime, tzinfo
from decimal import Decimal

from django.utils import timezone

from kotacerdas.common.domain import formats as rules
from kotacerdas.common.domain.formats import MINUS, NOTHING, Number, Reason, Unreadable, zone_of
from kotacerdas.common.language import current

__all__ = [
    "MINUS",
    "NOTHING",
    "Number",
    "Reason",
    "Unreadable",
    "clock",
    "day",
    "file_size",
    "moment",
    "month",
    "number",
    "ordinal",
    "parse_number",
    "percent",
    "period",
    "rupiah",
    "signed",
    "weekday",
    "zone_of",
]


def number(value: Number | None, places: int | None = None) -> str:
    return rules.number(value, places, language=current())


def signed(value: Number | None, places: int = 2) -> str:
    return rules.signed(value, places, language=current())


def percent(value: Number | None, places: int | None = None) -> str:
    """A share of one as percent."""
    return rules.percent(value, places, language=current())


def rupiah(value: Number | None, places: int | None = None) -> str:
    return rules.rupiah(value, places, language=current())


def ordinal(value: int) -> str:
    return rules.ordinal(value, language=current())


def file_size(octets: int) -> str:
    return rules.file_size(octets, language=current())


def day(value: date | None, zone: str | tzinfo | None = None) -> str:
    """A moment falls on the day it has in `zone`, else in the zone of the request."""
    if isinstance(value, datetime):
        value = rules.local(value, zone or timezone.get_current_timezone())
    return rules.day(value, language=current())


def weekday(value: date) -> str:
    return rules.weekday(value, language=current())


def month(value: date) -> str:
    return rules.month(value, language=current())


def clock(at: datetime, zone: str | tzinfo | None = None) -> str:
    return rules.clock(at, zone or timezone.get_current_timezone(), language=current())


def moment(at: datetime | None, zone: str | tzinfo | None = None) -> str:
    return rules.moment(at, zone or timezone.get_current_timezone(), language=current())


def period(start: date | None, end: date | None) -> str:
    return rules.period(start, end, language=current())


def parse_number(text: str, *, most: Number | None = None) -> Decimal:
    """A number typed into a form of this language."""
    return rules.parse_number(text, current(), most=most)
