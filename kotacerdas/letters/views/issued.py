"""Pages of an issued letter: bring back the signed copy, send it, make it void."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kotacerdas.common import submissions
from kotacerdas.common.faults import Refused, sentences
from kotacerdas.letters import actions
from kotacerdas.letters.domain.states import Deed
from kotacerdas.letters.forms.issued import SendForm, SignedCopyForm, VoidForm
from kotacerdas.letters.models import Letter
from kotacerdas.people.access import Permission, requires, signed_in


@requires(Permission.WRITE_LETTERS)
def bring_back(request: HttpRequest, code: str) -> HttpResponse:
    letter = _writable(request, code)
    form = SignedCopyForm(*_sent(request), is_first=not letter.signed_copies.exists())

    def deed() -> None:
        data = form.cleaned_data
        actions.bring_back(
            letter, data["file"], reason=data.get("reason", ""), by=signed_in(request), now=timezone.now()
        )
        messages.success(request, _("The signed copy is here. The letter can be sent."))

    return _answer(request, letter, form, Deed.BRING_BACK, "letters/bring_back.html", deed)


@requires(Permission.WRITE_LETTERS)
def void(request: HttpRequest, code: str) -> HttpResponse:
    letter = _writable(request, code)
    form = VoidForm(*_sent(request))

    def deed() -> None:
        actions.void(letter, reason=form.cleaned_data["reason"], by=signed_in(request), now=timezone.now())
        messages.success(request, _("The letter is void. Its number stays taken."))

    return _answer(request, letter, form, Deed.VOID, "letters/void.html", deed)


@requires(Permission.WRITE_LETTERS)
def send(request: HttpRequest, code: str) -> HttpResponse:
    letter = _writable(request, code)
    form = SendForm(*_sent(request), letter=letter)

    def deed() -> None:
        way, chosen = form.cleaned_data["way"], list(form.cleaned_data["recipients"])
        shared: dict[str, Any] = {"by": signed_in(request), "now": timezone.now()}
        if way:
            count = len([actions.log_dispatch(letter, each, way=way, **shared) for each in chosen])
        else:
            count = len(actions.send(letter, chosen, **shared))
        words = ngettext("Sent to %(count)d recipient.", "Sent to %(count)d recipients.", count)
        messages.success(request, words % {"count": count})

    return _answer(request, letter, form, Deed.SEND, "letters/send.html", deed)


def _sent(request: HttpRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _answer(
    request: HttpRequest,
    letter: Letter,
    form: forms.Form,
    what: Deed,
    template: str,
    deed: Callable[[], None],
) -> HttpResponse:
    """The form, or the deed carried out once; a letter in another state leads back to its page."""
    if request.method != "POST":
        if not letter.may(what):
            return redirect(letter)
        return render(request, template, {"letter": letter, "form": form, "has_samples": letter.is_sample})
    if form.is_valid():

        def once() -> str:
            deed()
            return letter.get_absolute_url()

        try:
            return redirect(submissions.once_for(request, action=f"letters.{what}", deed=once).address)
        except Refused as refused:
            form.add_error(None, sentences(refused))
    return render(request, template, {"letter": letter, "form": form}, status=422)


def _writable(request: HttpRequest, code: str) -> Letter:
    return get_object_or_404(Letter.objects.writable_by(request.user).with_names(), code=code)
