"""The sentences above the board and the page of a programme."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kotacerdas.common import formats
from kotacerdas.masterplan.dimensions import subdimensions
from kotacerdas.masterplan.models import Edition, Programme, WorkplanYear
from kotacerdas.masterplan.queries.board import Board
from kotacerdas.masterplan.queries.programmes import Details


def of_board(board: Board, edition: Edition) -> str:
    total = board.counts.total
    if not total:
        return _("This edition has no programme yet")
    running = board.counts.states.get(Programme.State.RUNNING, 0)
    said = {"count": formats.number(total), "running": formats.number(running), "years": edition.period}
    return (
        ngettext(
            "%(count)s programme for %(years)s, %(running)s of them running",
            "%(count)s programmes for %(years)s, %(running)s of them running",
            total,
        )
        % said
    )


def money_of_board(board: Board, year: int) -> str:
    """Empty where no money is written for the year."""
    if not board.ceiling:
        return _("No budget is written for %(year)s.") % {"year": year}
    said = {"year": year, "ceiling": formats.rupiah(board.ceiling)}
    words = [_("%(year)s: %(ceiling)s from all sources.") % said]
    if board.alternative:
        share = formats.percent(Decimal(board.alternative) / board.ceiling, 1)
        words.append(_("%(share)s of it does not come from the APBD.") % {"share": share})
    else:
        words.append(_("All of it comes from the APBD."))
    if board.spent is not None:
        spent = formats.percent(Decimal(board.spent) / board.ceiling, 1)
        words.append(_("Spent so far: %(share)s.") % {"share": spent})
    return " ".join(words)


def of_programme(details: Details, today: date) -> str:
    """What was reached in the last year of which something is known, else what is wanted."""
    known = [line for line in details.years if line.realised is not None]
    programme = details.programme
    if known:
        line = known[-1]
        said = {
            "year": line.year,
            "reached": figure(line.realised, programme.unit),
            "target": figure(line.target, programme.unit),
        }
        if line.verdict == "met":
            return _("Target of %(year)s met: %(reached)s, wanted were %(target)s") % said
        if line.verdict == "missed":
            return _("Target of %(year)s not met: %(reached)s, wanted were %(target)s") % said
        return _("%(reached)s reached in %(year)s") % said
    wanted = [line for line in details.years if line.target is not None and line.year >= today.year]
    if wanted:
        line = wanted[0]
        said = {"year": line.year, "target": figure(line.target, programme.unit)}
        return _("Wanted in %(year)s: %(target)s; nothing is reported yet") % said
    return _("No target and no result is written yet")


def figure(value: Decimal | None, unit: str = "") -> str:
    """Without the zeros that the table keeps behind the comma."""
    if value is None:
        return "–"
    written = formats.number(value.normalize())
    if unit.strip() == "%":
        return f"{written}%"
    return f"{written} {unit}".strip()


def years(given: Iterable[int]) -> str:
    """Years one after the other as a span: 2022–2024, 2026."""
    runs: list[list[int]] = []
    for year in sorted(given):
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def subdimension(programme: Programme) -> str:
    found = subdimensions().get(programme.subdimension)
    return found.title if found else ""


def facts(details: Details) -> list[tuple[str, str]]:
    """Names and values for the side of the page; what is not written is left out, but for who leads it."""
    programme = details.programme
    period = formats.period(programme.starts_on, programme.ends_on)
    sipd = " · ".join(
        f"{level} {programme.sipd[level]}" for level in programme.SIPD_LEVELS if level in programme.sipd
    )
    rows = [
        (_("Leading agency"), programme.lead.name if programme.lead else _("not written")),
        (_("Supporting agencies"), ", ".join(map(str, details.supporting))),
        (
            _("Outside partners"),
            ", ".join(f"{each.name} ({each.get_kind_display()})" for each in details.partners),
        ),
        (pgettext("programme", "Goal"), programme.goal),
        (pgettext("programme", "Period"), period if programme.starts_on or programme.ends_on else ""),
        (_("Nature"), str(programme.get_nature_display())),
        (_("Place in the RPJMD"), programme.rpjmd_ref),
        (_("Place in the Renstra"), programme.renstra_ref),
        (_("Years in the agency’s Renja"), years(details.workplans.get(WorkplanYear.Document.RENJA, ()))),
        (_("Years in the city’s RKPD"), years(details.workplans.get(WorkplanYear.Document.RKPD, ()))),
        (_("Codes of SIPD"), sipd),
        (_("Codes of standards"), ", ".join(programme.standards)),
        (_("Questions that it answers"), ", ".join(programme.questions)),
        (_("Measured by the indicator"), programme.indicator.title if programme.indicator else ""),
    ]
    return [(name, value) for name, value in rows if value]


def heading(programme: Programme) -> str:
    """Dimension, sub-dimension and kind in one line."""
    kind = "" if programme.kind == Programme.Kind.DIMENSION else str(programme.get_kind_display())
    return ", ".join(filter(None, (programme.get_dimension_display(), subdimension(programme), kind)))
