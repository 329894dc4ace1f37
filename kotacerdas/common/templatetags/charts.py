"""`{% chart made sentence %}` shows any chart, `{% chart_key made %}` the key that stands below it."""

from collections.abc import Iterator

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from kotacerdas.common.charts import Chart, DotStrip, Pen, Radar, Section, SeriesChart, Slope, samples, svg
from kotacerdas.common.language import current

register = template.Library()


@register.simple_tag
def chart(made: Chart | SafeString, sentence: str = "") -> SafeString:
    """The picture; `sentence` tells its finding to those who cannot see it, unless the chart brought one."""
    if isinstance(made, SafeString):
        return made
    pen = Pen(current(), gettext)
    return SafeString(svg.written(made, pen, str(sentence or made.sentence)))


@register.inclusion_tag("charts/key.html")
def chart_key(made: Chart) -> dict[str, object]:
    """What its lines and dots mean, in words."""
    return {"kind": made.kind, "entries": _entries(made)}


@register.inclusion_tag("gallery/charts.html")
def charts_gallery() -> dict[str, object]:
    """Every chart in every state, for the page of all components."""
    return {
        "gallery_charts": samples.all_charts(),
        "gallery_bars": [*samples.contributions()[:6], *samples.shares()],
        "gallery_sparks": samples.sparks(),
    }


def _entries(made: Chart) -> list[tuple[str, str]]:
    if isinstance(made, Radar):
        looks = ("sisi-kini", "sisi-lalu")
        return [(look, name) for look, name in zip(looks, made.names, strict=True) if name]
    if isinstance(made, Slope):
        return [("naik", gettext("up")), ("turun", gettext("down")), ("tetap", gettext("unchanged"))]
    if isinstance(made, DotStrip):
        entries = [("kota", gettext("one city")), ("median", gettext("median"))]
        chosen = next((row.chosen for row in made.rows if row.chosen), None)
        return [*entries, ("pilihan", chosen)] if chosen else entries
    if isinstance(made, SeriesChart):
        return list(_signs(made))
    if isinstance(made, Section):
        return list(made.names.items())
    return []


def _signs(made: SeriesChart) -> Iterator[tuple[str, str]]:
    """Only of what this chart shows beside plain figures."""
    if any(spot.is_estimate for line in made.lines for spot in line.spots):
        yield "buka-kota", gettext("estimate")
    if any(line.is_sample for line in made.lines):
        yield "garis-kota contoh", gettext("sample")
    if any(line.has_gaps for line in made.lines):
        yield "jembatan", gettext("no figure in between")
    if made.aims:
        yield "sasaran", pgettext("chart", "target")
    if made.breaks():
        yield "putus", gettext("new method, not comparable")
    for band in made.bands:
        yield band.look, band.name
