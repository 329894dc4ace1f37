"""Scales of priorities: their list, one with its weights and order, comparing, marking, relations and work."""

from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from kotacerdas.common import formats, submissions, versions
from kotacerdas.masterplan import rights
from kotacerdas.masterplan.actions import priorities as deeds
from kotacerdas.masterplan.actions import relations
from kotacerdas.masterplan.findings import priorities as findings
from kotacerdas.masterplan.forms import priorities as forms
from kotacerdas.masterplan.models import Edition, Effort, Mark, Opinion, Programme, Relation, Scale
from kotacerdas.masterplan.queries import kept_portfolios, priorities
from kotacerdas.masterplan.views.finding import edition_of
from kotacerdas.people.access import may, requires, signed_in
from kotacerdas.people.desks import Desk, answer
from kotacerdas.people.permissions import Permission

FIRSTS = {"1": 1, "10": priorities.USUAL_FIRST, "semua": None}
"""How many at the top an interval is asked for, by the word in the address."""


@requires(Permission.DISCUSS)
@never_cache
def scales(request: HttpRequest, city: str, edition: str) -> HttpResponse:
    found = _edition(request, city, edition)
    rows = priorities.scales_of(found, request.user)
    context = {
        "edition": found, "rows": rows, "keeps": rights.keeps(request.user, found.city),
        "has_samples": any(each.is_sample for each in rows),
    }  # fmt: skip
    return render(request, "masterplan/scales.html", context)


@requires(Permission.DISCUSS)
@never_cache
def scale(request: HttpRequest, city: str, edition: str, scale: str) -> HttpResponse:
    found = scale_of(request, city, edition, scale)
    standing = priorities.standing_of(found)
    wanted = request.GET.get("urutan", "10")
    first = FIRSTS.get(wanted, priorities.USUAL_FIRST)
    words = {"1": _("the first place"), "10": _("the first ten"), "semua": _("the whole order")}
    context = {
        "scale": found, "edition": found.edition, "standing": standing, "finding": findings.of_scale(standing),
        "weights": [(each, standing.weights.get(each.code)) for each in standing.criteria],
        "ranges": [(_titled(standing, each.criterion), each, findings.of_range(each)) for each in standing.ranges(first)],
        "firsts": [(label, f"?urutan={key}#h-goyah") for key, label in words.items()],
        "first": words.get(wanted, words["10"]),
        "mine": standing.voice_of(request.user),
        "keeps": rights.keeps(request.user, found.edition.city),
        "portfolios": [(each, kept_portfolios.phase_of(each)) for each in kept_portfolios.portfolios_of(found, request.user)],
        "has_samples": found.is_sample,
    }  # fmt: skip
    return render(request, "masterplan/scale.html", context)


def _titled(standing: priorities.Standing, code: str) -> str:
    return next(each.title for each in standing.criteria if each.code == code)


@requires(Permission.KEEP_PLANS)
@never_cache
def new_scale(request: HttpRequest, city: str, edition: str) -> HttpResponse:
    found = _edition(request, city, edition, to_keep=True)

    def do(sent: Any) -> str:
        made = deeds.make_scale(found, sent[0].wanted(sent[1]), by=signed_in(request), now=timezone.now())
        return made.get_absolute_url()

    desk = Desk(
        "masterplan/scale_form.html", "masterplan.add-scale", bind=forms.ScaleForm, do=do,
        done=_("The scale is made. Now people compare its criteria, and you mark the programmes."),
        beside=lambda typed: list(forms.criterion_forms(typed, [])),
        context={"edition": found, "heading": _("Make a scale of priorities")}, field_of=forms.FIELD_OF,
    )  # fmt: skip
    return answer(request, desk)


@requires(Permission.KEEP_PLANS)
@never_cache
def change_scale(request: HttpRequest, city: str, edition: str, scale: str) -> HttpResponse:
    found = scale_of(request, city, edition, scale, to_keep=True)

    def do(sent: Any) -> str:
        wanted, expected = sent[0].wanted(sent[1]), versions.expected(request)
        deeds.change_scale(found, wanted, expected=expected, by=signed_in(request), now=timezone.now())
        return found.get_absolute_url()

    desk = Desk(
        "masterplan/scale_form.html", "masterplan.change-scale", bind=partial(forms.ScaleForm, kept=found), do=do,
        done=_("The scale is changed."),
        beside=lambda typed: list(forms.criterion_forms(typed, list(found.criteria.all()))),
        context={"edition": found.edition, "scale": found, "heading": _("Change the scale")}, field_of=forms.FIELD_OF,
    )  # fmt: skip
    return answer(request, desk)


