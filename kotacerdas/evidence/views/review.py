"""The second person: what waits for a check, and what is outdated before anybody else finds it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kotacerdas.common import submissions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentences
from kotacerdas.evidence import actions, findings
from kotacerdas.evidence.domain import marking
from kotacerdas.evidence.domain.states import Deed
from kotacerdas.evidence.forms import RejectForm
from kotacerdas.evidence.models import Citation
from kotacerdas.evidence.queries import citations
from kotacerdas.evidence.views import citations as one
from kotacerdas.people.access import may, requires, signed_in
from kotacerdas.people.asked_city import city_with
from kotacerdas.people.permissions import Permission

ROWS_PER_PAGE = 20
QUEUE = "antrean"
LONGEST_KEY = 18


@requires(Permission.REVIEW_EVIDENCE)
@never_cache
def queue(request: HttpRequest) -> HttpResponse:
    """Quote and claim side by side, one form each; never what one has cited or brought."""
    city = city_with(request, Permission.REVIEW_EVIDENCE)
    waiting = citations.with_uses(citations.to_review(request.user, city))
    page = Paginator(waiting, ROWS_PER_PAGE).get_page(request.GET.get("halaman"))
    shown = citations.quoted(page, user=request.user, city=city)
    rows = [(each, *_around(each), RejectForm(auto_id=f"tolak-{each.citation.code}-%s")) for each in shown]
    context = {
        "city": city,
        "page": page,
        "rows": rows,
        "finding": findings.documents.of_review(page.paginator.count),
        "zone": city.zone,
        "has_samples": any(each.citation.is_sample for each in shown),
    }
    return render(request, "evidence/review.html", context)


def _around(shown: citations.Quoted) -> tuple[str, str, str]:
    if shown.span is None:
        return "", shown.citation.quote, ""
    return marking.around(shown.text, shown.span, letters=160)


@requires(Permission.REVIEW_EVIDENCE)
@require_POST
def judge(request: HttpRequest, code: str) -> HttpResponse:
    """Confirms (`putusan=terima`) or rejects with a reason; from the queue one comes back to it. `pakai` are the uses
    that the page showed: what came after it goes on waiting."""
    rows = citations.with_uses(Citation.objects.visible_to(request.user)).select_related(
        "city", "document__latest"
    )
    at = get_object_or_404(rows, code=code)
    if not may(request.user, Permission.REVIEW_EVIDENCE, at.city):
        raise Http404
    deed_of = Deed.CONFIRM if request.POST.get("putusan") == "terima" else Deed.REJECT
    back = reverse("evidence:review") if QUEUE in request.POST else at.get_absolute_url()
    form = RejectForm(request.POST, auto_id="tolak-%s")
    reason = form.cleaned_data["alasan"] if form.is_valid() and deed_of is Deed.REJECT else ""

    def deed() -> str:
        by, now = signed_in(request), timezone.now()
        actions.review(at, deed_of, seen=_seen(request), reason=reason, by=by, now=now)
        return back

    try:
        outcome = submissions.once_for(request, action="evidence.judge", deed=deed)
    except Refused as refused:
        for words in sentences(refused):
            messages.error(request, words)
        again = get_object_or_404(rows, code=code)
        return one.page(
            request, again, forms={"reject": form} if deed_of is Deed.REJECT else None, status=422
        )
    if not outcome.repeated:
        done = _("Confirmed.") if deed_of is Deed.CONFIRM else _("Rejected; whoever cited it reads why.")
        messages.success(request, done)
    return redirect(outcome.address)


def _seen(request: HttpRequest) -> set[int]:
    given = request.POST.getlist("pakai")
    return {int(key) for key in given if key.isascii() and key.isdigit() and len(key) < LONGEST_KEY}


@requires(Permission.SEE_EVIDENCE)
@never_cache
def expiring(request: HttpRequest) -> HttpResponse:
    """Cited documents whose time is over, ends soon, or is not that of the round which they prove."""
    city = city_with(request, Permission.SEE_EVIDENCE)
    today = timezone.now().astimezone(city.timezone).date()
    rows = citations.outdated(request.user, city, today=today)
    page = Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("halaman"))
    context = {
        "city": city,
        "today": today,
        "page": page,
        "finding": findings.documents.of_outdated(rows, today),
        "days": citations.SOON_DAYS,
        "has_samples": any(row.document.is_sample for row in page),
    }
    return render(request, "evidence/expiring.html", context)
