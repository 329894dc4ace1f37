"""Pages of those who write letters, from the choice of a template to the number."""

import base64
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kotacerdas.common import formats, submissions, versions
from kotacerdas.common.faults import Refused, sentences
from kotacerdas.common.parts import wants_part
from kotacerdas.letters import actions, planning, queries
from kotacerdas.letters.forms.issued import AttachmentForm
from kotacerdas.letters.forms.letters import AnswersForm, LetterForm
from kotacerdas.letters.models import Attachment, Letter, Template
from kotacerdas.people import drafts
from kotacerdas.people.access import Permission, requires, signed_in

PREVIEW = "lihat"


@requires(Permission.WRITE_LETTERS)
def begin(request: HttpRequest) -> HttpResponse:
    """Which template; or what the desk still lacks."""
    city = queries.writing_city(request.user)
    desk = queries.desk(city, request.user) if city else None
    return render(request, "letters/begin.html", {"city": city, "desk": desk})


@requires(Permission.WRITE_LETTERS)
def compose(request: HttpRequest, code: str) -> HttpResponse:
    """The questions of a template; the answers make a draft."""
    template = get_object_or_404(Template.objects.visible_to(request.user).in_use(), code=code)
    city = queries.writing_city(request.user)
    desk = queries.desk(city, request.user) if city else None
    if city is None or desk is None or not desk.is_ready:
        return redirect("letters:begin")
    form = AnswersForm(request.POST if request.method == "POST" else drafts.kept(request), template=template)
    context = {"template": template, "form": form, "city": city}
    if request.method != "POST":
        return render(request, "letters/compose.html", context)
    if not form.is_valid():
        return render(request, "letters/compose.html", context, status=422)
    now = timezone.now()
    content = planning.begun(
        template, form.answers(), desk=desk, city=city, language=form.cleaned_data["language"], now=now
    )

    def deed() -> str:
        made = actions.draft(content, city=city, template=template, by=signed_in(request), now=now)
        return reverse("letters:edit", args=[made.code])

    return redirect(submissions.once_for(request, action="letters.draft", deed=deed).address)


@requires(Permission.WRITE_LETTERS)
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """The draft beside its preview. Saving against an older version shows both and keeps what was typed."""
    letter = _writable(request, code)
    if not letter.is_draft:
        return redirect(letter)
    typed = request.POST if request.method == "POST" else drafts.kept(request)
    form = LetterForm(typed, instance=letter, city=letter.city, user=request.user)
    if request.method != "POST":
        return _editor(request, letter, form, content=planning.content_of(letter))
    if not form.is_valid():
        return _editor(request, letter, form, status=422)
    if PREVIEW in request.POST:
        return _editor(request, letter, form, content=form.content(), is_typed=True)

    def deed() -> str:
        actions.edit(
            _writable(request, code),
            form.content(),
            **form.switches(),
            expected=versions.expected(request),
            by=signed_in(request),
            now=timezone.now(),
        )
        return letter.get_absolute_url()

    try:
        outcome = submissions.once_for(request, action="letters.edit", deed=deed)
    except versions.StaleSave as stale:
        return _stale(request, letter, stale)
    except Refused as refused:
        return _editor(request, letter, form, status=422, refused=sentences(refused))
    if not outcome.repeated:
        messages.success(request, _("The draft is saved."))
    return redirect(outcome.address)


