"""What programmes answer, in whole sentences that an officer may put into an answer, and why a row counts, in words."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kotacerdas.common import formats
from kotacerdas.masterplan.domain.answering import Asked, Found, Row
from kotacerdas.masterplan.models import Partner
from kotacerdas.masterplan.models.choices import Dimension, Money
from kotacerdas.masterplan.queries.answers import Proposal

LANGUAGES = ("id", "en")
_SMALL = Fraction(1, 10_000)
_ACTION_PLANS = frozenset({"people", "infrastructure", "applications", "literacy"})


def sentences(proposal: Proposal) -> dict[str, str]:
    """In both languages: the ministry reads Indonesian, whatever the reader does."""
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            found[language] = sentence(proposal)
    return found


def sentence(proposal: Proposal, *, is_marked: bool = True) -> str:
    """In the reader's language. What rests on invented rows says so, but on a page that marks it by itself."""
    words = [each for each in _SENTENCES[proposal.found.kind](proposal) if each]
    if proposal.is_sample and is_marked:
        words.append(_("(An example with invented rows, no official figure.)"))
    return " ".join(words)


def figure(proposal: Proposal) -> str:
    """The figure alone, as it stands beside the question: “9 of 12”, “1,25%”, a dash where it is not known."""
    found = proposal.found
    if found.kind == "legal_basis":
        return _("recorded") if not found.missing else _("not recorded")
    if found.count is None or ("budgets" in found.missing and found.kind != "budget_share"):
        return formats.NOTHING
    if found.kind == "budget_share":
        return _percent(found.values["share"])
    if found.kind == "other_money":
        return formats.rupiah(_int(found.values["money"]))
    if not found.of:
        return formats.number(0)
    return _("%(count)s of %(of)s") % {"count": formats.number(found.count), "of": formats.number(found.of)}


def of_list(proposals: Iterable[Proposal], year: int) -> str:
    every = list(proposals)
    known = sum(not each.found.missing for each in every)
    said = {"count": formats.number(len(every)), "known": formats.number(known), "year": year}
    return (
        ngettext(
            "The plan speaks to %(count)s question of the evaluation of %(year)s; to %(known)s with all figures",
            "The plan speaks to %(count)s questions of the evaluation of %(year)s; to %(known)s with all figures",
            len(every),
        )
        % said
    )


# --- Sentences ---------------------------------------------------------------------------------------------


def _legal_basis(proposal: Proposal) -> Iterable[str]:
    found, plan = proposal.found, proposal.edition.title
    if found.missing:
        yield _("No legal basis is recorded for %(plan)s.") % {"plan": plan}
        return
    day = found.values["day"]
    said = {
        "plan": plan,
        "basis": found.values["basis"],
        "day": formats.day(day) if isinstance(day, date) else "",
    }
    if said["day"]:
        yield _("%(plan)s was adopted on %(day)s; its legal basis is %(basis)s.") % said
    else:
        yield _("The legal basis of %(plan)s is %(basis)s.") % said


def _running(proposal: Proposal) -> Iterable[str]:
    found = proposal.found
    if "plan" in found.missing:
        yield _("No masterplan is kept that covers %(year)s, so its programmes cannot be counted.") % {
            "year": found.year
        }
        return
    said = _counts(proposal)
    if not found.of:
        yield _("%(plan)s has no %(what)s for %(year)s.") % {**said, "what": what(proposal.asked, 2)}
        return
    if found.year == proposal.plan.material.today.year:
        yield _("Of %(of)s %(what)s that %(plan)s has for %(year)s, %(count)s are running.") % said
    else:
        yield _("Of %(of)s %(what)s that %(plan)s has for %(year)s, %(count)s ran in that year.") % said
    yield from _judged(found)
    names = found.values.get("neighbours")
    if isinstance(names, list) and names and "collaboration" in proposal.asked.kinds:
        yield _("Neighbours that take part: %(names)s.") % {"names": ", ".join(names)}


