"""Coverage in sentences: the headline, how it was computed, what is old or missing, what each area and gap says."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kotacerdas.common import formats
from kotacerdas.common.language import pick
from kotacerdas.coverage.findings import measure, people, roughly, share
from kotacerdas.coverage.models import CoverageRun
from kotacerdas.coverage.queries.runs import Brief
from kotacerdas.people.models import City
from kotacerdas.terrain import radio_files

Found = Mapping[str, Any]


def headline(brief: Brief | None, city: City) -> str:
    if brief is None:
        return _("How far the Wi-Fi of %(city)s reaches was not computed yet") % {"city": city.short_name}
    told, count = brief.people, brief.points
    part = share(told["reached"], told["all"])
    said = {"points": formats.number(count)}
    if part is None:
        said["ha"] = measure(sum(each["ha_reached"] for each in brief.areas.values()))
        words = ngettext(
            "%(points)s Wi-Fi point reaches %(ha)s hectares; how many people live there nobody has counted",
            "%(points)s Wi-Fi points reach %(ha)s hectares; how many people live there nobody has counted",
            count,
        )
        return words % said
    said["share"] = formats.percent(float(part), 1)
    said["left"] = roughly(told["all"] - told["reached"])
    words = ngettext(
        "%(points)s Wi-Fi point reaches %(share)s of the people; %(left)s live where none reaches",
        "%(points)s Wi-Fi points reach %(share)s of the people; %(left)s live where none reaches",
        count,
    )
    return words % said


def beside(run: CoverageRun) -> str:
    """What stands under the headline: areas to look at, and what was not counted."""
    found = run.found
    parts = []
    if count := len(found["gaps"]) + found["gaps_more"]:
        words = ngettext(
            "%(count)s area with %(people)s people is seen neither by a point nor by a known tower: look there.",
            "%(count)s areas with %(people)s people are seen neither by a point nor by a known tower: look there.",
            count,
        )
        parts.append(words % {"count": formats.number(count), "people": roughly(found["gaps_people"])})
    if count := len(found["beside"]):
        words = ngettext(
            "%(count)s point stands beside the elevation model and is not counted.",
            "%(count)s points stand beside the elevation model and are not counted.",
            count,
        )
        parts.append(words % {"count": formats.number(count)})
    if count := found["people"]["uncounted"]:
        words = ngettext(
            "Of %(count)s kelurahan it is not known how many people live there, or it lies beside the model.",
            "Of %(count)s kelurahan it is not known how many people live there, or they lie beside the model.",
            count,
        )
        parts.append(words % {"count": formats.number(count)})
    return " ".join(parts)


def model(run: CoverageRun) -> list[tuple[str, str]]:
    """The settings in a strip: name and value."""
    given, found = run.settings, run.found
    return [
        (_("Radius"), _("%(distance)s m") % {"distance": measure(given["radius_m"])}),
        (_("Frequency"), _("%(mhz)s MHz") % {"mhz": measure(given["mhz"])}),
        (_("Heights of antennas"), _heights(found["usual_heights"], given["point_m"])),
        (_("Phone above ground"), _("%(distance)s m") % {"distance": measure(given["receiver_m"])}),
        (_("Cell"), _("%(distance)s m") % {"distance": measure(found["cells"][2])}),
        (
            _("Computed"),
            _("in %(seconds)s s, a ray to every cell") % {"seconds": formats.number(found["seconds"], 1)},
        ),
        (_("Points as of"), formats.day(run.day)),
    ]


def _heights(unknown: int, usual: float) -> str:
    if not unknown:
        return _("all written down")
    said = {"count": formats.number(unknown), "height": measure(usual)}
    words = ngettext(
        "%(count)s not written down, taken as %(height)s m",
        "%(count)s not written down, taken as %(height)s m",
        unknown,
    )
    return words % said


def method(run: CoverageRun) -> str:
    found = run.found
    said = {
        "eirp": measure(found["radio"]["eirp"]),
        "antennas": formats.number(found["radio"]["antennas"]),
        "points": formats.number(len(found["points"])),
        "least": measure(found["radio"]["least"]),
    }
    words = [
        _(
            "A point reaches a place if its antenna sees a phone there over the ground, buildings and trees left out. People of a "
            "kelurahan are spread evenly over its land."
        ),
        _(
            "The signal also counts what bends around hills (Bullington, ITU-R P.526), with %(eirp)s dBm radiated by each point and "
            "the direction of %(antennas)s of %(points)s antennas; under %(least)s dBm nothing is usable. Powers and classes are "
            "assumptions until somebody measures."
        )
        % said,
    ]
    words.append(_limit_of_power(found["radio"]))
    if not found["radio"]["allowance"]:
        words.append(_("Nothing is taken off for leaves and walls, for nobody has filled those figures in."))
    if found["towers"]:
        words.append(
            _(
                "Areas to look at lie out of sight of the %(towers)s known towers, too, or farther than %(far)s m from them."
            )
            % {"towers": formats.number(found["towers"]), "far": measure(found["tower_m"])}
        )
    else:
        words.append(_("No tower is known, so areas to look at only say that no Wi-Fi point reaches them."))
    if found["signal_as_of"]:
        words.append(
            _("Operators as of %(day)s.") % {"day": formats.day(date.fromisoformat(found["signal_as_of"]))}
        )
    else:
        words.append(
            _("What operators serve is not known here, so areas to look at may well be served by them.")
        )
    return " ".join(words)


def _limit_of_power(radio: Mapping[str, Any]) -> str:
    if radio.get("limit") is None:
        return _(
            "How much this band may radiate at most nobody has filled in, so the power was not held against a limit."
        )
    if radio["eirp"] < radio["limit"]:
        return _("The band may radiate %(limit)s dBm at most.") % {"limit": measure(radio["limit"])}
    return _("More than %(limit)s dBm may not be radiated in this band, so no more is counted.") % {
        "limit": measure(radio["limit"])
    }


def notes(run: CoverageRun, *, is_old: bool, has_files: bool) -> list[str]:
    """What a reader has to know before the figures."""
    found = []
    if run.found["is_synthetic"]:
        found.append(
            _(
                "It is computed over a synthetic relief: an example, until the city brings its elevation model."
            )
        )
    if is_old:
        found.append(
            _("Points, people, outlines or the ground have changed since; the figures are those of %(day)s.")
            % {"day": formats.day(run.day)}
        )
    if run.found["people"]["is_estimate"]:
        found.append(_("People in part of the kelurahan are an estimate."))
    if not has_files:
        found.append(_("The pictures of this run were lost; they come back when it is computed anew."))
    return found


def is_unknown(gap: Found) -> bool:
    """Nothing is known about operators in more than half of it."""
    told: dict[str, int] = gap["signal"]
    return told.get("unknown", 0) * 2 > sum(told.values()) or not told


def signal(gap: Found) -> str:
    """What the operators' grid says of most of an area; served it is nowhere, else it were no gap."""
    if is_unknown(gap):
        return pgettext("operators", "not known")
    told: dict[str, int] = gap["signal"]
    is_weak = told.get("weak", 0) > told.get("none", 0)
    return pgettext("operators", "weak") if is_weak else pgettext("operators", "none")


