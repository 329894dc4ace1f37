"""What an office sees of the outbox: states, what came back, and what a person has to decide."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kotacerdas.common import submissions
from kotacerdas.common.calendars import national
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentence
from kotacerdas.notices import actions, queries, texts, words
from kotacerdas.notices.actions.deciding import AGAIN_FROM
from kotacerdas.notices.domain import phones
from kotacerdas.notices.forms import DeliveryFilter, PhoneForm
from kotacerdas.notices.models import Delivery, Preferences
from kotacerdas.people.access import Permission, requires, signed_in

PER_PAGE = 50
# A form whose answer leads to WhatsApp: browsers ask the policy of the page about every hop.
_WHATSAPP = {"form-action": ["https://wa.me", "https://api.whatsapp.com", "https://web.whatsapp.com"]}
_REMINDED_AHEAD = timedelta(days=60)
_DEEDS: dict[str, Callable[..., None]] = {
    "lagi": actions.send_again,
    "diterima": actions.say_received,
    "alamat": actions.correct_address,
}


@requires(Permission.SEE_DELIVERIES)
@never_cache
def listing(request: HttpRequest) -> HttpResponse:
    filters = DeliveryFilter(request.GET)
    rows = queries.deliveries(seen_by=request.user, **filters.asked())
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("halaman"))
    context = {
        "filters": filters,
        "page": page,
        "rows": [_shown(each) for each in page],
        "outbox": queries.outbox(seen_by=request.user),
        "mail_is_set": bool(settings.MAIL),
        "unknown_years": _unknown_years(),
        "has_samples": any(each.is_sample for each in page),
        "way": [(_("Office"), reverse("office:hub")), (_("Deliveries"), "")],
    }
    return render(request, "notices/deliveries.html", context)


@requires(Permission.SEE_DELIVERIES)
@never_cache
def delivery(request: HttpRequest, reference: str) -> HttpResponse:
    row = _found(request, reference)
    return _page(request, row, PhoneForm(initial={"phone": _phone_of(row)}))


@requires(Permission.SEE_DELIVERIES)
@require_POST
def decide(request: HttpRequest, reference: str) -> HttpResponse:
    row = _found(request, reference)
    deed = _DEEDS.get(request.POST.get("putusan", ""))
    if deed is None:
        return redirect(row)

    def carried_out() -> str:
        deed(row, by=signed_in(request), now=timezone.now())
        return row.get_absolute_url()

    try:
        outcome = submissions.once_for(request, action="notices.decide", deed=carried_out)
    except Refused as refused:
        messages.error(request, sentence(refused.faults[0]))
        return redirect(row)
    if not outcome.repeated:
        messages.success(request, _("Your decision is saved."))
    return redirect(outcome.address)


@requires(Permission.SEE_DELIVERIES)
@require_POST
def by_hand(request: HttpRequest, reference: str) -> HttpResponse:
    """Written down first, then on to WhatsApp. Sent twice, it is written down once and leads there again."""
    row = _found(request, reference)
    form = PhoneForm(request.POST)
    notice = row.notices.select_related("person", "city", "by").first()
    if not form.is_valid() or notice is None:
        return _page(request, row, form, status=422)

    def deed() -> str:
        _delivery, link = actions.pass_on(
            notice, phone=form.cleaned_data["phone"], by=signed_in(request), now=timezone.now()
        )
        return link

    try:
        outcome = submissions.once_for(request, action="notices.by-hand", deed=deed)
    except Refused as refused:
        form.add_error(None, sentence(refused.faults[0]))
        return _page(request, row, form, status=422)
    return HttpResponseRedirect(outcome.address)


def _unknown_years() -> list[str]:
    """Years within reach of a reminder whose holidays nobody told us."""
    today = timezone.localdate()
    return [str(year) for year in national().unknown_years(today, today + _REMINDED_AHEAD)]


def _found(request: HttpRequest, reference: str) -> Delivery:
    rows = Delivery.objects.visible_to(request.user).select_related("person", "target", "city", "by")
    return get_object_or_404(rows, reference=reference)


def _page(request: HttpRequest, row: Delivery, form: PhoneForm, *, status: int = 200) -> HttpResponse:
    notices = list(row.notices.select_related("person", "city", "by"))
    context = {
        "delivery": row,
        "shown": _shown(row),
        "notices": notices,
        "form": form,
        "may_send_again": row.state in AGAIN_FROM and row.channel != Delivery.Channel.WHATSAPP,
        "is_unsure": row.state == Delivery.State.UNSURE,
        "address_is_refused": row.reason in {"no_such_address", "address_bounced", "reported"},
        "may_pass_on": len(notices) == 1 and notices[0].definition.by_hand and not notices[0].target_id,
        "has_samples": row.is_sample,
        "way": [
            (_("Office"), reverse("office:hub")),
            (_("Deliveries"), reverse("notices:deliveries")),
            (row.receiver, ""),
        ],
    }
    response = render(request, "notices/delivery.html", context, status=status)
    response._csp_update = _WHATSAPP  # type: ignore[attr-defined]  # what the decorator of django-csp does, typed
    return response


def _shown(row: Delivery) -> dict[str, Any]:
    """One row in words; what the notice says stays with its receiver."""
    titles = list(dict.fromkeys(str(each.definition.title) for each in row.notices.all()))
    return {
        "row": row,
        "titles": titles,
        "tone": words.TONES[Delivery.State(row.state)],
        "why": words.why(row),
        "zone": texts.zone_of(row.city),
        "state": row.get_state_display(),
    }


def _phone_of(row: Delivery) -> str:
    if row.person_id is None:
        return ""
    wishes = Preferences.objects.filter(person=row.person_id).first()
    return phones.shown(wishes.phone) if wishes and wishes.phone else ""
