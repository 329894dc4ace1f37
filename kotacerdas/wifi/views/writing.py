"""The pages with one form, about a city's Wi-Fi, one point or one contract: what they show, and how they write."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from kotacerdas.audit.models import Entry
from kotacerdas.common import subjects, versions
from kotacerdas.people.access import signed_in
from kotacerdas.people.desks import Desk
from kotacerdas.people.models import City
from kotacerdas.wifi.models import Contract, Point

About = City | Point | Contract
Do = Callable[[Any], str]


def last_change(stale: versions.StaleSave) -> "tuple[Any, datetime | None]":
    """Who wrote the point or the contract last, and when. Nobody is named where a workbook may have done it: the trail has one
    line for all its rows."""
    kept: Any = stale.current
    at = subjects.reference(kept)
    entries = Entry.objects.filter(
        Q(subject_kind=at.kind, subject_key=at.key) | Q(chain__city=kept.city, kind="wifi.write-many")
    )
    last = entries.select_related("actor").order_by("-at", "-pk").first()
    return (last.actor, last.at) if last and last.subject == at else (None, None)


one_form = partial(Desk, "wifi/form.html", last_change=last_change)


def shown(about: About, heading: Any, **more: Any) -> dict[str, Any]:
    """What the page needs to know of the thing that the form is about."""
    if isinstance(about, City):
        return {"city": about, "heading": heading, **more}
    name = "point" if isinstance(about, Point) else "contract"
    return {"city": about.city, name: about, "heading": heading, "has_samples": about.is_sample, **more}


def adds(request: HttpRequest, city: City, deed: Callable[..., Any]) -> Do:
    """Writes down something new under the code that was typed."""

    def do(sent: Any) -> str:
        form = sent[0]
        made = deed(city, form.cleaned_data["code"], form.wanted(), by=signed_in(request), now=timezone.now())
        return str(made.get_absolute_url())

    return do


def changes(
    request: HttpRequest, kept: Point | Contract, deed: Callable[..., Any], wanted: Callable[[Any], Any]
) -> Do:
    """Changes what is there, if nobody else has meanwhile; `wanted` takes out of the form what the deed needs."""

    def do(sent: Any) -> str:
        expected = versions.expected(request)
        row = deed(kept, wanted(sent[0]), expected=expected, by=signed_in(request), now=timezone.now())
        return str(row.get_absolute_url())

    return do
