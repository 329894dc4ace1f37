"""How a file of this app leaves the house: with a plain name, and never kept on the way."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from kotacerdas.common.exports import safe_filename

TYPES = {"geojson": "application/geo+json", "pdf": "application/pdf"}


def attached(content: str | bytes, name: str, ending: str) -> HttpResponse:
    response = HttpResponse(content, content_type=TYPES[ending])
    disposition = content_disposition_header(as_attachment=True, filename=safe_filename(name, ending))
    response["Content-Disposition"] = disposition or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response
