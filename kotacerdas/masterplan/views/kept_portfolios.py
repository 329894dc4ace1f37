"""A portfolio that is kept gets another name, or is taken away, with what is lost said before."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from kotacerdas.common import versions
from kotacerdas.common.faults import sentence
from kotacerdas.masterplan.actions import kept_portfolios as deeds
from kotacerdas.masterplan.findings import priorities as findings
from kotacerdas.masterplan.forms.portfolios import FIELD_OF, RenameForm
from kotacerdas.masterplan.forms.remarks import EmptyForm
from kotacerdas.masterplan.models import Portfolio, Scale
from kotacerdas.masterplan.queries import kept_portfolios as queries
from kotacerdas.masterplan.views.portfolios import address_of, portfolio_of
from kotacerdas.masterplan.views.priorities import scale_of
from kotacerdas.people.access import requires, signed_in
from kotacerdas.people.desks import Desk, answer
from kotacerdas.people.permissions import Permission


@requires(Permission.KEEP_PLANS)
@never_cache
def rename(request: HttpRequest, city: str, edition: str, scale: str, code: str) -> HttpResponse:
    found = scale_of(request, city, edition, scale, to_keep=True)
    row = portfolio_of(request, found, code)

    def do(sent: Any) -> str:
        title, expected = sent[0].cleaned_data["title"], versions.expected(request)
        deeds.rename(row, title, expected=expected, by=signed_in(request), now=timezone.now())
        return address_of(found, row)

    bind = partial(RenameForm, initial={"title": row.title, "version": row.version})
    desk = Desk(
        "masterplan/portfolio_deed.html", "masterplan.rename-portfolio", bind=bind, do=do,
        done=_("The portfolio has its new name."), field_of=FIELD_OF,
        context=_around(found, row) | {"heading": _("Rename the portfolio"), "submit": _("Save")},
    )  # fmt: skip
    return answer(request, desk)


@requires(Permission.KEEP_PLANS)
@never_cache
def remove(request: HttpRequest, city: str, edition: str, scale: str, code: str) -> HttpResponse:
    """What stands on it is said instead of the form, so that nobody presses in vain. A second click finds it gone already."""
    found = scale_of(request, city, edition, scale, to_keep=True)
    if request.method == "POST" and not Portfolio.objects.filter(scale=found, code=code).exists():
        return redirect(found.get_absolute_url())
    row = portfolio_of(request, found, code)

    def do(sent: Any) -> str:
        deeds.remove(row, expected=versions.expected(request), by=signed_in(request), now=timezone.now())
        return found.get_absolute_url()

    kept_by = [sentence(fault) for fault in queries.what_stands_on(row)]
    losses = [] if kept_by else list(findings.of_loss(queries.shown(row, request.user)))
    desk = Desk(
        "masterplan/portfolio_deed.html", "masterplan.drop-portfolio",
        bind=partial(EmptyForm, initial={"version": row.version}), do=do, done=_("The portfolio is taken away."),
        context=_around(found, row) | {
            "heading": _("Take the portfolio away"), "submit": _("Take it away for ever"), "kind": "bahaya", "kept_by": kept_by, "losses": losses,
        },
    )  # fmt: skip
    return answer(request, desk)


def _around(scale: Scale, row: Portfolio) -> dict[str, Any]:
    return {
        "scale": scale, "edition": scale.edition, "portfolio": row, "words": row.title, "back": address_of(scale, row),
        "has_samples": scale.is_sample,
    }  # fmt: skip
