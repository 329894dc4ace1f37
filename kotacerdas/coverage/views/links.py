"""Which Wi-Fi points that hang on a radio link have a free path to their hub, and where else they could hang."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from allauth.core.internal.ratelimit import consume
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kotacerdas.common.formats import number
from kotacerdas.coverage import rules
from kotacerdas.coverage.domain.links.placing import Site
from kotacerdas.coverage.downloads import links as downloads
from kotacerdas.coverage.drawings import links as drawings
from kotacerdas.coverage.findings import links as findings
from kotacerdas.coverage.forms.links import LinkFilter
from kotacerdas.coverage.queries.links import Known, Link, ground_of, known_of, links_of
from kotacerdas.geography.queries.areas import areas_of
from kotacerdas.people.access import public
from kotacerdas.people.asked_city import city_of
from kotacerdas.people.models import City
from kotacerdas.terrain.domain.ends import written
from kotacerdas.terrain.domain.profiles import Verdict
from kotacerdas.terrain.link_files import farthest_km
from kotacerdas.terrain.models import Ground

# Another frequency computes all links anew; a whole agency may sit behind one address.
LIMITS = {"links": "120/m/ip"}
TOO_MANY = 429
ROWS = 25


@dataclass(frozen=True, eq=False)
class Asked:
    """What one request is about; `links` are all of the city, `shown` those that it is narrowed to."""

    city: City
    ground: Ground | None
    has_heights: bool
    known: Known
    form: LinkFilter
    links: Sequence[Link]
    shown: Sequence[Link]


def _asked(request: HttpRequest) -> Asked | None:
    """None for somebody who asked too often."""
    if consume(request, app="coverage", action="links", config=LIMITS, limit_get=True) is None:
        return None
    city = city_of(request)
    today = timezone.localdate(timezone=city.timezone)
    known = known_of(city, request.user, rules.rules_on(today), on=today)
    ground, heights = ground_of(city)
    form = LinkFilter(request.GET, points=known.points)
    links = links_of(known, heights, mhz=form.frequency, most_km=farthest_km())
    wanted = form.wanted()
    return Asked(
        city, ground, heights is not None, known, form, links, [each for each in links if wanted.takes(each)]
    )


@public
@never_cache
@require_safe
def links(request: HttpRequest) -> HttpResponse:
    asked = _asked(request)
    if asked is None:
        return render(request, "429.html", status=TOO_MANY)
    page = Paginator(asked.shown, ROWS).get_page(request.GET.get("halaman"))
    context = {
        "city": asked.city, "ground": asked.ground, "has_heights": asked.has_heights, "form": asked.form, "links": asked.links,
        "finding": findings.headline(asked.links, asked.city, has_ground=asked.has_heights),
        "counts": [_count(*each) for each in findings.counts(asked.links)], "method": _method(asked),
        "page": page, "rows": [_row(each, asked) for each in page], "areas": areas_of(asked.city),
        "layers": drawings.layers(asked.links), "has_samples": asked.known.is_sample,
    }  # fmt: skip
    return render(request, "coverage/links.html", context)


@public
@never_cache
@require_safe
def download(request: HttpRequest, file_type: str) -> HttpResponse:
    """The rows that the page shows, narrowed in the same way."""
    if file_type not in downloads.FILE_TYPES:
        raise Http404
    asked = _asked(request)
    if asked is None:
        return render(request, "429.html", status=TOO_MANY)
    return downloads.response(
        request, asked.city, asked.shown, file_type, mhz=asked.form.frequency, note=_method(asked)
    )


def _count(verdict: Verdict, count: int) -> dict[str, Any]:
    return {
        "words": findings.WORDS[verdict], "tone": findings.STATUS[verdict], "means": findings.MEANINGS[verdict], "count": count,
    }  # fmt: skip


def _row(link: Link, asked: Asked) -> dict[str, Any]:
    return {
        "link": link, "address": reverse("wifi:point", args=[asked.city.code, link.point.code]), "verdict": findings.WORDS[link.verdict], "tone": findings.STATUS[link.verdict], "why": findings.why(link),
        "margin": findings.margin(link), "away": findings.away(link.metres),
        "hub": findings.called(link.hub) if link.hub else link.point.hub_name,
        "profile": _profile(link.site, link.hub, asked) if link.hub and link.metres else "",
        "near": [(findings.shortly(each), findings.away(far), _profile(link.site, each, asked)) for each, far in link.near],
    }  # fmt: skip


def _profile(first: Site, last: Site, asked: Asked) -> str:
    """The address of the picture between the two."""
    query = {
        "kota": asked.city.code, "dari": written(first.lon, first.lat), "ke": written(last.lon, last.lat),
        "tinggi_dari": f"{first.height:g}", "tinggi_ke": f"{last.height:g}", "mhz": f"{asked.form.frequency:g}",
        "nama_dari": findings.called(first)[:80], "nama_ke": findings.called(last)[:80],
    }  # fmt: skip
    return f"{reverse('terrain:profile')}?{urlencode(query)}"


def _method(asked: Asked) -> str:
    """How it was computed, in one paragraph."""
    known = asked.known.rules
    said = {
        "mhz": number(asked.form.frequency, 0),
        "point": number(known.point_m, 0),
        "tower": number(known.tower_m, 0),
        "usual": number(findings.usual_heights(asked.links)),
        "far": number(farthest_km(), 0),
    }
    return (
        _(
            "Computed at %(mhz)s MHz with an effective Earth radius of 4/3, over the ground alone: trees and buildings count only where "
            "the model holds them. The antenna of the link is taken to stand as high as that of the Wi-Fi; where no height is recorded, "
            "a point has %(point)s m and a tower %(tower)s m (so in %(usual)s of the links). Other hubs are fibre points and towers up to %(far)s km "
            "away; whether their owners agree is another question."
        )
        % said
    )
