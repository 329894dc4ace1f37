"""What was frozen with the adoption may stand in the workbook, but only as it is kept: a difference is told, never written."""

from decimal import Decimal

from kotacerdas.imports.domain.fields import fold
from kotacerdas.imports.domain.typed import written
from kotacerdas.imports.intakes import Entry
from kotacerdas.masterplan.intakes.naming import Names
from kotacerdas.masterplan.intakes.realisation import keys
from kotacerdas.masterplan.intakes.realisation.standing import Standing
from kotacerdas.masterplan.models.choices import Money


def compare(entry: Entry, standing: Standing, names: Names) -> None:
    """Takes out of the row what it may not change, with blame where it differs."""
    _title(entry, standing)
    _lead(entry, standing, names)
    _target(entry, standing)
    _ceilings(entry, standing)


def _title(entry: Entry, standing: Standing) -> None:
    told = entry.values.pop("title", "")
    if told and fold(told) != fold(standing.programme.title):
        entry.blame("plan-frozen-title", "title", text=told[:80], kept=standing.programme.title[:80])


def _lead(entry: Entry, standing: Standing, names: Names) -> None:
    """An agency that took over the work of one that is gone may stand in its place."""
    told, kept = entry.values.pop("lead", ""), standing.programme.lead
    if not told:
        return
    code = names.organisation(entry, "lead", told, kept.code if kept else "")
    if code and (kept is None or (code != kept.code and names.is_there(kept))):
        entry.blame("plan-frozen-lead", "lead", text=told[:80], kept=str(kept) if kept else "–")


def _target(entry: Entry, standing: Standing) -> None:
    told = entry.values.pop("target", "")
    kept = standing.figure.target if standing.figure else None
    if told and Decimal(told) != kept:
        entry.blame(
            "plan-frozen-target",
            "target",
            told=Decimal(told),
            kept="–" if kept is None else Decimal(written(kept)),
        )


def _ceilings(entry: Entry, standing: Standing) -> None:
    kept = standing.of_the_year
    for source in Money:
        key = keys.ceiling_key("ceiling", source.value)
        told = entry.values.pop(key, "")
        budget = kept.get(source.value)
        # Nothing is no ceiling, too.
        if told and int(told) != (budget.ceiling if budget else 0):
            amount = budget.ceiling if budget else "–"
            entry.blame("plan-frozen-ceiling", key, source=str(source.label), told=int(told), kept=amount)
    _ceiling_of_all(entry, [budget.ceiling for budget in kept.values()])


def _ceiling_of_all(entry: Entry, kept: list[int]) -> None:
    """A ceiling without its source is that of one of them, or of all together."""
    key = keys.ceiling_key("ceiling")
    told = entry.values.pop(key, "")
    if told and int(told) not in {sum(kept), *kept}:
        entry.blame("plan-frozen-ceiling", key, source="–", told=int(told), kept=sum(kept))
