"""The sentences above the pages of planning documents, and the pictures that carry a sentence."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kotacerdas.common import formats
from kotacerdas.common.charts.radar import Axis, Radar, radar
from kotacerdas.masterplan.domain.readiness import MOST, Ready
from kotacerdas.masterplan.models import Edition, Readiness
from kotacerdas.masterplan.models.choices import Dimension
from kotacerdas.masterplan.periods import Period, Periods, periods
from kotacerdas.masterplan.queries.documents import Answered, Crosswalk, Shelf, Tree
from kotacerdas.people.models import City


def of_city(shelves: Sequence[Shelf], city: City) -> str:
    """Which masterplan and which RPJMD are in force, as far as is known here."""
    if not shelves:
        return _("No plan of %(city)s is known here yet") % {"city": city.name}
    rows = [each.edition for shelf in shelves for each in shelf.editions]
    now = {
        row.kind: row for row in reversed(rows) if row.status == Edition.Status.ADOPTED and not row.is_sample
    }
    plan, medium = now.get(Edition.Kind.MASTERPLAN), now.get(Edition.Kind.RPJMD)
    if plan and medium:
        said = {"plan": plan.period, "medium": medium.period}
        return _("The masterplan %(plan)s stands beside the RPJMD %(medium)s") % said
    said = {"count": formats.number(len(rows))}
    return ngettext("%(count)s planning document", "%(count)s planning documents", len(rows)) % said


def unfit(shelves: Sequence[Shelf]) -> str:
    """What the city's own complaint is about: a masterplan built on an RPJMD that is not in force any more. Empty if not so."""
    rows = [each.edition for shelf in shelves for each in shelf.editions if not each.edition.is_sample]
    plan = next((row for row in rows if row.kind == Edition.Kind.MASTERPLAN and row.status == Edition.Status.ADOPTED), None)  # fmt: skip
    medium = next((row for row in rows if row.kind == Edition.Kind.RPJMD and row.status == Edition.Status.ADOPTED), None)  # fmt: skip
    if plan is None or medium is None or plan.first_year >= medium.first_year:
        return ""
    said = {"year": medium.first_year, "before": plan.first_year}
    return (
        _(
            "The RPJMD in force began in %(year)s, the masterplan in %(before)s: after a new RPJMD the masterplan is reviewed."
        )
        % said
    )


def time_line(shelves: Sequence[Shelf], this_year: int, city: City) -> Periods | None:
    rows = [
        Period(
            _name(each.edition),
            each.edition.first_year,
            each.edition.last_year,
            each.edition.status,
            str(each.edition.get_status_display()),
        )
        for shelf in shelves
        for each in reversed(shelf.editions)
    ]
    return periods(rows, this_year, of_city(shelves, city)) if rows else None


def _name(edition: Edition) -> str:
    kind = "Masterplan" if edition.kind == Edition.Kind.MASTERPLAN else str(edition.get_kind_display())
    words = f"{kind} {edition.period}"
    if edition.organisation:
        words = f"{words} {edition.organisation}"
    return f"{words} ({_('sample')})" if edition.is_sample else words


def of_edition(tree: Tree) -> str:
    if not tree.goal_count:
        return _("Vision, missions and goals of this edition are not known here")
    said = {
        "goals": formats.number(tree.goal_count),
        "unserved": formats.number(len(tree.unserved)),
    }
    if not tree.unserved:
        return (
            ngettext(
                "%(goals)s goal, with something that works towards it",
                "%(goals)s goals, each with something that works towards it",
                tree.goal_count,
            )
            % said
        )
    return (
        ngettext(
            "Nothing works towards %(unserved)s of %(goals)s goals",
            "Nothing works towards %(unserved)s of %(goals)s goals",
            len(tree.unserved),
        )
        % said
    )