def _agencies(proposal: Proposal) -> Iterable[str]:
    found = proposal.found
    if found.missing:
        yield _("No agency of the city is kept, so those that take part cannot be counted.")
        return
    said = {**_counts(proposal), "renstra": formats.number(_int(found.values["renstra"]))}
    yield (
        _("Of %(of)s agencies of the city, %(count)s lead or support programmes of %(plan)s in %(year)s.")
        % said
    )
    yield (
        _(
            "Of these, %(renstra)s have them in their Renstra: a programme that they lead names its place there, or they have a "
            "Renstra of their own."
        )
        % said
    )


def _budget_share(proposal: Proposal) -> Iterable[str]:
    found, total = proposal.found, proposal.plan.total
    said = {**_counts(proposal), "money": formats.rupiah(_int(found.values["money"]))}
    if "budgets" in found.missing:
        yield _("No APBD budget for %(year)s is kept for programmes of %(plan)s.") % said
    else:
        yield (
            _(
                "Programmes of %(plan)s that count as budget of the Smart City have %(money)s of APBD in %(year)s, by the budgets of "
                "%(count)s of %(of)s programmes."
            )
            % said
        )
    if total is None:
        yield (
            _("The whole APBD of %(year)s is not kept (indicator apbd-belanja), so the share cannot be told.")
            % said
        )
        return
    said["total"] = formats.rupiah(total.value)
    if found.values["share"] is None:
        yield _("The whole APBD of %(year)s is %(total)s.") % said
        return
    said["share"] = _percent(found.values["share"])
    yield _("That is %(share)s of the whole APBD of %(total)s.") % said


def _other_money(proposal: Proposal) -> Iterable[str]:
    found = proposal.found
    said = {**_counts(proposal), "money": formats.rupiah(_int(found.values["money"]))}
    if found.missing:
        yield (
            _(
                "No budget for %(year)s is kept for programmes of %(plan)s, so money from elsewhere cannot be told."
            )
            % said
        )
        return
    if not found.count:
        yield (
            _(
                "Of %(of)s programmes of %(plan)s with a budget for %(year)s, none has money from outside the APBD."
            )
            % said
        )
        return
    yield (
        _(
            "Of %(of)s programmes of %(plan)s with a budget for %(year)s, %(count)s have money from outside the APBD: %(money)s."
        )
        % said
    )
    yield _("By source: %(sources)s.") % {"sources": _by_source(found.values["sources"])}


def _continued(proposal: Proposal) -> Iterable[str]:
    found = proposal.found
    said = {**_counts(proposal), "before": found.year - 1}
    if found.missing:
        yield _("No masterplan is kept that covers %(before)s, so what still runs cannot be counted.") % said
        return
    if not found.of:
        yield _("No %(what)s ran in %(before)s.") % {**said, "what": what(proposal.asked, 1)}
    else:
        yield _("Of %(of)s %(what)s that ran in %(before)s, %(count)s still run in %(year)s.") % said
        yield from _judged(found)
    unknown = _int(found.values["unknown_before"])
    if unknown:
        yield _("Whether %(unknown)s more ran in %(before)s is not known.") % {
            **said,
            "unknown": formats.number(unknown),
        }


def _new(proposal: Proposal) -> Iterable[str]:
    said = {**_counts(proposal), "before": proposal.found.year - 1}
    if not proposal.found.of:
        yield _("No %(what)s runs in %(year)s.") % {**said, "what": what(proposal.asked, 1)}
        return
    yield (
        _("Of %(of)s %(what)s that run in %(year)s, %(count)s are new: they did not run in %(before)s.")
        % said
    )
    yield _unknown(proposal.found)


def _formulated(proposal: Proposal) -> Iterable[str]:
    said = _counts(proposal) | {
        name: formats.number(_int(proposal.found.values[name])) for name in ("issues", "partners")
    }
    yield (
        _none(proposal)
        or _(
            "Of %(of)s %(what)s that %(plan)s has for %(year)s, %(issues)s name a strategic issue or a place in the RPJMD that they "
            "answer, %(partners)s name partners outside the city's offices, and %(count)s name both."
        )
        % said
    )


