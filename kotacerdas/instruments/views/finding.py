"""What the pages of editions share: the draft in the address, its clock, and the way a form is carried out."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from kotacerdas.common import formats, submissions
from kotacerdas.common.faults import Refused, sentences
from kotacerdas.common.versions import Difference
from kotacerdas.instruments.actions import PartChanged
from kotacerdas.instruments.models import EditionDraft

# What is written for all belongs to a national form, so its times are told in that zone.
NATIONAL_ZONE = "Asia/Jakarta"


def draft_or_404(request: HttpRequest, code: str, edition: str) -> EditionDraft:
    """A draft that this person may change."""
    rows = EditionDraft.objects.editable_by(request.user).select_related("city", "updated_by")
    found = rows.filter(code=code, edition=edition).first()
    if found is None:
        raise Http404
    return found


def written_or_404(request: HttpRequest, code: str, edition: str) -> EditionDraft:
    """A draft or a published edition of those for whom this person writes."""
    rows = EditionDraft.objects.written_by(request.user).select_related("city", "published_by", "updated_by")
    found = rows.filter(code=code, edition=edition).first()
    if found is None:
        raise Http404
    return found


def zone_of(draft: EditionDraft) -> str:
    return draft.city.zone if draft.city else NATIONAL_ZONE


def carried_out(
    request: HttpRequest, form: Form, *, action: str, deed: Callable[[], str], said: "str | Promise"
) -> HttpResponse | None:
    """Where the deed leads; None when it was refused, with the reasons in the form."""
    try:
        outcome = submissions.once_for(request, action=f"instruments.{action}", deed=deed)
    except Refused as refused:
        form.add_error(None, sentences(refused))
        return None
    if not outcome.repeated and said:
        messages.success(request, str(said))
    return redirect(outcome.address)


def done_or_told(
    request: HttpRequest, *, action: str, deed: Callable[[], str], said: "str | Promise", back: str
) -> HttpResponse:
    """The same for a form with nothing to fill in: what was refused is told where `back` leads."""
    form = Form({})
    answer = carried_out(request, form, action=action, deed=deed, said=said)
    for words in form.non_field_errors():
        messages.error(request, str(words))
    return answer or redirect(back)


def beside(changed: PartChanged, form: Form, now_there: dict[str, object]) -> dict[str, object]:
    """Both versions of a part for the component "stale", with who saved and when."""
    current = EditionDraft.objects.select_related("city", "updated_by").get(pk=changed.current.pk)
    return {
        "differences": [
            Difference(str(form[name].label), now_there[name], typed)
            for name, typed in typed_of(form, now_there).items()
            if str(now_there[name] or "") != typed
        ],
        "stale_by": current.updated_by or _("Somebody"),
        "stale_at": formats.moment(current.updated_at, zone_of(current)),
    }


def typed_of(form: Form, named: dict[str, object]) -> dict[str, str]:
    """As it was typed, of the fields that the form has."""
    return {name: str(form[name].value() or "").strip() for name in named if name in form.fields}
