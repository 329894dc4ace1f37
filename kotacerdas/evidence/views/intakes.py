"""Pages of deliveries: the list, a new one, one of them from the first file to what became of each, as a file."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django_htmx.http import HttpResponseClientRefresh

from kotacerdas.common.formats import number
from kotacerdas.common.parts import render_part, wants_part
from kotacerdas.evidence import downloads, findings
from kotacerdas.evidence.domain.deliveries import LEFT_AFTER, PIECE
from kotacerdas.evidence.forms.intakes import FilesForm, IntakeForm
from kotacerdas.evidence.models import Intake, Item
from kotacerdas.evidence.queries import intakes as queries
from kotacerdas.people import drafts
from kotacerdas.people.access import requires, signed_in
from kotacerdas.people.asked_city import city_with
from kotacerdas.people.models import City
from kotacerdas.people.permissions import Permission

PER_PAGE = 50
Counts = dict[Item.State, int]


@requires(Permission.ADD_EVIDENCE)
@never_cache
def listing(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.seen_by(signed_in(request)), PER_PAGE).get_page(request.GET.get("halaman"))
    context = {
        "page": page,
        "rows": [(intake, *findings.intakes.state(intake)) for intake in page],
    }
    return render(request, "evidence/intakes.html", context)


@requires(Permission.ADD_EVIDENCE)
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    city = city_with(request, Permission.ADD_EVIDENCE)
    return new_page(request, city, IntakeForm(drafts.kept(request), user=signed_in(request), city=city))


def new_page(request: HttpRequest, city: City, form: IntakeForm, *, status: int = 200) -> HttpResponse:
    context = {
        "city": city,
        "form": form,
        "piece": PIECE,
        "way": [
            (_("Evidence"), reverse("evidence:documents")),
            (_("Deliveries"), reverse("evidence:intakes")),
            (_("Add files"), ""),
        ],
    }
    return render(request, "evidence/intake_new.html", context, status=status)


@requires(Permission.ADD_EVIDENCE)
@never_cache
def intake(request: HttpRequest, code: str) -> HttpResponse:
    """One address for the whole way; what it shows depends on how far the delivery has come."""
    found = intake_of(request, code)
    if found.is_working:
        return _progress_page(request, found)
    if wants_part(request):
        # The part that looked how far it is; now there is a page to see.
        return HttpResponseClientRefresh()
    return intake_page(request, found)


def intake_page(
    request: HttpRequest, found: Intake, *, form: FilesForm | None = None, problems: list[str] | None = None
) -> HttpResponse:
    """The files with what became of each; an open one takes further files."""
    user, counted = signed_in(request), queries.counts(found)
    chosen = request.GET.get("lihat", "")
    page = Paginator(queries.items(found, chosen), PER_PAGE).get_page(request.GET.get("halaman"))
    is_sender = found.by_id == user.pk
    context = _common(found, counted) | {
        "page": page,
        "rows": [findings.intakes.told(row) for row in queries.rows(page, user=user)],
        "tabs": _tabs(counted),
        "tab": _tab(chosen, counted),
        "asked": request.GET.urlencode(),
        "is_sender": is_sender,
        "form": form or FilesForm(),
        "piece": PIECE,
        "left_days": LEFT_AFTER.days,
        "coming": list(found.uploads.unfinished()) if found.state == Intake.State.OPEN else [],
        "problems": problems or [],
    }
    name = "evidence/intake_open.html" if found.state == Intake.State.OPEN else "evidence/intake.html"
    return render(request, name, context, status=422 if form or problems else 200)


def _progress_page(request: HttpRequest, found: Intake) -> HttpResponse:
    counted = queries.counts(found)
    progress = queries.progress(found, counted, now=timezone.now())
    context = _common(found, counted) | {
        "progress": progress,
        "left": findings.intakes.left(progress.left),
        "counts": [(words, count) for words, count in _named(counted)],
    }
    return render_part(request, "evidence/intake_progress.html", "keadaan", context, dict)


def _common(found: Intake, counted: Counts) -> dict[str, Any]:
    words, tone = findings.intakes.state(found)
    return {
        "intake": found,
        "finding": findings.intakes.finding(found, counted),
        "more": findings.intakes.more(counted),
        "words": words,
        "tone": tone,
        "total": sum(counted.values()),
        "waiting": counted[Item.State.WAITING],
        "zone": found.city.zone,
        "way": [
            (_("Evidence"), reverse("evidence:documents")),
            (_("Deliveries"), reverse("evidence:intakes")),
            (found.code, ""),
        ],
    }


def _named(counted: Counts) -> list[tuple[str, int]]:
    return [(str(state.label), count) for state, count in counted.items() if count]


def _tabs(counted: Counts) -> list[tuple[str, str]]:
    """All, and each state that has files, with how many."""
    some = [
        (_tab(state.value, counted), f"?lihat={state.value}") for state, count in counted.items() if count
    ]
    return [(_tab("", counted), "?"), *some]


def _tab(chosen: str, counted: Counts) -> str:
    if chosen not in Item.State.values or not counted[Item.State(chosen)]:
        return f"{_('All')} ({number(sum(counted.values()))})"
    state = Item.State(chosen)
    return f"{capfirst(str(state.label))} ({number(counted[state])})"


@requires(Permission.ADD_EVIDENCE)
@never_cache
def download(request: HttpRequest, code: str, file_type: str) -> HttpResponse:
    """The rows of the page, all pages of it."""
    if file_type not in {"csv", "xlsx"}:
        raise Http404
    found, user = intake_of(request, code), signed_in(request)
    rows = queries.rows(queries.items(found, request.GET.get("lihat", "")), user=user)
    return downloads.intakes.items(request, found, map(findings.intakes.told, rows), file_type)


def intake_of(request: HttpRequest, code: str) -> Intake:
    rows = Intake.objects.visible_to(signed_in(request)).select_related("city", "agency", "by", "job")
    return get_object_or_404(rows, code=code)
