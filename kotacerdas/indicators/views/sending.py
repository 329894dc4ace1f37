"""What the forms of this app share: where to go back to, which fault stands beside which field, who changed a figure last."""

from datetime import datetime
from typing import Any

from kotacerdas.common import versions
from kotacerdas.indicators.forms.figures import FIELD_OF
from kotacerdas.indicators.models import Indicator, Revision, Series
from kotacerdas.people.models import City

FORM = "indicators/form.html"


def last_change(stale: versions.StaleSave) -> "tuple[Any, datetime | None]":
    """Who changed the figure last, and when: what stood before was put away at that moment."""
    series, period = getattr(stale.current, "series_id", None), getattr(stale.current, "period", "")
    rows = (
        Revision.objects.filter(series=series, period=period).select_related("by").order_by("-until", "-pk")
    )
    found = rows.first() if series else None
    return (found.by, found.until) if found else (None, None)


TELLING: dict[str, Any] = {"field_of": FIELD_OF, "last_change": last_change}
"""For every `Desk` of this app."""


def page_of(indicator: Indicator, city: City) -> str:
    return f"{indicator.get_absolute_url()}?kota={city.code}"


def around(
    indicator: Indicator, city: City, heading: Any, *, series: Series | None = None, at: str = ""
) -> dict[str, Any]:
    return {
        "indicator": indicator,
        "city": city,
        "heading": heading,
        "series": series,
        "at": at,
        "back": page_of(indicator, city),
        "has_samples": bool(series and series.is_sample),
    }
