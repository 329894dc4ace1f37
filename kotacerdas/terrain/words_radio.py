"""Words of profiles, sight and loss in the reader's language."""

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kotacerdas.common.faults import register
from kotacerdas.common.formats import number, percent
from kotacerdas.terrain.domain.profiles import FREE_SHARE, Obstacle, Sight, Verdict
from kotacerdas.terrain.domain.radio.paths import PathLoss

VERDICTS: dict[Verdict, Promise] = {
    Verdict.CLEAR: pgettext_lazy("line of sight", "clear"),
    Verdict.GRAZING: pgettext_lazy("line of sight", "grazing"),
    Verdict.BLOCKED: pgettext_lazy("line of sight", "blocked"),
    Verdict.UNKNOWN: pgettext_lazy("line of sight", "unknown"),
}

Rows = list[tuple[str, str]]


def metres(value: float, places: int = 1) -> str:
    return _("%(metres)s m") % {"metres": number(value, places)}


def decibels(value: float) -> str:
    return _("%(figure)s dB") % {"figure": number(value, 1)}


def headline(sight: Sight) -> str:
    """What stands between two antennas, in one sentence."""
    if sight.verdict == Verdict.UNKNOWN:
        return _("Unknown: the height of the ground is missing somewhere between the two.")
    if sight.worst is None:
        return _("Clear: no ground lies between the two.")
    said = _said(sight.worst, sight.margin or 0.0)
    if sight.verdict == Verdict.BLOCKED:
        return _("Blocked: %(at)s from the start the ground covers the ray by %(covered)s.") % said
    if sight.verdict == Verdict.GRAZING:
        return (
            _(
                "In sight, but %(at)s from the start the ground reaches %(inside)s into the zone that should be free."
            )
            % said
        )
    return (
        _("Clear: the nearest ground, %(at)s from the start, leaves %(margin)s more than is needed.") % said
    )


def shortly(sight: Sight) -> str:
    """What the worst obstacle does, short enough to stand beside it in a picture; empty where nothing is in the way."""
    if sight.worst is None:
        return ""
    said = _said(sight.worst, sight.margin or 0.0)
    if sight.verdict == Verdict.BLOCKED:
        return _("covers %(covered)s") % said
    if sight.verdict == Verdict.GRAZING:
        return _("%(inside)s too near") % said
    return _("%(margin)s to spare") % said if sight.verdict == Verdict.CLEAR else ""


def _said(worst: Obstacle, margin: float) -> dict[str, str]:
    return {
        "at": metres(worst.at, 0),
        "covered": metres(-worst.clearance),
        "inside": metres(-margin),
        "margin": metres(margin),
    }


def advice(sight: Sight) -> str:
    """What would free the zone; empty where it is free or nobody knows."""
    if not sight.needed:
        return ""
    said = {"more": metres(sight.needed)}
    return _("With both antennas %(more)s higher the zone would be free.") % said


def rows_of(sight: Sight) -> Rows:
    """The same as the picture, for the table beside it."""
    return list(_rows(sight))


def _rows(sight: Sight) -> Iterator[tuple[str, str]]:
    yield _("Line of sight"), str(VERDICTS[sight.verdict])
    worst = sight.worst
    if worst is None:
        return
    yield _("Worst obstacle, distance from the start"), metres(worst.at, 0)
    yield _("Ground there, above sea"), metres(worst.ground)
    yield _("Ray there, above sea"), metres(worst.ray)
    if worst.clearance < 0:
        yield _("Ground covers the ray by"), metres(-worst.clearance)
    else:
        yield _("Ray passes above the ground by"), metres(worst.clearance)
    yield _("Radius of the first Fresnel zone there"), metres(worst.zone)
    share = {"share": percent(FREE_SHARE, 0)}
    yield (
        _("Free part of its radius (%(share)s is needed)") % share,
        percent(min(1.0, max(0.0, round(worst.share, 2))), 0),
    )
    if sight.needed:
        yield _("Both antennas higher by, for a free zone"), metres(sight.needed)


def rows_of_loss(loss: PathLoss) -> Rows:
    """What the path costs, part by part."""
    return [
        (_("Free space"), decibels(loss.free_space_db)),
        (_("Diffraction (Bullington)"), decibels(loss.diffraction_db)),
        (_("Together"), decibels(loss.total_db)),
        (_("Together by the complete method, with a smooth Earth"), decibels(loss.total_complete_db)),
    ]


register(
    {
        "terrain-profile-file": gettext_lazy("The file %(file)s cannot be read: %(reason)s."),
        "terrain-profile-no-header": gettext_lazy(
            "The file begins with “%(found)s”. Give a CSV with the columns distance_m and height_m, "
            "or a row of ITM: intervals, step in metres, heights."
        ),
        "terrain-profile-too-long": gettext_lazy("The profile has more than %(most)s samples. Thin it out."),
        "terrain-profile-order": gettext_lazy(
            "The distance %(distance)s does not come after %(before)s. Sort the rows and leave each distance once."
        ),
        "terrain-profile-several": gettext_lazy("The file has %(count)s profiles. Say which with --row."),
        "terrain-profile-no-row": gettext_lazy("There is no profile %(row)s; the file has %(count)s."),
        "terrain-profile-count": gettext_lazy(
            "The row says %(intervals)s intervals but has %(heights)s heights; there must be one height more."
        ),
        "terrain-profile-step": gettext_lazy("The step must be above 0 metres, not %(step)s."),
        "terrain-profile-short": gettext_lazy("A profile needs two samples at least."),
        "terrain-profile-far": gettext_lazy(
            "The profile is %(km)s km long; at most %(most)s km are computed."
        ),
        "terrain-profile-height": gettext_lazy(
            "%(height)s m is no height of ground (between %(lowest)s and %(highest)s m). Take such marks for missing heights out."
        ),
        "terrain-loss-frequency": gettext_lazy(
            "The frequency must lie between %(least)s and %(most)s MHz, not %(given)s."
        ),
        "terrain-loss-mast": gettext_lazy(
            "An antenna stands between %(least)s and %(most)s m above the ground, not %(given)s."
        ),
        "terrain-loss-refraction": gettext_lazy("The refraction must lie between -1 and 0.9, not %(given)s."),
        "terrain-itm-setting": gettext_lazy(
            "%(name)s must lie between %(least)s and %(most)s, not %(given)s."
        ),
        "terrain-itm-missing": gettext_lazy(
            "The Irregular Terrain Model is not installed. Install the group `planning`, or leave --itm out."
        ),
        "terrain-itm-range": gettext_lazy(
            "The Irregular Terrain Model cannot answer for this path: it needs three samples, antennas of half a metre "
            "and some hundred metres at least. Leave --itm out."
        ),
    }
)
