"""Which points would be missed least: the page of the newest answer, the form for another one, and its files."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache

from kotacerdas.common.faults import sentence
from kotacerdas.common.language import pick
from kotacerdas.coverage.rules import rules_on
from kotacerdas.geography.queries.areas import areas_of
from kotacerdas.masterplan.forms.priorities import written
from kotacerdas.people.access import may, requires, signed_in
from kotacerdas.people.asked_city import city_with
from kotacerdas.people.desks import Desk, answer
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission
from kotacerdas.siting.actions import losing as deeds
from kotacerdas.siting.forms import losing as forms
from kotacerdas.siting.losing import downloads, drawings, findings
from kotacerdas.siting.models import Saving
from kotacerdas.siting.queries import savings as queries

ROWS = 40


@requires(Permission.SEE_CITY_DRAFTS)
@never_cache
def losing(request: HttpRequest) -> HttpResponse:
    city = city_with(request, Permission.SEE_CITY_DRAFTS)
    keeps = may(request.user, Permission.KEEP_WIFI, city)
    if request.method == "POST" and not keeps:
        raise Http404

    context = _page(request, city, keeps=keeps)

    def do(sent: Any) -> str:
        made = deeds.ask(city, sent[0].asked(), by=signed_in(request), now=timezone.now())
        return made.get_absolute_url()

    desk = Desk(
        "siting/losing.html" + ("#keadaan" if getattr(request, "htmx", False) else ""),
        "siting.ask-saving",
        bind=lambda typed: forms.AskForm(typed, initial=_initial(request, city, context["saving"])),
        do=do,
        done=_("It is being computed. You can leave this page."),
        context=context,
        field_of=forms.FIELD_OF,
    )
    return answer(request, desk)


@requires(Permission.SEE_CITY_DRAFTS)
@never_cache
def download(request: HttpRequest, file_type: str) -> HttpResponse:
    """Every point of the answer that the page shows."""
    if file_type not in downloads.FILE_TYPES:
        raise Http404
    city = city_with(request, Permission.SEE_CITY_DRAFTS)
    saving = _shown(request, city)
    if saving is None:
        raise Http404
    rows = queries.rows_of(saving, queries.names_of(city))
    return downloads.response(request, saving, rows, file_type)


def _shown(request: HttpRequest, city: City) -> Saving | None:
    points, percent = forms.address(request.GET)
    return queries.shown_of(city, request.user, points=points, percent=percent)


def _initial(request: HttpRequest, city: City, saving: Saving | None) -> dict[str, Any]:
    """What the address asks and nobody has computed yet stands in the form."""
    points, percent = forms.address(request.GET) if saving is None else (None, None)
    today = timezone.localdate(timezone=city.timezone)
    return {
        "points": points,
        "percent": written(percent) if percent else None,
        "radius": round(rules_on(today).reach_m),
    }


def _page(request: HttpRequest, city: City, *, keeps: bool) -> dict[str, Any]:
    saving = _shown(request, city)
    context: dict[str, Any] = {
        "city": city, "saving": saving, "keeps": keeps, "finding": findings.headline(saving, city),
        "work": _work(queries.last_of(city, request.user)), "others": _others(request, city),
        "sees_jobs": may(request.user, Permission.SEE_JOBS, city),
        "is_asked": any(forms.address(request.GET)), "has_samples": bool(saving and saving.is_sample),
    }  # fmt: skip
    return context | (_answer(request, saving) if saving else {})


def _answer(request: HttpRequest, saving: Saving) -> dict[str, Any]:
    names = queries.names_of(saving.city)
    rows = queries.rows_of(saving, names)
    return {
        "found": saving.found, "money": findings.money(saving), "method": findings.method(saving),
        "gone": [each for each in rows if each.is_gone], "must": [each for each in rows if each.is_must],
        "rows": Paginator(rows, ROWS).get_page(request.GET.get("halaman")),
        "lost": [(names.get(each["code"], ""), each["lost"]) for each in saving.found["areas"]],
        "areas": areas_of(saving.city), "layers": drawings.layers(rows), "asked": saving.asked,
    }  # fmt: skip


def _others(request: HttpRequest, city: City) -> Sequence[tuple[str, str]]:
    return [
        (findings.question(each), each.get_absolute_url()) for each in queries.others_of(city, request.user)
    ]


def _work(last: Saving | None) -> dict[str, Any] | None:
    """How the last question stands; None where it is answered."""
    phase = queries.phase_of(last) if last else "done"
    if last is None or phase == "done":
        return None
    words, tone = {
        "waits": (pgettext("saving", "waits for its turn"), ""),
        "runs": (pgettext("saving", "is being computed"), "jalan"),
        "failed": (pgettext("saving", "failed"), "telat"),
        "stopped": (pgettext("saving", "stopped"), ""),
        "refused": (pgettext("saving", "not possible"), "awas"),
    }[phase]
    return {
        "saving": last, "question": findings.question(last), "state": words, "tone": tone,
        "is_open": phase in ("waits", "runs"), "faults": [sentence(each) for each in queries.faults_of(last)],
        "doing": pick({"doing": last.job.doing}, "doing") if last.job and last.job.doing else "",
    }  # fmt: skip
