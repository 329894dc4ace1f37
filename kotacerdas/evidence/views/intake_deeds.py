"""What is sent from the pages of deliveries: the first files, further files, that these are all, go on, stop."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kotacerdas.common import formats, submissions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.faults import sentences
from kotacerdas.common.requests import takes_files
from kotacerdas.evidence import actions
from kotacerdas.evidence.actions import uploading
from kotacerdas.evidence.forms.intakes import FilesForm, IntakeForm
from kotacerdas.evidence.models import Intake
from kotacerdas.evidence.sending import tus
from kotacerdas.evidence.views import intakes as pages
from kotacerdas.files import actions as files
from kotacerdas.files.blobs import Blob
from kotacerdas.people.access import requires, signed_in
from kotacerdas.people.asked_city import city_with
from kotacerdas.people.permissions import Permission

CREATED, UNPROCESSABLE = 201, 422
Stored = list[tuple[str, Blob]]


@requires(Permission.ADD_EVIDENCE)
@require_POST
@takes_files
def begin(request: HttpRequest) -> HttpResponse:
    """A form with its files; or, for the script that sends files in pieces, without: it is told where to send them."""
    user, city = signed_in(request), city_with(request, Permission.ADD_EVIDENCE)
    is_script = request.accepts("application/json") and not request.accepts("text/html")
    form = IntakeForm(request.POST, request.FILES, user=user, city=city, needs_files=not is_script)
    if not form.is_valid():
        if is_script:
            return JsonResponse({"problems": _problems(form)}, status=UNPROCESSABLE)
        return pages.new_page(request, city, form, status=UNPROCESSABLE)
    stored = _stored(form.chosen)

    def deed() -> str:
        intake = actions.open_intake(city=city, by=user, now=timezone.now(), **form.what())
        _add(intake, stored, user)
        return intake.code

    code = submissions.once_for(request, action="evidence.begin", deed=deed).address
    addresses = {name: reverse(f"evidence:{name}", args=[code]) for name in ("intake", "uploads")}
    return JsonResponse(addresses, status=CREATED) if is_script else redirect(addresses["intake"])


def _problems(form: IntakeForm) -> list[str]:
    return [str(words) for problems in form.errors.values() for words in problems]


def _stored(chosen: Iterable[Any]) -> Stored:
    """Bytes first, rows second."""
    return [(tus.clean_path(file.name or ""), files.store(file.file)) for file in chosen]


def _add(intake: Intake, stored: Stored, user: Any) -> None:
    for path, blob in stored:
        actions.add_item(intake, blob, path=path, by=user, now=timezone.now())


@requires(Permission.ADD_EVIDENCE)
@require_POST
@takes_files
def add(request: HttpRequest, code: str) -> HttpResponse:
    """Further files, of whoever opened the delivery: what is in it counts as brought by that person."""
    user, found = signed_in(request), pages.intake_of(request, code)
    if found.by_id != user.pk:
        return pages.intake_page(request, found, problems=sentences(Refused(Fault("evidence-own-delivery"))))
    form = FilesForm(request.POST, request.FILES)
    if not form.is_valid():
        return pages.intake_page(request, found, form=form)
    stored = _stored(form.chosen)

    def deed() -> str:
        _add(found, stored, user)
        return found.get_absolute_url()

    try:
        outcome = submissions.once_for(request, action="evidence.add", deed=deed)
    except Refused as refused:
        return pages.intake_page(request, found, problems=sentences(refused))
    if not outcome.repeated:
        words = ngettext("%(count)s file has arrived.", "%(count)s files have arrived.", len(stored))
        messages.success(request, words % {"count": formats.number(len(stored))})
    return redirect(outcome.address)


@requires(Permission.ADD_EVIDENCE)
@require_POST
def finish(request: HttpRequest, code: str) -> HttpResponse:
    found = pages.intake_of(request, code)
    uploading.complete_whole(found, by=signed_in(request), now=timezone.now())
    return _changed(request, found, actions.finish, "")


@requires(Permission.ADD_EVIDENCE)
@require_POST
def resume(request: HttpRequest, code: str) -> HttpResponse:
    return _changed(request, pages.intake_of(request, code), actions.resume, "")


@requires(Permission.ADD_EVIDENCE)
@require_POST
def cancel(request: HttpRequest, code: str) -> HttpResponse:
    words = _("The delivery was stopped. What was taken in before stays.")
    return _changed(request, pages.intake_of(request, code), actions.cancel, words)


def _changed(request: HttpRequest, found: Intake, change: Callable[..., Intake], words: str) -> HttpResponse:
    """These deeds do nothing when they are asked a second time, so a double click needs no key."""
    try:
        change(found, by=signed_in(request), now=timezone.now())
    except Refused as refused:
        return pages.intake_page(request, found, problems=sentences(refused))
    if words:
        messages.success(request, words)
    return redirect(found)
