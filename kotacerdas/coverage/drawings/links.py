"""Radio links on the map: a line from each point to its hub, coloured by what the ground does to it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kotacerdas.coverage.domain.links.placing import Site
from kotacerdas.coverage.findings import links as findings
from kotacerdas.coverage.queries.links import ORDER, Link
from kotacerdas.geography.maps import Layer, Mark, Patch
from kotacerdas.terrain.domain.profiles import Verdict
from kotacerdas.terrain.ribbons import ribbon
from kotacerdas.terrain.words_profiles import TONES

WIDE = 0.0003
"""Degrees to either side: lines of all lengths are alike, and to be seen on a map of the whole city."""


def layers(links: Sequence[Link]) -> list[Layer]:
    """Free lines below, blocked ones above; then hubs, then points."""
    below_first = sorted(links, key=lambda link: -ORDER.index(link.verdict))
    lines = [_line(link, link.hub) for link in below_first if link.hub and _is_apart(link.site, link.hub)]
    hubs = {link.hub.code: link.hub for link in links if link.hub}
    return [
        Layer("sambungan", _("Radio links"), patches=lines, legend=[(TONES[each], findings.WORDS[each]) for each in Verdict]),
        Layer("pusat", pgettext("wifi", "Hubs"), marks=[_mark(each, "violet") for each in hubs.values()], tone="violet"),
        Layer("titik", _("Points with a radio link"), marks=[_mark(each.site, "accent") for each in links], tone="accent"),
    ]  # fmt: skip


def _line(link: Link, hub: Site) -> Patch:
    said = {"point": link.site.code, "hub": hub.code, "path": findings.WORDS[link.verdict]}
    label = _("%(point)s to %(hub)s: %(path)s") % said
    return Patch(ribbon((link.site.lon, link.site.lat), (hub.lon, hub.lat), WIDE), label, TONES[link.verdict])


def _is_apart(site: Site, hub: Site) -> bool:
    return (site.lon, site.lat) != (hub.lon, hub.lat)


def _mark(site: Site, tone: str) -> Mark:
    return Mark(site.lon, site.lat, findings.called(site), tone)
