"""The files of a delivery with what became of each, as a file to take home."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kotacerdas.common.exports import Column, Source, csv_response, xlsx_response
from kotacerdas.evidence.findings.intakes import Told
from kotacerdas.evidence.models import Intake


def items(request: HttpRequest, intake: Intake, rows: Iterable[Told], file_type: str) -> HttpResponse:
    columns = [
        Column("path", _("File"), width=60),
        Column("state", pgettext("evidence item", "What became of it"), width=18),
        Column("why", _("Why"), width=60),
        Column("document", _("Document"), width=16),
        Column("size", _("Bytes"), "integer"),
        Column("sha256", _("SHA-256"), width=66),
    ]
    name = f"kiriman-{intake.code}"
    if file_type == "csv":
        return csv_response(name, columns, _written(rows))
    source = Source(
        title=_("Files of the delivery %(code)s") % {"code": intake.code},
        source=_("Kept in KotaCerdas by %(city)s") % {"city": intake.city.name},
        address=request.build_absolute_uri(intake.get_absolute_url()),
        exported_at=timezone.now(),
        filters=[("lihat", asked)] if (asked := request.GET.get("lihat")) else [],
        zone=intake.city.zone,
    )
    return xlsx_response(name, columns, _written(rows), source)


def _written(rows: Iterable[Told]) -> Iterator[dict[str, Any]]:
    for told in rows:
        item, document = told.row.item, told.row.document
        yield {
            "path": item.path,
            "state": told.words,
            "why": " ".join(told.reasons),
            "document": document.code if document else "",
            "size": item.size,
            "sha256": item.sha256,
        }
