"""Pages on which a draft ends: all its faults, its publishing, its throwing away."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kotacerdas.common import versions
from kotacerdas.instruments import actions, queries
from kotacerdas.instruments.actions.editions import edition_of
from kotacerdas.instruments.domain.comparing import differences
from kotacerdas.instruments.forms import PublishForm
from kotacerdas.instruments.models import EditionDraft
from kotacerdas.instruments.views.finding import carried_out, done_or_told, draft_or_404, written_or_404
from kotacerdas.people.access import Permission, requires, signed_in


@requires(Permission.EDIT_EDITIONS)
@never_cache
def check(request: HttpRequest, code: str, edition: str) -> HttpResponse:
    """Every fault, with a link to its place."""
    found = draft_or_404(request, code, edition)
    context = {"draft": found, "edition": edition_of(found), "faults": queries.faults_of(found)}
    return render(request, "instruments/check.html", context)


@requires(Permission.EDIT_EDITIONS)
@never_cache
def publish(request: HttpRequest, code: str, edition: str) -> HttpResponse:
    """What is published was looked at: if somebody changed it since, it is looked at again."""
    found = written_or_404(request, code, edition)
    if found.is_published:
        return redirect(found)
    if request.method != "POST":
        return _publishing(request, found, PublishForm(initial={"version": found.version}))
    form = PublishForm(request.POST)
    if not form.is_valid():
        return _publishing(request, found, form, status=422)

    def deed() -> str:
        by, now = signed_in(request), timezone.now()
        expected = form.cleaned_data["version"]
        return actions.publish(found, expected=expected, by=by, now=now).get_absolute_url()

    said = _("%(edition)s is published.") % {"edition": found.key}
    try:
        answer = carried_out(request, form, action="publish", deed=deed, said=said)
    except versions.StaleSave:
        found.refresh_from_db()
        again = PublishForm(initial={"version": found.version})
        return _publishing(request, found, again, status=409, was_changed=True)
    return answer or _publishing(request, found, form, status=422)


def _publishing(
    request: HttpRequest,
    draft: EditionDraft,
    form: PublishForm,
    *,
    status: int = 200,
    was_changed: bool = False,
) -> HttpResponse:
    written, base = edition_of(draft), queries.base_of(draft)
    context = {
        "draft": draft,
        "edition": written,
        "base": base,
        "found": differences(base, written) if base else None,
        "faults": queries.faults_of(draft),
        "form": form,
        "was_changed": was_changed,
    }
    return render(request, "instruments/publish.html", context, status=status)


@requires(Permission.EDIT_EDITIONS)
@never_cache
def discard(request: HttpRequest, code: str, edition: str) -> HttpResponse:
    if request.method == "POST":

        def deed() -> str:
            found = draft_or_404(request, code, edition)
            actions.discard(found, by=signed_in(request), now=timezone.now())
            return reverse("instruments:list")

        said = _("The draft %(edition)s is thrown away.") % {"edition": f"{code}/{edition}"}
        back = reverse("instruments:draft", kwargs={"code": code, "edition": edition})
        return done_or_told(request, action="discard", deed=deed, said=said, back=back)
    found = draft_or_404(request, code, edition)
    return render(request, "instruments/discard.html", {"draft": found, "edition": edition_of(found)})