def _editor(
    request: HttpRequest,
    letter: Letter,
    form: LetterForm,
    *,
    content: planning.Content | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The whole page; only the preview for htmx, which asks for it while one types."""
    context = {"letter": letter, "form": form, "has_samples": letter.is_sample, **more}
    context |= preview(content, letter) if content else {"form_faulty": True}
    if wants_part(request) and PREVIEW in request.POST:
        return render(request, "letters/edit.html#pratinjau", context)
    return render(request, "letters/edit.html", context, status=status)


def preview(content: planning.Content, letter: Letter) -> dict[str, Any]:
    """Pictures of the pages, and what still keeps the letter from being issued."""
    now = timezone.now()
    day = now.astimezone(letter.city.timezone).date()
    found: dict[str, Any] = {"faults": [], "pages": []}
    try:
        planning.check(content, day=day)
    except Refused as refused:
        found["faults"] = sentences(refused)
    try:
        pages = planning.pictures(content, day=day, made_at=now)
        found["pages"] = [base64.b64encode(page).decode() for page in pages]
    except Refused as refused:
        found["faults"] = list(dict.fromkeys([*found["faults"], *sentences(refused)]))
    return found


def _stale(request: HttpRequest, letter: Letter, stale: versions.StaleSave) -> HttpResponse:
    """Both versions side by side; the next save is meant against what is stored now."""
    newest = Letter.objects.select_related("updated_by", "city").get(pk=letter.pk)
    if not newest.is_draft:
        messages.warning(request, _("The letter was issued meanwhile, so your change could not be saved."))
        return redirect(newest)
    typed = request.POST.copy()
    typed["version"] = str(newest.version)
    form = LetterForm(typed, instance=newest, city=newest.city, user=request.user)
    differences = typed_differences(stale)
    beside = {
        "differences": differences,
        "stale_by": newest.updated_by or _("Somebody"),
        "stale_at": formats.moment(newest.updated_at, newest.city.zone),
    }
    form.is_valid()
    return _editor(request, newest, form, content=None, status=409, **beside)


def typed_differences(stale: versions.StaleSave) -> list[versions.Difference]:
    """Without the notes of who saved when, which nobody typed."""
    typed = {name: value for name, value in stale.typed.items() if not name.startswith("updated_")}
    return versions.StaleSave(stale.current, typed).differences()


@requires(Permission.WRITE_LETTERS)
def attach(request: HttpRequest, code: str) -> HttpResponse:
    letter = _writable(request, code)
    files = request.FILES if request.method == "POST" else None
    form = AttachmentForm(request.POST if request.method == "POST" else None, files)
    context = {"letter": letter, "form": form, "attachments": letter.attachments.select_related("file")}
    if request.method != "POST":
        return render(request, "letters/attach.html", context)
    if not form.is_valid():
        return render(request, "letters/attach.html", context, status=422)

    def deed() -> str:
        data = form.cleaned_data
        actions.attach(letter, data["file"], title=data["title"], by=signed_in(request), now=timezone.now())
        return request.path

    try:
        outcome = submissions.once_for(request, action="letters.attach", deed=deed)
    except Refused as refused:
        form.add_error(None, sentences(refused))
        return render(request, "letters/attach.html", context, status=422)
    if not outcome.repeated:
        messages.success(request, _("The file is attached."))
    return redirect(outcome.address)


@requires(Permission.WRITE_LETTERS)
@require_POST
def detach(request: HttpRequest, code: str, key: int) -> HttpResponse:
    letter = _writable(request, code)
    attachment = get_object_or_404(Attachment.objects.filter(letter=letter), pk=key)
    try:
        actions.detach(attachment, by=signed_in(request), now=timezone.now())
        messages.success(request, _("The attachment is taken away."))
    except Refused as refused:
        messages.error(request, " ".join(sentences(refused)))
    return redirect("letters:attach", code=code)


@requires(Permission.WRITE_LETTERS)
@require_POST
def discard(request: HttpRequest, code: str) -> HttpResponse:
    letter = _writable(request, code)
    try:
        actions.discard(letter, by=signed_in(request), now=timezone.now())
    except Refused as refused:
        messages.error(request, " ".join(sentences(refused)))
        return redirect(letter)
    messages.success(request, _("The draft is thrown away."))
    return redirect("letters:letters")


@requires(Permission.WRITE_LETTERS)
def issue(request: HttpRequest, code: str) -> HttpResponse:
    """A last look, then the number.

    No key of the form guards this: a draft is issued once, whoever sends what how often, and setting the PDF must not
    hold the transaction of such a key open.
    """
    letter = _writable(request, code)
    if not letter.is_draft:
        return redirect(letter)
    context = {"letter": letter, "has_samples": letter.is_sample}
    if request.method != "POST":
        shown = preview(planning.content_of(letter), letter)
        return render(request, "letters/issue.html", context | shown)
    try:
        issued = actions.issue(
            letter, expected=versions.expected(request), by=signed_in(request), now=timezone.now()
        )
    except versions.StaleSave:
        messages.warning(request, _("The draft was changed meanwhile. Look at it again before you issue it."))
        return redirect(letter)
    except Refused as refused:
        return render(request, "letters/issue.html", context | {"faults": sentences(refused)}, status=422)
    messages.success(
        request,
        _("The letter has the number %(number)s. Print it for the signature.")
        % {"number": issued.number_text},
    )
    return redirect(issued)


def _writable(request: HttpRequest, code: str) -> Letter:
    return get_object_or_404(Letter.objects.writable_by(request.user).with_names(), code=code)
