"""What would change, in sentences."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kotacerdas.common import formats
from kotacerdas.coverage.findings import FEW, difference, people, share
from kotacerdas.planner.client import Busy, Failed, Unanswered


def headline(told: Mapping[str, Any]) -> str:
    """The answer in one sentence; whom it gains and whom it loses are told apart."""
    gained, lost = told["people"]["gained"], told["people"]["lost"]
    said = {
        "gained": people(gained, is_estimate=told["is_estimate"]),
        "lost": people(lost, is_estimate=told["is_estimate"]),
    }
    # “Fewer than 10” are several, even if they are one.
    many = FEW if told["is_estimate"] else 0
    if not gained and not lost:
        return _("Nobody is gained and nobody is lost")
    if not lost:
        words = ngettext(
            "%(gained)s more person is reached", "%(gained)s more people are reached", max(gained, many)
        )
    elif not gained:
        words = ngettext(
            "%(lost)s person is not reached any more",
            "%(lost)s people are not reached any more",
            max(lost, many),
        )
    else:
        words = _("%(gained)s people are reached newly, %(lost)s not any more")
    return words % said


def change(told: Mapping[str, Any]) -> str:
    return difference(told["people"]["gained"] - told["people"]["lost"], is_estimate=told["is_estimate"])


def ground(told: Mapping[str, Any]) -> str:
    return _("Land: %(gained)s ha gained, %(lost)s ha lost.") % {
        "gained": formats.number(told["ha"]["gained"], 1),
        "lost": formats.number(told["ha"]["lost"], 1),
    }


def area(row: Mapping[str, Any], names: Mapping[str, str], *, is_estimate: bool) -> dict[str, str]:
    """Of one kelurahan: its figures as the page writes them, and the change in words."""
    whole = row["people"]
    was, now = (count if whole is None else min(count, whole) for count in (row["was"], row["now"]))
    part = share(now, whole)
    return {
        "code": row["code"],
        "name": names.get(row["code"], row["code"]),
        "people": people(now, is_estimate=is_estimate),
        "share": formats.NOTHING if part is None else formats.percent(float(part), 1),
        "was": people(was, is_estimate=is_estimate),
        "change": difference(now - was, is_estimate=is_estimate),
    }


def point(row: Mapping[str, Any], *, is_estimate: bool) -> str:
    """What one point itself would reach."""
    was, now = row["was"], row["now"]
    if now is None:
        if was is None:
            return _("Nobody is reached by it in the model today, so nobody misses it.")
        return _("Taken away; it reached %(people)s people, %(alone)s of them alone.") % _own(
            was, is_estimate
        )
    if was is None:
        return _("It would reach %(people)s people, %(alone)s of them alone.") % _own(now, is_estimate)
    return _("It would reach %(people)s people, %(alone)s of them alone; today %(before)s.") % {
        **_own(now, is_estimate),
        "before": people(was["people"], is_estimate=is_estimate),
    }


def _own(found: Mapping[str, int], is_estimate: bool) -> dict[str, str]:
    return {name: people(found[name], is_estimate=is_estimate) for name in ("people", "alone")}


def notes(told: Mapping[str, Any]) -> list[str]:
    """What one must know of these figures."""
    found = []
    if told["is_estimate"]:
        found.append(_("People in part of the kelurahan are an estimate."))
    if told["is_synthetic"]:
        found.append(_("The relief is synthetic: a sample, until the city brings an elevation model."))
    if not told["is_exact"]:
        found.append(
            _(
                "Over long distances a quick method answers, which hides slightly too much; compute anew for the exact figures."
            )
        )
    return found


def unanswered(error: Unanswered) -> str:
    if isinstance(error, Busy):
        return pgettext(
            "planner", "The city is still being loaded, or many are trying at once. Try again in a moment."
        )
    if isinstance(error, Failed):
        return _(
            "That could not be computed; the log of the installation says where it broke. Nothing was changed."
        )
    return _(
        "The program that answers at once is not running, so nothing can be tried now. It starts with the site where the group "
        "`planning` is installed; ask whoever runs the installation."
    )
