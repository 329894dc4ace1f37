"""Pages on which an edition begins: as a copy of another, or from a file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kotacerdas.common.faults import Refused, sentences
from kotacerdas.instruments import actions, queries
from kotacerdas.instruments.documents import from_yaml
from kotacerdas.instruments.domain.edition import Edition
from kotacerdas.instruments.forms import CloneForm, UploadForm
from kotacerdas.instruments.views.finding import carried_out
from kotacerdas.people import drafts
from kotacerdas.people.access import Permission, requires, signed_in


@requires(Permission.EDIT_EDITIONS)
@never_cache
def clone(request: HttpRequest) -> HttpResponse:
    """`?dari=smartcity/2023-kppn` names the form that is copied."""
    bases = queries.editions_seen_by(request.user)
    typed = request.POST if request.method == "POST" else drafts.kept(request)
    form = CloneForm(
        typed,
        bases=bases,
        owners=queries.owners(request.user),
        initial=_suggested(bases, request.GET.get("dari", "")),
    )
    if request.method == "POST" and form.is_valid():

        def deed() -> str:
            by, now = signed_in(request), timezone.now()
            return actions.begin(form.base_edition, **form.deed(), by=by, now=now).get_absolute_url()

        said = _("The copy is there. Nobody uses it before it is published.")
        if answer := carried_out(request, form, action="clone", deed=deed, said=said):
            return answer
    status = 422 if request.method == "POST" else 200
    return render(request, "instruments/clone.html", {"form": form}, status=status)


def _suggested(bases: list[Edition], key: str) -> dict[str, object]:
    base = next((each for each in bases if each.key == key), None)
    if base is None:
        return {}
    return {
        "base": base.key,
        "title_id": base.title.id,
        "title_en": base.title.en,
        "applies_to_id": base.applies_to.id,
        "applies_to_en": base.applies_to.en,
    }


@requires(Permission.EDIT_EDITIONS)
@never_cache
def upload(request: HttpRequest) -> HttpResponse:
    """A file in the format of the repository becomes a draft; what cannot be read is told with its place."""
    is_post = request.method == "POST"
    form = UploadForm(
        request.POST if is_post else None,
        request.FILES if is_post else None,
        owners=queries.owners(request.user),
    )
    if is_post and form.is_valid() and (answer := _brought(request, form)):
        return answer
    return render(request, "instruments/upload.html", {"form": form}, status=422 if is_post else 200)


def _brought(request: HttpRequest, form: UploadForm) -> HttpResponse | None:
    try:
        edition = from_yaml(form.content())
    except Refused as refused:
        form.add_error("file", sentences(refused))
        return None

    def deed() -> str:
        by, now = signed_in(request), timezone.now()
        return actions.bring(edition, city=form.cleaned_data["owner"], by=by, now=now).get_absolute_url()

    said = _("The file is a draft now. Check it before it is published.")
    return carried_out(request, form, action="upload", deed=deed, said=said)
