"""The picture of one page, for whoever may see the document."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from kotacerdas.evidence import previews
from kotacerdas.evidence.models import Revision
from kotacerdas.people.access import requires
from kotacerdas.people.permissions import Permission


@requires(Permission.SEE_PUBLIC_EVIDENCE)
@require_safe
def preview(request: HttpRequest, code: str, number: int, unit: int) -> HttpResponse:
    """Newly drawn, never the file itself; kept by nobody but the reader's own browser, and for an hour.

    `?kecil=1`: small, as it stands beside a proposal.
    """
    seen = Revision.objects.visible_to(request.user).select_related("content", "document")
    revision = get_object_or_404(seen, document__code=code, number=number)
    found = get_object_or_404(revision.content.units, number=unit)
    draw = previews.small_picture if request.GET.get("kecil") else previews.page_picture
    picture = draw(revision, found)
    if picture is None:
        raise Http404
    response = HttpResponse(picture, content_type="image/png")
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; frame-ancestors 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=3600"
    return response
