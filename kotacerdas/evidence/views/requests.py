"""Requests for evidence: the list, a new one, one of them with its link and what came for it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kotacerdas.common import submissions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentences
from kotacerdas.common.requests import takes_files
from kotacerdas.evidence import actions, downloads, findings
from kotacerdas.evidence.forms.board import RequestFilter
from kotacerdas.evidence.forms.requests import MailForm, MissingForm, PhoneForm, ReasonForm, RequestForm
from kotacerdas.evidence.forms.sending import SendForm
from kotacerdas.evidence.models import Document, EvidenceRequest
from kotacerdas.evidence.queries import requests as queries
from kotacerdas.evidence.sending import links
from kotacerdas.evidence.views import sending
from kotacerdas.notices import texts
from kotacerdas.people import access, drafts
from kotacerdas.people.access import requires, signed_in
from kotacerdas.people.asked_city import city_with
from kotacerdas.people.permissions import Permission

ROWS_PER_PAGE = 50
# A form whose answer leads to WhatsApp: browsers ask the policy of the page about every hop.
WHATSAPP = {"form-action": ["https://wa.me", "https://api.whatsapp.com", "https://web.whatsapp.com"]}


@requires(Permission.ADD_EVIDENCE)
@never_cache
def listing(request: HttpRequest) -> HttpResponse:
    """All of the city for whoever asks, those to the own organisation for its officers."""
    city = city_with(request, Permission.ADD_EVIDENCE)
    today = timezone.now().astimezone(city.timezone).date()
    search = RequestFilter(request.GET, agencies=queries.agencies_asked(request.user, city))
    rows = queries.listing(request.user, city, search.wanted(), today=today)
    page = Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("halaman"))
    shown = queries.rows_of(page, today)
    context = {
        "city": city,
        "search": search,
        "page": page,
        "rows": shown,
        "finding": findings.board.of_requests(queries.counts(request.user, city, today=today)),
        "asks": access.may(request.user, Permission.MANAGE_EVIDENCE, city),
        "has_samples": any(row.request.is_sample for row in shown),
        "address": request.GET.urlencode(),
    }
    return render(request, "evidence/requests.html", context)


@requires(Permission.ADD_EVIDENCE)
@never_cache
def download(request: HttpRequest, file_type: str) -> HttpResponse:
    """The requests of the list, narrowed as on the page, all pages of it."""
    if file_type not in {"csv", "xlsx"}:
        raise Http404
    city = city_with(request, Permission.ADD_EVIDENCE)
    today = timezone.now().astimezone(city.timezone).date()
    search = RequestFilter(request.GET, agencies=queries.agencies_asked(request.user, city))
    rows = queries.listing(request.user, city, search.wanted(), today=today)
    return downloads.board.requests(request, city, queries.rows_of(rows, today), file_type)


@requires(Permission.MANAGE_EVIDENCE)
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """`?lingkup=ROUND&soal=CODE` asks for one question, `&dimensi=liv` for all of a dimension that have no proof."""
    city = city_with(request, Permission.MANAGE_EVIDENCE)
    today = timezone.now().astimezone(city.timezone).date()
    wanted = findings.requests.wanted(request.user, city, request.GET)
    options: dict[str, Any] = {"city": city, "today": today, "wanted": wanted}
    context = {"city": city, "wanted": wanted, "address": request.GET.urlencode()}
    if request.method != "POST":
        initial = {
            "what": findings.requests.first_words(wanted, request.GET),
            "due_on": findings.requests.first_day(today),
        }
        form = RequestForm(drafts.kept(request), initial=initial, **options)
        return render(request, "evidence/new_request.html", context | {"form": form})
    form = RequestForm(request.POST, **options)

    def deed() -> str:
        made = actions.ask(city=city, by=signed_in(request), now=timezone.now(), **form.asked())
        return made.get_absolute_url()

    if form.is_valid():
        try:
            outcome = submissions.once_for(request, action="evidence.ask", deed=deed)
        except Refused as refused:
            for words in sentences(refused):
                form.add_error(None, words)
        else:
            if not outcome.repeated:
                messages.success(request, _("The request is sent. Its reminders go out by themselves."))
            return redirect(outcome.address)
    return render(request, "evidence/new_request.html", context | {"form": form}, status=422)


@requires(Permission.ADD_EVIDENCE)
@never_cache
def detail(request: HttpRequest, code: str) -> HttpResponse:
    return page_of(request, found(request, code))


@requires(Permission.MANAGE_EVIDENCE)
@require_POST
def decide(request: HttpRequest, code: str) -> HttpResponse:
    """`putusan`: it is enough, more is needed, it is dropped; a new link, no link, the link by mail or by WhatsApp."""
    row = get_object_or_404(EvidenceRequest.objects.manageable_by(request.user).with_names(), code=code)
    deeds = DEEDS.get(request.POST.get("putusan", ""))
    if deeds is None:
        return redirect(row)
    form_of, deed_of, done = deeds
    form = form_of(request.POST) if form_of else None
    if form is not None and not form.is_valid():
        return page_of(request, row, form=form, status=422)
    values = form.cleaned_data if form else {}

    def deed() -> str:
        deed_of(row, by=signed_in(request), now=timezone.now(), **values)
        return row.get_absolute_url()

    try:
        outcome = submissions.once_for(request, action="evidence.request", deed=deed)
        if deed_of is actions.pass_link_on:
            return HttpResponseRedirect(actions.whatsapp_address(row, now=timezone.now(), **values))
    except Refused as refused:
        for words in sentences(refused):
            messages.error(request, words)
        return redirect(row)
    if not outcome.repeated and done:
        messages.success(request, done())
    return redirect(outcome.address)


DEEDS: dict[str, tuple[Any, Any, Any]] = {
    "cukup": (None, actions.say_enough, lambda: _("Closed: enough has come.")),
    "kurang": (MissingForm, actions.ask_for_more, lambda: _("The agency reads what is missing.")),
    "batal": (ReasonForm, actions.drop, lambda: _("The request is dropped.")),
    "tautan-baru": (None, actions.make_link, lambda: _("The new link works, the old one does not.")),
    "tautan-cabut": (None, actions.take_link_back, lambda: _("The link opens nothing any more.")),
    "surel": (MailForm, actions.mail_link, lambda: _("The mail is on its way.")),
    # Its answer leads to WhatsApp, so no word of ours is read before one comes back.
    "wa": (PhoneForm, actions.pass_link_on, None),
}


@requires(Permission.ADD_EVIDENCE)
@never_cache
@takes_files
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """An officer of the asked agency sends files, signed in."""
    row = found(request, code)
    if not row.is_open:
        return redirect(row)
    context = {"asked": row, "guest": False, "questions": row.asked_for.all(), "has_samples": row.is_sample}
    return sending.handled(
        request,
        row,
        context,
        by=signed_in(request),
        is_by_link=False,
        leads_to=lambda _intake: row.get_absolute_url(),
    )


def found(request: HttpRequest, code: str) -> EvidenceRequest:
    return get_object_or_404(EvidenceRequest.objects.visible_to(request.user).with_names(), code=code)


def page_of(
    request: HttpRequest, row: EvidenceRequest, *, form: Any = None, status: int = 200
) -> HttpResponse:
    """`form` is one that was sent with faults; it stands in the place of an empty one of its kind."""
    if not access.may(request.user, Permission.ADD_EVIDENCE, row.city):
        raise Http404
    now = timezone.now()
    today = now.astimezone(row.city.timezone).date()
    manages = access.may(request.user, Permission.MANAGE_EVIDENCE, row.city)
    came = queries.came_for(row)
    path = links.address_of(row, now) if manages else ""
    context = {
        "asked": row,
        "city": row.city,
        "standing": queries.standing_of(row, today),
        "days_late": max((today - row.day).days, 0),
        "questions": findings.requests.as_they_stand(request.user, row),
        "came": came,
        "seen": Document.objects.visible_to(request.user).in_bulk(
            [each.item.document_id for each in came if each.item.document_id]
        ),
        "manages": manages,
        "link": texts.address(path, "id") if path else "",
        "zone": row.city.zone,
        "has_samples": row.is_sample,
        "send": SendForm() if row.is_open else None,
        **_forms(form),
    }
    response = render(request, "evidence/request.html", context, status=status)
    response._csp_update = WHATSAPP  # type: ignore[attr-defined]  # what the decorator of django-csp does, typed
    return response


def _forms(sent: Any) -> dict[str, Any]:
    kinds = {"missing": MissingForm, "drop": ReasonForm, "mail": MailForm, "phone": PhoneForm}
    return {
        f"{name}_form": sent if type(sent) is kind else kind(auto_id=f"{name}-%s")
        for name, kind in kinds.items()
    }
