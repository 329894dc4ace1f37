"""The sentences in which pages, pictures and files say what they found."""

from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kotacerdas.common import formats
from kotacerdas.wifi.domain.gaps import Sum
from kotacerdas.wifi.domain.spans import Span
from kotacerdas.wifi.domain.states import Availability
from kotacerdas.wifi.models import OffReason
from kotacerdas.wifi.queries.contracts import Agreed
from kotacerdas.wifi.queries.endings import Ending
from kotacerdas.wifi.queries.gaps import Report
from kotacerdas.wifi.queries.listing import Count
from kotacerdas.wifi.queries.standing import Standing

NAMED = 3


def of_list(count: Count) -> str:
    """How many are on and off today."""
    if not count.total:
        return _("No public Wi-Fi point has been written down yet")
    values = {name: formats.number(getattr(count, name)) for name in ("on", "off", "unknown", "total")}
    if count.unknown == count.total:
        return _("%(total)s Wi-Fi points; whether they are on is not known") % values
    if not count.off and not count.unknown:
        return _("All %(total)s Wi-Fi points are on today") % values
    if not count.unknown:
        return _("%(on)s of %(total)s Wi-Fi points are on today, %(off)s off") % values
    return _("%(on)s of %(total)s Wi-Fi points are on today, %(off)s off, %(unknown)s not known") % values


def why_off(count: Count) -> str:
    """The reasons, the most frequent first."""
    if not count.reasons:
        return ""
    parts = [
        _("%(reason)s %(count)s") % {"count": formats.number(number), "reason": reason_words(reason)}
        for reason, number in count.reasons.items()
    ]
    return _("Off for these reasons: %(reasons)s.") % {"reasons": ", ".join(parts)}


def reason_words(reason: str) -> str:
    return str(OffReason(reason).label) if reason else ""


def of_ending(ending: Ending) -> str:
    values = {
        "number": ending.contract.number,
        "day": formats.day(ending.contract.ends_on),
        "points": formats.number(ending.points),
        "left": formats.number(ending.days_left),
    }
    text = ngettext(
        "The contract %(number)s ends on %(day)s, in %(left)s day, and nothing follows for %(points)s points.",
        "The contract %(number)s ends on %(day)s, in %(left)s days, and nothing follows for %(points)s points.",
        ending.days_left,
    )
    return text % values


# --- One point ---------------------------------------------------------------------------------------------


def of_point(row: Standing) -> str:
    """Whether it is on, since when, and why not; of one that does not stand there only that."""
    change = row.change
    if row.is_removed:
        return _("Removed on %(day)s") % {"day": formats.day(row.point.removed_on)}
    if row.is_to_come:
        return _("Will be installed on %(day)s") % {"day": formats.day(row.point.installed_on)}
    if change is None:
        return _("Whether it is on is not known")
    values = {"day": formats.day(change.since), "reason": reason_words(change.reason)}
    if change.is_on:
        return _("On since %(day)s") % values
    return _("Off since %(day)s: %(reason)s") % values


def of_availability(found: Availability, period: Span) -> str:
    values = {
        "on": formats.number(found.on),
        "known": formats.number(found.known),
        "unknown": formats.number(found.unknown),
        "share": formats.percent(_plain(found.share), 1),
        "period": formats.period(period.first, period.last),
    }
    if not found.known:
        return _("Nothing is known of %(period)s.") % values
    if found.unknown:
        return (
            _(
                "In %(period)s it was on %(on)s of %(known)s known days (%(share)s); of %(unknown)s days nothing is known."
            )
            % values
        )
    return _("In %(period)s it was on %(on)s of %(known)s days (%(share)s).") % values


def _plain(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


# --- Contracts ---------------------------------------------------------------------------------------------


def of_contract(agreed: Agreed) -> str:
    contract = agreed.contract
    values = {
        "points": formats.number(agreed.points),
        "first": formats.day(contract.starts_on),
        "last": formats.day(contract.ends_on),
        "left": formats.number(agreed.days_left),
    }
    if agreed.state == "over":
        return _("Paid for %(points)s points until %(last)s") % values
    if agreed.state == "coming":
        return _("Will pay for %(points)s points from %(first)s to %(last)s") % values
    return _("Pays for %(points)s points, %(left)s days more: until %(last)s") % values


def of_contracts(rows: list[Agreed]) -> str:
    running = [each for each in rows if each.state == "running"]
    if not rows:
        return _("No contract has been written down yet")
    if not running:
        return _("No contract pays for public Wi-Fi today")
    points = len({payment.point_id for each in running for payment in each.payments})
    cost = sum(each.monthly for each in running)
    values = {
        "points": formats.number(points),
        "cost": formats.rupiah(cost),
        "count": formats.number(len(running)),
    }
    text = ngettext(
        "One contract pays for %(points)s points, %(cost)s a month",
        "%(count)s contracts pay for %(points)s points, %(cost)s a month",
        len(running),
    )
    return text % values


# --- Gaps --------------------------------------------------------------------------------------------------


def of_gaps(report: Report) -> str:
    total = report.total
    if not report.points:
        return _("No public Wi-Fi point has been written down yet")
    if not report.is_known:
        return _("No contract has been written down yet")
    if report.period is None or not total.points:
        return _("No point lost a day for want of a contract")
    values = _lost(total) | {"period": formats.period(report.period.first, report.period.last)}
    text = ngettext(
        "%(points)s point lost %(days)s days for want of a contract, %(period)s",
        "%(points)s points lost %(days)s days for want of a contract, %(period)s",
        total.points,
    )
    return text % values


def beside_gaps(report: Report) -> str:
    """Money and people, and of how many points they are not known."""
    total = report.total
    if not total.points:
        return ""
    return " ".join(filter(None, (money_words(total), people_words(total))))


def of_next(report: Report, starts_on: date) -> str:
    values = _lost(report.total) | {"day": formats.day(starts_on)}
    if report.period is None or not report.total.points:
        return _("If the next contract starts on %(day)s, no point loses a day") % values
    text = ngettext(
        "If the next contract starts on %(day)s, %(points)s point loses %(days)s days",
        "If the next contract starts on %(day)s, %(points)s points lose %(days)s days",
        report.total.points,
    )
    return text % values


def money_words(total: Sum) -> str:
    values = {"cost": formats.rupiah(round(total.cost)), "unknown": formats.number(total.cost_unknown)}
    if total.cost_unknown == total.points and not total.cost:
        return _("What was not spent is not known: no contract tells a cost.")
    if total.cost_unknown:
        return _("Not spent: %(cost)s, without %(unknown)s points whose cost is not known.") % values
    return _("Not spent: %(cost)s.") % values


def people_words(total: Sum) -> str:
    values = {"days": formats.number(total.person_days), "unknown": formats.number(total.people_unknown)}
    if total.people_unknown == total.points:
        return _("How many people were left without is not known: nobody counted them.")
    if total.people_unknown:
        return (
            _("Lost: %(days)s person-days, without %(unknown)s points at which nobody counted people.")
            % values
        )
    return _("Lost: %(days)s person-days.") % values


def _lost(total: Sum) -> dict[str, str]:
    return {"points": formats.number(total.points), "days": formats.number(total.days)}


def state_words(state: str) -> str:
    return {
        "on": pgettext("wifi", "on"),
        "off": pgettext("wifi", "off"),
        "unknown": pgettext("wifi", "not known"),
    }[state]
