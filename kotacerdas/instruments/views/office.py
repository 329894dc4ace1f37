"""Pages on which offices write what earns each level."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kotacerdas.common import formats, submissions, versions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.instruments import actions, queries
from kotacerdas.instruments.forms import LevelForm
from kotacerdas.instruments.models import RubricText
from kotacerdas.instruments.views.browser import question_or_404
from kotacerdas.people import drafts
from kotacerdas.people.access import Permission, requires, signed_in
from kotacerdas.people.models import City

# An operator's texts belong to a national instrument, so their times are told in its zone.
NATIONAL_ZONE = "Asia/Jakarta"


@requires(Permission.EDIT_RUBRIC)
def level(request: HttpRequest, code: str, edition: str, node: str, level: int) -> HttpResponse:
    """Write or correct one level's text; a save against an older version shows both and keeps what was typed."""
    found, asked = question_or_404(request, code, edition, node)
    if level not in queries.levels_of(found, asked):
        raise Http404
    city = queries.author_city(request.user)
    row = queries.level_text(found, asked, level, city) or RubricText()
    context = {"edition": found, "node": asked, "level": level, "city": city}
    if request.method != "POST":
        return _page(request, context, LevelForm(drafts.kept(request), instance=row))
    form = LevelForm(request.POST, instance=row)
    if not form.is_valid():
        return _page(request, context, form, status=422)

    def deed() -> str:
        actions.write_level(
            found,
            asked,
            level=level,
            city=city,
            **form.texts(),
            expected=versions.expected(request),
            by=signed_in(request),
            now=timezone.now(),
        )
        return reverse("instruments:question", args=[code, edition, node])

    try:
        outcome = submissions.once_for(request, action="instruments.level", deed=deed)
    except versions.StaleSave as stale:
        return _page(request, context | _beside(stale, city), _against_newest(request, stale), status=409)
    except Refused as refused:
        return _page(request, context | {"refused": refused}, form, status=422)
    if not outcome.repeated:
        messages.success(request, _("The text of level %(level)s is saved.") % {"level": level})
    return redirect(outcome.address)


def _page(
    request: HttpRequest, context: dict[str, Any], form: LevelForm, *, status: int = 200
) -> HttpResponse:
    return render(request, "instruments/level.html", context | {"form": form}, status=status)


def _beside(stale: versions.StaleSave, city: City | None) -> dict[str, Any]:
    """Who saved in between, and when by the author's clock."""
    newest = RubricText.objects.select_related("updated_by").get(pk=stale.current.pk)
    return {
        "stale": stale,
        "stale_by": newest.updated_by or _("Somebody"),
        "stale_at": formats.moment(newest.updated_at, city.zone if city else NATIONAL_ZONE),
    }


def _against_newest(request: HttpRequest, stale: versions.StaleSave) -> LevelForm:
    """What was typed, in a form whose next save is meant against what is stored now."""
    typed = request.POST.copy()
    typed["version"] = str(stale.current.version)
    return LevelForm(typed, instance=RubricText.objects.get(pk=stale.current.pk))
