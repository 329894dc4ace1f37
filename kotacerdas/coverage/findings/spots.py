"""Blank spots in sentences: the headline of the list, why a place is one, what became of it."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from kotacerdas.common import formats
from kotacerdas.connectivity.domain.rules import FIXED
from kotacerdas.coverage.domain.blanks.states import OPEN
from kotacerdas.coverage.findings import about, measure, percent, roughly
from kotacerdas.coverage.models import BlankSpot, SpotStep, Survey
from kotacerdas.coverage.queries.proofs import Basis
from kotacerdas.coverage.queries.spots import Details, Numbered
from kotacerdas.coverage.queries.surveys import Share, ToCheck, people_by_verdict
from kotacerdas.geography.models.places import PlaceKind
from kotacerdas.people.models import City

REACHES = {
    "distance": gettext_lazy("by distance, without terrain"),
    "terrain": gettext_lazy("where the ground does not hide it"),
    "synthetic": gettext_lazy("where a synthetic relief does not hide it"),
}
"""How the reach of Wi-Fi points was told, by its name in the survey."""
_KINDS = SpotStep.Kind


def people(spot: BlankSpot) -> str:
    return formats.number(spot.people) if spot.is_counted else about(spot.people)


def headline(rows: Sequence[Numbered], survey: Survey | None, city: City) -> str:
    """Of the open ones."""
    open_ones = [each.spot for each in rows if each.spot.state in OPEN]
    if not open_ones:
        if survey is None:
            return _("Nobody has looked for blank spots in %(city)s yet") % {"city": city.short_name}
        return _("No blank spot is known in %(city)s") % {"city": city.short_name}
    said = {
        "count": formats.number(len(open_ones)),
        "people": capfirst(roughly(sum(each.people or 0 for each in open_ones))),
    }
    if not any(each.people for each in open_ones):
        words = ngettext("%(count)s blank spot is open", "%(count)s blank spots are open", len(open_ones))
    else:
        words = ngettext(
            "%(people)s people in %(count)s blank spot have neither signal, line nor public Wi-Fi",
            "%(people)s people in %(count)s blank spots have neither signal, line nor public Wi-Fi",
            len(open_ones),
        )
    return words % said


def beside(rows: Sequence[Numbered]) -> str:
    """How many are in which state."""
    counts = [
        (state, sum(each.spot.state == state for each in rows))
        for state in BlankSpot.State
        if state in (*OPEN, "solved")
    ]
    return ", ".join(f"{state.label} {formats.number(count)}" for state, count in counts if count)


def unknown_words(survey: Survey | None) -> str:
    """What is not known is told in the same breath as what is."""
    told = people_by_verdict(survey) if survey else None
    if not told or not told["unknown"]:
        return ""
    share = Fraction(told["unknown"], sum(told.values()))
    return _(
        "Of places where %(share)s of the people live it is not known; they are no blank spots, but to be checked."
    ) % {"share": percent(share)}


def method(survey: Survey) -> str:
    """How it was found, in one paragraph."""
    rules = survey.outcome["rules"]
    said = {
        "reach": measure(rules["reach_m"]),
        "how": str(REACHES.get(rules["reach"], rules["reach"])),
        "cell": measure(rules["cell_m"]),
        "smallest": measure(rules["smallest_ha"]),
        "left_out": measure(survey.outcome["left_out_ha"]),
        "day": formats.day(date.fromisoformat(survey.outcome["signal_as_of"])),
    }
    return (
        _(
            "Signal as of %(day)s in cells of %(cell)s m. A Wi-Fi point that is on serves %(reach)s m around it, %(how)s. Areas "
            "smaller than %(smallest)s ha are left out, %(left_out)s ha in all. People are estimated by their share of the "
            "kelurahan’s area, as if they lived evenly in it."
        )
        % said
    )


def cause(spot: BlankSpot) -> str:
    """In a sentence; without an elevation nobody can speak of hills."""
    said = {"metres": formats.number(spot.metres)}
    match spot.cause:
        case BlankSpot.Cause.HILL:
            return _("The ground hides the nearest tower or Wi-Fi point.")
        case BlankSpot.Cause.DISTANCE:
            return _("The nearest tower or Wi-Fi point is too far away: %(metres)s m.") % said
        case BlankSpot.Cause.MIXED:
            return _("Partly the ground hides the nearest tower or Wi-Fi point, partly it is too far away.")
    if spot.metres is None:
        return _("The cause is not yet known: no tower and no Wi-Fi point is known near it.")
    return (
        _(
            "The cause is not yet known: the nearest tower or Wi-Fi point is %(metres)s m away, and as far as is known no hill "
            "hides it."
        )
        % said
    )


_SIGNS = {"hill": "mountain", "distance": "ruler-measure", "mixed": "arrows-split-2", "unknown": "help"}
STATE_TONES = {
    "reported": "",
    "verified": "awas",
    "planned": "jalan",
    "solved": "ok",
    "rejected": "",
    "merged": "",
}


def icon(spot: BlankSpot) -> str:
    """Beside the word of its cause."""
    return _SIGNS[spot.cause]


def of_spot(spot: BlankSpot) -> str:
    """The first sentence of its page."""
    said = {"people": people(spot), "ha": measure(spot.area_ha)}
    if spot.state == BlankSpot.State.SOLVED:
        return _("Solved: people on these %(ha)s hectares are served now.") % said
    if spot.people is None:
        return _("On %(ha)s hectares nothing serves people; how many live there is not known.") % said
    if spot.people_is_estimate:
        said["people"] = capfirst(roughly(spot.people))
    return _("%(people)s people on %(ha)s hectares have neither signal, line nor public Wi-Fi.") % said


def why(details: Details, operators: Mapping[str, str]) -> list[str]:
    """Why we think so, one piece of evidence a line."""
    spot, behind = details.spot, details.spot.behind
    found = []
    if spot.is_found:
        found.append(
            _(
                "Every operator and fixed lines are known to be absent here, and no public Wi-Fi point that is on reaches it."
            )
        )
    elif spot.is_found is False:
        found.append(_("The last survey does not find it any more."))
    if spot.is_by_hand:
        found.append(_("Told by %(who)s.") % {"who": spot.told_by})
    if spot.is_counted:
        found.append(_counted(behind.get("people")))
    found += _evidence(behind, operators)
    if not behind:
        found.append(_("No survey has found it yet, so no measurement stands behind it."))
    return found


def _counted(estimate: int | None) -> str:
    words = _("Its people were counted.")
    if estimate is None:
        return words
    beside = _("By the share of its area it would be %(people)s; the count stands.")
    return f"{words} {beside % {'people': roughly(estimate)}}"


def _evidence(behind: Mapping[str, Any], operators: Mapping[str, str]) -> list[str]:
    found = []
    if samples := behind.get("samples"):
        told = ", ".join(
            f"{operators.get(key, key)} {formats.number(count)}" for key, count in samples.items()
        )
        found.append(_("Measurements in it: %(told)s.") % {"told": told})
    if reports := behind.get("reports"):
        words = ngettext(
            "%(count)s report of signal, %(checked)s of them checked.",
            "%(count)s reports of signal, %(checked)s of them checked.",
            reports,
        )
        found.append(words % {"count": formats.number(reports), "checked": formats.number(behind["checked"])})
    if "verified" in behind:
        found.append(
            _(
                "In %(share)s of it a measurement or a check stands behind this, in the rest only what people reported."
            )
            % {"share": formats.percent(behind["verified"], 0)}
        )
    if behind.get("newest"):
        found.append(
            _("The newest evidence is of %(day)s.")
            % {"day": formats.day(date.fromisoformat(behind["newest"]))}
        )
    if count := behind.get("contradicts"):
        words = ngettext(
            "In %(count)s cell evidence speaks against evidence: look there first.",
            "In %(count)s cells evidence speaks against evidence: look there first.",
            count,
        )
        found.append(words % {"count": formats.number(count)})
    return found


def needs(spot: BlankSpot) -> str:
    """Places of need by kind, as counted by the survey."""
    return ", ".join(
        f"{PlaceKind(kind).label} {formats.number(count)}" for kind, count in sorted(spot.needs.items())
    )


def reports(spot: BlankSpot) -> str:
    """How many reports of signal stand behind it; empty where none does."""
    count = spot.behind.get("reports", 0)
    words = ngettext("%(count)s report of signal", "%(count)s reports of signal", count)
    return words % {"count": formats.number(count)} if count else ""


def step(each: SpotStep) -> str:
    """One line of the history, without its reason."""
    said = {"other": str(each.other or "")}
    match each.kind:
        case _KINDS.RESHAPED:
            ha = {name: measure(float(each.basis[name])) for name in ("before_ha", "after_ha")}
            return _("Another shape: from %(before_ha)s to %(after_ha)s hectares") % ha
        case _KINDS.SPLIT:
            return _("Came off %(other)s") % said
        case _KINDS.ABSORBED:
            return _("Took %(other)s in") % said
        case _KINDS.MERGED:
            return _("Became part of %(other)s") % said
        case _KINDS.PLANNED:
            return _("Planned: %(remedy)s") % {"remedy": remedy(each.basis.get("remedy", ""))}
        case _KINDS.VERIFIED if each.basis.get("alone"):
            return _("Verified by who wrote it down, because: %(alone)s") % {"alone": each.basis["alone"]}
    return str(_KINDS(each.kind).label).capitalize()


def remedy(name: str) -> str:
    return str(BlankSpot.Remedy(name).label) if name else formats.NOTHING


def basis(found: Basis, operators: Mapping[str, str]) -> list[str]:
    """What speaks for a solution now; empty where nothing does."""
    said = []
    if found.citations:
        count = len(found.citations)
        words = ngettext(
            "%(count)s confirmed quote proves it.", "%(count)s confirmed quotes prove it.", count
        )
        said.append(words % {"count": formats.number(count)})
    if found.is_gone:
        said.append(_("The last survey does not find it any more."))
    for key, day in found.served.items():
        name = _("Fixed line") if key == FIXED else operators.get(key, key)
        said.append(
            _("%(name)s: served in its middle, by evidence of %(day)s.")
            % {"name": name, "day": formats.day(day)}
        )
    return said


def missing(row: ToCheck, operators: Mapping[str, str]) -> str:
    """What nobody has looked at."""
    names = [_("fixed lines") if key == FIXED else operators.get(key, key) for key in row.missing]
    return ", ".join(names) if names else _("here this, there that")


def of_unknown(rows: Sequence[ToCheck], city: City) -> str:
    if not rows:
        return _("Nothing in %(city)s is left to be checked") % {"city": city.short_name}
    told = {"people": roughly(sum(each.people or 0 for each in rows)), "count": formats.number(len(rows))}
    if not any(each.people for each in rows):
        words = ngettext("%(count)s area is to be checked", "%(count)s areas are to be checked", len(rows))
    else:
        words = ngettext(
            "Of %(count)s area with %(people)s people it is not known whether anything serves them",
            "Of %(count)s areas with %(people)s people it is not known whether anything serves them",
            len(rows),
        )
    return words % told


def of_shares(shares: Sequence[Share]) -> str:
    """Where the fewest are known to be served."""
    known = [(each.reached, each.name) for each in shares if each.reached is not None]
    if not known:
        return _("How many people are reached is not known: nobody has counted the people of a kelurahan.")
    least, name = min(known)
    return _("Fewest in %(name)s: %(share)s of its people are known to be reached.") % {
        "name": name,
        "share": percent(least),
    }


def changes(survey: Survey) -> str:
    """What the survey changed, in one line."""
    told = survey.outcome.get("changes", {})
    names = [
        ("new", pgettext("survey", "new")),
        ("same", pgettext("survey", "the same")),
        ("split", pgettext("survey", "split off")),
        ("merged", pgettext("survey", "merged")),
        ("gone", pgettext("survey", "not found any more")),
        ("again", pgettext("survey", "found again")),
    ]
    parts = [f"{words} {formats.number(told[key])}" for key, words in names if told.get(key)]
    return ", ".join(parts) or _("no blank spot")
