"""Pages of packs: those that were made, a new one, one of them with its seal and the way to check it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.cache import never_cache
from django_htmx.http import HttpResponseClientRefresh

from kotacerdas.common import formats, language, submissions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.faults import sentences
from kotacerdas.common.formats import number
from kotacerdas.common.parts import render_part, wants_part
from kotacerdas.evidence import findings, targets
from kotacerdas.evidence.actions import packing
from kotacerdas.evidence.forms.packs import PackForm
from kotacerdas.evidence.models import Pack
from kotacerdas.evidence.packing import index, verify
from kotacerdas.imports import kept
from kotacerdas.jobs import queries as jobs
from kotacerdas.people import access
from kotacerdas.people.access import requires, signed_in
from kotacerdas.people.asked_city import city_with
from kotacerdas.people.permissions import Permission

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone

PER_PAGE = 30


@requires(Permission.MANAGE_EVIDENCE)
@never_cache
def listing(request: HttpRequest) -> HttpResponse:
    """The form for a new one above those that were made."""
    user, city = signed_in(request), city_with(request, Permission.MANAGE_EVIDENCE)
    scopes = targets.scopes(user, city)
    options: dict[str, Any] = {
        "scopes": scopes,
        "may_secret": access.may(user, Permission.SEE_SECRET_EVIDENCE, city),
    }
    form = PackForm(
        request.POST if request.method == "POST" else None,
        initial={"scope": request.GET.get("lingkup"), "language": language.current()},
        **options,
    )
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data

        def deed() -> str:
            scope = targets.scope(user, city, wanted["scope"])
            made = packing.order(
                city,
                scope,
                language=wanted["language"],
                with_secret=wanted.get("with_secret", False),
                by=user,
                now=timezone.now(),
            )
            return made.get_absolute_url()

        try:
            return HttpResponseRedirect(
                submissions.once_for(request, action="evidence.pack", deed=deed).address
            )
        except Refused as refused:
            for words in sentences(refused):
                form.add_error(None, words)
    made = Pack.objects.visible_to(user).filter(city=city).select_related("city", "by", "job", "file")
    page = Paginator(made, PER_PAGE).get_page(request.GET.get("halaman"))
    closed = _closed(page, user)
    context = {
        "city": city,
        "form": form,
        "page": page,
        "rows": [(each, *_state(each, is_closed=each.pk in closed)) for each in page],
    }
    return render(request, "evidence/packs.html", context, status=422 if form.errors else 200)


@requires(Permission.MANAGE_EVIDENCE)
@never_cache
def pack(request: HttpRequest, code: str) -> HttpResponse:
    """While it is made, how far it is; then the file, the seal and how to check both. `?unduh=1` leads to the file.

    Who may not have it any more reads why, and what to do.
    """
    rows = Pack.objects.visible_to(request.user).select_related("city", "by", "job", "file")
    found = get_object_or_404(rows, code=code)
    if found.is_working:
        return _progress(request, found)
    if wants_part(request):
        return HttpResponseClientRefresh()
    is_closed, is_asked = bool(_closed([found], request.user)), "unduh" in request.GET
    if is_asked and found.file is not None and not is_closed:
        return redirect(found.file)
    words, tone = _state(found, is_closed=is_closed)
    faults = [*kept.faults(found.faults), *([Fault("evidence-pack-closed")] if is_closed else [])]
    context = _common(found) | {
        "is_closed": is_closed,
        "words": words,
        "tone": tone,
        "finding": index.finding(found.counts) if found.counts else found.title,
        "notes": _notes(found),
        "problems": sentences(faults),
        "program": verify.sha256_of(verify.__file__),
        "kept_days": packing.KEPT_FOR.days,
    }
    return render(request, "evidence/pack.html", context, status=403 if is_asked and is_closed else 200)


def _closed(packs: Iterable[Pack], user: "Someone") -> set[int]:
    """Those whose file is kept but not for this reader; one query, however many."""
    there = [each.pk for each in packs if each.file_id is not None]
    return set(there) - set(Pack.objects.given_to(user).filter(pk__in=there).values_list("pk", flat=True))


def _progress(request: HttpRequest, found: Pack) -> HttpResponse:
    assert found.job is not None  # `is_working` says so
    (view,) = jobs.views([found.job], seen_by=request.user, now=timezone.now())
    context = _common(found) | {
        "done": found.job.done or 0,
        "total": found.job.total or 0,
        "left": findings.intakes.left(view.left),
    }
    return render_part(request, "evidence/pack_progress.html", "keadaan", context, dict)


def _common(found: Pack) -> dict[str, Any]:
    return {
        "pack": found,
        "zone": found.city.zone,
        "way": [
            (_("Evidence"), reverse("evidence:documents")),
            (_("Packs"), reverse("evidence:packs")),
            (formats.moment(found.at, found.city.zone), ""),
        ],
    }


def _state(found: Pack, *, is_closed: bool) -> tuple[str, str]:
    if is_closed:
        return pgettext("pack", "not given out"), "awas"
    if found.state == Pack.State.READY:
        return str(found.get_state_display()), "ok"
    if found.is_working:
        return str(found.get_state_display()), "jalan"
    return str(Pack.State.FAILED.label), "telat"


def _notes(found: Pack) -> list[str]:
    notes = []
    if secret := found.counts.get("left_secret", 0):
        words = ngettext(
            "%(count)s confirmed quote from a secret document is left out.",
            "%(count)s confirmed quotes from secret documents are left out.",
            secret,
        )
        notes.append(words % {"count": number(secret)})
    if found.with_secret:
        notes.append(_("It holds secret documents: give it only to those who may read them."))
    if found.state == Pack.State.MAKING and not found.is_working:
        notes.append(_("The work was stopped before the pack was finished. Ask for it again."))
    return notes
