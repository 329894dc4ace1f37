"""Where an edition stands, and the deeds that bring it on: its cover, review, adoption, and the edition that follows."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache

from kotacerdas.common import versions
from kotacerdas.masterplan.actions import cloning
from kotacerdas.masterplan.actions import editions as deeds
from kotacerdas.masterplan.forms.editions import FIELD_OF, AdoptForm, HeadForm, ReviewForm, TakeBackForm
from kotacerdas.masterplan.models import Edition
from kotacerdas.masterplan.queries import reviewing
from kotacerdas.masterplan.views.finding import kept_city, kept_edition
from kotacerdas.people.access import requires, signed_in
from kotacerdas.people.desks import Desk, answer
from kotacerdas.people.permissions import Permission

FORM = "masterplan/edition_form.html"


@requires(Permission.KEEP_PLANS)
@never_cache
def standing(request: HttpRequest, city: str, edition: str) -> HttpResponse:
    found = kept_edition(request, city, edition)
    context = {
        "edition": found,
        "undecided": reviewing.undecided_count(found),
        "programme_count": found.programmes.count(),
        "successors": found.successors.select_related("city"),
        "has_samples": found.is_sample,
    }
    return render(request, "masterplan/standing.html", context)


@requires(Permission.KEEP_PLANS)
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    city = kept_city(request)

    def do(sent: Any) -> str:
        made = deeds.create(city, sent[0].head(), by=signed_in(request), now=timezone.now())
        return _standing(made)

    desk = Desk(
        FORM,
        "masterplan.begin-edition",
        bind=partial(HeadForm, city=city),
        do=do,
        done=_("The edition is begun as a draft. Write its goals and programmes, or bring in a workbook."),
        context={"city": city, "heading": _("Begin an edition"), "back": _editions(city.code)},
        field_of=FIELD_OF,
    )
    return answer(request, desk)


@requires(Permission.KEEP_PLANS)
@never_cache
def succeed(request: HttpRequest, city: str, edition: str) -> HttpResponse:
    found = kept_edition(request, city, edition)

    def do(sent: Any) -> str:
        return _standing(cloning.succeed(found, sent[0].head(), by=signed_in(request), now=timezone.now()))

    words = _(
        "Goals and programmes are copied, and each programme says which one it continues. Targets, money and days come along where "
        "the new period holds them; what was reported does not."
    )
    desk = _desk(
        found,
        "masterplan.clone-edition",
        partial(HeadForm, city=found.city, after=found),
        do,
        _("The next edition is begun as a draft."),
        _("Begin the next edition"),
        words,
    )
    return answer(request, desk)


@requires(Permission.KEEP_PLANS)
@never_cache
def cover(request: HttpRequest, city: str, edition: str) -> HttpResponse:
    found = kept_edition(request, city, edition)

    def do(sent: Any) -> str:
        expected = versions.expected(request)
        deeds.change_head(found, sent[0].head(), expected=expected, by=signed_in(request), now=timezone.now())
        return _standing(found)

    desk = _desk(
        found,
        "masterplan.change-edition",
        partial(HeadForm, city=found.city, kept=found),
        do,
        _("The cover is changed."),
        _("Change the cover"),
    )
    return answer(request, desk)


@requires(Permission.KEEP_PLANS)
@never_cache
def open_review(request: HttpRequest, city: str, edition: str) -> HttpResponse:
    found = kept_edition(request, city, edition)

    def do(sent: Any) -> str:
        until, expected = sent[0].cleaned_data["until"], versions.expected(request)
        deeds.open_review(found, until=until, expected=expected, by=signed_in(request), now=timezone.now())
        return reverse("masterplan:review", args=[city, edition])

    words = _(
        "Members of the council and of the forum, and every agency, then read it, comment and vote. They are told once, when it opens."
    )
    initial = {"version": found.version, "until": found.review_until}
    desk = _desk(
        found,
        "masterplan.open-review",
        partial(ReviewForm, initial=initial),
        do,
        _("The review is open."),
        _("Open the review"),
        words,
    )
    return answer(request, desk)


@requires(Permission.KEEP_PLANS)
@never_cache
def adopt(request: HttpRequest, city: str, edition: str) -> HttpResponse:
    found = kept_edition(request, city, edition)
    undecided = reviewing.undecided_count(found)

    def do(sent: Any) -> str:
        form, expected = sent[0], versions.expected(request)
        basis = form.cleaned_data["legal_basis"]
        by, now = signed_in(request), timezone.now()
        deeds.adopt(
            found, on=form.day, legal_basis=basis, expected=expected, by=by, now=now, overruled=form.reason
        )
        return _standing(found)

    words = _(
        "Its words, targets and ceilings can then never be changed. The edition in force until now is superseded, and programmes whose "
        "days have come are running."
    )
    initial = {"version": found.version, "legal_basis": found.legal_basis}
    desk = _desk(
        found,
        "masterplan.adopt",
        partial(AdoptForm, initial=initial, undecided=undecided),
        do,
        _("The edition is adopted."),
        pgettext_lazy("deed", "Adopt the edition"),
        words,
        undecided=undecided,
    )
    return answer(request, desk)


@requires(Permission.KEEP_PLANS)
@never_cache
def take_back(request: HttpRequest, city: str, edition: str) -> HttpResponse:
    found = kept_edition(request, city, edition)

    def do(sent: Any) -> str:
        reason, expected = sent[0].cleaned_data["reason"], versions.expected(request)
        deeds.take_back(found, reason=reason, expected=expected, by=signed_in(request), now=timezone.now())
        return _standing(found)

    words = _("Then only the city's offices see it. What was said stays, and can still be decided.")
    desk = _desk(
        found,
        "masterplan.close-review",
        partial(TakeBackForm, initial={"version": found.version}),
        do,
        _("The edition is a draft again."),
        _("Take back to a draft"),
        words,
    )
    return answer(request, desk)


def _desk(
    edition: Edition, action: str, bind: Any, do: Any, done: Any, heading: Any, words: Any = "", **more: Any
) -> Desk:
    context = {
        "edition": edition,
        "city": edition.city,
        "heading": heading,
        "words": words,
        "back": _standing(edition),
        "has_samples": edition.is_sample,
        **more,
    }
    return Desk(FORM, action, bind=bind, do=do, done=done, context=context, field_of=FIELD_OF)


def _standing(edition: Edition) -> str:
    return reverse("masterplan:standing", args=[edition.city.code, edition.code])


def _editions(city: str) -> str:
    return f"{reverse('masterplan:editions')}?kota={city}"
