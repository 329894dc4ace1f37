"""Pages of workbooks that come in: which there are, the upload, the columns, what would change, what was written."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django_htmx.http import HttpResponseClientRefresh

from kotacerdas.common.exports import Source
from kotacerdas.common.faults import Refused, sentences
from kotacerdas.common.parts import render_part, wants_part
from kotacerdas.imports import exports, intakes, queries
from kotacerdas.imports.domain.comparing import Change
from kotacerdas.imports.intakes import Intake, Target
from kotacerdas.imports.models import ImportRun, State
from kotacerdas.office import areas, import_words
from kotacerdas.office.import_forms import ColumnsForm, SheetForm, UploadForm
from kotacerdas.people.access import Permission, requires, signed_in

PER_PAGE = 50
EARLIER_SHOWN = 30


@requires(Permission.SEE_OFFICE)
@never_cache
def imports(request: HttpRequest) -> HttpResponse:
    """What may come in, and what came in earlier."""
    user = signed_in(request)
    runs = ImportRun.objects.visible_to(user).current().select_related("by", "city", "job")
    context = {
        "intakes": [intake for intake, _targets in intakes.open_to(user)],
        "runs": runs[:EARLIER_SHOWN],
        "zone": areas.zone_of(user),
        "way": [(_("Office"), reverse("office:hub")), (_("Workbooks"), "")],
    }
    return render(request, "office/imports.html", context)


@requires(Permission.SEE_OFFICE)
@never_cache
def new(request: HttpRequest, slug: str) -> HttpResponse:
    intake, targets = open_to(request, slug)
    if not targets:
        return redirect("office:imports")
    return upload_page(request, intake, targets, UploadForm(intake=intake, targets=targets))


def upload_page(
    request: HttpRequest, intake: Intake, targets: list[Target], form: UploadForm, *, status: int = 200
) -> HttpResponse:
    columns = intake.handed_out(targets[0])
    context = {
        "intake": intake,
        "targets": targets,
        "form": form,
        "columns": columns,
        "way": [*_way(), (intake.title, "")],
    }
    return render(request, "office/import_new.html", context, status=status)


@requires(Permission.SEE_OFFICE)
@never_cache
def template(request: HttpRequest, slug: str) -> HttpResponse:
    """The columns to be filled in, where it helps with what is kept."""
    intake, target = _target(request, slug)
    if target is None:
        return redirect("office:imports")
    store = intake.store(target, by=request.user) if intake.is_filled_in else None
    return exports.template_response(intake, intake.handed_out(target), f"templat-{intake.slug}", store)


@requires(Permission.SEE_OFFICE)
@never_cache
def data(request: HttpRequest, slug: str, file_type: str) -> HttpResponse:
    """What is kept now, in the columns in which it comes in."""
    if file_type not in {"csv", "xlsx"}:
        raise Http404
    intake, target = _target(request, slug)
    if target is None:
        return redirect("office:imports")
    store = intake.store(target, by=request.user)
    title = f"{intake.title}: {target.label}"
    source = _source(request, title)
    name = f"{intake.slug}-{target.key}"
    return exports.data_response(intake, intake.handed_out(target), store, source, file_type, name)


@requires(Permission.SEE_OFFICE)
@never_cache
def run(request: HttpRequest, code: str) -> HttpResponse:
    """One address for the whole way; what it shows depends on how far the workbook has come."""
    found = run_of(request, code)
    if found.is_working:
        return _progress_page(request, found)
    if wants_part(request):
        # The part that looked how far it is; now there is a page to see.
        return HttpResponseClientRefresh()
    if found.stands == State.READ or "kolom" in request.GET:
        return columns_page(request, found)
    return rows_page(request, found)


def columns_page(
    request: HttpRequest,
    found: ImportRun,
    *,
    sheet_form: SheetForm | None = None,
    form: ColumnsForm | None = None,
    problems: list[str] | None = None,
) -> HttpResponse:
    """Sheet, header and columns, with the first rows as they will be read."""
    if found.is_over or found.goal is None:
        raise Http404
    told = problems if problems is not None else sentences(found.stopped_by)
    try:
        preview = queries.preview(found)
    except Refused as refused:
        preview, told = None, [*told, *sentences(refused)]
    if preview is not None:
        form = form or ColumnsForm(run=found, preview=preview)
        sheet_form = sheet_form or SheetForm(run=found, preview=preview)
    context = {
        "run": found,
        "preview": preview,
        "form": form,
        "sheet_form": sheet_form,
        "problems": told,
        "notes": sentences(found.told),
        "way": _way_to(found),
    }
    return render(request, "office/import_columns.html", context, status=422 if problems is not None else 200)


def _progress_page(request: HttpRequest, found: ImportRun) -> HttpResponse:
    context = {"run": found, "job": found.job, "words": import_words.doing(found), "way": _way_to(found)}
    return render_part(request, "office/import_progress.html", "keadaan", context, dict)


def rows_page(request: HttpRequest, found: ImportRun, *, problems: list[str] | None = None) -> HttpResponse:
    """The plan or what became of it: counts, then the rows of one kind, both values side by side."""
    chosen = request.GET.get("lihat", "")
    tabs = import_words.tabs(found, chosen)
    shown = next((tab.key for tab in tabs if tab.is_current), Change.ADDED.value)
    page = Paginator(_rows(found, shown), PER_PAGE).get_page(request.GET.get("halaman"))
    columns = found.into.columns(found.goal) if found.goal else []
    is_left = shown == "left"
    context = {
        "run": found,
        "finding": import_words.finding(found),
        "tabs": tabs,
        "shown": shown,
        "page": page,
        "rows": [] if is_left else queries.shown(page, columns),
        "left": import_words.left_rows(page) if is_left else [],
        "left_counts": queries.left_out(found),
        "problems": problems if problems is not None else sentences(found.stopped_by),
        "notes": sentences(found.told),
        "zone": areas.zone_of(signed_in(request)),
        "way": _way_to(found),
    }
    name = "office/import_plan.html" if found.stands == State.PLANNED else "office/import_result.html"
    return render(request, name, context, status=422 if problems else 200)


def _rows(found: ImportRun, shown: str) -> Any:
    if shown == "left":
        return found.left_out
    if shown in {"kept", "undone"}:
        return found.lines.filter(outcome=shown)
    return found.lines.filter(change=shown)


@requires(Permission.SEE_OFFICE)
@never_cache
def findings(request: HttpRequest, code: str, file_type: str) -> HttpResponse:
    """Every fault with its cell, and every row left out, as a file to mend the workbook by."""
    if file_type not in {"csv", "xlsx"}:
        raise Http404
    found = run_of(request, code)
    source = _source(request, _("Findings in %(file)s") % {"file": found.file_name})
    return exports.fault_response(found, source, file_type)


# --- shared with the deeds ---------------------------------------------------------------------------------


def run_of(request: HttpRequest, code: str) -> ImportRun:
    intake = ImportRun.objects.filter(code=code).values_list("intake", flat=True).first()
    if intake is None:
        raise Http404
    runs = ImportRun.objects.visible_to(request.user, among=intake)
    return get_object_or_404(runs.select_related("file", "job", "by", "city"), code=code)


def open_to(request: HttpRequest, slug: str) -> tuple[Intake, list[Target]]:
    """The intake, and where this reader may bring rows in; whoever may nowhere is led to the list, which says so."""
    intake = intakes.by_slug(slug)
    if intake is None:
        raise Http404
    return intake, intake.targets(request.user)


def _target(request: HttpRequest, slug: str) -> tuple[Intake, Target | None]:
    intake, targets = open_to(request, slug)
    if not targets:
        return intake, None
    wanted = request.GET.get("ke", targets[0].key)
    found = next((each for each in targets if each.key == wanted), None)
    if found is None:
        raise Http404
    return intake, found


def _source(request: HttpRequest, title: str) -> Source:
    return Source(
        title=title,
        source="KotaCerdas",
        address=request.build_absolute_uri(),
        exported_at=timezone.now(),
        zone=str(areas.zone_of(signed_in(request))),
    )


def _way() -> list[tuple[Any, str]]:
    return [(_("Office"), reverse("office:hub")), (_("Workbooks"), reverse("office:imports"))]


def _way_to(found: ImportRun) -> list[tuple[Any, str]]:
    intake = found.into
    return [*_way(), (intake.title, reverse("office:import-new", args=[intake.slug])), (found.file_name, "")]
