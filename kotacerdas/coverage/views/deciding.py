"""Pages on which the programme office decides about a blank spot; each is one form."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from kotacerdas.common import versions
from kotacerdas.connectivity.queries.operators import operators
from kotacerdas.coverage.actions import spots as deeds
from kotacerdas.coverage.findings import spots as findings
from kotacerdas.coverage.forms import spots as forms
from kotacerdas.coverage.models import BlankSpot
from kotacerdas.coverage.queries.programmes import programmes_of
from kotacerdas.coverage.queries.proofs import basis_of
from kotacerdas.coverage.views.finding import kept_spot
from kotacerdas.people.access import requires, signed_in
from kotacerdas.people.asked_city import kept_city
from kotacerdas.people.desks import Desk, answer
from kotacerdas.people.permissions import Permission

Words = str | Promise


@requires(Permission.KEEP_WIFI)
@never_cache
def add(request: HttpRequest) -> HttpResponse:
    city = kept_city(request, Permission.KEEP_WIFI)

    def do(sent: Any) -> str:
        made = deeds.add(city, sent[0].wanted(), by=signed_in(request), now=timezone.now())
        return made.get_absolute_url()

    # As the page of coverage links here, from an area without any.
    asked = {name: request.GET[name] for name in ("lon", "lat", "radius", "note") if name in request.GET}
    desk = Desk(
        "coverage/add.html", "coverage.add-spot", bind=partial(forms.AddForm, initial=asked), do=do,
        done=_("The blank spot is written down as reported."),
        context={"city": city, "back": f"{reverse('coverage:spots')}?kota={city.code}"}, field_of=forms.FIELD_OF,
    )  # fmt: skip
    return answer(request, desk)


@requires(Permission.KEEP_WIFI)
@never_cache
def verify(request: HttpRequest, city: str, code: str) -> HttpResponse:
    spot = kept_spot(request, city, code)
    bind = partial(
        forms.VerifyForm,
        is_own=spot.is_claimed_by(signed_in(request)),
        help_text=_("What was seen or measured on the ground, by whom and when."),
        initial=_initial(spot),
    )

    def do(sent: Any) -> str:
        given = sent[0].cleaned_data
        deeds.verify(
            spot, reason=given["reason"], alone=given.get("alone", ""), expected=versions.expected(request),
            by=signed_in(request), now=timezone.now(),
        )  # fmt: skip
        return spot.get_absolute_url()

    return answer(
        request, _desk(spot, "verify-spot", _("Verify"), bind, do, _("The blank spot is verified."))
    )


@requires(Permission.KEEP_WIFI)
@never_cache
def reject(request: HttpRequest, city: str, code: str) -> HttpResponse:
    spot = kept_spot(request, city, code)
    bind = partial(
        forms.ReasonForm,
        help_text=_("Why it is no blank spot. It leaves the public list; newer evidence brings it back."),
        initial=_initial(spot),
    )
    do = _reasoned(request, spot, deeds.reject)
    return answer(
        request, _desk(spot, "reject-spot", _("Reject as wrong"), bind, do, _("The blank spot is rejected."))
    )


@requires(Permission.KEEP_WIFI)
@never_cache
def reopen(request: HttpRequest, city: str, code: str) -> HttpResponse:
    spot = kept_spot(request, city, code)
    bind = partial(forms.ReasonForm, help_text=_("Why it is a blank spot again."), initial=_initial(spot))
    do = _reasoned(request, spot, deeds.reopen)
    return answer(
        request, _desk(spot, "reopen-spot", _("Open again"), bind, do, _("The blank spot is open again."))
    )


@requires(Permission.KEEP_WIFI)
@never_cache
def plan(request: HttpRequest, city: str, code: str) -> HttpResponse:
    spot = kept_spot(request, city, code)
    chosen = f"{spot.programme.edition.code}/{spot.programme.code}" if spot.programme else ""
    initial = _initial(spot) | {"remedy": spot.remedy, "programme": chosen}

    def do(sent: Any) -> str:
        given = sent[0].cleaned_data
        deeds.plan(
            spot, remedy=given["remedy"], programme=sent[0].chosen(), reason=given["reason"],
            expected=versions.expected(request), by=signed_in(request), now=timezone.now(),
        )  # fmt: skip
        return spot.get_absolute_url()

    bind = partial(forms.PlanForm, programmes=programmes_of(spot.city, spot.programme), initial=initial)
    return answer(
        request, _desk(spot, "plan-spot", _("Plan a remedy"), bind, do, _("The remedy is planned."))
    )


@requires(Permission.KEEP_WIFI)
@never_cache
def solve(request: HttpRequest, city: str, code: str) -> HttpResponse:
    """Says before anything is typed what proves it, or what is missing."""
    spot = kept_spot(request, city, code)

    def do(sent: Any) -> str:
        given = sent[0].cleaned_data
        deeds.solve(
            spot, remedy=given["remedy"], reason=given["reason"], expected=versions.expected(request),
            by=signed_in(request), now=timezone.now(),
        )  # fmt: skip
        return spot.get_absolute_url()

    names = {each.code: each.name for each in operators()}
    bind = partial(forms.SolveForm, initial=_initial(spot) | {"remedy": spot.remedy})
    more = {"asks_for_proof": True, "basis": findings.basis(basis_of(spot), names)}
    desk = _desk(spot, "solve-spot", _("Mark as solved"), bind, do, _("The blank spot is solved."), more)
    return answer(request, desk)


def _initial(spot: BlankSpot) -> dict[str, Any]:
    return {"version": spot.version}


def _reasoned(request: HttpRequest, spot: BlankSpot, deed: Callable[..., Any]) -> Callable[[Any], str]:
    def do(sent: Any) -> str:
        reason, expected = sent[0].cleaned_data["reason"], versions.expected(request)
        deed(spot, reason=reason, expected=expected, by=signed_in(request), now=timezone.now())
        return spot.get_absolute_url()

    return do


def _desk(
    spot: BlankSpot, action: str, heading: Words, bind: Any, do: Any, done: Words, more: dict[str, Any] | None = None
) -> Desk:  # fmt: skip
    context = {
        "city": spot.city, "spot": spot, "heading": heading, "back": spot.get_absolute_url(),
        "has_samples": spot.is_sample, **(more or {}),
    }  # fmt: skip
    return Desk(
        "coverage/deed.html", f"coverage.{action}", bind=bind, do=do, done=done, context=context, field_of=forms.FIELD_OF
    )  # fmt: skip
