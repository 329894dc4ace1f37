"""Priorities, portfolios and ways to build in sentences."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kotacerdas.common import formats
from kotacerdas.common.domain.faults import Fault
from kotacerdas.common.faults import sentence
from kotacerdas.masterplan.domain.portfolio.candidates import LeftOut
from kotacerdas.masterplan.domain.portfolio.reasons import Reason
from kotacerdas.masterplan.domain.sensitivity import Range
from kotacerdas.masterplan.models import Portfolio
from kotacerdas.masterplan.models.choices import Money
from kotacerdas.masterplan.queries.kept_portfolios import Line, Shown
from kotacerdas.masterplan.queries.priorities import Standing
from kotacerdas.masterplan.queries.ways import Ways
from kotacerdas.people.models import Organisation

_BILLION, _TRILLION = 10**9, 10**12


def money(rupiah: Decimal | float) -> str:
    """Short, as people say it: Rp 1,25 billion; the exact figure stands in tables."""
    amount = Decimal(str(rupiah))
    for size, words in ((_TRILLION, _("Rp %(figure)s trillion")), (_BILLION, _("Rp %(figure)s billion")),
                        (10**6, _("Rp %(figure)s million"))):  # fmt: skip
        if abs(amount) >= size:
            return words % {
                "figure": formats.number((amount / size).quantize(Decimal("0.01")).normalize() + 0)
            }
    return formats.rupiah(amount)


def share(value: Fraction | float | Decimal, places: int = 1) -> str:
    exact = (
        Decimal(value.numerator) / value.denominator if isinstance(value, Fraction) else Decimal(str(value))
    )
    return formats.percent(exact, places)


def source(code: str) -> str:
    return str(Money(code).label) if code in Money.values else code


def agency(code: str, agencies: Mapping[str, Organisation]) -> str:
    return str(agencies[code]) if code in agencies else code


# --- The scale ---------------------------------------------------------------------------------------------


def of_scale(standing: Standing) -> str:
    if not standing.weights:
        return _("Nobody has compared the criteria yet, so there are no weights and no order.")
    heaviest = max(standing.criteria, key=lambda each: standing.weights[each.code])
    said = {"criterion": heaviest.title, "share": share(standing.weights[heaviest.code], 0)}
    if not standing.ranked:
        return _("“%(criterion)s” weighs most, %(share)s. No programme has been marked yet.") % said
    first = [each for each in standing.ranked if each.place == 1]
    said["programme"] = ", ".join(each.programme.title for each in first[:3])
    return ngettext(
        "%(programme)s comes first; “%(criterion)s” weighs most, %(share)s.",
        "%(programme)s come first together; “%(criterion)s” weighs most, %(share)s.",
        len(first),
    ) % said  # fmt: skip


def of_range(found: Range) -> str:
    """Both ends of one weight in words."""
    ends = [
        (found.below, found.low, _("Below %(share)s, %(other)s passes %(ahead)s.")),
        (found.above, found.high, _("Above %(share)s, %(other)s passes %(ahead)s.")),
    ]
    told = [
        words % {"share": share(end), "ahead": pair[0], "other": pair[1]}
        for pair, end, words in ends
        if pair is not None
    ]
    return " ".join(told) or _("Whatever it weighs, the order stays.")


# --- Portfolios --------------------------------------------------------------------------------------------


def worth(value: Decimal | float, portfolio: Portfolio) -> str:
    """Points of priority with one decimal, points of the final index with four."""
    exact = Decimal(str(value))
    if portfolio.objective == Portfolio.Objective.GAIN:
        return _("%(points)s of the final index") % {"points": formats.number(exact, 4)}
    return _("%(points)s points") % {"points": formats.number(exact, 1)}


def of_portfolio(shown: Shown) -> str:
    if shown.phase == "waits":
        return _("It is being computed; open the page again in half a minute.")
    if shown.phase == "failed":
        return _("It could not be computed. Ask for it again; the reason stands among the jobs.")
    if shown.phase == "faults":
        return sentence(shown.faults[0])
    count, total = len(shown.chosen), len(shown.chosen) + len(shown.not_chosen)
    said = {
        "count": formats.number(count), "all": formats.number(total), "money": money(shown.costs),
        "worth": worth(shown.result["objective"], shown.portfolio),
    }  # fmt: skip
    if not count:
        return _("Nothing can be chosen with so little.")
    return ngettext(
        "%(count)s of %(all)s programme is chosen, for %(money)s; it brings %(worth)s.",
        "%(count)s of %(all)s programmes are chosen, for %(money)s; together they bring %(worth)s.",
        count,
    ) % said  # fmt: skip


def of_loss(shown: Shown) -> Iterator[str]:
    """What is gone for ever once the portfolio is taken away, and what stays."""
    row = shown.portfolio
    if shown.phase == "answered":
        count = len(shown.chosen)
        words = ngettext(
            "Its answer is lost: %(count)s chosen programme for %(money)s, and why the others were not chosen.",
            "Its answer is lost: %(count)s chosen programmes for %(money)s, and why the others were not chosen.",
            count,
        )
        yield words % {"count": formats.number(count), "money": money(shown.costs)}
    elif shown.phase == "waits":
        yield _("It is still being computed; that is broken off.")
    else:
        yield _("It has no answer that could be lost.")
    said = {"at": formats.moment(row.made_at, row.scale.edition.city.timezone), "who": str(row.made_by or "")}
    if row.made_by:
        yield (
            _("Lost too are the limits that %(who)s wrote, and what there was to choose from on %(at)s.")
            % said
        )
    else:
        yield _("Lost too are its limits, and what there was to choose from on %(at)s.") % said
    yield _("The scale, its marks, the programmes and other portfolios stay as they are.")


def of_bound(shown: Shown) -> str:
    """The proof in plain words."""
    result = shown.result
    bound = worth(result["bound"], shown.portfolio)
    if result["proven"]:
        return _("Proven: no other choice that keeps these limits brings more.")
    said = {"bound": bound, "gap": formats.percent(Decimal(str(result["gap"])), 2)}
    return (
        _(
            "Time ran out before the proof was complete: no choice brings more than %(bound)s, so this one lies at most %(gap)s below "
            "the best."
        )
        % said
    )


def why_not(line: Line, agencies: Mapping[str, Organisation]) -> str:
    reason = line.reason
    if isinstance(reason, LeftOut):
        return _LEFT_OUT[reason.why]() % {"other": reason.other}
    assert isinstance(reason, Reason)
    if reason.kind == "budget":
        said = {"source": source(reason.of[0]), "year": reason.of[1], "money": money(reason.lacks)}
        return _("%(source)s %(year)s lacks %(money)s for it beside those chosen.") % said
    if reason.kind == "capacity":
        said = {
            "agency": agency(reason.of[0], agencies),
            "year": reason.of[1],
            "months": formats.number(reason.lacks.normalize() + 0),
        }
        return _("%(agency)s lacks %(months)s person-months in %(year)s for it beside those chosen.") % said
    other = {"other": reason.of[0]} if reason.of else {}
    return {
        "beside": lambda: _("Never beside %(other)s, which is chosen."),
        "needs": lambda: _("Comes only with %(other)s, which is not chosen."),
        "nothing": lambda: _("Brings nothing of what was wanted, as far as is known."),
        "less": lambda: _("Would fit by itself; those chosen bring more together."),
    }[reason.kind]() % other


_LEFT_OUT = {
    "done": lambda: _("Done already."),
    "stopped": lambda: _("Stopped."),
    "no-costs": lambda: _("Nobody has written what it costs."),
    "past": lambda: _("All its money lies before the first year."),
    "needs": lambda: _("Comes only with %(other)s, which cannot be chosen."),
    "beside": lambda: _("Never beside %(other)s, which is there already."),
}


def margins(shown: Shown) -> Iterator[str]:
    """What a little more and a little less of each source would change."""
    for each in shown.result.get("margins", ()):
        if not each["change"]:
            continue
        said = {"source": source(each["source"]), "money": money(abs(each["change"]))}
        if each["worth"] is None:
            yield _("%(money)s less of %(source)s: nothing holds together any more.") % said
            continue
        said |= {
            "worth": worth(abs(each["worth"]), shown.portfolio), "comes": ", ".join(each["comes"]) or pgettext("programmes", "none"),
            "goes": ", ".join(each["goes"]) or pgettext("programmes", "none"),
        }  # fmt: skip
        if each["change"] > 0:
            words = (
                _("%(money)s more of %(source)s: %(worth)s more. Comes: %(comes)s; goes: %(goes)s.")
                if each["worth"] > 0
                else _("%(money)s more of %(source)s: changes nothing.")
            )
        else:
            words = (
                _("%(money)s less of %(source)s: %(worth)s less. Comes: %(comes)s; goes: %(goes)s.")
                if each["worth"] < 0
                else _("%(money)s less of %(source)s: changes nothing.")
            )
        yield words % said


def clash(shown: Shown) -> list[str]:
    """The demands that cannot hold together, with the names that people know."""
    found = []
    for fault in shown.faults[1:]:
        values = dict(fault.values)
        if "source" in values:
            values["source"] = source(str(values["source"]))
        if "agency" in values:
            values["agency"] = agency(str(values["agency"]), shown.agencies)
        found.append(sentence(Fault(fault.kind, values)))
    return found


# --- Ways to build -----------------------------------------------------------------------------------------


def of_ways(found: Ways) -> str:
    if not found.options:
        return _("No way to build it has been written yet.")
    if chosen := found.chosen:
        return _("“%(way)s” is chosen: %(reason)s") % {
            "way": chosen.way.title, "reason": chosen.way.chosen_because
        }  # fmt: skip
    told = [
        words % {"ways": ", ".join(f"“{each.way.title}”" for each in least)}
        for words, least in (
            (_("Cheapest over its life: %(ways)s."), found.least(lambda way: way.over_life)),
            (_("Soonest in use: %(ways)s."), found.least(lambda way: way.months)),
            (_("Least risk: %(ways)s."), found.least(lambda way: way.risk)),
        )
        if least
    ]
    if told:
        return " ".join(told)
    count = len(found.options)
    said = {"count": formats.number(count)}
    return ngettext("%(count)s way is written.", "%(count)s ways are written.", count) % said
