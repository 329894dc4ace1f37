"""The ordinary form by which files come for a request: of an officer, or of a guest with a link."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from kotacerdas.common import submissions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentences
from kotacerdas.common.requests import MOST_BODY_OF_FILES
from kotacerdas.evidence import actions
from kotacerdas.evidence.actions.linking import MOST_FILES
from kotacerdas.evidence.forms.sending import SendForm
from kotacerdas.evidence.models import EvidenceRequest
from kotacerdas.files import actions as files


def handled(
    request: HttpRequest,
    asked: EvidenceRequest,
    context: dict[str, Any],
    *,
    by: Any,
    is_by_link: bool,
    leads_to: Callable[[str], str],
) -> HttpResponse:
    """Shows the form, or takes its files in and leads on. Sent twice, it is one delivery.

    `leads_to` makes an address of the delivery's code each time: that of a guest holds a secret, and is kept nowhere.
    """
    shown = context | {"most_bytes": MOST_BODY_OF_FILES, "most_files": MOST_FILES}
    if request.method != "POST":
        return render(request, "evidence/send.html", shown | {"form": SendForm()})
    form = SendForm(request.POST, request.FILES)
    if form.is_valid():
        # The bytes first, outside the transaction; what no row names is swept after a day.
        sent = [actions.Sent(files.store(each.file), each.name) for each in form.cleaned_data["berkas"]]

        def deed() -> str:
            return actions.receive(asked, sent, by=by, now=timezone.now(), is_by_link=is_by_link).code

        try:
            outcome = submissions.once_for(request, action="evidence.send", deed=deed)
        except Refused as refused:
            for words in sentences(refused):
                form.add_error(None, words)
        else:
            return redirect(leads_to(outcome.address))
    return render(request, "evidence/send.html", shown | {"form": form}, status=422)
