"""What somebody without an account sees by the link of a request: what is asked for, a form, a receipt. Nothing else."""

from allauth.core.internal.ratelimit import consume
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from kotacerdas.common.marks import public
from kotacerdas.common.requests import takes_files
from kotacerdas.evidence.models import EvidenceRequest, Intake
from kotacerdas.evidence.sending import links
from kotacerdas.evidence.views import sending

# Wrong links by address; a whole agency may sit behind one. Deliveries are counted by link, too.
LIMITS = {"wrong_link": "30/m/ip,300/h/ip", "send": "60/h/ip,60/h/key"}
GONE, TOO_MANY = 410, 429


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("secret")
@takes_files
def send(request: HttpRequest, secret: str) -> HttpResponse:
    """Takes files into a delivery and nothing else. An ended link says so; an unknown one does not exist."""
    asked = _found(request, secret)
    if asked is None:
        return _closed(render(request, "429.html", status=TOO_MANY))
    own = EvidenceRequest.objects.visible_to(request.user).filter(pk=asked.pk).exists()
    if not asked.link_is_open(timezone.now()):
        if own:
            return _closed(redirect(asked))
        return _closed(render(request, "evidence/link_ended.html", {"asked": asked}, status=GONE))
    if request.method == "POST" and not _try(request, "send", key=asked.code):
        return _closed(render(request, "429.html", status=TOO_MANY))
    context = {
        "asked": asked,
        "guest": True,
        "questions": asked.asked_for.all(),
        "has_samples": asked.is_sample,
    }
    return _closed(
        sending.handled(
            request,
            asked,
            context,
            # Whoever is signed in and sees the request is known to have brought the file, and will not confirm it.
            by=request.user if own else None,
            is_by_link=True,
            leads_to=lambda intake: reverse("evidence:receipt", args=[secret, intake]),
        )
    )


@public
@never_cache
@require_safe
@sensitive_variables("secret")
def receipt(request: HttpRequest, secret: str, code: str) -> HttpResponse:
    """Names and hashes of what was sent in one delivery, and what was refused. Whether the same file was here already
    is not told: that would speak of other evidence."""
    asked = _found(request, secret)
    if asked is None:
        return _closed(render(request, "429.html", status=TOO_MANY))
    intake = get_object_or_404(Intake.objects.filter(request=asked, way=Intake.Way.LINK), code=code)
    context = {
        "asked": asked,
        "intake": intake,
        "items": intake.items.filter(inside=None).order_by("pk"),
        "again": reverse("evidence:guest", args=[secret]) if asked.link_is_open(timezone.now()) else "",
        "zone": asked.city.zone,
        "has_samples": asked.is_sample,
    }
    return _closed(render(request, "evidence/receipt.html", context))


def _found(request: HttpRequest, secret: str) -> EvidenceRequest | None:
    """None if too many wrong links were tried from there; 404 for a wrong one."""
    found = links.found(secret)
    if found is None:
        if not _try(request, "wrong_link"):
            return None
        raise Http404
    return found


def _try(request: HttpRequest, action: str, *, key: str = "") -> bool:
    usage = consume(request, app="evidence", action=action, config=LIMITS, key=key or None, limit_get=True)
    return usage is not None


def _closed(response: HttpResponse) -> HttpResponse:
    """The secret in the address goes nowhere: into no index, and into no `Referer`, of which only our own name is left.

    Not "no-referrer": browsers would then send the form with `Origin: null`, which no site can tell from a stranger's.
    """
    response["Referrer-Policy"] = "strict-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
