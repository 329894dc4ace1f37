"""One answer: written, saved while one types, handed in, checked."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kotacerdas.common import formats, submissions, versions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentences
from kotacerdas.instruments.words import text
from kotacerdas.masterplan import findings
from kotacerdas.masterplan.queries.answers import Proposal
from kotacerdas.people import drafts
from kotacerdas.people.access import requires, signed_in
from kotacerdas.people.permissions import Permission
from kotacerdas.selfassessment import actions, questionnaire
from kotacerdas.selfassessment.domain import filling
from kotacerdas.selfassessment.domain.answering import Deed
from kotacerdas.selfassessment.forms import AnswerForm, ReasonForm
from kotacerdas.selfassessment.models import Answer, Via
from kotacerdas.selfassessment.queries import desk, from_plan
from kotacerdas.selfassessment.views.finding import answer_of

HAND_IN, FROM_PLAN = "serahkan", "dari_masterplan"
LANGUAGE = "id"
"""In which answers are written."""
DEEDS = {"ambil": Deed.TAKE_BACK, "terima": Deed.ACCEPT, "kembalikan": Deed.RETURN}


@requires(Permission.SEE_CITY_DRAFTS)
@never_cache
def answer(request: HttpRequest, code: str, question: str) -> HttpResponse:
    """Question, claim, history and proof side by side; whoever may write gets the form, whoever may not the words."""
    row = answer_of(request, code, question)
    if request.method != "POST":
        return _page(request, row, _form(row, drafts.kept(request)))
    if FROM_PLAN in request.POST:
        return _with_sentence(request, row)
    form = _form(row, request.POST)
    is_handed_in = HAND_IN in request.POST
    if not form.is_valid() or (is_handed_in and not form.require_whole()):
        return _page(request, row, form, status=422)

    def deed() -> str:
        how: dict[str, Any] = {
            "expected": versions.expected(request), "by": signed_in(request), "now": timezone.now(),
        }  # fmt: skip
        do = actions.hand_in if is_handed_in else actions.write
        return do(row, form.content(), **how).get_absolute_url()

    try:
        outcome = submissions.once_for(request, action="selfassessment.answer", deed=deed)
    except versions.StaleSave as stale:
        return _both(request, row, stale)
    except Refused as refused:
        for words in sentences(refused):
            form.add_error(None, words)
        return _page(request, row, form, status=422)
    if not outcome.repeated:
        done = _("Handed in. A second person checks it.") if is_handed_in else _("The answer is saved.")
        messages.success(request, done)
    return redirect(outcome.address)


@requires(Permission.SEE_CITY_DRAFTS)
@never_cache
def proposals(request: HttpRequest, code: str, question: str) -> HttpResponse:
    """What was found in the city's files, for the page that lies open: it takes longer than all the rest."""
    row = answer_of(request, code, question)
    context = {"assessment": row.assessment, "answer": row, "proposals": desk.proposals(row, request.user)}
    return render(request, "selfassessment/answer_proposals.html", context)


