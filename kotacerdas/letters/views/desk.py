"""Pages of what letters are written with: books, letterheads, signatories, templates."""

import base64
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kotacerdas.common import formats, submissions, versions
from kotacerdas.common.faults import Refused, sentences
from kotacerdas.common.parts import wants_part
from kotacerdas.letters import actions, planning, queries
from kotacerdas.letters.domain.placeholders import BUILT_IN
from kotacerdas.letters.forms.desk import BookForm, DeskForm, LetterheadForm, SignatoryForm, TemplateForm
from kotacerdas.letters.models import Book, Letterhead, Signatory, Template
from kotacerdas.letters.views.writing import typed_differences
from kotacerdas.letters.words import BUILT_IN as BUILT_IN_WORDS
from kotacerdas.people.access import Permission, requires, signed_in
from kotacerdas.people.models import City

PREVIEW = "lihat"


@requires(Permission.EDIT_LETTER_TEMPLATES)
def desk(request: HttpRequest) -> HttpResponse:
    city = queries.authoring_city(request.user)
    found = queries.desk(city, request.user) if city else None
    samples = found is not None and found.has_samples
    return render(request, "letters/desk.html", {"city": city, "desk": found, "has_samples": samples})


@requires(Permission.EDIT_LETTER_TEMPLATES)
def book(request: HttpRequest, key: int | None = None) -> HttpResponse:
    return _thing(request, Book, BookForm, key, "letters/book.html")


@requires(Permission.EDIT_LETTER_TEMPLATES)
def letterhead(request: HttpRequest, key: int | None = None) -> HttpResponse:
    return _thing(request, Letterhead, LetterheadForm, key, "letters/letterhead.html")


@requires(Permission.EDIT_LETTER_TEMPLATES)
def signatory(request: HttpRequest, key: int | None = None) -> HttpResponse:
    return _thing(request, Signatory, SignatoryForm, key, "letters/signatory.html")


def _thing(
    request: HttpRequest,
    model: type[Book] | type[Letterhead] | type[Signatory],
    form_of: type[DeskForm],
    key: int | None,
    template: str,
) -> HttpResponse:
    """A new one of the writer's city, or one that is there."""
    thing: Any
    if key is None:
        thing = model(city=_city(request))
    else:
        thing = get_object_or_404(model.objects.editable_by(request.user).select_related("city"), pk=key)
    is_post = request.method == "POST"
    form = form_of(
        request.POST if is_post else None,
        request.FILES if is_post else None,
        instance=thing,
        user=request.user,
    )
    context: dict[str, Any] = {"thing": thing, "form": form, "has_samples": thing.is_sample}
    if not is_post:
        return render(request, template, context)
    if not form.is_valid():
        return render(request, template, context, status=422)

    def deed() -> str:
        _write(request, model, key, thing.city, form)
        return reverse("letters:desk")

    try:
        outcome = submissions.once_for(request, action=f"letters.{model._meta.model_name}", deed=deed)
    except versions.StaleSave as stale:
        typed = request.POST.copy()
        typed["version"] = str(stale.current.version)
        newest: Any = stale.current
        context["form"] = form_of(typed, instance=newest, user=request.user)
        context |= {"differences": stale.differences(), "stale_by": _("Somebody"), "stale_at": _("just now")}
        return render(request, template, context, status=409)
    except Refused as refused:
        form.add_error(None, sentences(refused))
        return render(request, template, context, status=422)
    if not outcome.repeated:
        messages.success(request, _("Saved."))
    return redirect(outcome.address)


def _write(
    request: HttpRequest,
    model: type[Book] | type[Letterhead] | type[Signatory],
    key: int | None,
    city: City,
    form: DeskForm,
) -> None:
    """On a row read anew: validating the form has written what was typed onto the one it was made from."""
    by, now = signed_in(request), timezone.now()
    fresh: Any = model(city=city) if key is None else model.objects.get(pk=key)
    saved = actions.write(
        fresh,
        changes=form.changes(),
        expected=versions.expected(request),
        logo=form.cleaned_data.get("mark"),
        by=by,
        now=now,
    )
    start = form.cleaned_data.get("start")
    if isinstance(saved, Book) and start:
        actions.start_at(saved, year=now.astimezone(city.timezone).year, last_number=start, by=by, now=now)


