"""One's own data: see it, take it away, ask about it; and the page of one request for both sides."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kotacerdas.audit.actions import record
from kotacerdas.common import submissions
from kotacerdas.common.faults import Refused, sentences
from kotacerdas.people import drafts
from kotacerdas.people.access import Permission, requires, signed_in
from kotacerdas.people.queries.giving import home_of
from kotacerdas.privacy import actions, queries
from kotacerdas.privacy.forms import AnswerForm, AskForm
from kotacerdas.privacy.models import Request


@requires(Permission.SEE_OWN_ACCOUNT)
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    form = AskForm(request.POST or drafts.kept(request) or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _asked(request, form)
        except Refused as refused:
            for words in sentences(refused):
                form.add_error(None, words)
    context = {
        "kept": queries.kept_of(person),
        "requests": Request.objects.visible_to(person).filter(person=person),
        "form": form,
    }
    return render(request, "privacy/mine.html", context, status=422 if form.errors else 200)


def _asked(request: HttpRequest, form: AskForm) -> HttpResponse:
    def deed() -> str:
        made = actions.ask(**form.cleaned_data, by=signed_in(request), now=timezone.now())
        return made.get_absolute_url()

    outcome = submissions.once_for(request, action="privacy.ask", deed=deed)
    if not outcome.repeated:
        messages.success(request, _("Your request is received. The clock of 3 x 24 hours runs."))
    return redirect(outcome.address)


@requires(Permission.SEE_OWN_ACCOUNT)
@never_cache
def download(request: HttpRequest) -> HttpResponse:
    """Everything at once, in a form that other programs read; the trail says that it was taken."""
    person = signed_in(request)
    now = timezone.now()
    content: dict[str, Any] = {
        "taken_at": now.isoformat(),
        "kept": {
            kept.holding.name: {"what": str(kept.holding.what), "rows": [dict(row) for row in kept.rows]}
            for kept in queries.kept_of(person)
        },
    }
    record("privacy.exported", on=None, by=person, city=home_of(person, now=now), now=now)
    answer = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 1, "default": str})
    answer["Content-Disposition"] = 'attachment; filename="data-saya.json"'
    return answer


@requires(Permission.SEE_OWN_ACCOUNT)
@never_cache
def request_page(request: HttpRequest, code: str) -> HttpResponse:
    """What was asked, its clock and its answer; for the office also the deeds."""
    reader = signed_in(request)
    rows = Request.objects.visible_to(reader).select_related("person", "city")
    found = get_object_or_404(rows, code=code)
    handles = Request.objects.handled_by(reader).filter(pk=found.pk).exists()
    form = AnswerForm(request.POST if "words" in request.POST else drafts.kept(request))
    if request.method == "POST":
        answer = _done(request, found, form, handles=handles)
        if answer is not None:
            return answer
    context = {
        "asked": found,
        "handles": handles and found.is_open,
        "is_mine": found.person_id == reader.pk,
        "form": form,
        "kept": queries.kept_of(found.person) if handles and found.is_open and found.person else [],
        "zone": found.city.timezone if found.city else None,
        "way": _way(handles),
    }
    return render(request, "privacy/request.html", context, status=422 if form.errors else 200)


def _way(handles: bool) -> list[tuple[str, str]]:
    if handles:
        return [(_("Office"), "/kantor/"), (_("Personal data"), reverse("privacy:desk")), (_("Request"), "")]
    return [
        (_("My account"), reverse("people:account")),
        (_("My personal data"), reverse("privacy:mine")),
        (_("Request"), ""),
    ]


def _done(request: HttpRequest, found: Request, form: AnswerForm, *, handles: bool) -> HttpResponse | None:
    """Carries out the button that was pressed; None if something must be said first."""
    deed = request.POST.get("tindakan", "")
    who: dict[str, Any] = {"by": signed_in(request), "now": timezone.now()}
    try:
        if deed == "tarik" and found.person_id == who["by"].pk:
            actions.withdraw(found, **who)
        elif not handles:
            return HttpResponse(status=403)
        elif deed == "mulai":
            actions.begin(found, **who)
        elif not form.is_valid():
            return None
        else:
            words = form.cleaned_data["words"]
            chosen = {"jawab": actions.answer, "tolak": actions.refuse, "hapus": actions.erase}.get(deed)
            if chosen is None:
                return HttpResponse(status=400)
            chosen(found, words=words, **who)
    except Refused as refused:
        for sentence in sentences(refused):
            form.add_error(None, sentence)
        return None
    messages.success(request, _("Done. The trail says who did it and when."))
    return redirect(found)
