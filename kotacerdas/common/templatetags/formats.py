"""Template filters for figures, dates and hours: `{{ score|number:2 }}`, `{{ at|moment:city.zone }}`."""

from datetime import date, datetime, tzinfo
from decimal import Decimal, InvalidOperation

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kotacerdas.common import formats

register = template.Library()

# A template shows None as a dash and an empty string (an unknown variable) as nothing at all.
Given = formats.Number | str | None


def _figure(value: Given) -> formats.Number | None:
    """Scores come from JSON columns as text, too; text that is no number is a bug and says so."""
    if not isinstance(value, str):
        return value
    try:
        return Decimal(value)
    except InvalidOperation:
        raise ValueError(f"{value!r} is not a number") from None


@register.filter
def number(value: Given, places: int | None = None) -> str:
    return "" if value == "" else formats.number(_figure(value), places)


@register.filter
def signed(value: Given, places: int = 2) -> str:
    return "" if value == "" else formats.signed(_figure(value), places)


@register.filter
def percent(value: Given, places: int | None = None) -> str:
    """A share of one: 0.2|percent is 20%."""
    return "" if value == "" else formats.percent(_figure(value), places)


@register.filter
def rupiah(value: Given, places: int | None = None) -> str:
    return "" if value == "" else formats.rupiah(_figure(value), places)


@register.filter
def ordinal(value: int | str) -> str:
    return "" if value == "" else formats.ordinal(int(value))


@register.filter
def file_size(octets: int | str) -> str:
    return "" if octets == "" else formats.file_size(int(octets))


@register.filter
def day(value: date | str | None, zone: str | tzinfo | None = None) -> str:
    return "" if isinstance(value, str) else formats.day(value, zone)


@register.filter
def weekday(value: date | str) -> str:
    return "" if isinstance(value, str) else formats.weekday(value)


@register.filter
def month(value: date | str) -> str:
    return "" if isinstance(value, str) else formats.month(value)


@register.filter
def clock(at: datetime | str, zone: str | tzinfo | None = None) -> str:
    return "" if isinstance(at, str) else formats.clock(at, zone)


@register.filter
def moment(at: datetime | str | None, zone: str | tzinfo | None = None) -> str:
    return "" if isinstance(at, str) else formats.moment(at, zone)


@register.filter
def period(start: date | str | None, end: date | str | None) -> str:
    """`{{ round.starts_on|period:round.ends_on }}`."""
    return formats.period(
        None if isinstance(start, str) else start,
        None if isinstance(end, str) else end,
    )


@register.filter
def breakable(email: str) -> SafeString:
    """An e-mail address that runs over two lines after its @ where there is no room."""
    name, at, host = email.partition("@")
    return format_html("{}{}<wbr>{}", name, at, host)
