"""What was submitted: read whole, with its hash looked at again; its receipts, and the ZIP for the ministry's portal."""

from typing import IO, Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kotacerdas.common import submissions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.faults import sentences
from kotacerdas.evaluation import guarding
from kotacerdas.evaluation.domain.workflow import Deed
from kotacerdas.files import actions as files
from kotacerdas.people import drafts
from kotacerdas.people.access import requires, signed_in
from kotacerdas.people.permissions import Permission
from kotacerdas.selfassessment import actions
from kotacerdas.selfassessment.actions import Attached
from kotacerdas.selfassessment.forms.submitting import ReceiptForm
from kotacerdas.selfassessment.models import Snapshot
from kotacerdas.selfassessment.portal import archive, gathering
from kotacerdas.selfassessment.queries import frozen
from kotacerdas.selfassessment.queries.submitting import snapshot_of
from kotacerdas.selfassessment.views.finding import assessment_of
from kotacerdas.selfassessment.views.keeping import kept_assessment


@requires(Permission.SEE_CITY_DRAFTS)
@never_cache
def snapshot(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Everything that was submitted, in the order of the form."""
    found = _found(request, code, number)
    opened = frozen.opened(found)
    gathered = gathering.gather(opened, request.user)
    context = {
        **_common(found),
        "opened": opened,
        "told": opened.told,
        "is_shown_whole": frozen.is_shown_whole(opened, request.user),
        "documents": gathered.documents,
        "size": gathered.size,
        "is_too_large": gathered.size > archive.MOST_BYTES,
        "parts": gathered.parts,
        "receipts": found.receipts.select_related("file", "by"),
        "refusals": sentences(_refusals(request, found)),
        "checked_at": timezone.now(),
    }
    return render(request, "selfassessment/snapshot.html", context)


@requires(Permission.KEEP_ROUNDS)
@never_cache
def receipt(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """What the ministry's portal gave back after everything had been brought there."""
    kept_assessment(request, code)
    found, now = _found(request, code, number), timezone.now()
    zone = found.assessment.city.timezone
    if request.method != "POST":
        form = ReceiptForm(drafts.kept(request), initial={"received_at": now.astimezone(zone).replace(tzinfo=None)}, zone=zone, now=now)  # fmt: skip
        return _receipt_page(request, found, form)
    form = ReceiptForm(request.POST, request.FILES, zone=zone, now=now)
    if not form.is_valid():
        return _receipt_page(request, found, form, status=422)
    given, attached = form.cleaned_data, None
    if upload := given["file"]:
        attached = Attached(files.store(upload.file), upload.name or "", upload.content_type or "")

    def deed() -> str:
        actions.record_receipt(
            found,
            number=given["number"],
            received_at=given["received_at"],
            note=given["note"],
            file=attached,
            by=signed_in(request),
            now=now,
        )
        return address(found)

    try:
        outcome = submissions.once_for(request, action="selfassessment.receipt", deed=deed)
    except Refused as refused:
        for words in sentences(refused):
            form.add_error(None, words)
        return _receipt_page(request, found, form, status=422)
    if not outcome.repeated:
        messages.success(request, _("The receipt is recorded."))
    return redirect(outcome.address)


@requires(Permission.SEE_CITY_DRAFTS)
@require_safe
@never_cache
def ministry(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One ZIP in the ministry's order; `?bagian=B` only a part of the form. Secret documents only for who sees them."""
    found, part = _found(request, code, number), request.GET.get("bagian", "")
    try:
        gathered = gathering.gather(frozen.opened(found), request.user, part=part)
        made = archive.make(gathered, address=request.build_absolute_uri(address(found)), now=timezone.now())
        actions.record_taken(found, part=part, by=signed_in(request), now=timezone.now())
    except Refused as refused:
        for words in sentences(refused):
            messages.error(request, words)
        return redirect(address(found))
    response: HttpResponse = _sent(made, gathered.file_name)
    return response


def _sent(made: IO[bytes], name: str) -> Any:
    """A response. What is small is read at once, and its file is closed before the reader's slow line begins."""
    response: Any = FileResponse(made, as_attachment=True, filename=name, content_type="application/zip")
    if int(response["Content-Length"]) <= archive.IN_MEMORY:
        headers = {each: response[each] for each in ("Content-Type", "Content-Disposition")}
        with made:
            response = HttpResponse(made.read(), headers=headers)
    response["Cache-Control"] = "private, no-store"
    return response


def address(found: Snapshot) -> str:
    return _address("snapshot", found)


def _address(name: str, found: Snapshot) -> str:
    assessment = found.assessment
    at = reverse(f"selfassessment:{name}", args=[assessment.round.code, found.number])
    return f"{at}?kota={assessment.city.code}"


def _found(request: HttpRequest, code: str, number: int) -> Snapshot:
    found = snapshot_of(assessment_of(request, code), request.user, number)
    if found is None:
        raise Http404
    return found


def _refusals(request: HttpRequest, found: Snapshot) -> list[Fault]:
    one, now = found.assessment, timezone.now()
    return guarding.refusals(Deed.RECORD_RECEIPT, one.round, one.city, by=signed_in(request), now=now)


def _common(found: Snapshot) -> dict[str, object]:
    return {
        "snapshot": found,
        "assessment": found.assessment,
        "zone": found.assessment.city.zone,
        "has_samples": found.assessment.is_sample,
        "receipt_address": _address("receipt", found),
        "ministry_address": _address("ministry", found),
    }


def _receipt_page(
    request: HttpRequest, found: Snapshot, form: ReceiptForm, *, status: int = 200
) -> HttpResponse:
    context = _common(found) | {"form": form, "refusals": sentences(_refusals(request, found))}
    return render(request, "selfassessment/receipt.html", context, status=status)
