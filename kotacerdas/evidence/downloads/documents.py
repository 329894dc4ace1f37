"""The documents of a city as a file: exactly the rows of the list."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kotacerdas.common.exports import Column, Source, csv_response, xlsx_response
from kotacerdas.evidence import findings
from kotacerdas.evidence.queries.documents import Row

if TYPE_CHECKING:
    from kotacerdas.people.models import City

FILTERS = ("cari", "instansi", "jenis", "kerahasiaan", "tahun", "waktu", "keadaan", "urut")


def documents(
    request: HttpRequest, city: "City", rows: Sequence[Row], file_type: str, *, today: date
) -> HttpResponse:
    columns = [
        Column("code", _("Code"), width=22),
        Column("title", _("Title"), width=50),
        Column("file", _("File"), width=40),
        Column("kind", _("Kind of file")),
        Column("size", _("Size in bytes"), "integer"),
        Column("nature", _("Kind of document"), width=24),
        Column("owner", pgettext("of a document", "Owner"), width=36),
        Column("confidentiality", _("Confidentiality"), width=16),
        Column("observed_from", _("Tells about, from"), "date"),
        Column("observed_until", _("Tells about, until"), "date"),
        Column("valid_from", _("In force from"), "date"),
        Column("valid_until", _("In force until"), "date"),
        Column("revision", _("Revision"), "integer"),
        Column("confirmed", _("Confirmed citations"), "integer"),
        Column("waiting", _("Citations that wait"), "integer"),
        Column("marks", _("Marks"), width=36),
        Column("brought", _("Brought on"), "date"),
        Column("sha256", _("SHA-256"), width=66),
    ]
    name = f"bukti-{city.code}"
    if file_type == "csv":
        return csv_response(name, columns, _written(rows, city, today))
    asked = request.GET.dict()
    source = Source(
        title=_("Evidence of %(city)s") % {"city": city.name},
        source=_("Kept in KotaCerdas by %(city)s") % {"city": city.name},
        address=request.build_absolute_uri(reverse("evidence:documents")),
        exported_at=timezone.now(),
        filters=[(name, asked[name]) for name in FILTERS if asked.get(name)],
        zone=city.zone,
        note=_("Some of these documents are samples.") if any(row.document.is_sample for row in rows) else "",
    )
    return xlsx_response(name, columns, _written(rows, city, today), source)


def _written(rows: Sequence[Row], city: "City", today: date) -> Iterator[dict[str, Any]]:
    for row in rows:
        document, latest = row.document, row.document.latest
        marks = [str(mark.words) for mark in findings.documents.marks(document, today)]
        marks += [pgettext("virus scan", "not scanned")] if findings.documents.is_unscanned(document) else []
        marks += [pgettext("mark", "sample")] if document.is_sample else []
        yield {
            "code": document.code,
            "title": document.title,
            "file": latest.name if latest else "",
            "kind": latest.content.kind.upper() if latest else "",
            "size": latest.content.size if latest else None,
            "nature": findings.documents.nature_of(document),
            "owner": document.agency.name if document.agency else "",
            "confidentiality": document.get_confidentiality_display(),
            "observed_from": document.observed_from,
            "observed_until": document.observed_until,
            "valid_from": document.valid_from,
            "valid_until": document.valid_until,
            "revision": latest.number if latest else None,
            "confirmed": row.confirmed,
            "waiting": row.waiting,
            "marks": ", ".join(marks),
            "brought": document.at.astimezone(city.timezone).date(),
            "sha256": latest.content.sha256 if latest else "",
        }