def beside_edition(tree: Tree) -> str:
    """On its programmes; empty where there are none."""
    if not tree.programme_count:
        return ""
    alone = sum(each._meta.model_name == "programme" for each in tree.serving_nothing)
    said = {"count": formats.number(tree.programme_count), "alone": formats.number(alone)}
    if not alone:
        return (
            ngettext(
                "Its %(count)s programme serves a goal.",
                "All of its %(count)s programmes serve a goal.",
                tree.programme_count,
            )
            % said
        )
    return (
        ngettext(
            "%(alone)s of its %(count)s programmes serves no goal.",
            "%(alone)s of its %(count)s programmes serve no goal.",
            alone,
        )
        % said
    )


def of_readiness(ready: Sequence[Ready]) -> str:
    """The widest gap, and how much nobody has judged."""
    known = {each.dimension: each.gap for each in ready if each.gap is not None}
    unknown = sum(each.unknown for each in ready)
    words = []
    if known:
        widest = max(known, key=lambda name: known[name] or Fraction(0))
        gap = known[widest] or Fraction(0)
        if gap > 0:
            said = {"dimension": Dimension(widest).label, "gap": _level(gap)}
            words.append(_("%(dimension)s lacks most: %(gap)s levels on average.") % said)
        else:
            words.append(_("Every dimension that was judged is as ready as it wants to be."))
    if unknown:
        words.append(
            ngettext("%(count)s judgement is missing.", "%(count)s judgements are missing.", unknown)
            % {"count": formats.number(unknown)}
        )
    return " ".join(words)


def readiness_chart(ready: Sequence[Ready]) -> Radar:
    axes = [
        Axis(
            str(Dimension(each.dimension).label).removeprefix("Smart "), decimal(each.now), decimal(each.goal)
        )
        for each in ready
    ]
    names = (pgettext("readiness", "now"), pgettext("readiness", "wanted"))
    return radar(axes, MOST, names=names, sentence=of_readiness(ready), places=1)


def decimal(value: Fraction | None) -> Decimal | None:
    """Means of thirds, as many places as a reader is shown."""
    return None if value is None else Decimal(value.numerator) / Decimal(value.denominator)


def _level(value: Fraction) -> str:
    return formats.number(decimal(value), 1)


def element(name: str) -> str:
    """Its short word, for the head of a column."""
    return {
        Readiness.Element.STRUCTURE: pgettext("readiness", "Structure"),
        Readiness.Element.INFRASTRUCTURE: pgettext("readiness", "Infrastructure"),
        Readiness.Element.SUPERSTRUCTURE: pgettext("readiness", "Superstructure"),
    }[Readiness.Element(name)]


def of_crosswalk(walk: Crosswalk) -> str:
    said = {"higher": f"{walk.higher.get_kind_display()} {walk.higher.period}"}
    if not walk.columns:
        return _("No goal of the %(higher)s is known here") % said
    left = len(walk.unserved)
    said |= {"left": formats.number(left), "count": formats.number(len(walk.columns))}
    if not left:
        return _("Every one of %(count)s missions of the %(higher)s is served") % said
    return (
        ngettext(
            "%(left)s of %(count)s missions of the %(higher)s is served by nothing",
            "%(left)s of %(count)s missions of the %(higher)s are served by nothing",
            left,
        )
        % said
    )


def of_issues(issues: Sequence[Answered], city: City) -> str:
    if not issues:
        return _("No strategic issue of %(city)s is written yet") % {"city": city.name}
    left = sum(not each.programmes for each in issues)
    said = {"count": formats.number(len(issues)), "left": formats.number(left)}
    if not left:
        return (
            ngettext(
                "%(count)s strategic issue, answered by a programme",
                "%(count)s strategic issues, each answered by a programme",
                len(issues),
            )
            % said
        )
    return (
        ngettext(
            "No programme answers %(left)s of %(count)s strategic issues",
            "No programme answers %(left)s of %(count)s strategic issues",
            left,
        )
        % said
    )
