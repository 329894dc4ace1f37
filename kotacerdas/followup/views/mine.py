"""The page on which an officer's day begins: what is late, what is due, what waits, what is to be checked."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from kotacerdas.followup import findings, queries
from kotacerdas.followup.domain.agenda import Section
from kotacerdas.followup.forms import MineFilter
from kotacerdas.followup.models import Task
from kotacerdas.people import access
from kotacerdas.people.access import requires, signed_in
from kotacerdas.people.permissions import Permission


@requires(Permission.DO_TASKS)
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    own = Task.objects.visible_to(user).filter(queries.acted_on_by(user))
    search = MineFilter(request.GET, origins=queries.origins(own))
    agenda = queries.agenda_of(user, now=timezone.now(), origin=search.origin, words=search.words)
    context = {
        "agenda": agenda,
        "finding": findings.of_agenda(agenda),
        "search": search,
        "is_narrowed": bool(search.words or search.origin),
        "sections": [(section, agenda.sections[section]) for section in Section],
        "has_samples": any(row.task.is_sample for rows in agenda.sections.values() for row in rows),
        "oversees": access.may(user, Permission.SEE_ALL_TASKS),
        "gives": access.may(user, Permission.ASSIGN_TASKS),
    }
    return render(request, "followup/mine.html", context)
