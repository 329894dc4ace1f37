"""What is sent from the pages of workbooks: the file, its columns, the chosen rows; write, undo, drop."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kotacerdas.common import submissions
from kotacerdas.common.faults import Refused, sentences
from kotacerdas.imports import actions, queries
from kotacerdas.imports.models import ImportRun, State
from kotacerdas.office import import_words
from kotacerdas.office.import_forms import ColumnsForm, SheetForm, UploadForm
from kotacerdas.office.views import imports as pages
from kotacerdas.people.access import Permission, requires, signed_in


@requires(Permission.SEE_OFFICE)
@require_POST
def upload(request: HttpRequest, slug: str) -> HttpResponse:
    """The file is opened before anything is kept; what is no table is told at once."""
    intake, targets = pages.open_to(request, slug)
    if not targets:
        return redirect("office:imports")
    form = UploadForm(request.POST, request.FILES, intake=intake, targets=targets)
    if not form.is_valid():
        return pages.upload_page(request, intake, targets, form, status=422)
    file, user = form.cleaned_data["berkas"], signed_in(request)
    try:
        looked = actions.look_into(file.file, name=file.name, intake=intake, target=form.target)
    except Refused as refused:
        for words in sentences(refused):
            form.add_error("berkas", words)
        return pages.upload_page(request, intake, targets, form, status=422)

    def deed() -> str:
        run = actions.take_in(looked, intake=intake, target=form.target, by=user, now=timezone.now())
        return run.get_absolute_url()

    return redirect(submissions.once_for(request, action="imports.take_in", deed=deed).address)


@requires(Permission.SEE_OFFICE)
@require_POST
def sheet(request: HttpRequest, code: str) -> HttpResponse:
    """Another sheet, or other header rows."""
    run = pages.run_of(request, code)
    try:
        form = SheetForm(request.POST, run=run, preview=queries.preview(run))
        if not form.is_valid():
            return pages.columns_page(request, run, sheet_form=form, problems=[])
        name, lines = form.cleaned_data["lembar"], form.lines
        actions.look_at(run, sheet=name, header=lines, by=signed_in(request), now=timezone.now())
    except Refused as refused:
        return pages.columns_page(request, run, problems=sentences(refused))
    return redirect(f"{run.get_absolute_url()}?kolom=1")


@requires(Permission.SEE_OFFICE)
@require_POST
def columns(request: HttpRequest, code: str) -> HttpResponse:
    run = pages.run_of(request, code)
    form: ColumnsForm | None = None
    try:
        form = ColumnsForm(request.POST, run=run, preview=queries.preview(run))
        if not form.is_valid():
            return pages.columns_page(request, run, form=form, problems=[])
        actions.choose_columns(run, form.choices, by=signed_in(request), now=timezone.now())
    except Refused as refused:
        return pages.columns_page(request, run, form=form, problems=sentences(refused))
    return redirect(run)


@requires(Permission.SEE_OFFICE)
@require_POST
def choose(request: HttpRequest, code: str) -> HttpResponse:
    """Which of the rows on this page are to be written."""
    run = pages.run_of(request, code)
    shown, chosen = _numbers(request, "terlihat"), _numbers(request, "pilih")
    if "semua" in request.POST:
        chosen = shown
    try:
        run = actions.accept(run, shown=shown, chosen=chosen, by=signed_in(request), now=timezone.now())
    except Refused as refused:
        return pages.rows_page(request, run, problems=sentences(refused))
    messages.success(request, import_words.chosen(run))
    return redirect(f"{run.get_absolute_url()}?{request.GET.urlencode()}")


def _numbers(request: HttpRequest, name: str) -> list[int]:
    return [
        int(each)
        for each in request.POST.getlist(name)
        if each.isascii() and each.isdigit() and len(each) < 10
    ]


@requires(Permission.SEE_OFFICE)
@require_POST
def write(request: HttpRequest, code: str) -> HttpResponse:
    plan = _numbers(request, "rencana") or [0]

    def deed(run: ImportRun) -> ImportRun:
        return actions.order_writing(run, plan=plan[0], by=signed_in(request), now=timezone.now())

    return _once(request, code, "imports.write", deed)


@requires(Permission.SEE_OFFICE)
@require_POST
def undo(request: HttpRequest, code: str) -> HttpResponse:
    def deed(run: ImportRun) -> ImportRun:
        return actions.order_undoing(run, by=signed_in(request), now=timezone.now())

    return _once(request, code, "imports.undo", deed)


def _once(
    request: HttpRequest, code: str, action: str, deed: Callable[[ImportRun], ImportRun]
) -> HttpResponse:
    run = pages.run_of(request, code)
    done: list[ImportRun] = []

    def carry_out() -> str:
        done.append(deed(run))
        return run.get_absolute_url()

    try:
        outcome = submissions.once_for(request, action=action, deed=carry_out)
    except Refused as refused:
        return pages.rows_page(request, run, problems=sentences(refused))
    if done and not done[0].is_working and done[0].state in {State.WRITTEN, State.UNDONE}:
        messages.success(request, import_words.done(done[0]))
    return redirect(outcome.address)


@requires(Permission.SEE_OFFICE)
@require_POST
def drop(request: HttpRequest, code: str) -> HttpResponse:
    run = pages.run_of(request, code)
    try:
        actions.drop(run, by=signed_in(request), now=timezone.now())
    except Refused as refused:
        return pages.rows_page(request, run, problems=sentences(refused))
    messages.success(request, _("The workbook was dropped; nothing of it was written."))
    return redirect(reverse("office:imports"))
