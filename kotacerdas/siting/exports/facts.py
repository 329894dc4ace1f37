"""What every export of an answer says first: what was asked, what was found, how far it may be from the best, and what to heed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kotacerdas.common import formats
from kotacerdas.geography.models.places import PlaceKind
from kotacerdas.people.models import City
from kotacerdas.siting import findings
from kotacerdas.siting.domain.wishes import Wishes
from kotacerdas.siting.models import Answer, Candidate, Scenario
from kotacerdas.siting.queries.taking import Taken


@dataclass(frozen=True)
class Fact:
    """`figure` is the number of it where it is one; `words` how it is read."""

    name: str
    words: str
    figure: float | int | None = None


def method(name: str) -> str:
    return str(findings.METHODS.get(name, name))


def found(answer: Answer) -> list[Fact]:
    """Of the last stage. Only for an answer that has one."""
    last, figures = answer.last or {}, answer.figures
    bound, gap = last.get("bound"), last.get("gap")
    unknown = pgettext("bound", "not yet known")
    objective = _("People who gain Wi-Fi") if figures.get("is_plain") else _("Weight that is covered")
    facts = [
        _count(_("New points"), len(answer.chosen)),
        Fact(objective, formats.number(last["objective"], 0), last["objective"]),
        Fact(_("At most possible"), unknown if bound is None else formats.number(bound, 0), bound),
        Fact(_("Gap"), unknown if gap is None else findings.gap(gap), gap),
        Fact(_("Proven to be the best"), _("Yes") if last.get("is_proven") else _("No")),
        Fact(_("Cost in rupiah"), formats.rupiah(last["cost"]), last["cost"]),
        Fact(_("Method of the last stage"), method(last["method"])),
        Fact(_("Seconds of computing"), formats.number(last["seconds"], 1), last["seconds"]),
    ]
    if not figures.get("is_plain"):
        facts.insert(1, _count(_("People who gain Wi-Fi"), last["people"]))
    return facts + [
        _count(name, figures[key])
        for key, name in (
            ("people", _("People of the city")),
            ("before", _("People whom points reach already")),
            ("waiting", _("People whom no point reaches")),
            ("candidates", _("Candidates")),
        )
        if figures.get(key) is not None
    ]


def asked(taken: Taken) -> list[Fact]:
    """The settings with which it was computed."""
    wishes = Wishes.of(taken.answer.settings)
    none = pgettext("limit", "no limit")
    return [
        Fact(_("At most so many points"), none if wishes.most is None else formats.number(wishes.most), wishes.most),
        Fact(_("Budget in rupiah"), none if wishes.budget is None else formats.rupiah(wishes.budget), wishes.budget),
        _metres(_("Radius of a point in m"), wishes.radius_m),
        _metres(_("Height of the receiver in m"), wishes.receiver_m),
        _metres(_("Height of the mast in m"), wishes.mast_m),
        Fact(_("Link to the internet"), _backhaul(wishes)),
        *_rules(wishes, taken.names),
    ]  # fmt: skip


def _rules(wishes: Wishes, names: Mapping[str, str]) -> Iterator[Fact]:
    """Only those that were given."""
    if wishes.apart_m:
        yield _metres(_("Least distance between two new points in m"), wishes.apart_m)
    if wishes.grid_m:
        yield _metres(_("Grid of candidates in m"), wishes.grid_m)
    for code, least in sorted(wishes.least.items()):
        yield _count(_("Least number of points in %(area)s") % {"area": names.get(code, code)}, least)
    for code, factor in sorted(wishes.equity.items()):
        if factor != 1:
            yield Fact(
                _("Factor of people in %(area)s") % {"area": names.get(code, code)},
                formats.number(factor, 2),
                factor,
            )
    for kind, people in sorted(wishes.needs.items()):
        if people:
            yield _count(_("People for whom one counts: %(kind)s") % {"kind": kind_words(kind)}, people)
    if wishes.report_people:
        yield _count(_("People for whom a report of missing signal counts"), wishes.report_people)


def _backhaul(wishes: Wishes) -> str:
    if wishes.backhaul == "any":
        return _("not asked for")
    said = {"km": formats.number(wishes.link_km, 1), "relays": formats.number(wishes.relays)}
    return _("in sight of a hub within %(km)s km, over at most %(relays)s relays") % said


def _count(name: str, figure: int) -> Fact:
    return Fact(name, formats.number(figure), figure)


def _metres(name: str, figure: float) -> Fact:
    return Fact(name, formats.number(figure, 0 if figure == int(figure) else 1), figure)


def kind_words(kind: str) -> str:
    return str(dict(PlaceKind.choices).get(kind, kind)) if kind else ""


def source_words(source: str) -> str:
    return str(dict(Candidate.Source.choices).get(source, source))


def finding(answer: Answer) -> str:
    """The headline of what is taken away."""
    last = answer.last or {}
    said = {
        "count": formats.number(len(answer.chosen)),
        "people": findings.people(last["people"], answer.figures),
        "cost": formats.rupiah(last["cost"]),
    }
    words = ngettext(
        "%(count)s new Wi-Fi point for %(cost)s would reach %(people)s more people",
        "%(count)s new Wi-Fi points for %(cost)s would reach %(people)s more people",
        len(answer.chosen),
    )
    return words % said


def notes(answer: Answer, scenario: Scenario) -> list[str]:
    """What whoever reads it must not miss."""
    figures = answer.figures
    told = [
        (is_sample(answer, scenario), _("A sample, invented for the demonstration.")),
        (
            answer.version < scenario.version,
            _("The scenario was changed since this was computed; the candidates below are those of today."),
        ),
        (
            answer.state == Answer.State.PARTIAL,
            _("The computation was broken off; the last stage that was done is shown."),
        ),
        (
            bool(figures.get("is_estimate")),
            _("How many people live where is an estimate: those of a kelurahan are spread over its land."),
        ),
        (bool(figures.get("is_synthetic")), _("The relief is synthetic. Check each place on the ground.")),
        (
            any(each.get("cost_is_default") for each in answer.chosen),
            _("Where nobody wrote down a cost, that of the kind of place was taken."),
        ),
    ]
    return [words for is_so, words in told if is_so]


def how(answer: Answer, city: City) -> str:
    """How it was computed, in one paragraph."""
    figures = answer.figures
    said = {
        "ground": figures.get("ground", ""),
        "square": formats.number(figures.get("cell_m", 0), 0),
        "squares": formats.number(figures.get("cells", 0)),
        "points": formats.number(figures.get("points", 0)),
        "day": formats.day(answer.asked_at, city.zone),
    }
    return (
        _(
            "People were gathered in %(squares)s squares of about %(square)s m that none of the %(points)s points of %(day)s "
            "reaches over “%(ground)s”. A square counts as reached where at least half of it is seen. The bound is what no "
            "choice under the same rules can exceed; the gap says how far the choice may lie below the best one."
        )
        % said
    )


def is_sample(answer: Answer, scenario: Scenario) -> bool:
    return answer.is_sample or scenario.is_sample


def stages(answer: Answer) -> list[list[str]]:
    """Method, objective, bound, gap and seconds, as they are read."""
    return [_stage(each) for each in answer.stages]


def _stage(each: Mapping[str, Any]) -> list[str]:
    bound, gap = each.get("bound"), each.get("gap")
    return [
        method(each["method"]),
        formats.number(each["objective"], 0),
        formats.NOTHING if bound is None else formats.number(bound, 0),
        findings.gap(gap),
        formats.number(each["seconds"], 1),
    ]
