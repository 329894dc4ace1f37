"""Pages that show the instruments; open to all."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kotacerdas.common.domain.faults import Refused
from kotacerdas.instruments import catalogue, queries
from kotacerdas.instruments.domain.edition import Edition, Node
from kotacerdas.instruments.views.finding import zone_of
from kotacerdas.people.access import Permission, may, public


@public
def listing(request: HttpRequest) -> HttpResponse:
    """Those that may be seen here; who writes editions finds the drafts below."""
    writes = may(request.user, Permission.EDIT_EDITIONS)
    context = {
        "editions": queries.editions_seen_by(request.user),
        "writes": writes,
        "drafts": queries.drafts_for(request.user) if writes else [],
    }
    return render(request, "instruments/list.html", context)


@public
def detail(request: HttpRequest, code: str, edition: str) -> HttpResponse:
    found = edition_or_404(request, code, edition)
    rows = queries.tree(found, request.user)
    written_here = queries.written_for(request.user, found.key)
    context = {
        "edition": found,
        "rows": rows,
        "parts": found.root.children,
        "writable": may(request.user, Permission.EDIT_RUBRIC),
        "clonable": may(request.user, Permission.EDIT_EDITIONS),
        "written_here": written_here,
        "zone": zone_of(written_here) if written_here else "",
        "written": sum(row.texts for row in rows),
        "levels": sum(row.levels for row in rows),
    }
    return render(request, "instruments/detail.html", context)


@public
def question(request: HttpRequest, code: str, edition: str, node: str) -> HttpResponse:
    """One question: where it counts, and what earns each level as far as somebody wrote it."""
    found, asked = question_or_404(request, code, edition, node)
    texts = queries.rubric(found, asked, request.user)
    scale = found.scale_of(asked)
    context = {
        "edition": found,
        "node": asked,
        "above": found.parents[asked.code],
        "scale": scale,
        "levels": [
            (level, scale.levels.get(level), texts.get(level, []))
            for level in queries.levels_of(found, asked)
        ],
        "writable": may(request.user, Permission.EDIT_RUBRIC),
    }
    return render(request, "instruments/question.html", context)


def edition_or_404(request: HttpRequest, code: str, edition: str) -> Edition:
    """A city's own edition does not exist for others."""
    key = f"{code}/{edition}"
    if not queries.is_seen_by(request.user, key):
        raise Http404
    try:
        return catalogue.edition(key)
    except Refused:
        raise Http404 from None


def question_or_404(request: HttpRequest, code: str, edition: str, node: str) -> tuple[Edition, Node]:
    found = edition_or_404(request, code, edition)
    asked = found.nodes.get(node)
    if asked is None or not asked.is_leaf:
        raise Http404
    return found, asked
