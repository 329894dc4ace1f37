"""Citing words of a document, and the page of one citation with everything that may be done to it."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kotacerdas.common import submissions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.common.faults import sentences
from kotacerdas.common.parts import wants_part
from kotacerdas.evidence import actions, proof, targets
from kotacerdas.evidence.domain import marking
from kotacerdas.evidence.domain.spans import Span, trimmed
from kotacerdas.evidence.forms import CiteForm, RejectForm, UseForm, WithdrawForm
from kotacerdas.evidence.forms.citations import name_of, split
from kotacerdas.evidence.models import Citation, Document, Reading, Revision, Unit
from kotacerdas.evidence.queries import citations, reading_room
from kotacerdas.evidence.targets import Scope, Target
from kotacerdas.evidence.views.documents import visible
from kotacerdas.people import drafts
from kotacerdas.people.access import may, requires, signed_in
from kotacerdas.people.models import User
from kotacerdas.people.permissions import Permission

LOOK = "lihat"
MOST_SENTENCES = 200


@dataclass(frozen=True)
class _Open:
    """What lies open to be quoted: a form that was opened on one revision never quotes another."""

    document: Document
    revision: Revision
    unit: Unit
    span: Span | None
    near: int = 0
    """Of a long text the sentences around this letter are offered."""

    @property
    def address(self) -> str:
        marked = {"dari": self.span.start, "sampai": self.span.end} if self.span else {}
        if self.near:
            marked["dekat"] = self.near
        return f"?{urlencode({'revisi': self.revision.number, 'satuan': self.unit.number, **marked})}"

    @property
    def reading(self) -> str:
        """Of the text as it is now; a form that was opened before the file was read anew names another."""
        return hashlib.sha256(self.unit.text.encode()).hexdigest()[:16]


@requires(Permission.ADD_EVIDENCE)
@never_cache
def cite(request: HttpRequest, code: str) -> HttpResponse:
    """The quote, what it proves and why; the words come marked (`?satuan=3&dari=120&sampai=180`) or are chosen here."""
    document = visible(request, code)
    if not may(request.user, Permission.ADD_EVIDENCE, document.city):
        raise Http404
    if document.withdrawn_at is not None and request.method != "POST":
        messages.warning(request, _("This document was withdrawn. Nothing of it can be cited any more."))
        return redirect(document)
    opened = _opened(request, document)
    if opened is None:
        messages.warning(request, _why_nothing(document))
        return redirect(document)
    typed = request.POST if request.method == "POST" else drafts.kept(request)
    form = _cite_form(request, opened, typed)
    context = {"document": document, "unit": opened.unit, "opened": opened, "form": form}
    context |= {"quote": _quote(form, opened.unit), "has_samples": document.is_sample}
    if request.method != "POST" or LOOK in request.POST:
        return _offered(request, context, form)
    if form.is_valid():
        try:
            outcome = submissions.once_for(
                request, action="evidence.cite", deed=lambda: _cite(request, opened, form)
            )
        except Refused as refused:
            for words in sentences(refused):
                form.add_error(None, words)
        else:
            if not outcome.repeated:
                messages.success(request, _("Cited. A second person confirms it."))
            return redirect(outcome.address)
    return render(request, "evidence/cite.html", context, status=422)


def _why_nothing(document: Document) -> str:
    newest = document.revisions.select_related("content").latest("number")
    if newest.content.reading == Reading.WAITING:
        return _("This file waits to be read. Cite it as soon as its text stands here.")
    return _("There is no text on this page that could be quoted.")


def _cite(request: HttpRequest, opened: _Open, form: CiteForm) -> str:
    if request.POST.get("bacaan") != opened.reading:
        raise Refused(Fault("evidence-read-anew", {}))
    wanted = [targets.require(opened.document.city, *split(name)) for name in form.cleaned_data["sasaran"]]
    span = form.span()
    if span is None:
        raise Refused(Fault("evidence-nothing-quoted", {}))
    claim, by, now = form.cleaned_data["klaim"], signed_in(request), timezone.now()
    made = actions.cite(
        opened.revision, unit=opened.unit.number, span=span, wanted=wanted, claim=claim, by=by, now=now
    )
    return made.get_absolute_url()


def _opened(request: HttpRequest, document: Document) -> _Open | None:
    """The revision and unit of the address, else the newest and its first; None where there is nothing to quote."""
    asked = reading_room.asked_in(request.GET)
    revisions = document.revisions.select_related("content", "document__city").order_by("-number")
    named = revisions.filter(number=asked.revision) if asked.revision else revisions
    revision = named.first()
    unit = reading_room.unit_of(revision, asked.unit or 1) if revision else None
    if revision is None or unit is None or not unit.text.strip():
        return None
    span = trimmed(asked.span, unit.text) if asked.span else None
    return _Open(document, revision, unit, span, _place(request.GET.get("dekat")))


def _offered(request: HttpRequest, context: dict[str, Any], form: CiteForm) -> HttpResponse:
    """The form as it was typed, nothing judged yet; only the targets for htmx, which asks while one types."""
    if wants_part(request) and LOOK in request.POST:
        return render(request, "evidence/cite.html#sasaran", context)
    return render(request, "evidence/cite.html", context)


def _cite_form(request: HttpRequest, opened: _Open, typed: Any) -> CiteForm:
    city, text, marked = opened.document.city, opened.unit.text, opened.span
    scopes = targets.scopes(request.user, city)
    # A sentence that was chosen is offered again, wherever it stands.
    taken = (typed or {}).get("kalimat")
    near = _place(taken) if taken else opened.near
    offered = marking.Offered([]) if marked else marking.offered(text, near=near, most=MOST_SENTENCES)
    key, found = _list(city, scopes, (typed or {}).get("lingkup"))
    initial: dict[str, Any] = {"sasaran": request.GET.getlist("sasaran"), "lingkup": key}
    if marked:
        initial |= {"dari": marked.start, "sampai": marked.end}
    data = typed
    if typed is not None and LOOK in typed:
        # What was typed so far fills the form again; it is judged only when it is sent.
        data, initial = None, _as_initial(typed)
    form = CiteForm(data, initial=initial, text=text, offered=offered, scopes=scopes)
    kept = typed.getlist("sasaran") if typed is not None else initial["sasaran"]
    words = (typed or {}).get("cari") or ""
    form.offer(_on_offer(request, city, citations.matching(found, words), kept))
    return form


def _place(typed: Any) -> int:
    """The letter with which a place such as "120-180" begins."""
    start = str(typed or "").partition("-")[0]
    return int(start) if start.isdecimal() and len(start) < 10 else 0


def _as_initial(typed: Any) -> dict[str, Any]:
    return {name: typed.get(name) for name in typed if name != "sasaran"} | {
        "sasaran": typed.getlist("sasaran")
    }


def _on_offer(request: HttpRequest, city: Any, found: list[Target], kept: list[str]) -> list[Target]:
    """What was chosen so far, from whatever list that the reader sees, then what was found."""
    known = {name_of(each): each for each in found}
    names = list(dict.fromkeys(kept[:50]))
    others = {split(name) for name in names if name not in known}
    seen = citations.resolve(others, user=request.user, city=city)
    first = [known.get(name) or seen.get(split(name)) for name in names]
    chosen = {name_of(each): each for each in first if each}
    return list((chosen | known).values())


def _list(city: Any, scopes: list[Scope], key: Any) -> tuple[str, list[Target]]:
    """The chosen list; without a choice the newest whose questions are known: of some rounds only the components are."""
    chosen = [each for each in scopes if each.key == key]
    for scope in chosen or [each for each in scopes if each.is_detailed] or scopes:
        return scope.key, targets.of_scope(city, scope)
    return "", []


def _quote(form: CiteForm, unit: Unit) -> dict[str, str] | None:
    """The marked words with what stands around them; nothing while a sentence is still to be chosen."""
    start, end = form["dari"].value(), form["sampai"].value()
    if not str(start or "0").isdecimal() or not str(end or "").isdecimal():
        return None
    first, last = int(start or 0), int(end)
    span = trimmed(Span(first, last), unit.text) if first < last else None
    if span is None:
        return None
    before, words, after = marking.around(unit.text, span, letters=200)
    return {"before": before, "words": words, "after": after}


# --- One citation ------------------------------------------------------------------------------------------


@requires(Permission.SEE_PUBLIC_EVIDENCE)
@never_cache
def citation(request: HttpRequest, code: str) -> HttpResponse:
    return page(request, _found(request, code))


def page(
    request: HttpRequest, at: Citation, *, forms: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """Everything of a citation; `forms` are those that were sent and not carried out."""
    city, user = at.city, signed_in(request)
    shown = citations.quoted([at], user=user, city=city)[0]
    newest = at.document.latest
    reviews = Citation.objects.reviewable_by(user).filter(pk=at.pk).exists()
    mine = at.by_id == user.pk or may(user, Permission.MANAGE_EVIDENCE, city)
    uses = at.is_living and may(user, Permission.ADD_EVIDENCE, city)
    given = forms or {}
    context = {
        "citation": at,
        "shown": shown,
        "around": _around(shown),
        "proof": proof.of(at.sha256),
        "newer": newest if newest and newest.number > at.revision.number else None,
        "zone": city.zone,
        "reviews": reviews,
        "reject": given.get("reject") or (RejectForm(auto_id="tolak-%s") if reviews else None),
        "withdraw": given.get("withdraw")
        or (WithdrawForm(auto_id="tarik-%s") if at.is_living and mine else None),
        "use": given.get("use") or (UseForm(scopes=targets.scopes(user, city)) if uses else None),
        "ends": _ends(shown, user) if uses else set(),
        "ended": at.uses.exclude(ended_at=None).select_related("by", "reviewed_by"),
        "has_samples": at.is_sample,
    }
    return render(request, "evidence/citation.html", context, status=status)


def _ends(shown: citations.Quoted, user: User) -> set[int]:
    """Keys of the uses that this reader may end."""
    at, current = shown.citation, [aim.use for aim in shown.aims]
    return {
        use.pk
        for use in current
        if actions.may_end(at, use, by=user) and not actions.is_last(use, current, at)
    }


def _around(shown: citations.Quoted) -> dict[str, str]:
    if shown.span is None:
        return {"before": "", "words": shown.citation.quote, "after": ""}
    before, words, after = marking.around(shown.text, shown.span)
    return {"before": before, "words": words, "after": after}


@requires(Permission.ADD_EVIDENCE)
@require_POST
def use(request: HttpRequest, code: str) -> HttpResponse:
    """The same quote for another question, named by its code or by words that only it has."""
    at = _workable(request, code)
    scopes = targets.scopes(request.user, at.city)
    form = UseForm(request.POST, scopes=scopes)
    if not form.is_valid():
        return page(request, at, forms={"use": form}, status=422)
    wanted = next(each for each in scopes if each.key == form.cleaned_data["lingkup"])
    found = _named(targets.of_scope(at.city, wanted), form.cleaned_data["sasaran"])
    if len(found) != 1:
        if found:
            form.many(found)
        else:
            form.add_error("sasaran", _("No question has these words. Look for its code in the form."))
        return page(request, at, forms={"use": form}, status=422)

    def deed() -> str:
        actions.use_for(at, found[0], by=signed_in(request), now=timezone.now())
        return at.get_absolute_url()

    return _done(
        request, at, "evidence.use", deed, _("A second person confirms that it proves this too."), "use", form
    )


def _named(found: list[Target], words: str) -> list[Target]:
    exact = [each for each in found if each.code.casefold() == words.strip().casefold()]
    return exact or citations.matching(found, words)


@requires(Permission.ADD_EVIDENCE)
@require_POST
def end_use(request: HttpRequest, code: str) -> HttpResponse:
    """By whoever cited, whoever said that it proves this, or the programme office."""
    at = _workable(request, code)
    kind, key = split(request.POST.get("sasaran", ""))
    row = get_object_or_404(at.uses.current(), target_kind=kind, target_key=key)
    if not actions.may_end(at, row, by=signed_in(request)):
        raise Http404
    target = targets.find(at.city, kind, key) or Target(kind, key, key, key, key, 0)

    def deed() -> str:
        actions.end_use(at, target, by=signed_in(request), now=timezone.now())
        return at.get_absolute_url()

    done = _("It counts for %(target)s no longer.") % {"target": row.target_key}
    return _done(request, at, "evidence.end-use", deed, done)


@requires(Permission.ADD_EVIDENCE)
@require_POST
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """By whoever cited, or the programme office."""
    at = _workable(request, code)
    if at.by_id != signed_in(request).pk and not may(request.user, Permission.MANAGE_EVIDENCE, at.city):
        raise Http404
    form = WithdrawForm(request.POST, auto_id="tarik-%s")
    if not form.is_valid():
        return page(request, at, forms={"withdraw": form}, status=422)

    def deed() -> str:
        by, now = signed_in(request), timezone.now()
        actions.withdraw(at, reason=form.cleaned_data["alasan"], by=by, now=now)
        return at.get_absolute_url()

    return _done(request, at, "evidence.withdraw", deed, _("The citation is withdrawn."), "withdraw", form)


def _done(
    request: HttpRequest, at: Citation, action: str, deed: Any, done: str, name: str = "", form: Any = None
) -> HttpResponse:
    try:
        outcome = submissions.once_for(request, action=action, deed=deed)
    except Refused as refused:
        if form is None:
            for words in sentences(refused):
                messages.error(request, words)
            return redirect(at)
        for words in sentences(refused):
            form.add_error(None, words)
        return page(request, _found(request, at.code), forms={name: form}, status=422)
    if not outcome.repeated:
        messages.success(request, done)
    return redirect(outcome.address)


def _found(request: HttpRequest, code: str) -> Citation:
    rows = citations.with_uses(Citation.objects.visible_to(request.user)).select_related(
        "city", "document__latest"
    )
    return get_object_or_404(rows, code=code)


def _workable(request: HttpRequest, code: str) -> Citation:
    """Of a city in which one brings evidence."""
    at = _found(request, code)
    if not may(request.user, Permission.ADD_EVIDENCE, at.city):
        raise Http404
    return at
