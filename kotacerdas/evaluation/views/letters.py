"""What came with the result of a city, keyed in: its letter, and what assessors praised, missed and advised."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kotacerdas.common import submissions
from kotacerdas.common.domain.faults import Refused
from kotacerdas.common.faults import sentences
from kotacerdas.evaluation import actions, guarding
from kotacerdas.evaluation.forms.letters import LetterCityForm, LetterForm
from kotacerdas.evaluation.models import Round
from kotacerdas.evaluation.queries.letters import Kept, cities_in, kept_of, last_saved
from kotacerdas.files import actions as files
from kotacerdas.people import drafts
from kotacerdas.people.access import Permission, requires, signed_in
from kotacerdas.people.models import City


@requires(Permission.SEE_OFFICE)
@never_cache
def letter(request: HttpRequest, code: str) -> HttpResponse:
    """For whoever brings the result in: of its own round the city's programme office, else the operator, who says of
    which city by `?kota=64.71`."""
    round_ = get_object_or_404(Round.objects.visible_to(request.user).select_related("city"), code=code)
    if not guarding.may_record_letters(round_, request.user):
        raise Http404
    cities = cities_in(round_, request.user, guarding.loader_of(round_))
    city = _chosen(request, cities)
    if city is None:
        context = {"round": round_, "cities": cities, "form": LetterCityForm(cities=cities)}
        return render(request, "evaluation/letter_city.html", context)
    kept = kept_of(round_, city)
    context = {"round": round_, "city": city, "kept": kept, "back": _card_or_calendar(round_, city)}
    if request.method != "POST":
        form = LetterForm(drafts.kept(request), round_=round_, kept=kept)
        return render(request, "evaluation/letter.html", context | {"form": form})
    form = LetterForm(request.POST, request.FILES, round_=round_, kept=kept)
    if form.is_valid():
        try:
            outcome = submissions.once_for(
                request, action="evaluation.letter", deed=lambda: _record(request, round_, city, form)
            )
        except actions.LetterChanged as changed:
            return _both(request, context, form, changed.current)
        except Refused as refused:
            for words in sentences(refused):
                form.add_error(None, words)
        else:
            if not outcome.repeated:
                messages.success(request, _("The letter is recorded."))
            return redirect(outcome.address)
    return render(request, "evaluation/letter.html", context | {"form": form}, status=422)


def _chosen(request: HttpRequest, cities: list[City]) -> City | None:
    """None where several may be meant, or none is there; one that is not the reader's has no page."""
    wanted = request.GET.get("kota", "")
    found = [city for city in cities if wanted in {"", city.code}]
    if wanted and not found:
        raise Http404
    return found[0] if len(found) == 1 else None


def _record(request: HttpRequest, round_: Round, city: City, form: LetterForm) -> str:
    given = form.cleaned_data
    attached = None
    if upload := given["file"]:
        attached = actions.Attached(files.store(upload.file), upload.name or "", upload.content_type or "")
    head = actions.Head(
        number=given["number"].strip(),
        dated_on=given["dated_on"],
        signed_by=given["signed_by"].strip(),
        file=attached,
        drops_file=given.get("drops_file", False),
    )
    actions.record_letter(
        round_,
        city,
        head,
        form.remarks(),
        is_public=given.get("is_public", False),
        expected=given["seen"],
        by=signed_in(request),
        now=timezone.now(),
    )
    if round_.results.filter(city=city).exists():
        return _card_or_calendar(round_, city)
    return f"{reverse('evaluation:letter', args=[round_.code])}?kota={city.code}"


def _both(request: HttpRequest, context: dict[str, Any], form: LetterForm, current: Kept) -> HttpResponse:
    """What is kept now beside what was typed, in a form whose next save is meant against the former."""
    typed = request.POST.copy()
    typed["seen"] = current.mark
    beside = {
        "form": LetterForm(typed, round_=context["round"], kept=current),
        "kept": current,
        "differences": form.differences(current),
        "lost_file": bool(form.cleaned_data["file"]),
        "last": last_saved(context["round"]),
    }
    return render(request, "evaluation/letter.html", context | beside, status=409)


def _card_or_calendar(round_: Round, city: City) -> str:
    """Where one comes from: the result, if there is one yet."""
    if round_.results.filter(city=city).exists():
        return reverse("evaluation:scorecard", args=[city.code, round_.code])
    return reverse("evaluation:calendar", args=[round_.code])
