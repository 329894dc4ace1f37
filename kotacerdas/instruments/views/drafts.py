"""Pages that show an edition which staff write: its tree, what differs from what it was copied from, its file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache

from kotacerdas.common.exports import safe_filename
from kotacerdas.instruments import queries
from kotacerdas.instruments.actions.editions import edition_of
from kotacerdas.instruments.documents import to_yaml
from kotacerdas.instruments.domain.comparing import differences
from kotacerdas.instruments.views.finding import written_or_404, zone_of
from kotacerdas.people.access import Permission, requires


@requires(Permission.EDIT_EDITIONS)
@never_cache
def draft(request: HttpRequest, code: str, edition: str) -> HttpResponse:
    """Every part and question in one table, from where each is changed. A published one is only read."""
    found = written_or_404(request, code, edition)
    if found.is_published:
        return redirect(found)
    written = edition_of(found)
    context = {
        "draft": found,
        "edition": written,
        "rows": queries.form_rows(written),
        "faults": queries.faults_of(found),
        "zone": zone_of(found),
    }
    return render(request, "instruments/draft.html", context)


@requires(Permission.EDIT_EDITIONS)
@never_cache
def compare(request: HttpRequest, code: str, edition: str) -> HttpResponse:
    found = written_or_404(request, code, edition)
    written, base = edition_of(found), queries.base_of(found)
    context = {
        "draft": found,
        "edition": written,
        "base": base,
        "found": differences(base, written) if base else None,
    }
    return render(request, "instruments/compare.html", context)


@requires(Permission.EDIT_EDITIONS)
@never_cache
def as_file(request: HttpRequest, code: str, edition: str) -> HttpResponse:
    """As it would lie in the repository: `data/instruments/<code>/<edition>/instrument.yaml`."""
    found = written_or_404(request, code, edition)
    name = safe_filename(f"{found.code}-{found.edition}-instrument", "yaml")
    return HttpResponse(
        to_yaml(edition_of(found)),
        content_type="application/yaml; charset=utf-8",
        headers={
            "Content-Disposition": content_disposition_header(True, name) or "attachment",
            "X-Content-Type-Options": "nosniff",
        },
    )
