"""Everything said on an edition in its review; remarks from meetings are written down here and decided."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from kotacerdas.common import versions
from kotacerdas.masterplan import discussed, downloads, findings, rights
from kotacerdas.masterplan.actions import remarks as deeds
from kotacerdas.masterplan.forms.remarks import FIELD_OF, DecisionForm, EmptyForm, RemarkForm, ReopenForm
from kotacerdas.masterplan.models import Edition, Remark
from kotacerdas.masterplan.queries import reviewing
from kotacerdas.masterplan.views.finding import edition_of, kept_edition
from kotacerdas.people.access import may, requires, signed_in
from kotacerdas.people.desks import Desk, answer
from kotacerdas.people.permissions import Permission


@requires(Permission.DISCUSS)
@never_cache
def review(request: HttpRequest, city: str, edition: str) -> HttpResponse:
    found = _read(request, city, edition)
    listed = reviewing.of(found, now=timezone.now())
    which = request.GET.get("apa", "")
    context = {
        "edition": found,
        "review": listed,
        "said": findings.reviewing.narrowed(listed, which),
        "which": which,
        "finding": findings.reviewing.headline(listed),
        "beside": findings.reviewing.beside(listed, found),
        "may_write": discussed.may_write(request.user, found),
        "keeps": rights.keeps(request.user, found.city) and not found.is_frozen,
        "decides": discussed.may_decide(request.user, found),
        "has_samples": found.is_sample or any(each.is_sample for each in listed.said),
    }
    return render(request, "masterplan/review.html", context)


@requires(Permission.DISCUSS)
@never_cache
def download(request: HttpRequest, city: str, edition: str, file_type: str) -> HttpResponse:
    """For the report of the meetings: every word with its decision."""
    if file_type not in {"csv", "xlsx"}:
        raise Http404
    found = _read(request, city, edition)
    return downloads.reviewing.response(request, found, reviewing.of(found, now=timezone.now()), file_type)


@requires(Permission.KEEP_PLANS)
@never_cache
def write(request: HttpRequest, city: str, edition: str) -> HttpResponse:
    """`?tentang=program-SG-01` or `?tentang=simpul-T1` says what it is on."""
    found = kept_edition(request, city, edition)

    def do(sent: Any) -> str:
        deeds.write(found, sent[0].word(), by=signed_in(request), now=timezone.now())
        return _review(found)

    today = timezone.now().astimezone(found.city.timezone).date()
    initial = {"about": request.GET.get("tentang", ""), "said_on": today}
    desk = Desk(
        "masterplan/remark_form.html",
        "masterplan.write-remark",
        bind=partial(RemarkForm, edition=found, initial=initial),
        do=do,
        done=_("The remark is written down."),
        context=_around(found, _("Write down what was said")),
        field_of=FIELD_OF,
    )
    return answer(request, desk)


@requires(Permission.KEEP_PLANS)
@never_cache
def change(request: HttpRequest, city: str, edition: str, code: str) -> HttpResponse:
    found = kept_edition(request, city, edition)
    kept = _remark(request, found, code)

    def do(sent: Any) -> str:
        expected = versions.expected(request)
        deeds.change(kept, sent[0].word(), expected=expected, by=signed_in(request), now=timezone.now())
        return reviewing.address_of(kept)

    desk = Desk(
        "masterplan/remark_form.html",
        "masterplan.change-remark",
        bind=partial(RemarkForm, edition=found, kept=kept),
        do=do,
        done=_("The remark is changed."),
        context=_around(found, _("Correct the remark")) | {"back": reviewing.address_of(kept)},
        field_of=FIELD_OF,
    )
    return answer(request, desk)


@requires(Permission.DISCUSS)
@never_cache
def remark(request: HttpRequest, city: str, edition: str, code: str) -> HttpResponse:
    """One remark; whoever decides here decides. Of one that is decided the page offers to open it again."""
    found = _read(request, city, edition)
    kept = _remark(request, found, code)
    decides = discussed.may_decide(request.user, found)
    if request.method == "POST" and not decides:
        raise Http404
    is_deciding = kept.outcome == Remark.Outcome.OPEN or request.method == "POST"

    def do(sent: Any) -> str:
        outcome, reason = sent[0].cleaned_data["outcome"], sent[0].cleaned_data["reason"]
        expected = versions.expected(request)
        by, now = signed_in(request), timezone.now()
        deeds.decide(kept, outcome=outcome, reason=reason, expected=expected, by=by, now=now)
        return _review(found)

    bind = DecisionForm if is_deciding else ReopenForm
    more = {"is_deciding": is_deciding, "decides": decides}
    desk = _desk_of(request, found, kept, bind, do, _("The decision is recorded."), "decide-remark", more)
    return answer(request, desk)


@requires(Permission.DECIDE)
@never_cache
def reopen(request: HttpRequest, city: str, edition: str, code: str) -> HttpResponse:
    found = _read(request, city, edition)
    kept = _remark(request, found, code)
    if not discussed.may_decide(request.user, found):
        raise Http404

    def do(sent: Any) -> str:
        reason, expected = sent[0].cleaned_data["reason"], versions.expected(request)
        deeds.reopen(kept, reason=reason, expected=expected, by=signed_in(request), now=timezone.now())
        return reviewing.address_of(kept)

    more = {"is_deciding": False, "decides": True}
    desk = _desk_of(
        request, found, kept, ReopenForm, do, _("The remark is open again."), "reopen-remark", more
    )
    return answer(request, desk)


def _desk_of(
    request: HttpRequest,
    edition: Edition,
    kept: Remark,
    form: Any,
    do: Any,
    done: Any,
    action: str,
    more: Any,
) -> Desk:
    context = {
        "remark": kept,
        "about": kept.programme or kept.node,
        "keeps": rights.keeps(request.user, edition.city) and not edition.is_frozen,
        "has_samples": edition.is_sample or kept.is_sample,
        **more,
    }
    return Desk(
        "masterplan/remark.html",
        f"masterplan.{action}",
        bind=partial(form, initial={"version": kept.version}),
        do=do,
        done=done,
        told=findings.reviewing.both,
        context=_around(edition, _("Remark")) | context,
        field_of=FIELD_OF,
    )


@requires(Permission.KEEP_PLANS)
@never_cache
def remove(request: HttpRequest, city: str, edition: str, code: str) -> HttpResponse:
    """Written down by mistake."""
    found = kept_edition(request, city, edition)
    kept = _remark(request, found, code)

    def do(sent: Any) -> str:
        deeds.remove(kept, by=signed_in(request), now=timezone.now())
        return _review(found)

    desk = Desk(
        "masterplan/remark_form.html",
        "masterplan.drop-remark",
        bind=EmptyForm,
        do=do,
        done=_("The remark is taken away."),
        context=_around(found, _("Take the remark away")) | {"remark": kept, "is_danger": True},
    )
    return answer(request, desk)


def _read(request: HttpRequest, city: str, edition: str) -> Edition:
    """For those who take part in the city; others get 404, also of an edition that is public."""
    found = edition_of(request, city, edition)
    if not may(request.user, Permission.DISCUSS, found.city):
        raise Http404
    return found


def _remark(request: HttpRequest, edition: Edition, code: str) -> Remark:
    rows = Remark.objects.visible_to(request.user).filter(edition=edition, code=code)
    found = rows.select_related("node", "programme", "written_by", "decided_by").first()
    if found is None:
        raise Http404
    found.edition = edition
    for each in (found.node, found.programme):
        if each:
            each.edition = edition
    return found


def _review(edition: Edition) -> str:
    return reverse("masterplan:review", args=[edition.city.code, edition.code])


def _around(edition: Edition, heading: Any) -> dict[str, Any]:
    return {
        "edition": edition,
        "city": edition.city,
        "heading": heading,
        "back": _review(edition),
        "has_samples": edition.is_sample,
    }