def _partners(proposal: Proposal) -> Iterable[str]:
    said = _counts(proposal)
    if words := _none(proposal):
        yield words
        return
    yield (
        _(
            "Of %(of)s %(what)s that %(plan)s has for %(year)s, %(count)s have partners outside the city's offices."
        )
        % said
    )
    kinds = proposal.found.values["kinds"]
    if isinstance(kinds, Mapping) and kinds:
        named = [
            f"{Partner.Kind(kind).label} ({formats.number(count)})" for kind, count in sorted(kinds.items())
        ]
        yield _("Partners: %(partners)s.") % {"partners": ", ".join(named)}


def _funded(proposal: Proposal) -> Iterable[str]:
    said = _counts(proposal) | {"money": formats.rupiah(_int(proposal.found.values["money"]))}
    yield (
        _none(proposal)
        or _(
            "Of %(of)s %(what)s that %(plan)s has for %(year)s, %(count)s have a budget for that year, %(money)s in all."
        )
        % said
    )


def _risks_identified(proposal: Proposal) -> Iterable[str]:
    said = _counts(proposal) | {"risks": formats.number(_int(proposal.found.values["risks"]))}
    yield (
        _none(proposal)
        or _(
            "Of %(of)s %(what)s that %(plan)s has for %(year)s, %(count)s have their risks written down, %(risks)s risks in all."
        )
        % said
    )


def _risks_mitigated(proposal: Proposal) -> Iterable[str]:
    values = proposal.found.values
    said = _counts(proposal) | {name: formats.number(_int(values[name])) for name in ("risks", "mitigated")}
    if words := _none(proposal):
        yield words
        return
    every = {**said, "what": what(proposal.asked, 2)}
    yield _("Of %(risks)s risks written down for %(what)s, %(mitigated)s have a written mitigation.") % every
    yield _("Of %(of)s %(what)s, %(count)s have a mitigation for every risk that they name.") % said


_SENTENCES: Mapping[str, Callable[[Proposal], Iterable[str]]] = {
    "legal_basis": _legal_basis,
    "running": _running,
    "agencies": _agencies,
    "budget_share": _budget_share,
    "other_money": _other_money,
    "continued": _continued,
    "new": _new,
    "formulated": _formulated,
    "partners": _partners,
    "funded": _funded,
    "risks_identified": _risks_identified,
    "risks_mitigated": _risks_mitigated,
}

# --- Parts of sentences ------------------------------------------------------------------------------------


def what(asked: Asked, count: int) -> str:
    """What a question counts."""
    said = {"dimension": Dimension(asked.dimension).label if asked.dimension else ""}
    if asked.named_only:
        return ngettext("programme that names this question", "programmes that name this question", count)
    if asked.kinds == {"quick_win"}:
        return ngettext("quick win", "quick wins", count)
    if asked.kinds == {"collaboration"}:
        return (
            ngettext("programme of collaboration in %(dimension)s", "programmes of collaboration in %(dimension)s", count)
            % said
        )  # fmt: skip
    if asked.kinds == _ACTION_PLANS:
        return ngettext("activity of the action plans", "activities of the action plans", count)
    if asked.kinds and asked.kinds <= _ACTION_PLANS:
        return " / ".join(_action_plan(kind, count) for kind in sorted(asked.kinds))
    if asked.dimension:
        return ngettext("programme of %(dimension)s", "programmes of %(dimension)s", count) % said
    if asked.kinds:
        return ngettext(
            "programme (action plans not counted)", "programmes (action plans not counted)", count
        )
    return ngettext("programme of any kind", "programmes of any kind", count)


def _action_plan(kind: str, count: int) -> str:
    match kind:
        case "people":
            return ngettext(
                "activity of the action plan for people", "activities of the action plan for people", count
            )
        case "infrastructure":
            return ngettext(
                "activity of the action plan for infrastructure", "activities of the action plan for infrastructure", count
            )  # fmt: skip
        case "applications":
            return ngettext(
                "activity of the action plan for applications", "activities of the action plan for applications", count
            )  # fmt: skip
    return ngettext(
        "activity of the action plan for literacy", "activities of the action plan for literacy", count
    )


def _counts(proposal: Proposal) -> dict[str, object]:
    found = proposal.found
    return {
        "plan": proposal.edition.title,
        "year": found.year,
        "count": formats.number(found.count or 0),
        "of": formats.number(found.of),
        "what": what(proposal.asked, found.of),
    }