@requires(Permission.SEE_CITY_DRAFTS)
@require_POST
def draft(request: HttpRequest, code: str, question: str) -> JsonResponse:
    """What stands in the form while one types. Answers with the version that it has now, or why it was not kept; 409 with
    the version that is stored if somebody else has saved meanwhile."""
    row = answer_of(request, code, question)
    form = _form(row, request.POST, is_draft=True)
    if not form.is_valid():
        said = [words for field in form.errors.values() for words in field]
        return JsonResponse({"faults": said}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    now = timezone.now()
    try:
        kept = actions.write(
            row, form.content(), expected=versions.expected(request), by=signed_in(request), now=now, via=Via.DRAFT
        )  # fmt: skip
    except versions.StaleSave as stale:
        told = {"version": stale.current.version, "faults": [_("Somebody else has saved this answer.")]}
        return JsonResponse(told, status=HTTPStatus.CONFLICT)
    except Refused as refused:
        return JsonResponse({"faults": sentences(refused)}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    clock = formats.clock(now, kept.assessment.city.zone)
    return JsonResponse({"version": kept.version, "saved": _("Saved at %(clock)s") % {"clock": clock}})


@requires(Permission.SEE_CITY_DRAFTS)
@require_POST
def deed(request: HttpRequest, code: str, question: str, deed: str) -> HttpResponse:
    """Takes back, accepts, or returns with a reason."""
    if deed not in DEEDS:
        raise Http404
    row, wanted = answer_of(request, code, question), DEEDS[deed]
    form = ReasonForm(request.POST) if wanted is Deed.RETURN else None
    if form is not None and not form.is_valid():
        return _page(request, row, _form(row), reason=form, status=422)
    by, now = signed_in(request), timezone.now()
    expected = versions.expected(request)

    def do() -> str:
        if form is not None:
            reason = form.cleaned_data["reason"]
            actions.return_(row, reason=reason, expected=expected, by=by, now=now)
        elif wanted is Deed.ACCEPT:
            actions.accept(row, expected=expected, by=by, now=now)
        else:
            actions.take_back(row, by=by, now=now)
        return row.get_absolute_url()

    try:
        outcome = submissions.once_for(request, action=f"selfassessment.{wanted}", deed=do)
    except versions.StaleSave:
        messages.warning(request, _("Somebody has changed the answer just now. Look at it again."))
        return redirect(row)
    except Refused as refused:
        for words in sentences(refused):
            messages.error(request, words)
        return redirect(row)
    if not outcome.repeated:
        messages.success(request, _DONE[wanted]())
    return redirect(outcome.address)


_DONE = {
    Deed.TAKE_BACK: lambda: _("The answer is yours again."),
    Deed.ACCEPT: lambda: _("Accepted."),
    Deed.RETURN: lambda: _("Returned; the organisation is told why."),
}


def _form(row: Answer, typed: Any = None, *, is_draft: bool = False) -> AnswerForm:
    question = questionnaire.question(row.assessment.round, row.code)
    return AnswerForm(typed, question=question, current=row.content, is_draft=is_draft)


def _with_sentence(request: HttpRequest, row: Answer) -> HttpResponse:
    """The form as it was typed, with the sentence of the masterplan below; nothing is saved by that."""
    typed = _form(row, request.POST, is_draft=True)
    if not typed.is_valid():
        return _page(request, row, typed, status=422)
    if versions.expected(request) != row.version:
        given = typed.content()
        said = {"level": given.level, "statement": given.statement, "figures": given.figures}
        return _both(request, row, versions.StaleSave(row, said))
    fields = request.POST.copy()
    proposal = from_plan.of(row, signed_in(request), now=timezone.now())
    if proposal is not None:
        sentence = findings.answers.sentences(proposal)[LANGUAGE]
        fields["statement"] = filling.added(fields.get("statement", ""), sentence)
    return _page(request, row, _form(row, fields, is_draft=True))


def _page(
    request: HttpRequest,
    row: Answer,
    form: AnswerForm,
    *,
    reason: ReasonForm | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    user, now = signed_in(request), timezone.now()
    open_desk = desk.of(row, user, now=now)
    proposal = from_plan.of(row, user, now=now)
    context = {
        "assessment": row.assessment,
        "answer": row,
        "desk": open_desk,
        "question_title": text(open_desk.question.words),
        "component_title": text(open_desk.question.component.title),
        "section": text(open_desk.question.node.section) if open_desk.question.node.section else "",
        "proposal": proposal,
        "other_sentence": _other_sentence(proposal),
        "form": form,
        "reason_form": reason or ReasonForm(),
        "refusals": sentences(open_desk.refusals),
        "today": now.astimezone(row.assessment.city.timezone).date(),
        "zone": row.assessment.city.zone,
        "has_samples": row.assessment.is_sample,
        **more,
    }
    return render(request, "selfassessment/answer.html", context, status=status)


def _other_sentence(proposal: Proposal | None) -> str:
    """The Indonesian one, which goes into the answer, for those who read the page in another language."""
    if proposal is None or get_language() == LANGUAGE:
        return ""
    return findings.answers.sentences(proposal)[LANGUAGE]


def _both(request: HttpRequest, row: Answer, stale: versions.StaleSave) -> HttpResponse:
    """What is stored now beside what was typed, in a form whose next save is meant against what is stored."""
    stored = answer_of(request, row.assessment.round.code, row.code)
    typed = request.POST.copy()
    typed["version"] = str(stored.version)
    last = stored.steps.select_related("by").last()
    beside: dict[str, Any] = {
        "stale": stale,
        "stale_by": (last and last.by) or _("Somebody"),
        "stale_at": formats.moment(last.at if last else timezone.now(), row.assessment.city.zone),
    }
    return _page(request, stored, _form(stored, typed), status=409, **beside)