# --- Templates ---------------------------------------------------------------------------------------------


@requires(Permission.EDIT_LETTER_TEMPLATES)
def template(request: HttpRequest, code: str = "") -> HttpResponse:
    """The editor with its preview; a shipped sample is shown and can be copied."""
    found = _template(request, code)
    if found.pk and found.city_id is None:
        return render(request, "letters/shipped.html", {"template": found, **_preview(request, found)})
    is_post = request.method == "POST"
    form = TemplateForm(request.POST if is_post else None, instance=found, user=request.user)
    if not is_post:
        return _editor(request, found, form, shown=found if found.pk else None)
    if not form.is_valid():
        return _editor(request, found, form, status=422)
    if PREVIEW in request.POST:
        return _editor(request, found, form, shown=Template(city=found.city, **form.changes()))

    def deed() -> str:
        fresh = _template(request, code)
        actions.write_template(
            fresh,
            changes=form.changes(),
            expected=versions.expected(request),
            by=signed_in(request),
            now=timezone.now(),
        )
        return reverse("letters:desk")

    try:
        outcome = submissions.once_for(request, action="letters.template", deed=deed)
    except versions.StaleSave as stale:
        return _stale(request, stale)
    if not outcome.repeated:
        messages.success(request, _("The template is saved."))
    return redirect(outcome.address)


def _template(request: HttpRequest, code: str) -> Template:
    if not code:
        return Template(city=_city(request))
    return get_object_or_404(Template.objects.visible_to(request.user).select_related("city"), code=code)


def _editor(
    request: HttpRequest,
    found: Template,
    form: TemplateForm,
    *,
    shown: Template | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {"template": found, "form": form, "has_samples": found.is_sample, **more}
    context["built_in"] = [(f"{{{{{name}}}}}", BUILT_IN_WORDS[name]) for name in BUILT_IN]
    context |= _preview(request, shown) if shown else {"form_faulty": form.is_bound}
    if wants_part(request) and PREVIEW in request.POST:
        return render(request, "letters/template.html#pratinjau", context)
    return render(request, "letters/template.html", context, status=status)


def _preview(request: HttpRequest, shown: Template) -> dict[str, Any]:
    """The template with the labels of its fields in their places, on the paper of the writer's city."""
    city = _city(request)
    desk = queries.desk(city, request.user)
    if not desk.is_ready:
        return {"faults": [_("The preview needs a book, a letterhead and a signatory.")], "pages": []}
    language = "en" if request.POST.get(PREVIEW) == "en" else "id"
    now = timezone.now()
    content = planning.shown(shown, desk=desk, city=city, language=language, now=now)
    try:
        day = now.astimezone(city.timezone).date()
        pages = planning.pictures(content, day=day, made_at=now)
    except Refused as refused:
        return {"faults": sentences(refused), "pages": []}
    return {"faults": [], "pages": [base64.b64encode(page).decode() for page in pages]}


def _stale(request: HttpRequest, stale: versions.StaleSave) -> HttpResponse:
    newest = Template.objects.select_related("updated_by", "city").get(pk=stale.current.pk)
    typed = request.POST.copy()
    typed["version"] = str(newest.version)
    form = TemplateForm(typed, instance=newest, user=request.user)
    beside: dict[str, Any] = {
        "differences": typed_differences(stale),
        "stale_by": newest.updated_by or _("Somebody"),
        "stale_at": formats.moment(newest.updated_at, newest.city.zone if newest.city else None),
    }
    return _editor(request, newest, form, status=409, **beside)


@requires(Permission.EDIT_LETTER_TEMPLATES)
@require_POST
def copy(request: HttpRequest, code: str) -> HttpResponse:
    """A template of the city's own, with the words of another."""
    found = get_object_or_404(Template.objects.visible_to(request.user), code=code)

    def deed() -> str:
        made = actions.copy_template(found, city=_city(request), by=signed_in(request), now=timezone.now())
        return made.get_absolute_url()

    return redirect(submissions.once_for(request, action="letters.copy-template", deed=deed).address)


def _city(request: HttpRequest) -> City:
    city = queries.authoring_city(request.user)
    if city is None:
        raise Http404
    return city
