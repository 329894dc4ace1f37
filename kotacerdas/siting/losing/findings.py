"""Points that would be missed least, in sentences: what is lost, what is saved, how it was computed."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kotacerdas.common import formats
from kotacerdas.people.models import City
from kotacerdas.siting.models import Saving


def headline(saving: Saving | None, city: City) -> str:
    if saving is None:
        return _("Nobody has asked yet which Wi-Fi points %(city)s would miss least") % {
            "city": city.short_name
        }
    found = saving.found
    said = {
        "gone": formats.number(found["gone"]),
        "lost": formats.number(found["lost"]),
        "least": formats.number(found["least"]),
    }
    without = (
        ngettext(
            "If %(gone)s point goes, %(lost)s people lose their Wi-Fi",
            "Without these %(gone)s points %(lost)s people lose their Wi-Fi",
            found["gone"],
        )
        % said
    )
    return f"{without}; {_other(saving, said)}"


def _other(saving: Saving, said: Mapping[str, str]) -> str:
    found = saving.found
    if found["is_proven"] and saving.percent is not None:
        return _("no other choice that saves as much loses fewer")
    if found["is_proven"]:
        return _("no other choice of as many loses fewer")
    if saving.percent is not None:
        return _("no other choice that saves as much loses fewer than %(least)s") % said
    return _("no other choice of as many loses fewer than %(least)s") % said


def money(saving: Saving) -> str:
    """What is saved a month, against what was wished; what is not known is said beside it."""
    found = saving.found
    if not found["monthly"]:
        return _("What the points cost a month is not known: no contract that runs today says it.")
    said = {
        "saved": formats.rupiah(found["saved"]),
        "all": formats.rupiah(found["monthly"]),
        "share": formats.percent(found["saved"] / found["monthly"], 1),
    }
    words = [_("%(saved)s of %(all)s a month are saved, %(share)s of what is known.") % said]
    if found["target"] is not None and saving.percent is not None:
        target = {
            "target": formats.rupiah(found["target"]),
            "percent": formats.percent(saving.percent / 100),
        }
        words.append(_("Wished were %(target)s (%(percent)s).") % target)
    if found["unknown_costs"]:
        words.append(
            ngettext(
                "What %(count)s point costs is not known.",
                "What %(count)s points cost is not known.",
                found["unknown_costs"],
            )
            % {"count": formats.number(found["unknown_costs"])}
        )
        if saving.percent is not None:
            words.append(_("Such a point saves nothing that is known, so it is not given up."))
    return " ".join(words)


def method(saving: Saving) -> str:
    found = saving.found
    said = {
        "radius": formats.number(found["radius_m"], 0),
        "receiver": formats.number(found["receiver_m"], 1),
        "cell": formats.number(found["cell_m"], 0),
        "square": formats.number(found["square_m"], 0),
        "ground": found["ground"],
        "day": formats.day(saving.asked_at, saving.city.zone),
        "seconds": formats.number(found["seconds"], 1),
    }
    words = [
        _(
            "A point reaches whom it sees up to %(radius)s m away, at %(receiver)s m above ground, over “%(ground)s” in cells of "
            "%(cell)s m; points and contracts as of %(day)s. The choice took %(seconds)s seconds."
        )
        % said
    ]
    if found["square_m"] > found["cell_m"]:
        words.append(
            _("People are gathered in squares of %(square)s m; one counts as reached where half of it is.")
            % said
        )
    if found["is_estimate"]:
        words.append(
            _("How many people live where is an estimate: those of a kelurahan are spread over its land.")
        )
    if found["uncounted"]:
        words.append(
            ngettext(
                "In %(count)s kelurahan nobody counted the people; it counts as empty.",
                "In %(count)s kelurahan nobody counted the people; they count as empty.",
                found["uncounted"],
            )
            % {"count": formats.number(found["uncounted"])}
        )
    if found["is_synthetic"]:
        words.append(
            _("The relief is synthetic, so this is a sample of how it works and no basis for a decision.")
        )
    if found["left_out"]:
        words.append(
            ngettext(
                "%(count)s point stands beside the elevation model and was left out.",
                "%(count)s points stand beside the elevation model and were left out.",
                len(found["left_out"]),
            )
            % {"count": formats.number(len(found["left_out"]))}
        )
    return " ".join(words)


def question(saving: Saving) -> str:
    """What was asked, as a link names it."""
    if saving.percent is not None:
        return _("%(percent)s of the cost") % {"percent": formats.percent(saving.percent / 100)}
    points = saving.points or 0
    return ngettext("%(count)s point", "%(count)s points", points) % {"count": formats.number(points)}


def facts(found: Mapping[str, Any]) -> list[tuple[str, str]]:
    """For the file that is taken away."""
    return [
        (_("Points that stand"), formats.number(found["points"])),
        (_("People whom they reach together"), formats.number(found["people"])),
        (_("People who would lose their Wi-Fi"), formats.number(found["lost"])),
        (_("The least that any such choice loses"), formats.number(found["least"])),
        (_("Saved a month, as far as it is known"), formats.rupiah(found["saved"])),
        (_("Points given up whose cost is not known"), formats.number(found["saved_unknown"])),
    ]
