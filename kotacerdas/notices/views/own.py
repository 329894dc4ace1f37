"""What somebody was told, the newest first."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kotacerdas.common.language import current
from kotacerdas.notices import actions, queries, texts
from kotacerdas.notices.models import Notice
from kotacerdas.people.access import Permission, requires, signed_in

PER_PAGE = 30


@requires(Permission.SEE_OWN_ACCOUNT)
@never_cache
def notices(request: HttpRequest) -> HttpResponse:
    only_unread = request.GET.get("lihat") == "belum"
    page = Paginator(queries.own(request.user, unread_only=only_unread), PER_PAGE).get_page(
        request.GET.get("halaman")
    )
    rows = [(each, texts.of(each, current()), texts.zone_of(each.city)) for each in page]
    context = {
        "page": page,
        "rows": rows,
        "views": [(_("All"), request.path), (_("Unread"), "?lihat=belum")],
        "view": _("Unread") if only_unread else _("All"),
        "unread": queries.unread(request.user),
        "has_samples": any(each.is_sample for each in page),
    }
    return render(request, "notices/notices.html", context)


@requires(Permission.SEE_OWN_ACCOUNT)
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    actions.read_all(by=signed_in(request), now=timezone.now())
    return redirect("notices:notices")


@requires(Permission.SEE_OWN_ACCOUNT)
@require_POST
def open_notice(request: HttpRequest, reference: str) -> HttpResponse:
    """Marks it as read and goes where it leads; by POST, so that no program that looks ahead reads it for somebody."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), reference=reference)
    actions.read(notice, by=signed_in(request), now=timezone.now())
    address = texts.of(notice, current()).url
    here = {request.get_host(), texts.host()}
    is_safe = url_has_allowed_host_and_scheme(address, allowed_hosts=here)
    return redirect(texts.path_of(address) if address and is_safe else "notices:notices")
