"""Portfolios of a scale: asked for, shown with their proof, beside another one, and what was decided about them."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from kotacerdas.common.faults import sentence
from kotacerdas.masterplan import rights
from kotacerdas.masterplan.actions import portfolios as deeds
from kotacerdas.masterplan.findings import priorities as findings
from kotacerdas.masterplan.forms import portfolios as forms
from kotacerdas.masterplan.models import Portfolio, Scale
from kotacerdas.masterplan.queries import kept_portfolios as queries
from kotacerdas.masterplan.queries.portfolios import offer_of
from kotacerdas.masterplan.views.priorities import scale_of
from kotacerdas.people.access import requires, signed_in
from kotacerdas.people.desks import Desk, answer
from kotacerdas.people.models import Organisation
from kotacerdas.people.permissions import Permission


@requires(Permission.KEEP_PLANS)
@never_cache
def new_portfolio(request: HttpRequest, city: str, edition: str, scale: str) -> HttpResponse:
    """From the year `?mulai=` on; with the limits of the portfolio `?dari=`."""
    found = scale_of(request, city, edition, scale, to_keep=True)
    like = portfolio_of(request, found, request.GET["dari"]) if request.GET.get("dari") else None
    first_year = _first_year(request, found, like)
    offer = offer_of(found, request.user)

    def do(sent: Any) -> str:
        made = deeds.make_portfolio(found, sent[0].wanted(), by=signed_in(request), now=timezone.now())
        return address_of(found, made)

    agencies = {each.agency for each in offer.candidates if each.agency}
    bind = partial(
        forms.PortfolioForm, offer=offer, first_year=first_year, years=found.edition.years, like=like,
        agencies={each.code: each for each in Organisation.objects.filter(code__in=agencies)},
    )  # fmt: skip
    desk = Desk(
        "masterplan/portfolio_form.html", "masterplan.make-portfolio", bind=bind, do=do,
        done=_("The portfolio is being computed. It stands here in half a minute."), field_of=forms.FIELD_OF,
        context={
            "scale": found, "edition": found.edition, "first_year": first_year, "back": found.get_absolute_url(),
            "starts": [(str(year), f"?mulai={year}") for year in found.edition.years],
            "basis": [sentence(fault) for fault in offer.gains.basis],
            "has_samples": found.is_sample,
        },
    )  # fmt: skip
    return answer(request, desk)


@requires(Permission.DISCUSS)
@never_cache
def portfolio(request: HttpRequest, city: str, edition: str, scale: str, code: str) -> HttpResponse:
    """With `?banding=` another one of the same scale beside it."""
    found = scale_of(request, city, edition, scale)
    row = portfolio_of(request, found, code)
    shown = queries.shown(row, request.user)
    others = [
        each for each in queries.portfolios_of(found, request.user) if each.pk != row.pk and each.result
    ]
    beside = None
    if wanted := request.GET.get("banding"):
        other = portfolio_of(request, found, wanted)
        beside = queries.shown(other, request.user) if row.result and other.result else None
    context = {
        "scale": found, "edition": found.edition, "portfolio": row, "shown": shown, "others": others,
        "finding": findings.of_portfolio(shown),
        "why": [(each, findings.why_not(each, shown.agencies)) for each in shown.not_chosen],
        "never": [(each, findings.why_not(each, shown.agencies)) for each in shown.never],
        "basis": [sentence(fault) for fault in shown.basis],
        "beside": beside, "compared": _compared(shown, beside) if beside else None,
        "keeps": rights.keeps(request.user, found.edition.city),
        "has_samples": found.is_sample,
    }  # fmt: skip
    if shown.phase == "answered":
        context |= {
            "bound": findings.of_bound(shown), "margins": list(findings.margins(shown)),
            "chosen": [(each, findings.worth(each.worth, row)) for each in shown.chosen],
            "money": [
                (findings.source(each.name), each) for each in shown.of_kind("budget") if each.there or each.taken
            ],
            "work": [(findings.agency(each.name, shown.agencies), each) for each in shown.of_kind("capacity")],
        }  # fmt: skip
    elif shown.phase == "faults":
        context["clash"] = findings.clash(shown)
    return render(request, "masterplan/portfolio.html", context)


@requires(Permission.KEEP_PLANS)
@never_cache
def resolve(request: HttpRequest, city: str, edition: str, scale: str, code: str) -> HttpResponse:
    found = scale_of(request, city, edition, scale, to_keep=True)
    row = portfolio_of(request, found, code)

    def do(sent: Any) -> str:
        deeds.resolve(row, sent[0].wanted(sent[1]), by=signed_in(request), now=timezone.now())
        return address_of(found, row)

    desk = Desk(
        "masterplan/resolution_form.html", "masterplan.resolve", bind=forms.ResolutionForm, do=do,
        done=_("The decision is recorded."), beside=lambda typed: list(forms.dissent_forms(typed)),
        context={"scale": found, "edition": found.edition, "portfolio": row, "back": address_of(found, row), "has_samples": found.is_sample},
        field_of=forms.FIELD_OF,
    )  # fmt: skip
    return answer(request, desk)


def _compared(shown: queries.Shown, beside: queries.Shown) -> dict[str, Any]:
    """Who is in both, who only in one; what each costs and brings."""
    lines = {each.code: each for each in (*beside.chosen, *shown.chosen)}

    def those(codes: frozenset[str]) -> list[queries.Line]:
        return [lines[code] for code in sorted(codes)]

    return {
        "both": those(shown.codes & beside.codes),
        "here": those(shown.codes - beside.codes),
        "there": those(beside.codes - shown.codes),
        "worth": findings.worth(shown.result["objective"], shown.portfolio),
        "worth_beside": findings.worth(beside.result["objective"], beside.portfolio),
        "is_same_aim": shown.portfolio.objective == beside.portfolio.objective,
    }


def portfolio_of(request: HttpRequest, scale: Scale, code: str) -> Portfolio:
    rows = Portfolio.objects.visible_to(request.user).select_related("job", "made_by")
    found = rows.filter(scale=scale, code=code).first()
    if found is None:
        raise Http404
    found.scale = scale
    return found


def _first_year(request: HttpRequest, scale: Scale, like: Portfolio | None) -> int:
    """Of the address, of the portfolio that is taken as a pattern, else this year or the edition's first."""
    years, asked = scale.edition.years, request.GET.get("mulai", "")
    if asked.isascii() and asked.isdigit() and len(asked) == 4 and int(asked) in years:
        return int(asked)
    if like is not None:
        return int(like.limits["first_year"])
    this_year = timezone.now().astimezone(scale.edition.city.timezone).year
    return this_year if this_year in years else years[0]


def address_of(scale: Scale, row: Portfolio) -> str:
    edition = scale.edition
    return reverse("masterplan:portfolio", args=[edition.city.code, edition.code, scale.code, row.code])
