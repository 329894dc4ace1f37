"""The page on which an officer's day begins: what is late, what is due, what waits, what is to be checked."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from kotacerdas.followup import findings, queries
from kotacerdas.followup.domain.agenda import Section
from kotacerdas.followup.forms import MineFilter
from kotacerdas.followup.models import Task
from kotacerdas.followup.queries import Agenda, Row
from kotacerdas.people import access
from kotacerdas.people.access import requires, signed_in
from kotacerdas.people.permissions import Permission

ROWS_SHOWN = 12
ROWS_PER_PAGE = 50
TO_CHECK = "to_check"


@dataclass(frozen=True)
class Part:
    """One part of the page: its first rows, or page by page if it is the only one that was asked for."""

    name: str
    total: int
    page: "Page[Row]"

    @property
    def is_to_check(self) -> bool:
        return self.name == TO_CHECK

    @property
    def is_own(self) -> bool:
        return not self.is_to_check

    @property
    def is_cut(self) -> bool:
        return self.page.number == 1 and len(self.page) < self.total


@requires(Permission.DO_TASKS)
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    own = Task.objects.visible_to(user).filter(queries.acted_on_by(user))
    search = MineFilter(request.GET, origins=queries.origins(own))
    agenda = queries.agenda_of(user, now=timezone.now(), origin=search.origin, words=search.words)
    parts, only = _parts(request, agenda)
    context = {
        "agenda": agenda,
        "finding": findings.of_agenda(agenda),
        "search": search,
        "is_narrowed": bool(search.words or search.origin),
        "parts": parts,
        "only": only,
        "has_samples": any(row.task.is_sample for part in parts for row in part.page),
        "oversees": access.may(user, Permission.SEE_ALL_TASKS),
        "gives": access.may(user, Permission.ASSIGN_TASKS),
    }
    return render(request, "followup/mine.html", context)


def _parts(request: HttpRequest, agenda: Agenda) -> tuple[list[Part], str]:
    """The parts that hold something, what is to be checked by oneself first; and which one alone was asked for."""
    rows: dict[str, list[Row]] = {TO_CHECK: agenda.to_check}
    rows |= {section.value: agenda.sections[section] for section in Section}
    only = request.GET.get("bagian", "")
    if only in rows:
        page: Any = Paginator(rows[only], ROWS_PER_PAGE).get_page(request.GET.get("halaman"))
        return ([Part(only, len(rows[only]), page)] if rows[only] else []), only
    firsts = {name: Paginator(some, ROWS_SHOWN).get_page(1) for name, some in rows.items() if some}
    return [Part(name, len(rows[name]), page) for name, page in firsts.items()], ""
