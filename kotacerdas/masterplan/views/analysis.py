"""Issues of a city are kept, and the readiness and the SWOT of an edition are written."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from kotacerdas.common import submissions, versions
from kotacerdas.masterplan.actions import analysis as deeds
from kotacerdas.masterplan.forms.documents import (
    FIELD_OF,
    AnswersForm,
    IssueForm,
    ReadinessForm,
    SwotForm,
    dimension_choices,
)
from kotacerdas.masterplan.forms.remarks import EmptyForm
from kotacerdas.masterplan.models import Edition, Issue
from kotacerdas.masterplan.models.choices import Dimension
from kotacerdas.masterplan.queries import documents
from kotacerdas.masterplan.views.finding import kept_city, kept_edition
from kotacerdas.people.access import requires, signed_in
from kotacerdas.people.desks import Desk, answer
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission

FORM = "masterplan/edition_form.html"


@requires(Permission.KEEP_PLANS)
@never_cache
def new_issue(request: HttpRequest) -> HttpResponse:
    city = kept_city(request)

    def do(sent: Any) -> str:
        return deeds.add_issue(
            city, sent[0].wording(), by=signed_in(request), now=timezone.now()
        ).get_absolute_url()

    done, heading = _("The issue is written."), _("Add a strategic issue")
    return answer(request, _issue_desk(city, "masterplan.add-issue", IssueForm, do, done, heading))


@requires(Permission.KEEP_PLANS)
@never_cache
def change_issue(request: HttpRequest, code: str) -> HttpResponse:
    city = kept_city(request)
    issue = _issue(city, code)

    def do(sent: Any) -> str:
        expected, wording = versions.expected(request), sent[0].wording()
        deeds.change_issue(issue, wording, expected=expected, by=signed_in(request), now=timezone.now())
        return issue.get_absolute_url()

    done, heading = _("The issue is changed."), _("Change the strategic issue")
    bind = partial(IssueForm, kept=issue)
    return answer(request, _issue_desk(city, "masterplan.change-issue", bind, do, done, heading))


@requires(Permission.KEEP_PLANS)
@never_cache
def remove_issue(request: HttpRequest, code: str) -> HttpResponse:
    city = kept_city(request)
    issue = _issue(city, code)

    def do(sent: Any) -> str:
        expected = versions.expected(request)
        deeds.remove_issue(issue, expected=expected, by=signed_in(request), now=timezone.now())
        return _issues(city)

    bind = partial(EmptyForm, initial={"version": issue.version})
    done, heading = _("The issue is removed."), _("Remove the strategic issue")
    desk = _issue_desk(city, "masterplan.drop-issue", bind, do, done, heading, words=issue.title)
    return answer(request, desk)


@requires(Permission.KEEP_PLANS)
def move_issue(request: HttpRequest, code: str) -> HttpResponse:
    city = kept_city(request)
    issue = _issue(city, code)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])

    def deed() -> str:
        is_up = request.POST.get("ke") == "atas"
        deeds.move_issue(issue, up=is_up, by=signed_in(request), now=timezone.now())
        return issue.get_absolute_url()

    return redirect(submissions.once_for(request, action="masterplan.move-issue", deed=deed).address)


@requires(Permission.KEEP_PLANS)
@never_cache
def answers(request: HttpRequest, code: str, edition: str) -> HttpResponse:
    """Which programmes of an edition answer it."""
    city = kept_city(request)
    issue = _issue(city, code)
    found = documents.answering(city, request.user).filter(code=edition).first()
    if found is None:
        raise Http404

    def do(sent: Any) -> str:
        expected, chosen = versions.expected(request), sent[0].chosen()
        deeds.answer_issue(issue, found, chosen, expected=expected, by=signed_in(request), now=timezone.now())
        return issue.get_absolute_url()

    bind = partial(AnswersForm, issue=issue, edition=found)
    words = f"{found.title} {found.period}"
    done = _("What answers the issue is written.")
    return answer(
        request, _issue_desk(city, "masterplan.answer-issue", bind, do, done, issue.title, words=words)
    )


@requires(Permission.KEEP_PLANS)
@never_cache
def readiness(request: HttpRequest, city: str, edition: str, dimension: str) -> HttpResponse:
    found = kept_edition(request, city, edition)
    if dimension not in Dimension.values:
        raise Http404

    def do(sent: Any) -> str:
        expected, judged = versions.expected(request), sent[0].judged()
        deeds.judge_readiness(found, judged, expected=expected, by=signed_in(request), now=timezone.now())
        return f"{found.get_absolute_url()}#kesiapan"

    bind = partial(ReadinessForm, edition=found, dimension=dimension)
    context = _around(
        found, now_in_words("Readiness: %(dimension)s") % {"dimension": Dimension(dimension).label}
    )
    done = _("The readiness is written.")
    desk = Desk("masterplan/readiness_form.html", "masterplan.judge-readiness", bind, do, done, told=_nothing_lost, context=context)  # fmt: skip
    return answer(request, desk)


@requires(Permission.KEEP_PLANS)
@never_cache
def swot(request: HttpRequest, city: str, edition: str) -> HttpResponse:
    """`?dimensi=gov` says whose; without it, of the whole edition."""
    found = kept_edition(request, city, edition)
    dimension = request.GET.get("dimensi", "")
    names = dict(dimension_choices())
    if dimension not in names:
        raise Http404

    def do(sent: Any) -> str:
        expected, lines = versions.expected(request), sent[0].lines()
        now = timezone.now()
        deeds.write_swot(found, dimension, lines, expected=expected, by=signed_in(request), now=now)
        return f"{found.get_absolute_url()}#swot"

    bind = partial(SwotForm, edition=found, dimension=dimension)
    heading = now_in_words("SWOT: %(dimension)s") % {"dimension": names[dimension]}
    context = _around(found, heading) | {"submit": _("Save")}
    desk = Desk(FORM, "masterplan.write-swot", bind, do, _("The SWOT is written."), told=_nothing_lost, context=context)  # fmt: skip
    return answer(request, desk)


def _nothing_lost(stale: versions.StaleSave) -> list[versions.Difference]:
    """The edition's version is at stake, not a field of it; the form still shows what was typed."""
    words = now_in_words("Somebody wrote in this edition meanwhile. Look at its page before you save again.")
    return [versions.Difference(now_in_words("Edition"), words, now_in_words("as in the form below"))]


def _issue(city: City, code: str) -> Issue:
    found = Issue.objects.filter(city=city, code=code).select_related("city", "source").first()
    if found is None:
        raise Http404
    return found


def _issues(city: City) -> str:
    return f"{reverse('masterplan:issues')}?kota={city.code}"


def _issue_desk(
    city: City, action: str, bind: Any, do: Any, done: Any, heading: Any, *, words: str = ""
) -> Desk:
    context = {"city": city, "heading": heading, "words": words, "back": _issues(city), "up": _("Strategic issues")}  # fmt: skip
    return Desk(FORM, action, bind=bind, do=do, done=done, context=context, field_of=FIELD_OF)


def _around(edition: Edition, heading: str) -> dict[str, Any]:
    return {
        "edition": edition,
        "city": edition.city,
        "heading": heading,
        "back": edition.get_absolute_url(),
        "has_samples": edition.is_sample,
    }