def _none(proposal: Proposal) -> str:
    if proposal.found.of:
        return ""
    said = {**_counts(proposal), "what": what(proposal.asked, 1)}
    return _("%(plan)s has no %(what)s for %(year)s.") % said


def _judged(found: Found) -> Iterable[str]:
    """How it was judged that they run."""
    reported, dated = found.because("reported"), found.because("dated")
    said = {"reported": formats.number(reported), "dated": formats.number(dated), "year": found.year}
    if reported and dated:
        yield (
            _(
                "Judged by reports of work or spending in %(year)s (%(reported)s) and, without reports, by state and dates "
                "alone (%(dated)s)."
            )
            % said
        )
    elif reported:
        yield _("Judged by reports of work or spending in %(year)s.") % said
    elif dated:
        yield _("Judged by state and dates alone; no work or spending is reported for %(year)s.") % said
    yield _unknown(found)


def _unknown(found: Found) -> str:
    if not found.unknown:
        return ""
    return _("For %(unknown)s more it is not known.") % {"unknown": formats.number(found.unknown)}


def _by_source(sources: object) -> str:
    assert isinstance(sources, Mapping)
    some = sorted(sources.items(), key=lambda each: -each[1])
    return ", ".join(f"{Money(source).label} {formats.rupiah(money)}" for source, money in some)


def _percent(share: object) -> str:
    """With more decimals where two would show nothing."""
    if not isinstance(share, Fraction):
        return formats.NOTHING
    exact = Decimal(share.numerator) / Decimal(share.denominator)
    return formats.percent(exact, 4 if 0 < share < _SMALL else 2)


def _int(value: object) -> int:
    assert isinstance(value, int)
    return value


# --- Rows --------------------------------------------------------------------------------------------------


def why(row: Row) -> str:
    """Why a row counts, does not, or may."""
    values = row.values
    if row.why == "reported":
        physical = values.get("physical")
        if isinstance(physical, Decimal) and physical > 0:
            return _("reported: %(percent)s%% of the work") % {
                "percent": formats.number(physical.normalize())
            }
        return _("reported: %(money)s spent") % {"money": formats.rupiah(_int(values["spent"]))}
    if row.why == "carries":
        return _agency(row)
    if row.why == "formulated":
        return _formulation(row)
    if row.why == "partners":
        names = values["names"]
        assert isinstance(names, tuple)
        return ", ".join(names) or _("no outside partner")
    if row.why == "risks":
        said = {name: formats.number(_int(values[name])) for name in ("risks", "mitigated")}
        return (
            _("%(risks)s risks, %(mitigated)s with a mitigation") % said
            if values["risks"]
            else _("no risk written")
        )
    if row.why == "money":
        return formats.rupiah(_int(values["money"]))
    if row.why == "sources":
        return _by_source(values["sources"])
    return _plain_reasons()[row.why]


def _plain_reasons() -> dict[str, str]:
    return {
        "dated": _("by state and dates, without a report"),
        "planned": _("still planned"),
        "stopped": _("stopped, without a report"),
        "outside": _("its dates lie in other years"),
        "idle": _("its reports say that no work was done"),
        "undated": _("its dates are not kept"),
        "future": _("the year is still to come"),
        "no-money": _("no budget is kept"),
        "not-continued": _("no programme of the plan continues it"),
        "new": _("did not run the year before"),
        "ran-before": _("ran the year before"),
        "before-unknown": _("the year before is not known"),
        "carries-none": _("carries no programme"),
    }


def _agency(row: Row) -> str:
    said = {name: formats.number(_int(row.values[name])) for name in ("leads", "supports")}
    words = _("leads %(leads)s, supports %(supports)s") % said
    return f"{words}, {pgettext('agency', 'in its Renstra')}" if row.values["renstra"] else words


def _formulation(row: Row) -> str:
    issue = _("answers an issue") if row.values["issue"] else _("names no issue")
    count = _int(row.values["partners"])
    others = (
        ngettext("%(count)s outside partner", "%(count)s outside partners", count)
        % {"count": formats.number(count)}
        if count
        else _("no outside partner")
    )
    return f"{issue}, {others}"
