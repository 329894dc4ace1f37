"""The board of an edition's programmes, the page of one, and their records."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from kotacerdas.common import versions
from kotacerdas.masterplan import rights
from kotacerdas.masterplan.actions import programmes as deeds
from kotacerdas.masterplan.downloads import programmes as downloads
from kotacerdas.masterplan.findings import programmes as findings
from kotacerdas.masterplan.forms.board import BoardFilter
from kotacerdas.masterplan.forms.programmes import FIELD_OF, ProgrammeForm, YearMoneyForm
from kotacerdas.masterplan.models import Edition, Programme
from kotacerdas.masterplan.queries import board as boards
from kotacerdas.masterplan.queries import programmes as details
from kotacerdas.masterplan.queries import proofs
from kotacerdas.masterplan.views.finding import edition_of, kept_edition, programme_of
from kotacerdas.people import access
from kotacerdas.people.access import public, requires, signed_in
from kotacerdas.people.desks import Desk, answer
from kotacerdas.people.permissions import Permission


@public
def board(request: HttpRequest, city: str, edition: str) -> HttpResponse:
    found = edition_of(request, city, edition)
    search, year, counts = _asked(request, found)
    number = request.GET.get("halaman")
    shown = boards.of(found, request.user, search.wanted(), year=year, counts=counts, number=number)
    context = {
        "edition": found,
        "search": search,
        "board": shown,
        "year": year,
        "dimensions": boards.by_dimension(shown.counts),
        "finding": findings.of_board(shown, found),
        "beside": findings.money_of_board(shown, year) if shown.counts.total else "",
        "keeps": rights.keeps(request.user, found.city),
        "reports": found.is_frozen and rights.reports_on_some(request.user, found.city),
        "sees_reports": access.may(request.user, Permission.SEE_CITY_DRAFTS, found.city),
        "address": request.GET.urlencode(),
        "has_samples": found.is_sample or any(row.programme.is_sample for row in shown.rows),
    }
    return render(request, "masterplan/board.html", context)


@public
def download(request: HttpRequest, city: str, edition: str, file_type: str) -> HttpResponse:
    """The rows of the board, narrowed and ordered as on the page, all pages of it."""
    if file_type not in {"csv", "xlsx"}:
        raise Http404
    found = edition_of(request, city, edition)
    search, year, _counts = _asked(request, found)
    rows = boards.narrowed(found, search.wanted(), year=year)
    return downloads.board(request, found, rows, year, file_type)


def _asked(request: HttpRequest, edition: Edition) -> tuple[BoardFilter, int, boards.Counts]:
    today = timezone.now().astimezone(edition.city.timezone).date()
    year = boards.year_of(edition, request.GET.get("tahun", ""), today)
    counts = boards.counts(edition)
    return BoardFilter(request.GET, leads=counts.leads, years=edition.years, year=year), year, counts


@public
def programme(request: HttpRequest, city: str, edition: str, code: str) -> HttpResponse:
    found = programme_of(request, city, edition, code)
    shown = details.of(found, request.user)
    today = timezone.now().astimezone(found.edition.city.timezone).date()
    earlier = found.continues
    if earlier and not Programme.objects.visible_to(request.user).filter(pk=earlier.pk).exists():
        earlier = None
    context = {
        "edition": found.edition,
        "programme": found,
        "details": shown,
        "earlier": earlier,
        "subdimension": findings.subdimension(found),
        "facts": findings.facts(shown),
        "proofs": proofs.proofs(found, request.user),
        "finding": findings.of_programme(shown, today),
        "year": boards.year_of(found.edition, "", today),
        "keeps": rights.keeps(request.user, found.edition.city),
        "reports": found.edition.is_frozen and rights.may_report(request.user, found),
        "discusses": access.may(request.user, Permission.DISCUSS, found.edition.city),
        "sees_reports": access.may(request.user, Permission.SEE_CITY_DRAFTS, found.edition.city),
        "has_samples": found.is_sample or found.edition.is_sample,
    }
    return render(request, "masterplan/programme.html", context)


@requires(Permission.KEEP_PLANS)
@never_cache
def new_programme(request: HttpRequest, city: str, edition: str) -> HttpResponse:
    found = kept_edition(request, city, edition)

    def do(sent: Any) -> str:
        form = sent[0]
        made = deeds.add(
            found, form.cleaned_data["code"], form.record(None), by=signed_in(request), now=timezone.now()
        )
        made.edition = found
        return made.get_absolute_url()

    desk = Desk(
        "masterplan/record.html",
        "masterplan.add-programme",
        bind=partial(ProgrammeForm, edition=found),
        do=do,
        done=_("The programme is written."),
        context={"edition": found, "heading": _("Add a programme"), "has_samples": found.is_sample},
        field_of=FIELD_OF,
    )
    return answer(request, desk)


@requires(Permission.KEEP_PLANS)
@never_cache
def change(request: HttpRequest, city: str, edition: str, code: str) -> HttpResponse:
    found = _kept(request, city, edition, code)

    def do(sent: Any) -> str:
        expected = versions.expected(request)
        record = sent[0].record(found)
        deeds.change(found, record, expected=expected, by=signed_in(request), now=timezone.now())
        return found.get_absolute_url()

    desk = Desk(
        "masterplan/record.html",
        "masterplan.change-programme",
        bind=partial(ProgrammeForm, edition=found.edition, kept=found),
        do=do,
        done=_("The programme is changed."),
        context=_around(found) | {"heading": _("Change the programme")},
        field_of=FIELD_OF,
    )
    return answer(request, desk)


@requires(Permission.KEEP_PLANS)
@never_cache
def year_money(request: HttpRequest, city: str, edition: str, code: str, year: int) -> HttpResponse:
    """What goes on after adoption: the change of the budget, the plan by quarter, what was reached."""
    found = _kept(request, city, edition, code)
    if year not in found.edition.years:
        raise Http404

    def do(sent: Any) -> str:
        expected = versions.expected(request)
        deeds.change(found, sent[0].record(), expected=expected, by=signed_in(request), now=timezone.now())
        return found.get_absolute_url()

    desk = Desk(
        "masterplan/year_money.html",
        "masterplan.year-money",
        bind=partial(YearMoneyForm, kept=found, year=year),
        do=do,
        done=_("The money of the year is written."),
        context=_around(found) | {"year": year},
    )
    return answer(request, desk)


def _around(programme: Programme) -> dict[str, Any]:
    edition = programme.edition
    return {
        "programme": programme, "edition": edition, "has_samples": programme.is_sample or edition.is_sample,
    }  # fmt: skip


def _kept(request: HttpRequest, city: str, edition: str, code: str) -> Programme:
    found = programme_of(request, city, edition, code)
    if not rights.keeps(request.user, found.edition.city):
        raise Http404
    return found
