"""Pages on which offices write what earns each level."""

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

# An operator's texts belong to a national instrument, so their times are told in its zone.
NATIONAL_ZONE = "Asia/Jakarta"


@requires(Permission.EDIT_RUBRIC)
def level(request: HttpRequest, code: str, edition: str, node: str, level: int) -> HttpResponse:
    """Write or correct one level's text; a save against an older version shows both and keeps what was typed."""
    found, asked = question_or_404(code, edition, node)
    if level not in queries.levels_of(found, asked):
        raise Http404
    city = queries.author_city(request.user)
    row = queries.level_text(found, asked, level, city)
    kept = drafts.kept(request) if request.method == "GET" else None
    form = LevelForm(request.POST if request.method == "POST" else kept, instance=row or RubricText())
    context = {"edition": found, "node": asked, "level": level, "city": city, "form": form}
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "instruments/level.html", context, status=status)

    address = reverse("instruments:question", args=[code, edition, node])

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
        return address

    try:
        outcome = submissions.once_for(request, action="instruments.level", deed=deed)
    except versions.StaleSave as stale:
        # The next save is meant against what is shown now.
        typed = request.POST.copy()
        typed["version"] = str(stale.current.version)
        newest = RubricText.objects.select_related("updated_by").get(pk=stale.current.pk)
        context |= {
            "stale": stale,
            "stale_by": newest.updated_by or _("Somebody"),
            "stale_at": formats.moment(newest.updated_at, city.zone if city else NATIONAL_ZONE),
            "form": LevelForm(typed, instance=newest),
        }
        return render(request, "instruments/level.html", context, status=409)
    except Refused as refused:
        return render(request, "instruments/level.html", context | {"refused": refused}, status=422)
    if not outcome.repeated:
        messages.success(request, _("The text of level %(level)s is saved.") % {"level": level})
    return redirect(outcome.address)