def classes(run: CoverageRun) -> list[dict[str, Any]]:
    """From the best to no usable signal."""
    titles = {each.code: pick({"title": dict(each.title)}, "title") for each in radio_files.classes().classes}
    told, is_estimate = run.found["classes"], run.found["people"]["is_estimate"]
    whole = sum(each["people"] for each in told)
    return [
        {
            "title": titles.get(each["code"]) or pgettext("signal", "No usable signal"),
            "people": people(each["people"], is_estimate=is_estimate),
            "ha": formats.number(each["ha"], 0),
            "part": each["people"] / whole if whole else 0,
            "share": formats.percent(each["people"] / whole, 1) if whole else formats.NOTHING,
        }
        for each in told
    ]


def of_classes(run: CoverageRun) -> str:
    told = run.found["classes"]
    whole = sum(each["people"] for each in told)
    if not whole:
        return ""
    usable = whole - told[-1]["people"]
    return _("%(share)s of the people have a usable signal where they live, outdoors.") % {
        "share": formats.percent(usable / whole, 1)
    }


def of_areas(run: CoverageRun, names: Mapping[str, str]) -> str:
    known = [
        (part, names.get(code, code))
        for code, each in run.found["areas"].items()
        if (part := share(each["reached"], each["people"])) is not None
    ]
    if not known:
        return ""
    least, name = min(known)
    return _("Fewest in %(name)s: %(share)s of its people are reached.") % {
        "name": name,
        "share": formats.percent(float(least), 1),
    }


def of_points(run: CoverageRun) -> str:
    idle = sum(not each["only_people"] for each in run.found["points"])
    if not idle:
        return _("Each point reaches somebody whom no other reaches.")
    words = ngettext(
        "%(count)s point reaches nobody whom another does not reach as well.",
        "%(count)s points reach nobody whom another does not reach as well.",
        idle,
    )
    return words % {"count": formats.number(idle)}
