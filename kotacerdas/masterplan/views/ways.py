"""Ways to build a programme beside each other; who keeps plans writes them and chooses one."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from kotacerdas.common import submissions, versions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentences
from kotacerdas.evidence.models import Document
from kotacerdas.masterplan import rights
from kotacerdas.masterplan.actions import ways as deeds
from kotacerdas.masterplan.findings import priorities as findings
from kotacerdas.masterplan.forms import ways as forms
from kotacerdas.masterplan.models import Programme, Way
from kotacerdas.masterplan.queries import ways as queries
from kotacerdas.masterplan.views.finding import programme_of
from kotacerdas.people.access import public, requires, signed_in
from kotacerdas.people.desks import Desk, answer
from kotacerdas.people.permissions import Permission


@public
@never_cache
def ways(request: HttpRequest, city: str, edition: str, code: str) -> HttpResponse:
    """The offices see all of them; everybody the one that was chosen, once the plan is adopted."""
    programme = programme_of(request, city, edition, code)
    found = queries.ways_of(programme, request.user)
    keeps = rights.keeps(request.user, programme.edition.city)
    context = {
        "edition": programme.edition, "programme": programme, "found": found, "finding": findings.of_ways(found),
        "rows": [(each, _money(each)) for each in found.options],
        "cheapest": found.least(lambda way: way.over_life), "soonest": found.least(lambda way: way.months),
        "safest": found.least(lambda way: way.risk), "keeps": keeps,
        "may_choose": keeps and not programme.edition.is_frozen,
        "has_samples": programme.is_sample,
    }  # fmt: skip
    return render(request, "masterplan/ways.html", context)


def _money(option: queries.Option) -> list[tuple[str, list[tuple[int, int]]]]:
    """By source and year, in words."""
    return [(findings.source(source), sorted(years.items())) for source, years in option.capital.items()]


@requires(Permission.KEEP_PLANS)
@never_cache
def new_way(request: HttpRequest, city: str, edition: str, code: str) -> HttpResponse:
    programme = _kept(request, city, edition, code)

    def do(sent: Any) -> str:
        deeds.add_way(programme, sent[0].wanted(sent[1]), by=signed_in(request), now=timezone.now())
        return _address(programme)

    return answer(
        request, _desk(request, programme, None, do, _("Write a way to build"), "masterplan.add-way")
    )


@requires(Permission.KEEP_PLANS)
@never_cache
def change_way(request: HttpRequest, city: str, edition: str, code: str, way: str) -> HttpResponse:
    programme = _kept(request, city, edition, code)
    kept = _way(programme, way)

    def do(sent: Any) -> str:
        wanted, expected = sent[0].wanted(sent[1]), versions.expected(request)
        deeds.change_way(kept, wanted, expected=expected, by=signed_in(request), now=timezone.now())
        return _address(programme)

    return answer(
        request, _desk(request, programme, kept, do, _("Change a way to build"), "masterplan.change-way")
    )


@requires(Permission.KEEP_PLANS)
@never_cache
def choose_way(request: HttpRequest, city: str, edition: str, code: str, way: str) -> HttpResponse:
    programme = _kept(request, city, edition, code)
    kept = _way(programme, way)

    def do(sent: Any) -> str:
        reason, expected = sent[0].cleaned_data["reason"], versions.expected(request)
        deeds.choose(kept, reason, expected=expected, by=signed_in(request), now=timezone.now())
        return _address(programme)

    option = queries.Option(kept, queries.weighed(kept), None, ())
    desk = Desk(
        "masterplan/way_choose.html", "masterplan.choose-way",
        bind=partial(forms.ChooseForm, initial={"version": kept.version}), do=do,
        done=_("The way is chosen, and its cost of building is the programme’s budget now."), field_of=forms.FIELD_OF,
        context=_around(programme, _("Choose this way")) | {
            "way": kept, "money": _money(option), "budgets": _budgets(programme), "is_frozen": programme.edition.is_frozen,
        },
    )  # fmt: skip
    return answer(request, desk)


@requires(Permission.KEEP_PLANS)
def drop_way(request: HttpRequest, city: str, edition: str, code: str, way: str) -> HttpResponse:
    programme = _kept(request, city, edition, code)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    kept = Way.objects.filter(programme=programme, code=way).first()

    def do() -> str:
        if kept is not None:
            expected = versions.expected(request)
            deeds.drop_way(kept, expected=expected, by=signed_in(request), now=timezone.now())
        return _address(programme)

    try:
        return redirect(submissions.once_for(request, action="masterplan.drop-way", deed=do).address)
    except versions.StaleSave:
        messages.error(request, str(_("Somebody changed this way meanwhile, so it stays. Look at it again.")))
    except Refused as refused:
        messages.error(request, " ".join(sentences(refused)))
    return redirect(_address(programme))


def _desk(
    request: HttpRequest, programme: Programme, kept: Way | None, do: Any, heading: Any, action: str
) -> Desk:
    documents = Document.objects.visible_to(request.user).current().filter(city=programme.edition.city)
    return Desk(
        "masterplan/way_form.html", action, bind=partial(forms.WayForm, kept=kept, documents=documents), do=do,
        done=_("The way to build is saved."),
        beside=lambda typed: list(forms.cost_forms(typed, kept, programme.edition)),
        context=_around(programme, heading) | {"way": kept}, field_of=forms.FIELD_OF,
    )  # fmt: skip


def _around(programme: Programme, heading: Any) -> dict[str, Any]:
    return {
        "edition": programme.edition, "programme": programme, "heading": heading, "back": _address(programme),
        "has_samples": programme.is_sample,
    }  # fmt: skip


def _budgets(programme: Programme) -> list[tuple[str, int, int]]:
    rows = programme.budgets.order_by("source", "year")
    return [(findings.source(each.source), each.year, each.ceiling) for each in rows]


def _kept(request: HttpRequest, city: str, edition: str, code: str) -> Programme:
    programme = programme_of(request, city, edition, code)
    if not rights.keeps(request.user, programme.edition.city):
        raise Http404
    return programme


def _way(programme: Programme, code: str) -> Way:
    found: Way | None = Way.objects.filter(programme=programme, code=code).first()
    if found is None:
        raise Http404
    found.programme = programme
    return found


def _address(programme: Programme) -> str:
    edition = programme.edition
    return reverse("masterplan:ways", args=[edition.city.code, edition.code, programme.code])