@requires(Permission.KEEP_PLANS)
def open_or_close(request: HttpRequest, city: str, edition: str, scale: str) -> HttpResponse:
    """`buka=1` opens it again."""
    found = scale_of(request, city, edition, scale, to_keep=True)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    is_open = request.POST.get("buka") == "1"

    def do() -> str:
        return deeds.set_open(found, is_open, by=signed_in(request), now=timezone.now()).get_absolute_url()

    return redirect(submissions.once_for(request, action="masterplan.close-scale", deed=do).address)


@requires(Permission.DISCUSS)
@never_cache
def compare(request: HttpRequest, city: str, edition: str, scale: str) -> HttpResponse:
    """The reader's own comparisons."""
    found = scale_of(request, city, edition, scale)
    if found.method != Scale.Method.PAIRS:
        raise Http404
    user = signed_in(request)
    kept = Opinion.objects.filter(scale=found, user=user).first()

    def do(sent: Any) -> str:
        form = sent[0]
        deeds.compare(
            found, form.kept_pairs(), keep_contradicting=form.cleaned_data["keep_contradicting"],
            expected=versions.expected(request), by=user, now=timezone.now(),
        )  # fmt: skip
        return request.path

    desk = Desk(
        "masterplan/pairs.html", "masterplan.compare",
        bind=partial(forms.PairsForm, criteria=list(found.criteria.all()), kept=kept), do=do,
        done=_("Your comparisons are saved."), told=lambda stale: [],
        context={"scale": found, "edition": found.edition, "kept": kept, "has_samples": found.is_sample},
    )  # fmt: skip
    return answer(request, desk)


@requires(Permission.KEEP_PLANS)
@never_cache
def overrule(request: HttpRequest, city: str, edition: str, scale: str, person: str) -> HttpResponse:
    found = scale_of(request, city, edition, scale, to_keep=True)
    kept = (
        Opinion.objects.filter(scale=found, user__code=person)
        .select_related("user", "scale__edition__city")
        .first()
    )
    if kept is None:
        raise Http404

    def do(sent: Any) -> str:
        reason, expected = sent[0].cleaned_data["reason"], versions.expected(request)
        deeds.overrule(kept, reason, expected=expected, by=signed_in(request), now=timezone.now())
        return found.get_absolute_url()

    words = _("The comparisons of %(person)s contradict each other (consistency ratio %(ratio)s).") % {
        "person": str(kept.user or _("somebody")), "ratio": formats.number(kept.ratio, 2)
    }  # fmt: skip
    desk = Desk(
        "masterplan/scale_deed.html", "masterplan.overrule", bind=partial(forms.OverruleForm, kept=kept), do=do,
        done=_("Saved."), context=_around(found, _("Let contradicting comparisons count"), words),
    )  # fmt: skip
    return answer(request, desk)


@requires(Permission.KEEP_PLANS)
@never_cache
def marks(request: HttpRequest, city: str, edition: str, scale: str) -> HttpResponse:
    found = scale_of(request, city, edition, scale, to_keep=True)
    criteria = list(found.criteria.all())
    kept = _marks(found)

    def do(sent: Any) -> str:
        form, expected = sent[0], versions.expected(request)
        deeds.mark(found, form.cells(), expected=expected, by=signed_in(request), now=timezone.now())
        return found.get_absolute_url()

    bind = partial(
        forms.MarksForm, scale=found, criteria=criteria, programmes=_programmes(found.edition), kept=kept
    )
    desk = Desk(
        "masterplan/sheet.html", "masterplan.mark", bind=bind, do=do, done=_("The marks are saved."),
        told=lambda stale: _told(bind(request.POST), _marks(found)),
        context=_around(
            found, _("Mark the programmes"),
            _("From 0 to 100: how well each programme meets each criterion. Leave empty what nobody can say yet."),
        ) | {"columns": [(each.title, each.note) for each in criteria]},
    )  # fmt: skip
    return answer(request, desk)


