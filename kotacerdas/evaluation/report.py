"""Everything that the report on a result says, gathered for one reader; `report_pdf` and `report_xlsx` write it."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kotacerdas.evaluation import queries
from kotacerdas.evaluation.models import RankInterval, Result, Round
from kotacerdas.evaluation.queries import QuestionRow, Scorecard, intervals
from kotacerdas.evaluation.queries.letters import Shown, shown_to
from kotacerdas.instruments.words import text

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone


@dataclass(frozen=True)
class Report:
    result: Result
    card: Scorecard
    came: Shown

    @property
    def round(self) -> Round:
        return self.result.round

    @cached_property
    def panels(self) -> dict[str, list[int]]:
        """The single answers by question, where they are known."""
        return {score.code: score.panel for score in self.result.scores.all() if score.panel}

    @property
    def seats(self) -> int:
        return max(map(len, self.panels.values()), default=0)

    @property
    def interval(self) -> RankInterval | None:
        return intervals.interval_of(self.result)

    @cached_property
    def items(self) -> list[QuestionRow]:
        """Every question that was scored; a part that was scored as a whole counts as one."""
        found: list[QuestionRow] = []
        for part in self.card.parts:
            whole = QuestionRow(part.node, part.score, part.before, None)
            found += part.rows or ([] if part.score is None else [whole])
        return found

    @property
    def band(self) -> str:
        """The class of the index in words of its form."""
        edition = self.round.edition
        bands = edition.bands if edition else ()
        return next((text(band.title) for band in bands if band.code == self.result.band), "")

    @property
    def sources(self) -> list[str]:
        if self.result.source:
            return [self.result.source.title]
        return [source.title for source in self.round.sources.all()]


def report_of(result: Result, user: "Someone") -> Report:
    """A constant number of queries. `result` comes with its round, city, source, interval and scores."""
    card = queries.scorecard(result, user)
    return Report(result, card, shown_to(user, result.round, result.city))


def marks_of(round_: Round) -> list[str]:
    """What stands on every page, so that no page of it is taken for what it is not."""
    found = []
    if round_.kind == Round.Kind.TRIAL:
        found.append(_("Rehearsal, no official result"))
    elif round_.city_id is not None:
        found.append(_("Kept by the city for itself, not published"))
    elif not round_.is_published:
        found.append(_("DRAFT, not published"))
    if round_.is_sample:
        found.append(_("Sample, invented for the demonstration"))
    return found
