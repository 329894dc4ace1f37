"""A city's scorecard, and two results side by side."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kotacerdas.common.charts import Axis, Mark, Radar, ScoreLine, radar, score_line
from kotacerdas.common.formats import number
from kotacerdas.evaluation import downloads, drawings, findings, guarding, queries
from kotacerdas.evaluation.forms import ComparisonForm
from kotacerdas.evaluation.models import Result
from kotacerdas.evaluation.queries import ComparedNode, Scorecard, intervals
from kotacerdas.evaluation.queries.letters import shown_to
from kotacerdas.instruments import explain
from kotacerdas.instruments.domain.trace import Step
from kotacerdas.instruments.words import text
from kotacerdas.people import access
from kotacerdas.people.access import public
from kotacerdas.people.models import City


@public
def latest(request: HttpRequest, city: str) -> HttpResponse:
    """The city's newest scorecard; its page where it has none."""
    found = get_object_or_404(City.objects.visible_to(request.user), code=city)
    results = queries.results_of(found, request.user)
    if not results:
        return redirect("evaluation:city", city=found.code)
    best = next((result for result in results if result.is_computed), results[0])
    return redirect("evaluation:scorecard", city=found.code, code=best.round.code)


@public
def scorecard(request: HttpRequest, city: str, code: str) -> HttpResponse:
    result = result_of(request, city, code)
    card = queries.scorecard(result, request.user)
    came = shown_to(request.user, result.round, result.city)
    context = {
        "card": card,
        "city": result.city,
        "round": result.round,
        "has_samples": result.round.is_sample,
        "years": queries.results_of(result.city, request.user),
        "finding": findings.of_scorecard(card),
        "radar": drawings.radar_of(card),
        "line": _line(card),
        "axes": card.axes,
        "parts": card.parts,
        "best": card.best,
        "main_steps": _told(card, card.sample_steps),
        "steps": _told(card, card.steps),
        "came": came,
        "letter_file": came.letter.file if came.letter and not came.secret else None,
        "records": access.may(request.user, guarding.loader_of(result.round), result.city),
        "known": intervals.known_of_result(result),
        "interval": intervals.interval_of(result),
        "meaning": findings.of_interval(intervals.interval_of(result)),
    }
    return render(request, "evaluation/scorecard.html", context)


@public
def download(request: HttpRequest, city: str, code: str, file_type: str) -> HttpResponse:
    """Everything the scorecard shows, as a file."""
    return downloads.scorecard(
        request, queries.scorecard(result_of(request, city, code), request.user), file_type
    )


@public
def compare(request: HttpRequest) -> HttpResponse:
    """Any two results that one may see: two cities, or one city in two years."""
    form = ComparisonForm(request.GET or None, results=queries.comparable_results(request.user))
    left, right = form.chosen()
    context: dict[str, Any] = {
        "form": form,
        "left": left,
        "right": right,
        "finding": _("Compare two results"),
    }
    if left and right:
        nodes = queries.compared(left, right)
        parts = [each for each in nodes if each.is_part]
        questions = [each for each in nodes if each.node.is_leaf and not each.is_part]
        context |= {
            "finding": findings.of_comparison(left, right),
            "difference": right.index - left.index
            if left.index is not None and right.index is not None
            else None,
            "nodes": nodes,
            "parts": parts,
            "questions": [each for each in questions if each.difference is not None],
            "alone": [each for each in questions if each.difference is None],
            "improvement": queries.improvement(left, right) if left.city_id == right.city_id else None,
            "same_form": left.round.instrument == right.round.instrument,
            "radar": _comparison_radar(parts, left, right),
        }
    return render(request, "evaluation/compare.html", context)


def _comparison_radar(parts: Sequence[ComparedNode], left: Result, right: Result) -> Radar | None:
    if len(parts) < 3:
        return None
    axes = [Axis(text(part.node.title), part.right, part.left) for part in parts]
    names = (f"{right.city.name} {right.round.year}", f"{left.city.name} {left.round.year}")
    sentence = "; ".join(f"{axis.label} {number(axis.value_now, 2)}" for axis in axes)
    top = right.round.edition.scales["default"].max if right.round.edition else Decimal(4)
    return radar(axes, top, names=names, sentence=sentence)


def result_of(request: HttpRequest, city: str, code: str) -> Result:
    visible = Result.objects.visible_to(request.user).prefetch_related("scores")
    whole = visible.select_related("round", "city__province", "source", "interval")
    return get_object_or_404(whole, city__code=city, round__code=code)


def _told(card: Scorecard, steps: Sequence[Step]) -> list[str]:
    return explain.told(steps, card.edition) if card.edition else []


def _line(card: Scorecard) -> ScoreLine | None:
    """All cities of the list on one line, this one marked; nothing to draw for fewer than three."""
    if card.standing.count < 3 or card.row.index is None:
        return None
    earlier = card.earlier
    marks = (
        [Mark(str(earlier.round.year), earlier.index, "lalu")]
        if earlier and earlier.index is not None
        else []
    )
    top = card.computed.edition.scales["default"].max if card.computed else Decimal(4)
    return score_line(card.standing.figures, card.row.city.name, top, marks=marks)
