"""What was reported, how programmes stand and how the budget is used up, in sentences."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kotacerdas.common import formats
from kotacerdas.common.language import pick
from kotacerdas.masterplan import scales
from kotacerdas.masterplan.domain import progress
from kotacerdas.masterplan.domain.absorption import Curve
from kotacerdas.masterplan.domain.lateness import Kind, Reason
from kotacerdas.masterplan.models import Risk
from kotacerdas.masterplan.models.choices import Money
from kotacerdas.masterplan.queries.progress import Month, Purse, YearSheet
from kotacerdas.masterplan.queries.timeline import Gantt, Group, Year

# --- Numbers -----------------------------------------------------------------------------------------------


def share(percent: Fraction | Decimal | None, places: int = 1) -> str:
    """A percentage, rounded down: nothing reads as 100% before it is."""
    if percent is None:
        return "–"
    return f"{formats.number(progress.shown(percent, places).normalize())}%"


def month_name(year: int, month: int) -> str:
    return formats.month(date(year, month, 1))


def rupiah(amount: int) -> str:
    return formats.rupiah(amount)


def source_name(source: str) -> str:
    return str(Money[source.upper()].label) if source else _("All sources")


# --- The form of a month -----------------------------------------------------------------------------------


def last_said(before: Month | None) -> str:
    """What the next figure goes on from."""
    if before is None:
        return _("Cumulative: all of this year’s work until the end of the month. Nothing was reported earlier this year.")  # fmt: skip
    said = {
        "month": month_name(before.report.year, before.report.month),
        "done": share(before.report.physical, 2),
    }
    return _("Cumulative: all of this year’s work until the end of the month. %(month)s ended with %(done)s.") % said  # fmt: skip


def purse_left(purse: Purse, kept: Month | None) -> str:
    """What may still be spent, the kept report of this month left aside."""
    mine = kept.spent.get(purse.source, 0) if kept else 0
    said = {"left": formats.rupiah(purse.left + mine), "ceiling": formats.rupiah(purse.ceiling)}
    return _("In this month alone. Left besides it: %(left)s of %(ceiling)s.") % said


def of_year(sheet: YearSheet) -> str:
    """The headline of a programme's year."""
    if not sheet.months:
        return _("Nothing is reported for %(year)s yet") % {"year": sheet.year}
    last = sheet.months[-1].report
    said = {
        "month": month_name(last.year, last.month),
        "physical": share(sheet.physical, 2),
        "financial": share(sheet.financial),
    }
    if sheet.financial is None:
        return _("%(month)s: %(physical)s of the year’s work is done; no ceiling is written") % said
    return (
        _("%(month)s: %(physical)s of the year’s work is done, %(financial)s of the ceiling is spent") % said
    )


def increment(month: Month) -> str:
    """Against the report before, in percentage points."""
    added = month.increment
    return formats.signed(added, 0 if added == added.to_integral_value() else 2)


# --- Standings ---------------------------------------------------------------------------------------------


def kind_words() -> Mapping[Kind, str]:
    return {
        "late": pgettext("programme", "late"),
        "at_risk": pgettext("programme", "at risk"),
        "silent": pgettext("programme", "no report"),
        "on_course": pgettext("programme", "on course"),
        "planned": pgettext("programme", "planned"),
        "done": pgettext("programme", "done"),
        "stopped": pgettext("programme", "stopped"),
    }


TONES: Mapping[Kind, str] = {
    "late": "telat", "at_risk": "awas", "silent": "awas", "on_course": "jalan", "planned": "", "done": "ok", "stopped": "",
}  # fmt: skip


def reason(found: Reason) -> str:
    """One reason of a standing, with its figures."""
    values = found.values
    match found.kind:
        case "milestone-passed":
            said = {
                "milestone": values["milestone"],
                "day": _day(values["due"]),
                "ago": _days(values["days"]),
            }
            return _("The milestone “%(milestone)s” was due on %(day)s, %(ago)s ago.") % said
        case "end-passed":
            said = {"day": _day(values["end"]), "ago": _days(values["days"])}
            return _("It should have ended on %(day)s, %(ago)s ago, and is not marked as done.") % said
        case "behind":
            said = {"day": _day(values["day"]), "done": _percent(values["physical"], 2),
                    "gone": _percent(values["elapsed"]), "points": _percent(values["points"])}  # fmt: skip
            return (
                _("By %(day)s %(done)s of the year’s work was done, but %(gone)s of its time had passed.")
                % said
            )
        case "risk":
            return _risk(values)
        case "silent":
            said = {"day": _day(values["since"]), "ago": _days(values["days"])}
            return _("The last report speaks of the time until %(day)s, %(ago)s ago.") % said
        case _ if "since" in values:
            said = {"day": _day(values["since"]), "ago": _days(values["days"])}
            return _("It has run since %(day)s, %(ago)s, and nothing was ever reported.") % said
        case _:
            return _("It is marked as running, and nothing was ever reported.")


def _risk(values: Mapping[str, object]) -> str:
    level = next(each for each in scales.risk_scale().levels if each.code == values["level"])
    said = {"risk": values["risk"], "size": formats.number(Decimal(str(values["size"]))), "level": pick({"w": level.label}, "w")}  # fmt: skip
    if values["is_residual"]:
        return _("Even after treatment the risk “%(risk)s” has the size %(size)s (%(level)s).") % said
    return _("The risk “%(risk)s” has the size %(size)s (%(level)s); what remains after treatment is not judged.") % said  # fmt: skip


def _day(value: object) -> str:
    assert isinstance(value, date)
    return formats.day(value)


def _days(value: object) -> str:
    assert isinstance(value, int)
    return ngettext("%(count)s day", "%(count)s days", value) % {"count": formats.number(value)}


