"""The city's tasks as a file; the columns are those that an import of tasks reads, so that out is in."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kotacerdas.common.exports import Column, Source, csv_response, xlsx_response
from kotacerdas.followup.queries import Row

if TYPE_CHECKING:
    from kotacerdas.people.models import City


def board(request: HttpRequest, city: "City", rows: Sequence[Row], file_type: str) -> HttpResponse:
    """The rows as the page shows them: filtered and in the same order."""
    columns = [
        Column("code", _("Code")),
        Column("title", _("Task"), width=50),
        Column("organisation", _("Organisation"), width=36),
        Column("owner", _("Person"), width=30),
        Column("due", _("Due on"), "date"),
        Column("state", pgettext("task", "State"), width=22),
        Column("late", _("Days late"), "integer"),
        Column("priority", _("Priority")),
        Column("given_by", _("Given by"), width=30),
        Column("description", _("More about it"), width=50),
    ]
    name = f"tugas-{city.code}"
    if file_type == "csv":
        return csv_response(name, columns, _written(rows))
    asked = request.GET.dict()
    source = Source(
        title=_("Tasks of %(city)s") % {"city": city.name},
        source=_("Kept in KotaCerdas by %(city)s") % {"city": city.name},
        address=request.build_absolute_uri(request.path.rpartition("unduh")[0]),
        exported_at=timezone.now(),
        filters=[(name, asked[name]) for name in ("cari", "organisasi", "status", "asal") if asked.get(name)],
        zone=city.zone,
        note=_("Some of these tasks are samples.") if any(row.task.is_sample for row in rows) else "",
    )
    return xlsx_response(name, columns, _written(rows), source)


def _written(rows: Iterable[Row]) -> Iterator[dict[str, Any]]:
    for row in rows:
        task = row.task
        yield {
            "code": task.code,
            "title": task.title,
            "organisation": task.organisation.name if task.organisation else "",
            "owner": str(task.owner or ""),
            "due": task.due_on,
            "state": str(task.state_words),
            "late": row.days_late or None,
            "priority": task.get_priority_display(),
            "given_by": str(task.assigned_by or ""),
            "description": task.description,
        }
