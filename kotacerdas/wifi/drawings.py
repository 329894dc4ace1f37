"""The state of a point over time as a strip, drawn on the server; and what goes to maps and tiles."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kotacerdas.common import formats
from kotacerdas.common.charts.shapes import Drawing, Line, Pen, Rect, Shape, Text, percent
from kotacerdas.geography.maps import Layer, Mark, Tile
from kotacerdas.geography.models import Outline
from kotacerdas.wifi import findings
from kotacerdas.wifi.domain.spans import Span
from kotacerdas.wifi.domain.states import Stretch
from kotacerdas.wifi.queries.listing import Here
from kotacerdas.wifi.queries.standing import Standing

TONES = {"on": "ramp-4", "off": "bad", "unknown": "plain"}
_HEIGHT, _BAR, _PAID = 62.0, 22.0, 5.0
_TOP = 20.0
_LABELS = 8


@dataclass(frozen=True)
class StateStrip:
    """One bar over the days of a period; below it a thin one where a contract pays."""

    stretches: Sequence[Stretch]
    paid: Sequence[Span]
    period: Span
    sentence: str
    kind = "nyala"

    def drawings(self, pen: Pen) -> tuple[Drawing, ...]:
        return (Drawing("nyala", _HEIGHT, tuple(self._shapes())),)

    def _shapes(self) -> Iterable[Shape]:
        yield from self._years()
        for each in self.stretches:
            look = {True: "on", False: "off", None: "unknown"}[each.is_on]
            yield self._bar(each.span, _TOP, _BAR, f"nyala--{look}", _told(each))
        for span in self.paid:
            words = _("Paid: %(period)s") % {"period": formats.period(span.first, span.last)}
            yield self._bar(span, _TOP + _BAR + 4, _PAID, "nyala--dibayar", words)

    def _bar(self, span: Span, top: float, height: float, look: str, title: str) -> Rect:
        first, last = self._share(span.first), self._share(span.last, after=1)
        return Rect(percent(first), top, percent(max(last - first, 0.001)), height, look, title)

    def _share(self, day: date, after: int = 0) -> float:
        return ((day - self.period.first).days + after) / self.period.days

    def _years(self) -> Iterable[Shape]:
        years = list(range(self.period.first.year + 1, self.period.last.year + 1))
        step = -(-len(years) // _LABELS) or 1
        for at, year in enumerate(years):
            place = percent(self._share(date(year, 1, 1)))
            yield Line(place, 6, place, _HEIGHT - 6, "kisi")
            if at % step == 0:
                yield Text(place, 12, str(year), "skala", dx=3)


def _told(stretch: Stretch) -> str:
    state = findings.state_words({True: "on", False: "off", None: "unknown"}[stretch.is_on])
    words = {"state": state, "period": formats.period(stretch.span.first, stretch.span.last)}
    if stretch.reason:
        words["reason"] = findings.reason_words(stretch.reason)
        return _("%(state)s: %(period)s (%(reason)s)") % words
    return _("%(state)s: %(period)s") % words


# --- Maps --------------------------------------------------------------------------------------------------


def layers(rows: Sequence[Standing], links: Mapping[str, str]) -> list[Layer]:
    """A layer for each state, so that each can be hidden. `links` are the addresses of points by their code."""
    names = {
        "on": pgettext("wifi points", "on"),
        "off": pgettext("wifi points", "off"),
        "unknown": pgettext("wifi points", "not known"),
    }
    found = []
    for state, tone in TONES.items():
        marks = [_mark(row, tone, links.get(row.point.code, "")) for row in rows if row.state == state]
        if marks:
            found.append(Layer(state, names[state], marks, tone=tone))
    return found


def _mark(row: Standing, tone: str, href: str = "") -> Mark:
    point = row.point
    return Mark(
        float(point.lon), float(point.lat), f"{point.code} {point.name}: {findings.of_point(row)}", tone, href
    )


def tiles(outlines: Sequence[Outline], here: Mapping[str, Here], links: Mapping[str, str]) -> list[Tile]:
    return [
        Tile(
            code=(code := each.unit.code),
            name=each.unit.name,
            words=_share_words(here.get(code)),
            column=each.column,
            row=each.row,
            tone=_tone(here.get(code)),
            href=links.get(code, "") if code in here else "",
        )
        for each in outlines
    ]


def _share_words(here: Here | None) -> str:
    if here is None:
        return "–"
    return _("%(on)s/%(total)s") % {
        "on": formats.number(here.count.on),
        "total": formats.number(here.count.total),
    }


def _tone(here: Here | None) -> str:
    """By how many of its points are on."""
    if here is None or here.count.unknown == here.count.total:
        return "plain"
    share = here.count.on / here.count.total
    if share == 1:
        return "ramp-4"
    return "ramp-3" if share >= 0.9 else "ramp-2" if share >= 0.5 else "warm" if here.count.on else "bad"
