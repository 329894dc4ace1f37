"""Who is served, in sentences: of the city, of a kelurahan, of a cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kotacerdas.common import formats
from kotacerdas.connectivity import words
from kotacerdas.connectivity.domain.rules import ANY, FIXED
from kotacerdas.connectivity.models import Operator
from kotacerdas.connectivity.queries.grids import Grid, Reason
from kotacerdas.connectivity.queries.lists import Around
from kotacerdas.geography.domain.areas import Areas

ORDER = ("served", "weak", "none", "unknown")


class Part(NamedTuple):
    """A state with its word and its share in words; `is_there` where any cell is in it."""

    state: str
    word: str
    share: str
    is_there: bool


@dataclass(frozen=True)
class Share:
    """Cells of one line of a table, and their shares of all."""

    name: str
    key: str
    cells: Mapping[str, int]

    @property
    def total(self) -> int:
        return sum(self.cells.get(state, 0) for state in ORDER)

    def of(self, state: str) -> float | None:
        return self.cells.get(state, 0) / self.total if self.total else None

    @property
    def parts(self) -> list[Part]:
        """In the order of the table."""
        return [
            Part(state, str(words.STATES[state]), share(self.of(state)), bool(self.cells.get(state)))
            for state in ORDER
        ]

    @property
    def possible(self) -> str:
        return share(self.of("possible"))


@dataclass(frozen=True)
class Row:
    """One kelurahan."""

    share: Share
    around: Around | None


def share(value: float | None) -> str:
    """Nothing, and what rounds to nothing, are told apart; so are all and nearly all."""
    if value is None:
        return formats.NOTHING
    if 0 < value < 0.001:
        return _("under %(share)s") % {"share": formats.percent(0.001, 1)}
    if 0.999 < value < 1:
        return _("over %(share)s") % {"share": formats.percent(0.999, 1)}
    return formats.percent(value, 1)


def name_of(layer: str, operators: Mapping[str, str]) -> str:
    return {ANY: str(words.ANY_OPERATOR), FIXED: str(words.FIXED_LINES)}.get(layer) or operators.get(
        layer, layer
    )


def names(operators: Sequence[Operator]) -> dict[str, str]:
    return {row.code: row.name for row in operators}


def by_layer(grid: Grid, operators: Mapping[str, str]) -> list[Share]:
    """Any operator first, then each, then fixed lines."""
    order = [ANY, *(layer for layer in grid.operators if layer not in {ANY, FIXED}), FIXED]
    return [Share(name_of(layer, operators), layer, grid.total(layer)) for layer in order]


def by_area(grid: Grid, layer: str, areas: Areas, around: Mapping[str, Around]) -> list[Row]:
    counted = grid.shares.get(layer, {})
    return [
        Row(Share(area.name, area.code, counted.get(area.code, {})), around.get(area.code))
        for area in areas.rows
    ]


def headline(of: Share, city: str) -> str:
    """The first sentence of the page."""
    known = of.total - of.cells.get("unknown", 0)
    if not known:
        return _("Nobody knows yet where %(city)s has a signal") % {"city": city}
    values = {"city": city, "known": share(known / of.total)}
    return _("Of the area of %(city)s, the signal is known for %(known)s") % values


def beside(of: Share) -> str:
    values = {state: share(of.of(state)) for state in ORDER} | {"name": of.name}
    return (
        _("%(name)s: served %(served)s, weak %(weak)s, none %(none)s, unknown %(unknown)s of the area.")
        % values
    )


def evidence(grid: Grid) -> str:
    counts: Mapping[str, Any] = grid.evidence
    shown = {
        name: formats.number(int(counts.get(name, 0)))
        for name in ("towers", "measurements", "reports", "lines")
    }
    return (
        _(
            "Weighed from %(measurements)s measurements, %(towers)s towers, %(reports)s reports and the fixed lines of "
            "%(lines)s RTs."
        )
        % shown
    )


def reason(row: Reason) -> list[str]:
    """Why a cell has its state, in a few sentences."""
    found = []
    if row.samples:
        text = ngettext(
            "%(count)s measurement lies in this cell.",
            "%(count)s measurements lie in this cell.",
            row.samples,
        )
        found.append(text % {"count": formats.number(row.samples)})
    if row.voices:
        if row.layer == FIXED:
            text = ngettext("%(count)s RT lies near enough.", "%(count)s RTs lie near enough.", row.voices)
        else:
            text = ngettext(
                "%(count)s report speaks of this place.", "%(count)s reports speak of this place.", row.voices
            )
        found.append(text % {"count": formats.number(row.voices)})
    if row.newest is not None:
        found.append(_("The newest is of %(day)s.") % {"day": formats.day(row.newest)})
    if row.towers:
        found.append(_towers(row))
    if row.contradicts:
        found.append(_contradiction(row))
    if row.state == "unknown" and (row.samples or row.voices):
        found.append(_unsure(row))
    return found or [_("Nobody has measured or reported here, and no tower is near enough.")]


def _towers(row: Reason) -> str:
    text = ngettext(
        "%(count)s tower stands near enough, so the place may be served; a tower alone proves nothing.",
        "%(count)s towers stand near enough, so the place may be served; a tower alone proves nothing.",
        row.towers,
    )
    return text % {"count": formats.number(row.towers)}


def _contradiction(row: Reason) -> str:
    if row.state == "none" and row.towers and not (row.samples and row.voices):
        return _("Evidence says there is no signal, although a tower stands near enough.")
    return _(
        "The evidence contradicts itself: some of it says served, some says none. The newer and more reliable weighs more."
    )


def _unsure(row: Reason) -> str:
    if row.layer == ANY:
        return _("Not every operator was looked at here, so another one may serve the place.")
    return _("It is too old or too little to say more.")