def _percent(value: object, places: int = 1) -> str:
    assert isinstance(value, Fraction | Decimal)
    return share(value, places)


# --- The timeline ------------------------------------------------------------------------------------------


def of_timeline(found: Gantt) -> str:
    bars, counts = found.bars, found.counts
    said = {"years": found.edition.period, **_counted(counts), "count": formats.number(len(bars))}
    if not bars:
        return _("This edition has no programme yet")
    if not found.is_reported:
        words = ngettext("%(count)s programme from %(years)s", "%(count)s programmes from %(years)s", len(bars))  # fmt: skip
        return words % said
    if not any(counts[kind] for kind in ("late", "at_risk", "silent")):
        return _("None of %(count)s programmes is late, at risk or without a report") % said
    return (
        _("%(late)s late, %(at_risk)s at risk, %(silent)s without a report, of %(count)s programmes") % said
    )


def group_name(group: Group, found: Gantt) -> str:
    if group.name:
        return group.name
    return _("Without a leading agency") if found.by == "agency" else _("Without a dimension")


def of_group(group: Group, found: Gantt) -> str:
    """What the picture of a group shows, for those who cannot see it."""
    count = len(group.bars)
    said = {"name": group_name(group, found), "count": formats.number(count)}
    words = ngettext("%(name)s: %(count)s programme", "%(name)s: %(count)s programmes", count) % said
    if not found.is_reported:
        return words
    named = kind_words()
    kinds: tuple[Kind, ...] = ("late", "at_risk", "silent")
    parts = [
        f"{named[kind]} {formats.number(number)}"
        for kind in kinds
        if (number := sum(each.state is not None and each.state.standing.is_(kind) for each in group.bars))
    ]
    return f"{words}; {', '.join(parts)}" if parts else words


def _counted(counts: Mapping[Kind, int]) -> dict[str, str]:
    return {kind: formats.number(number) for kind, number in counts.items()}


# --- Absorption --------------------------------------------------------------------------------------------


def of_absorption(year: Year) -> str:
    total = year.found.total
    said = {"year": year.year, "ceiling": formats.rupiah(total.ceiling)}
    if not year.programmes:
        return _("No budget is written for %(year)s") % said
    if total.latest is None or year.found.through is None:
        return _("%(ceiling)s for %(year)s; nothing is reported as spent yet") % said
    said |= {"month": month_name(year.year, year.found.through), "share": share(total.share)}
    return _("Until %(month)s %(share)s of %(ceiling)s is spent") % said


def against_plan(curve: Curve, year: Year) -> str:
    """The last quarter that is both planned and over; without a plan, why there is none."""
    if not curve.has_plan:
        said = {"planned": formats.number(curve.with_plan), "budgets": formats.number(curve.budgets)}
        if not curve.with_plan:
            return _("No budget is planned by quarter, so there is no line to compare with.")
        return _("Only %(planned)s of %(budgets)s budgets are planned by quarter, so there is no line for the whole.") % said  # fmt: skip
    if not year.found.through:
        return ""
    month = year.found.through - year.found.through % 3
    planned = curve.planned_by(month) if month else None
    spent = curve.spent[month - 1] if month else None
    if planned is None or spent is None:
        return _("The first planned quarter is not over yet.")
    said = {"month": month_name(year.year, month), "planned": formats.rupiah(planned), "spent": formats.rupiah(spent),
            "gap": formats.rupiah(abs(planned - spent))}  # fmt: skip
    if spent < planned:
        return _("Planned until %(month)s: %(planned)s; spent: %(spent)s. That is %(gap)s less than planned.") % said  # fmt: skip
    if spent > planned:
        return _("Planned until %(month)s: %(planned)s; spent: %(spent)s. That is %(gap)s more than planned.") % said  # fmt: skip
    return _("Planned until %(month)s: %(planned)s; exactly that is spent.") % said


def reporting(year: Year) -> str:
    said = {"reporting": formats.number(year.reporting), "programmes": formats.number(year.programmes)}
    if year.reporting == year.programmes:
        return _("All programmes with a budget have reported.")
    return _("%(reporting)s of %(programmes)s programmes with a budget have reported; what the others spent is not known.") % said  # fmt: skip


# --- Risks -------------------------------------------------------------------------------------------------


def risk_size(risk: Risk) -> str:
    """14 (medium), and after treatment 7 (low)."""
    first = _sized(risk.likelihood, risk.impact)
    if risk.residual_likelihood is None or risk.residual_impact is None:
        return first
    return f"{first} → {_sized(risk.residual_likelihood, risk.residual_impact)}"


def _sized(likelihood: int, impact: int) -> str:
    scale = scales.risk_scale()
    size = scale.size(likelihood, impact)
    return f"{formats.number(size)} ({pick({'w': scale.level_of(size).label}, 'w')})"


def of_risks(sizes: list[int]) -> str:
    scale = scales.risk_scale()
    if not sizes:
        return _("No risk is written yet")
    above = sum(scale.must_treat(size) for size in sizes)
    said = {"count": formats.number(len(sizes)), "above": formats.number(above), "appetite": formats.number(scale.appetite)}  # fmt: skip
    return (
        ngettext(
            "%(count)s risk, %(above)s of them above the appetite of %(appetite)s",
            "%(count)s risks, %(above)s of them above the appetite of %(appetite)s",
            len(sizes),
        )
        % said
    )


def of_milestones(percent: Fraction | None, done: int, count: int) -> str:
    if percent is None:
        return _("No milestone is set yet")
    said = {"done": formats.number(done), "count": formats.number(count), "share": share(percent)}
    return _("%(done)s of %(count)s milestones reached: %(share)s by their weights") % said
