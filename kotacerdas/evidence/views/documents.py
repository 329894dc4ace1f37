"""The documents of a city: the list, the same rows as a file, and one of them, unit by unit."""

from datetime import date
from http import HTTPStatus

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from kotacerdas.common.parts import wants_part
from kotacerdas.evidence import downloads, findings, previews, proof, signatures
from kotacerdas.evidence.forms import DocumentFilter
from kotacerdas.evidence.models import Document, Reading
from kotacerdas.evidence.queries import documents, reading_room
from kotacerdas.people.access import may, requires
from kotacerdas.people.asked_city import city_with
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission

ROWS_PER_PAGE = 20


@requires(Permission.SEE_PUBLIC_EVIDENCE)
@never_cache
def listing(request: HttpRequest) -> HttpResponse:
    city, today, search = _asked(request)
    wanted = search.wanted(request.GET.get("urut", ""))
    seen = documents.seen(request.user, city)
    found = documents.listed(seen, wanted, today=today)
    totals = documents.totals(seen, today=today)
    pages = Paginator(documents.keys(found), ROWS_PER_PAGE)
    if not wanted.narrows:
        pages.count = totals.documents  # known, so not counted again
    page = pages.get_page(request.GET.get("halaman"))
    rows = documents.rows(documents.of_keys(page.object_list))
    context = {
        "city": city,
        "today": today,
        "year": wanted.year,
        "search": search,
        "totals": totals,
        "finding": findings.documents.of_documents(totals),
        "below": findings.documents.below_documents(totals),
        "page": page,
        "rows": rows,
        "has_samples": any(row.document.is_sample for row in rows),
        "adds": may(request.user, Permission.ADD_EVIDENCE, city),
        "reviews": may(request.user, Permission.REVIEW_EVIDENCE, city),
        "address": request.GET.urlencode(),
    }
    return render(request, "evidence/documents.html", context)


@requires(Permission.SEE_PUBLIC_EVIDENCE)
@never_cache
def download(request: HttpRequest, file_type: str) -> HttpResponse:
    """The rows of the list: narrowed and ordered as on the page, all pages of it."""
    if file_type not in {"csv", "xlsx"}:
        raise Http404
    city, today, search = _asked(request)
    wanted = search.wanted(request.GET.get("urut", ""))
    seen = documents.seen(request.user, city)
    found = documents.of_rows(documents.listed(seen, wanted, today=today))
    return downloads.documents.documents(request, city, documents.rows(found), file_type, today=today)


@requires(Permission.SEE_PUBLIC_EVIDENCE)
@never_cache
def document(request: HttpRequest, code: str) -> HttpResponse:
    """One document; `?satuan=3` is the unit, `&dari=120&sampai=180` the words that are marked, `?revisi=1` an older one."""
    found = visible(request, code)
    today = timezone.now().astimezone(found.city.timezone).date()
    desk = reading_room.of(found, request.user, asked=reading_room.asked_in(request.GET))
    if wants_part(request):
        return _awaited(desk)
    context = {
        "document": found,
        "desk": desk,
        "sheet": previews.sheet(desk.revision, desk.unit, [desk.span] if desk.span else [])
        if desk.unit
        else None,
        "proof": proof.of(desk.content.sha256),
        "signatures": signatures.panels(desk.content.signatures, found.city.zone),
        "proposed": findings.facts.proposed(found),
        "recognised": findings.facts.facets(desk.content),
        "today": today,
        "zone": found.city.zone,
        "edits": Document.objects.editable_by(request.user).filter(pk=found.pk).exists(),
        "cites": desk.can_be_cited
        and not found.withdrawn_at
        and may(request.user, Permission.ADD_EVIDENCE, found.city),
        "has_samples": found.is_sample,
    }
    return render(request, "evidence/document.html", context)


def _awaited(desk: reading_room.Desk) -> HttpResponse:
    """A page that was opened before its file was read asks for nothing but the moment to open itself anew."""
    if desk.content.reading == Reading.WAITING:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return HttpResponse(headers={"HX-Refresh": "true"})


def visible(request: HttpRequest, code: str) -> Document:
    return get_object_or_404(Document.objects.visible_to(request.user).with_names(), code=code)


def _asked(request: HttpRequest) -> tuple[City, date, DocumentFilter]:
    city = city_with(request, Permission.SEE_PUBLIC_EVIDENCE)
    today = timezone.now().astimezone(city.timezone).date()
    return city, today, DocumentFilter(request.GET, owners=documents.owners(city), today=today)
