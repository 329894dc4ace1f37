"""Radio links in sentences: the headline, how each stands, what would help."""

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from kotacerdas.common.formats import number
from kotacerdas.coverage.domain.links.placing import Site
from kotacerdas.coverage.queries.links import ORDER, Link
from kotacerdas.people.models import City
from kotacerdas.terrain.domain.profiles import Verdict
from kotacerdas.terrain.words_profiles import kilometres
from kotacerdas.terrain.words_radio import metres

WORDS = {
    Verdict.BLOCKED: pgettext_lazy("radio link", "blocked"),
    Verdict.GRAZING: pgettext_lazy("radio link", "partly free"),
    Verdict.UNKNOWN: pgettext_lazy("radio link", "not known"),
    Verdict.CLEAR: pgettext_lazy("radio link", "free"),
}
STATUS = {Verdict.BLOCKED: "telat", Verdict.GRAZING: "awas", Verdict.UNKNOWN: "", Verdict.CLEAR: "ok"}
MEANINGS = {
    Verdict.BLOCKED: gettext_lazy("the ground covers the line of sight"),
    Verdict.GRAZING: gettext_lazy(
        "the hub is in sight, but the ground reaches into the zone that should be free"
    ),
    Verdict.UNKNOWN: gettext_lazy("the hub, its place or the height of the ground is not known"),
    Verdict.CLEAR: gettext_lazy("60 percent of the first Fresnel zone is free all the way"),
}


def headline(links: Sequence[Link], city: City, *, has_ground: bool) -> str:
    count = len(links)
    said = {"count": number(count), "city": city.short_name}
    if not count:
        return _("No radio link is recorded in %(city)s") % said
    if not has_ground:
        words = ngettext(
            "%(count)s radio link, and nobody knows what the ground does to it",
            "%(count)s radio links, and nobody knows what the ground does to them",
            count,
        )
        return words % said
    found = Counter(link.verdict for link in links)
    if found[Verdict.CLEAR] == count:
        return ngettext(
            "The one radio link has a free path", "All %(count)s radio links have a free path", count
        ) % said  # fmt: skip
    said |= {"blocked": number(found[Verdict.BLOCKED]), "free": number(found[Verdict.CLEAR])}
    if not found[Verdict.BLOCKED]:
        return _("The ground blocks none of %(count)s radio links and leaves %(free)s free") % said
    return _("The ground blocks %(blocked)s of %(count)s radio links and leaves %(free)s free") % said


def counts(links: Sequence[Link]) -> list[tuple[Verdict, int]]:
    """How many are in which state, in the order of the list."""
    found = Counter(link.verdict for link in links)
    return [(each, found[each]) for each in ORDER]


def why(link: Link) -> str:
    """Beside the verdict: what the worst obstacle does, or why nobody knows."""
    if link.sight is None:
        return _reason(link)
    worst, margin = link.sight.worst, link.sight.margin
    if worst is None or margin is None:
        return _("The height of the ground is missing under an end or in between.") if link.verdict == Verdict.UNKNOWN else ""  # fmt: skip
    said = {
        "at": kilometres(worst.at),
        "covered": metres(-worst.clearance),
        "margin": metres(abs(margin)),
    }
    words = {
        Verdict.BLOCKED: _("%(at)s from the point the ground covers the ray by %(covered)s."),
        Verdict.GRAZING: _("%(at)s from the point %(margin)s are missing."),
        Verdict.CLEAR: _("%(margin)s to spare, %(at)s from the point."),
        Verdict.UNKNOWN: _("The height of the ground is missing in between."),
    }
    return words[link.verdict] % said


def _reason(link: Link) -> str:
    if link.hub is not None:
        return _("There is no elevation model to look over.")
    if link.point.hub_name:
        return _("Where “%(hub)s” stands is not recorded.") % {"hub": link.point.hub_name}
    return _("The hub is not recorded.")


def margin(link: Link) -> str:
    found = link.sight.margin if link.sight else None
    return "–" if found is None else metres(found)


def away(metres_away: float | None) -> str:
    return "–" if metres_away is None else kilometres(metres_away)


def called(site: Site) -> str:
    """A tower by its operator and code, a point by its code and name."""
    if site.is_tower:
        return _("tower %(code)s, %(operator)s") % {"code": site.code, "operator": site.name}
    return f"{site.code} {site.name}"


def shortly(site: Site) -> str:
    """For a list of several."""
    return called(site) if site.is_tower else site.code


def usual_heights(links: Sequence[Link]) -> int:
    """How many links stand on a mast whose height nobody wrote down."""
    return sum(link.site.is_usual or bool(link.hub and link.hub.is_usual) for link in links)
