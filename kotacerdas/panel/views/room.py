"""The reading room: one question, its claim and its proof, and the score; and what a seat thinks of the whole."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kotacerdas.common import formats, versions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentences
from kotacerdas.evidence import previews
from kotacerdas.instruments.words import text
from kotacerdas.panel import actions
from kotacerdas.panel.forms.room import MarkForm, OpinionForm
from kotacerdas.panel.models import Mark, Opinion, Seat
from kotacerdas.panel.models.marks import Stage
from kotacerdas.panel.queries import room as rooms
from kotacerdas.panel.views.finding import own_seat
from kotacerdas.people import drafts
from kotacerdas.people.access import requires, signed_in
from kotacerdas.people.permissions import Permission
from kotacerdas.selfassessment import questionnaire
from kotacerdas.selfassessment.questionnaire import Question


@requires(Permission.ASSESS)
@never_cache
@require_safe
def room(request: HttpRequest, code: str, city: str, question: str) -> HttpResponse:
    """`?bukti=` opens another exhibit, `&halaman=` another page of it."""
    seat = own_seat(request, code, city)
    if seat.stands != "declared":
        return redirect("panel:declare", code, city)
    asked = _question(seat, question)
    return _page(request, seat, asked, _form(seat, asked, drafts.kept(request)))


@requires(Permission.ASSESS)
@require_POST
def mark(request: HttpRequest, code: str, city: str, question: str) -> HttpResponse:
    """One score. To a browser that queues its saves the answer is JSON: the version that the mark has now; 409 with what
    is stored where another window was first; 422 with the reasons. Without a script, the next question."""
    seat = own_seat(request, code, city)
    asked = _question(seat, question)
    form = _form(seat, asked, request.POST)
    if not form.is_valid():
        said = [str(words) for field in form.errors.values() for words in field]
        return _refused(request, seat, asked, form, said)
    by, now, expected = signed_in(request), timezone.now(), versions.expected(request)
    try:
        reason = form.cleaned_data["reason"]
        kept = actions.mark(seat, asked.code, form.given(), expected=expected, by=by, now=now, reason=reason)
    except versions.StaleSave as stale:
        return _stale(request, seat, asked, form, stale)
    except Refused as refused:
        return _refused(request, seat, asked, form, sentences(refused))
    if _wants_json(request):
        clock = formats.clock(now, seat.panel.city.zone)
        saved = _("Saved at %(clock)s") % {"clock": clock}
        return JsonResponse({"version": kept.version, "level": kept.level, "saved": saved})
    return redirect("panel:room", code, city, _following(seat, asked))


@requires(Permission.ASSESS)
@require_safe
def picture(
    request: HttpRequest, code: str, city: str, question: str, citation: str, unit: int
) -> HttpResponse:
    """A page of an exhibit, newly drawn, never the file itself; kept by the reader's own browser for an hour."""
    seat = own_seat(request, code, city)
    if seat.stands != "declared":
        raise Http404
    found = rooms.picture_of(seat.panel, question, citation, unit)
    drawn = previews.page_picture(*found) if found else None
    if drawn is None:
        raise Http404
    response = HttpResponse(drawn, content_type="image/png")
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=3600"
    return response


@requires(Permission.ASSESS)
@never_cache
def opinion(request: HttpRequest, code: str, city: str, stage: str) -> HttpResponse:
    """Strengths, weaknesses and recommendations in the assessor's own words, one paragraph each."""
    seat = own_seat(request, code, city)
    if stage not in Stage.values:
        raise Http404
    if seat.stands != "declared":
        return redirect("panel:declare", code, city)
    row = Opinion.objects.filter(seat=seat, stage=stage).first()
    if request.method != "POST":
        return _opinion_page(request, seat, stage, row, OpinionForm(drafts.kept(request), current=row))
    form = OpinionForm(request.POST, current=row)
    if not form.is_valid():
        return _opinion_page(request, seat, stage, row, form, status=422)
    try:
        actions.write_opinion(
            seat,
            stage,
            form.said(),
            expected=versions.expected(request),
            by=signed_in(request),
            now=timezone.now(),
        )
    except versions.StaleSave as stale:
        now_kept = Opinion.objects.filter(seat=seat, stage=stage).first()
        return _opinion_page(request, seat, stage, now_kept, form, stale=stale, status=409)
    except Refused as refused:
        for words in sentences(refused):
            form.add_error(None, words)
        return _opinion_page(request, seat, stage, row, form, status=422)
    messages.success(request, _("Your words are saved. Only you see them until the panel is opened."))
    return redirect("panel:panel", code, city)


# --- parts -------------------------------------------------------------------------------------------------


def _question(seat: Seat, code: str) -> Question:
    """404 for one that the form does not have."""
    found = questionnaire.questions(seat.panel.round).get(code)
    if found is None:
        raise Http404
    return found


def _form(seat: Seat, question: Question, typed: Any = None) -> MarkForm:
    row = Mark.objects.filter(seat=seat, code=question.code).first() if typed else None
    return MarkForm(typed, question=question, current=row)


def _following(seat: Seat, question: Question) -> str:
    codes = list(questionnaire.questions(seat.panel.round))
    return codes[min(question.position + 1, len(codes) - 1)]


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _refused(
    request: HttpRequest, seat: Seat, question: Question, form: MarkForm, said: list[str]
) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"faults": said}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return _page(request, seat, question, form, faults=said, status=422)


def _stale(
    request: HttpRequest, seat: Seat, question: Question, form: MarkForm, stale: versions.StaleSave
) -> HttpResponse:
    stored = stale.current
    if _wants_json(request):
        assert isinstance(stored, Mark)
        words = _("Another window has saved a score for this question. Look at it, then save again.")
        kept = {"version": stored.version, "level": stored.level, "note": stored.note, "faults": [words]}
        return JsonResponse(kept, status=HTTPStatus.CONFLICT)
    return _page(request, seat, question, form, stale=stale, status=409)


def _page(
    request: HttpRequest, seat: Seat, question: Question, form: MarkForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    unit = request.GET.get("halaman", "")
    found = rooms.of(
        seat,
        question.code,
        request.user,
        exhibit=request.GET.get("bukti", ""),
        unit=int(unit) if unit.isascii() and unit.isdigit() and len(unit) < 7 else None,
        now=timezone.now(),
    )
    if not form.is_bound:
        form = MarkForm(question=question, current=found.mark)
    panel = seat.panel
    address = [panel.round.code, panel.city.code, question.code]
    context = {
        "room": found,
        "panel": panel,
        "seat": seat,
        "form": form,
        "question_title": text(question.words),
        "component_title": text(question.component.title),
        "section": text(question.node.section) if question.node.section else "",
        "address": reverse("panel:mark", args=address),
        "refusals": sentences(found.refusals),
        "zone": panel.city.zone,
        "has_samples": panel.is_sample,
        **more,
    }
    return render(request, "panel/room.html", context, status=status)


def _opinion_page(
    request: HttpRequest,
    seat: Seat,
    stage: str,
    row: Opinion | None,
    form: OpinionForm,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {
        "panel": seat.panel,
        "seat": seat,
        "opinion": row,
        "opinion_version": row.version if row else 0,
        "form": form,
        "stage": Stage(stage),
        "zone": seat.panel.city.zone,
        "has_samples": seat.panel.is_sample,
        **more,
    }
    return render(request, "panel/opinion.html", context, status=status)
