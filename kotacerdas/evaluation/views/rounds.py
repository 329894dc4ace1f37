"""Pages of rounds and their rankings; open to all, each showing what its reader may see."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kotacerdas.common import submissions
from kotacerdas.common.charts import SlopeRow, StripRow, dot_strip, slope
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentences
from kotacerdas.common.parts import render_part, trigger, wants_part
from kotacerdas.evaluation import actions, calendar_words, downloads, findings, guarding, queries
from kotacerdas.evaluation.calendar_words import Clocks
from kotacerdas.evaluation.forms import RankingFilter
from kotacerdas.evaluation.models import Award, Round
from kotacerdas.evaluation.queries import Ranking, intervals
from kotacerdas.evaluation.queries.readers import clock_of
from kotacerdas.evaluation.queries.under_way import UnderWay, under_way
from kotacerdas.instruments import catalogue
from kotacerdas.instruments.domain.edition import Edition
from kotacerdas.instruments.words import text, weights
from kotacerdas.people.access import Permission, may, public, requires, signed_in


@public
def listing(request: HttpRequest) -> HttpResponse:
    """Those that are on their way first, then those whose results are known."""
    user, now = request.user, timezone.now()
    known = [(each.round, findings.known_of(each.rows, each.round)) for each in queries.rounds(user)]
    rows = under_way(user)
    context = {
        "rounds": known,
        "on_the_way": [_said(each, request, now) for each in rows if not each.is_over(now)],
        # Those of many cities stand among the rankings once they have results.
        "earlier": [each.round for each in rows if each.is_over(now) and each.round.city_id is not None],
        "may_open": may(user, Permission.KEEP_ROUNDS),
        "may_run": may(user, Permission.RUN_ROUNDS),
    }
    return render(request, "evaluation/rounds.html", context)


def _said(each: UnderWay, request: HttpRequest, now: datetime) -> tuple[UnderWay, str]:
    clocks = Clocks(each.round.zone, clock_of(each.round, each.city, request.user))
    return each, calendar_words.headline(each.calendar, clocks, now)


@public
def ranking(request: HttpRequest, code: str) -> HttpResponse:
    """Of a round that a city keeps for itself there is none; its calendar is its page."""
    honoured = Award.objects.visible_to(request.user).filter(round=OuterRef("pk"))
    rounds = Round.objects.visible_to(request.user).annotate(has_awards=Exists(honoured))
    round_ = get_object_or_404(rounds.prefetch_related("sources"), code=code)
    if round_.city_id is not None:
        return redirect("evaluation:calendar", code)
    table = queries.ranking_of(round_, request.user)
    filters = RankingFilter(request.GET, listing=table)
    order = filters.ordered()
    context = {
        "round": round_,
        "has_samples": round_.is_sample,
        "ranking": table,
        "order": order,
        "rows": order.rows,
        "filters": filters,
        "extent": findings.extent(table),
        "is_part": wants_part(request),
        "sorted_by_head": wants_part(request) and trigger(request).startswith("urut-"),
        "top": round_.edition.scale_of(round_.edition.root).max if round_.edition else Decimal(4),
    }
    return render_part(request, "evaluation/ranking.html", "daftar", context, lambda: _around(request, table))


def _around(request: HttpRequest, table: Ranking) -> dict[str, Any]:
    """What stands around the table."""
    return {
        "finding": findings.of_ranking(table),
        "other_rounds": queries.rounds(request.user),
        "weights": _weights(table, request.GET.get("bobot", "")),
        "spread": _spread(table),
        "may_load": may(request.user, Permission.LOAD_RESULTS),
        "may_publish": may(request.user, Permission.PUBLISH_ROUND),
        "may_load_whole": guarding.may_load_whole(table.round, request.user),
    } | _sureness(request, table)


def _sureness(request: HttpRequest, table: Ranking) -> dict[str, Any]:
    """How sure the places are; whoever may have that computed hears how far it is."""
    may_compute = table.has_panels and guarding.may_load_whole(table.round, request.user)
    basis = intervals.basis_of(table)
    return {
        "known": intervals.known_of(table),
        "basis": basis,
        "meaning": findings.of_intervals(basis) if basis else [],
        "may_compute": may_compute,
        "job": intervals.last_job(table.round) if may_compute else "",
    }


@requires(Permission.LOAD_RESULTS)
@require_POST
def compute(request: HttpRequest, code: str) -> HttpResponse:
    """Has the intervals computed in the background."""
    rounds = Round.objects.visible_to(request.user).with_ranking()
    round_ = get_object_or_404(rounds, code=code)

    def deed() -> str:
        actions.order_intervals(round_, by=signed_in(request), now=timezone.now())
        return f"{round_.get_absolute_url()}#rentang"

    try:
        outcome = submissions.once_for(request, action="evaluation.intervals", deed=deed)
    except Refused as refused:
        for words in sentences(refused):
            messages.error(request, words)
        return redirect(round_)
    if not outcome.repeated:
        messages.success(request, _("The intervals are being computed. They stand here in a minute or two."))
    return redirect(outcome.address)


@public
def download(request: HttpRequest, code: str, file_type: str) -> HttpResponse:
    """The rows exactly as the page shows them, with the same filters and order."""
    rounds = Round.objects.visible_to(request.user).with_ranking().prefetch_related("sources")
    round_ = get_object_or_404(rounds, code=code)
    table = queries.ranking_of(round_, request.user)
    order = RankingFilter(request.GET, listing=table).ordered()
    return downloads.ranking(request, table, order, file_type)


def _weights(table: Ranking, asked: str) -> dict[str, Any] | None:
    """The same scores under the weights of another edition with the same parts; None where there is no such."""
    own = table.round.edition
    if own is None or len(table.ranked) < 3:
        return None
    others = _weighed_otherwise(own)
    chosen = others.get(asked) or next(iter(others.values()), None)
    moved = queries.under_weights(table, chosen) if chosen else []
    if chosen is None or not moved:
        return None
    before = {row.result.pk: row.place or 0 for row in table.ranked}
    names = {key: _("%(edition)s weights") % {"edition": each.edition} for key, each in others.items()}
    rows = [SlopeRow(table.name_of(row), before[row.result.pk], place) for row, place in moved]
    return {
        "edition": chosen,
        "text": weights(chosen),
        "options": [(name, f"?bobot={key}#bobot") for key, name in names.items()],
        "current": names[chosen.key],
        "finding": findings.of_weights(moved, before),
        "rows": [(row, before[row.result.pk], place) for row, place in moved],
        "chart": slope(rows, (own.edition, chosen.edition)),
    }


def _weighed_otherwise(own: Edition) -> dict[str, Edition]:
    """Official editions with the same parts but other weights, one for each set of weights."""
    found = {_parts(own): own}
    for edition in catalogue.shipped():
        if edition.code == own.code and [code for code, _w in _parts(edition)] == [
            code for code, _w in _parts(own)
        ]:
            found.setdefault(_parts(edition), edition)
    return {edition.key: edition for edition in found.values() if edition is not own}


def _parts(edition: Edition) -> tuple[tuple[str, Decimal | None], ...]:
    return tuple((node.code, node.weight) for node in edition.root.children)


def _spread(table: Ranking) -> dict[str, Any] | None:
    """How the cities lie in each part; nothing to draw for fewer than three."""
    finding = findings.of_spread(table)
    if not finding or not table.round.edition:
        return None
    rows = [
        StripRow(
            text(node.title),
            [(table.name_of(row), row.parts[node.code].score) for row in table.ranked if row.parts],
        )
        for node in table.parts
    ]
    return {"finding": finding, "chart": dot_strip(rows, table.round.edition.scales["default"].max)}
