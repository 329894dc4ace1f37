"""Scenarios and their answers in sentences: what new points would reach, how much better is possible, what the last rupiah buys."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from kotacerdas.common import formats
from kotacerdas.common.domain.faults import Fault
from kotacerdas.coverage.findings import about
from kotacerdas.people.models import City
from kotacerdas.siting.comparing import Compared
from kotacerdas.siting.models import Answer, Scenario
from kotacerdas.siting.queries.answers import Listed, Phase

METHODS = {
    "greedy": gettext_lazy("Greedy and exchange"),
    "lagrange": gettext_lazy("Lagrangian bound"),
    "highs": gettext_lazy("Proof (HiGHS)"),
}
PHASES = {
    "waits": (pgettext_lazy("answer", "waits for its turn"), ""),
    "runs": (pgettext_lazy("answer", "being computed"), "jalan"),
    "failed": (pgettext_lazy("answer", "failed"), "telat"),
    "stopped": (pgettext_lazy("answer", "stopped"), "awas"),
    "refused": (pgettext_lazy("answer", "not possible"), "awas"),
    "partial": (pgettext_lazy("answer", "broken off"), "awas"),
    "ready": (pgettext_lazy("answer", "done"), "ok"),
}
BACKHAULS = (
    ("any", gettext_lazy("It does not matter: any point can be linked")),
    ("hubs", gettext_lazy("By radio: a hub must be in clear sight, or another new point that passes it on")),
)
GOING_ON = ("waits", "runs")
INFEASIBLE = "siting-infeasible"
CLASHES = {
    INFEASIBLE, "siting-musts-many", "siting-musts-dear", "siting-musts-exclude", "siting-must-unreached", "siting-group-small",
    "siting-least-many", "siting-kecamatan-without",
}  # fmt: skip
"""What says that the rules cannot hold together; every other fault says that something is missing."""
HARDLY = 0.001
"""A gap below this is told as hardly any."""
LEAST_TOLD = 0.0001


def people(count: float, figures: Mapping[str, Any]) -> str:
    """Estimates without false exactness."""
    return about(round(count)) if figures.get("is_estimate", True) else formats.number(round(count))


def of_list(rows: Sequence[Listed], city: City) -> str:
    best = max((each for each in rows if each.shown), key=_reached, default=None)
    if best is None or best.shown is None or best.shown.last is None:
        if not rows:
            return _("Nobody has asked yet where the next points of %(city)s should stand") % {
                "city": city.short_name
            }
        return _("No scenario of %(city)s has been computed yet") % {"city": city.short_name}
    last = best.shown.last
    said = {
        "count": formats.number(len(last["chosen"])),
        "people": people(last["people"], best.shown.figures),
        "title": best.scenario.title,
    }
    return ngettext(
        "%(count)s new point would reach %(people)s more people (“%(title)s”)",
        "%(count)s new points would reach %(people)s more people (“%(title)s”)",
        len(last["chosen"]),
    ) % said  # fmt: skip


def _reached(each: Listed) -> int:
    return int(each.shown.last["people"]) if each.shown and each.shown.last else -1


def refusal(scenario: Scenario, faults: Sequence[Fault]) -> str:
    """In place of the headline; why, is told below it."""
    if any(each.kind in CLASHES for each in faults):
        return _("No choice keeps all rules of “%(title)s”") % {"title": scenario.title}
    return _("“%(title)s” cannot be computed as it stands") % {"title": scenario.title}


def headline(shown: Answer | None, candidates: int) -> str:
    if shown is None or shown.last is None:
        return ngettext(
            "%(count)s candidate stands ready; where the next points should stand is not yet computed",
            "%(count)s candidates stand ready; where the next points should stand is not yet computed",
            candidates,
        ) % {"count": formats.number(candidates)}  # fmt: skip
    last = shown.last
    if not last["chosen"]:
        if shown.figures.get("reachable"):
            return _("No candidate that the rules allow reaches anybody new")
        return _("No candidate reaches anybody new")
    said = {"count": formats.number(len(last["chosen"])), "people": people(last["people"], shown.figures)}
    words = ngettext(
        "%(count)s new point would reach %(people)s more people",
        "%(count)s new points would reach %(people)s more people",
        len(last["chosen"]),
    ) % said  # fmt: skip
    return f"{words}{_possible(last, shown.figures)}"


def _possible(last: Mapping[str, Any], figures: Mapping[str, Any]) -> str:
    """Only where people are what is counted; weighed choices are told below the headline."""
    if not figures.get("is_plain"):
        return ""
    if last["is_proven"]:
        return _("; no other choice reaches more")
    if last["bound"] is None:
        return ""
    if last["gap"] < HARDLY:
        return _("; hardly more is possible (gap below %(gap)s)") % {"gap": formats.percent(HARDLY, 1)}
    said = {"bound": people(last["bound"], figures), "gap": formats.percent(last["gap"], 1)}
    return _("; at most %(bound)s is possible (gap %(gap)s)") % said


def gap(share: float | None) -> str:
    """What rounds to nothing is not nothing."""
    if share is None:
        return formats.NOTHING
    return f"< {formats.percent(LEAST_TOLD, 2)}" if 0 < share < LEAST_TOLD else formats.percent(share, 2)


def of_bound(answer: Answer) -> str:
    """How far the choice may be from the best, whatever is counted."""
    last, figures = answer.last, answer.figures
    if last is None:
        return ""
    said = {
        "objective": formats.number(round(last["objective"])),
        "bound": formats.number(round(last["bound"] or 0)),
        "gap": formats.percent(last["gap"] or 0, 1),
    }
    if last["bound"] is None:
        return _("How much better another choice could be is not known yet.")
    if figures.get("is_plain"):
        if last["is_proven"]:
            return _("Proven: no other choice under these rules reaches more people.")
        if last["gap"] < HARDLY:
            return _(
                "Not proven to the last person, but any better choice is better by less than %(gap)s."
            ) % {"gap": formats.percent(HARDLY, 1)}
        return _(
            "No choice under these rules can reach more than %(bound)s people; this one misses at most %(gap)s of them."
        ) % (said | {"bound": people(last["bound"], figures)})  # fmt: skip
    if last["is_proven"]:
        return (
            _("By the weights of the scenario it counts %(objective)s. Proven: no other choice counts more.")
            % said
        )
    return (
        _(
            "By the weights of the scenario it counts %(objective)s; at most %(bound)s is possible (gap %(gap)s)."
        )
        % said
    )


def last_rupiah(answer: Answer) -> str:
    """What the first and the last point bring for what they cost."""
    rows: list[Mapping[str, Any]] = answer.chosen
    if len(rows) < 2:
        return ""
    first, last = rows[0], rows[-1]
    said = {
        "number": formats.number(len(rows)), "people": people(last["people"], answer.figures),
        "money": formats.rupiah(last["cost"]), "each": _each(last), "first": _each(first),
    }  # fmt: skip
    if not last["people"]:
        return (
            _(
                "The last of the %(number)s points adds no people for its %(money)s; it is there for a rule or for its weights."
            )
            % said
        )
    if not last["cost"]:
        return ""
    return (
        _(
            "The last of the %(number)s points adds %(people)s people for %(money)s: %(each)s a person. The first one costs %(first)s a person."
        )
        % said
    )


def _each(row: Mapping[str, Any]) -> str:
    return formats.rupiah(round(row["cost"] / row["people"])) if row["people"] else "–"


def rests_on(answer: Answer) -> list[str]:
    """What the figures stand on, as sentences for the foot of the page."""
    figures = answer.figures
    said = {
        "candidates": formats.number(figures["candidates"]), "squares": formats.number(figures["cells"]),
        "metres": formats.number(figures["cell_m"], 0), "points": formats.number(figures["points"]),
        "ground": figures["ground"], "useless": formats.number(figures["useless"]),
        "seconds": formats.number(figures["seconds_building"], 1),
    }  # fmt: skip
    found = [
        _("%(candidates)s candidates, %(useless)s of which reach nobody new; people who wait are gathered into %(squares)s squares of about %(metres)s m, and a square counts as reached if at least half of it is seen.") % said,
        _("Seen over the ground “%(ground)s”, beside %(points)s points of today; prepared in %(seconds)s s.") % said,
    ]  # fmt: skip
    if figures["is_synthetic"]:
        found.append(_("The ground is a synthetic relief: a sample, no survey."))
    if figures["is_estimate"]:
        found.append(_("People of the kelurahan are estimates, spread evenly over their land."))
    if figures.get("left_out"):
        count = figures["left_out"]
        words = ngettext(
            "%(count)s candidate lies outside the ground and was left out.",
            "%(count)s candidates lie outside the ground and were left out.",
            count,
        )
        found.append(words % {"count": formats.number(count)})
    if not figures.get("has_solver", True):
        found.append(
            _("The solver is not installed, so there are two stages and no proof. Type: uv sync --inexact --group portfolio, in the folder of KotaCerdas.")
        )  # fmt: skip
    return found


def is_clash(faults: Sequence[Fault]) -> bool:
    return bool(faults) and faults[0].kind == INFEASIBLE


def stale(
    scenario: Scenario, shown: Answer | None, current: Answer | None, phase: Phase | None, ground_code: str
) -> str:
    """What the shown answer does not know yet."""
    if shown is None:
        return ""
    is_followed = current is not None and current.pk != shown.pk
    if is_followed and phase in GOING_ON:
        return _("What stands here is the earlier answer, until the new one is found.")
    if is_followed and phase == "refused":
        return _("What stands here is the answer to an earlier question.")
    if shown.version < scenario.version:
        return _("The scenario was changed since. This is the answer to what it was before; compute it anew.")
    if ground_code and shown.figures.get("ground_code", ground_code) != ground_code:
        return _("The city has another ground since. Compute the scenario anew.")
    return ""


def reach_words(row: Mapping[str, Any]) -> str:
    """How a chosen point is linked."""
    if row["over"]:
        return _("over %(code)s") % {"code": row["over"]}
    return pgettext("link", "in sight of a hub") if row["is_hub_near"] else ""


def of_comparison(found: Compared) -> str:
    """Who reaches most, and how much the choices have in common."""
    best = max(found.sides, key=lambda side: side.last["people"])
    said = {
        "title": best.scenario.title, "people": people(best.last["people"], best.answer.figures),
        "count": formats.number(len(found.common)),
    }  # fmt: skip
    if len({side.last["people"] for side in found.sides}) == 1:
        words = _("All of them would reach %(people)s more people")
    else:
        words = _("“%(title)s” would reach the most: %(people)s more people")
    shared = ngettext(
        "%(count)s point stands in all of them", "%(count)s points stand in all of them", len(found.common)
    )
    return f"{words % said}; {shared % said}"
