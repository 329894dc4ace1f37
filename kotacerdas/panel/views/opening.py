"""Deeds on a panel: opened, talked about, made a result, taken up again."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kotacerdas.common import formats, submissions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentences
from kotacerdas.evaluation.domain.workflow import Deed
from kotacerdas.evaluation.models import Remark
from kotacerdas.panel import actions
from kotacerdas.panel.forms.seats import ReopenForm, TalkForm
from kotacerdas.panel.models import Panel
from kotacerdas.panel.queries import overview, results
from kotacerdas.panel.views.finding import kept_panel, panel_of, seat_or_none
from kotacerdas.panel.views.panels import page_of
from kotacerdas.people.access import requires, signed_in
from kotacerdas.people.permissions import Permission
from kotacerdas.selfassessment import questionnaire

REMARKS: dict[Remark.Kind, "str | Promise"] = {
    Remark.Kind.STRENGTH: gettext_lazy("Strengths"),
    Remark.Kind.WEAKNESS: gettext_lazy("Weaknesses"),
    Remark.Kind.ADVICE: gettext_lazy("Recommendations"),
}


@requires(Permission.SET_DAYS)
@require_POST
def open_panel(request: HttpRequest, code: str, city: str) -> HttpResponse:
    """From now on its assessors see each other's scores."""
    panel = kept_panel(request, code, city)

    def do() -> Any:
        return actions.open_panel(panel, by=signed_in(request), now=timezone.now())

    return _done(request, panel, "open", do, gettext_lazy("The panel is open. Its assessors are told."))


@requires(Permission.SET_DAYS)
@require_POST
def tell_advice(request: HttpRequest, code: str, city: str) -> HttpResponse:
    """The city learns what its assessors advise after the presentation; told again, it learns what they corrected."""
    panel = kept_panel(request, code, city)

    def do() -> Any:
        return actions.tell_first_advice(panel, by=signed_in(request), now=timezone.now())

    said = gettext_lazy("The city is told the first recommendations, and follows them up.")
    return _done(request, panel, "advice", do, said)


@requires(Permission.SET_DAYS)
@never_cache
def conclude(request: HttpRequest, code: str, city: str) -> HttpResponse:
    """First what the result will be, then, confirmed, the result."""
    panel = kept_panel(request, code, city)
    if request.method != "POST":
        return _preview(request, panel)

    def do() -> Any:
        return actions.conclude(panel, by=signed_in(request), now=timezone.now())

    said = gettext_lazy(
        "The result is entered. Nobody but whoever keeps the round sees it before its publication."
    )
    return _done(request, panel, "conclude", do, said)


def _preview(request: HttpRequest, panel: Panel) -> HttpResponse:
    seen = overview.of(panel, seat_or_none(request, panel), signed_in(request), now=timezone.now())
    with timezone.override(formats.zone_of(panel.round.zone)):
        refusals = sentences(seen.against(Deed.CONCLUDE))
    preview = results.preview(seen)
    context = {
        "panel": panel,
        "preview": preview,
        "remarks": [(REMARKS[kind], formats.number(preview.remarks[kind])) for kind in REMARKS]
        if preview
        else [],
        "silent": ", ".join(str(number) for number in preview.silent) if preview else "",
        "refusals": refusals,
        "has_samples": panel.is_sample,
    }
    return render(request, "panel/conclude.html", context)


@requires(Permission.SET_DAYS)
@require_POST
def reopen_result(request: HttpRequest, code: str, city: str) -> HttpResponse:
    """With a reason, and only before the publication."""
    panel = kept_panel(request, code, city)
    form = ReopenForm(request.POST, auto_id="ulangi_%s")

    def do() -> Any:
        reason = form.cleaned_data["reason"]
        return actions.reopen_result(panel, reason=reason, by=signed_in(request), now=timezone.now())

    said = gettext_lazy("The result is taken up again. The scores stand as they were.")
    return _written(request, panel, "reopen", form, do, said, reopen_form=form)


@requires(Permission.SEE_OWN_ACCOUNT)
@require_POST
def talk(request: HttpRequest, code: str, city: str, question: str) -> HttpResponse:
    """What came of talking about a question, by one of its seats or by whoever keeps the round."""
    panel = panel_of(request, code, city)
    if question not in questionnaire.questions(panel.round):
        raise Http404
    form = TalkForm(request.POST, auto_id=False)

    def do() -> Any:
        words = form.cleaned_data["words"]
        return actions.talk(panel, question, words, by=signed_in(request), now=timezone.now())

    said = gettext_lazy("What came of the talk is noted.")
    answer = _written(request, panel, "talk", form, do, said, talk_form=form, talking=question)
    if answer.status_code == 302:
        answer["Location"] += f"#beda-{question}"
    return answer


def _written(
    request: HttpRequest,
    panel: Panel,
    word: str,
    form: forms.Form,
    do: Callable[[], Any],
    said: "str | Promise",
    **shown: Any,
) -> HttpResponse:
    """A deed with words; refused, the page comes back with them and the reasons."""
    if form.is_valid():
        try:
            return _carried_out(request, panel, word, do, said)
        except Refused as refused:
            for words in _sentences(panel, refused):
                form.add_error(None, words)
    return page_of(request, panel, status=422, **shown)


def _done(
    request: HttpRequest, panel: Panel, word: str, do: Callable[[], Any], said: "str | Promise"
) -> HttpResponse:
    """A deed that is only a button; refused, its reasons stand above the page."""
    try:
        return _carried_out(request, panel, word, do, said)
    except Refused as refused:
        for words in _sentences(panel, refused):
            messages.error(request, words)
        return redirect(panel)


def _carried_out(
    request: HttpRequest, panel: Panel, word: str, do: Callable[[], Any], said: "str | Promise"
) -> HttpResponse:
    def deed() -> str:
        do()
        return panel.get_absolute_url()

    outcome = submissions.once_for(request, action=f"panel.{word}", deed=deed)
    if not outcome.repeated:
        messages.success(request, str(said))
    return redirect(outcome.address)


def _sentences(panel: Panel, refused: Refused) -> list[str]:
    """Moments in them on the clock of the round."""
    with timezone.override(formats.zone_of(panel.round.zone)):
        return sentences(refused)
