"""One's tasks, and what else one has on certain days, in one's own calendar program: a secret address that can be taken
back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kotacerdas.common.marks import public
from kotacerdas.followup import actions, agenda_sources, queries
from kotacerdas.followup.domain import ics
from kotacerdas.followup.models import CalendarFeed, Task
from kotacerdas.people.access import may, requires, signed_in
from kotacerdas.people.permissions import Permission


@requires(Permission.DO_TASKS)
@never_cache
def feed_settings(request: HttpRequest) -> HttpResponse:
    """The address is shown once, when it is made: only its hash is kept, so it cannot be shown again."""
    user, now = signed_in(request), timezone.now()
    context: dict[str, object] = {}
    if request.method == "POST" and "cabut" in request.POST:
        actions.revoke_feed(by=user, now=now)
        messages.success(request, _("The address works no longer."))
        return redirect("followup:calendar")
    if request.method == "POST":
        # Not carried out "once": the answer holds a secret, which must not be kept with the form.
        secret = actions.make_feed(by=user, now=now)
        context["address"] = request.build_absolute_uri(reverse("followup:feed", args=[secret]))
    context["others"] = [source.words for source in agenda_sources.sources()]
    context["feed"] = CalendarFeed.objects.visible_to(user).first()
    return render(request, "followup/calendar.html", context)


@public
@never_cache
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The unfinished tasks of whoever made the address and what others know of his or her days, as long as he or she may
    do tasks at all."""
    kept = CalendarFeed.objects.filter(digest=actions.digest_of(secret)).select_related("user").first()
    if kept is None or not kept.user.may_sign_in or not may(kept.user, Permission.DO_TASKS):
        raise Http404
    own = Task.objects.visible_to(kept.user).filter(queries.acted_on_by(kept.user)).unfinished().for_rows()
    with translation.override(kept.user.language):
        entries = [_entry(request, task) for task in own]
        entries += [
            agenda_sources.addressed(request, entry) for entry in agenda_sources.entries_of(kept.user)
        ]
        text = ics.calendar(_("My tasks"), entries, now=timezone.now())
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="tugas.ics"'
    return response


def _entry(request: HttpRequest, task: Task) -> ics.Entry:
    entry = ics.Entry(
        uid=task.code,
        on=task.due_on,
        title=task.title,
        text=task.description,
        url=task.get_absolute_url(),
        changed_at=task.state_at,
    )
    return agenda_sources.addressed(request, entry)