@requires(Permission.KEEP_PLANS)
@never_cache
def efforts(request: HttpRequest, city: str, edition: str, scale: str) -> HttpResponse:
    found = scale_of(request, city, edition, scale, to_keep=True)
    rows = list(Effort.objects.filter(programme__edition=found.edition))

    def do(sent: Any) -> str:
        form, expected = sent[0], versions.expected(request)
        relations.write_efforts(
            found, form.cells(), expected=expected, by=signed_in(request), now=timezone.now()
        )
        return found.get_absolute_url()

    bind = partial(forms.EffortsForm, scale=found, programmes=_programmes(found.edition), kept=rows)
    desk = Desk(
        "masterplan/sheet.html", "masterplan.efforts", bind=bind, do=do, done=_("The work is saved."),
        told=lambda stale: _told(bind(request.POST), _efforts(found)),
        context=_around(
            found, _("Work of the agencies"),
            _("Person-months of the leading agency, by programme and year. They count where a portfolio limits an agency."),
        ) | {"columns": [(str(year), "") for year in found.edition.years]},
    )  # fmt: skip
    return answer(request, desk)


@requires(Permission.KEEP_PLANS)
@never_cache
def related(request: HttpRequest, city: str, edition: str, scale: str) -> HttpResponse:
    found = scale_of(request, city, edition, scale, to_keep=True)

    def do(sent: Any) -> str:
        given = sent[0].cleaned_data
        relations.relate(
            given["programme"], given["kind"], given["other"], by=signed_in(request), now=timezone.now()
        )
        return request.path

    rows = Relation.objects.filter(programme__edition=found.edition).select_related("programme", "other")
    desk = Desk(
        "masterplan/relations.html", "masterplan.relate", bind=partial(forms.RelationForm, edition=found.edition), do=do,
        done=_("The relation is saved."),
        context=_around(
            found, _("How programmes stand to each other"),
            _("A portfolio keeps what is said here: who comes only with another one, and who never stands beside another one."),
        ) | {"rows": list(rows.order_by("programme__code", "other__code"))},
        field_of={"programme-names-itself": "other", "relation-said-already": "other"},
    )  # fmt: skip
    return answer(request, desk)


@requires(Permission.KEEP_PLANS)
def unrelate(
    request: HttpRequest, city: str, edition: str, scale: str, programme: str, other: str
) -> HttpResponse:
    found = scale_of(request, city, edition, scale, to_keep=True)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    rows = Relation.objects.filter(programme__edition=found.edition)
    row = rows.filter(programme__code=programme, other__code=other).first()
    at = reverse("masterplan:relations", args=[city, edition, scale])

    def do() -> str:
        if row is not None:
            relations.unrelate(row, by=signed_in(request), now=timezone.now())
        return at

    return redirect(submissions.once_for(request, action="masterplan.unrelate", deed=do).address)


# --- What an address means ---------------------------------------------------------------------------------


def scale_of(request: HttpRequest, city: str, edition: str, scale: str, *, to_keep: bool = False) -> Scale:
    """For who takes part in the city; with `to_keep` for who keeps its plans. Everybody else gets 404."""
    at = _edition(request, city, edition, to_keep=to_keep)
    found = Scale.objects.visible_to(request.user).filter(edition=at, code=scale).first()
    if found is None:
        raise Http404
    found.edition = at
    return found


def _edition(request: HttpRequest, city: str, edition: str, *, to_keep: bool = False) -> Edition:
    """Of a city in which the reader takes part."""
    found = edition_of(request, city, edition)
    if not may(request.user, Permission.KEEP_PLANS if to_keep else Permission.DISCUSS, found.city):
        raise Http404
    return found


def _programmes(edition: Edition) -> list[Programme]:
    return list(edition.programmes.exclude(state=Programme.State.STOPPED).order_by("code"))


def _marks(scale: Scale) -> dict[tuple[int, int], Decimal]:
    rows = Mark.objects.filter(criterion__scale=scale)
    return {(each.programme_id, each.criterion_id): each.value for each in rows}


def _efforts(scale: Scale) -> dict[tuple[int, int], Decimal]:
    return {
        (each.programme_id, each.year): each.months
        for each in Effort.objects.filter(programme__edition=scale.edition)
    }


def _told(form: Any, now: Mapping[tuple[int, int], Decimal]) -> list[versions.Difference]:
    """Cell by cell, what stands there now and what was typed."""
    form.is_valid()
    return [
        versions.Difference(form.label_of(cell), forms.written(now.get(cell)), forms.written(typed))
        for cell, typed in form.cells().items()
        if typed != now.get(cell)
    ]


def _around(scale: Scale, heading: Any, words: Any) -> dict[str, Any]:
    return {
        "scale": scale, "edition": scale.edition, "heading": heading, "words": words, "back": scale.get_absolute_url(),
        "has_samples": scale.is_sample,
    }  # fmt: skip
