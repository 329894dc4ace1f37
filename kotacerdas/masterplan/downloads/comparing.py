"""The comparison of two editions as a file: one row for each thing that changed; in XLSX also the money by year and source."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kotacerdas.common.exports import Column, Sheet, Source, csv_response, workbook_response
from kotacerdas.masterplan.domain.comparing.differing import Entry
from kotacerdas.masterplan.findings import comparing as findings
from kotacerdas.masterplan.models.choices import Money
from kotacerdas.masterplan.queries.comparing import Compared

FILE_TYPES = ("csv", "xlsx")


def response(request: HttpRequest, found: Compared, file_type: str) -> HttpResponse:
    name = f"banding-{found.before.code}-{found.after.code}"
    columns = [
        Column("what", pgettext("plan", "Part"), width=14),
        Column("code_before", _("Code before"), width=14),
        Column("code_after", _("Code after"), width=14),
        Column("title", _("Title"), width=50),
        Column("kind", pgettext("plan", "Kind of change"), width=18),
        Column("label", pgettext("plan", "What changed"), width=24),
        Column("before", pgettext("plan", "Before"), width=40),
        Column("after", pgettext("plan", "After"), width=40),
        Column("pairing", _("How it was paired"), width=40),
        Column("doubtful", pgettext("pair", "Doubtful"), width=10),
    ]
    if file_type == "csv":
        return csv_response(name, columns, _rows(found))
    money = [
        Column("source", _("Source of money"), width=24),
        Column("year", _("Year"), "integer"),
        Column("before", pgettext("plan", "Before"), "integer", width=22),
        Column("after", pgettext("plan", "After"), "integer", width=22),
        Column("change", pgettext("difference", "Change"), "integer", width=22),
    ]
    sheets = [
        Sheet(_("Changes"), columns, _rows(found)),
        Sheet(pgettext("plan", "Money"), money, _money(found)),
    ]
    titles = {"before": found.before.title, "after": found.after.title}
    source = Source(
        title=_("What differs between %(before)s and %(after)s") % titles,
        source=_("Kept in KotaCerdas by %(city)s") % {"city": found.after.city.name},
        address=request.build_absolute_uri(request.get_full_path()),
        exported_at=timezone.now(),
        zone=found.after.city.zone,
        note=" ".join((f"{findings.headline(found)}.", *findings.beside(found))),
    )
    return workbook_response(name, sheets, source)


def _rows(found: Compared) -> Iterator[dict[str, Any]]:
    yield from _of(found.difference.changed, found, _("Programme"))
    yield from _of(found.difference.changed_nodes, found, pgettext("plan", "Goal"))


def _of(entries: Iterable[Entry[Any]], found: Compared, what: str) -> Iterator[dict[str, Any]]:
    for entry in entries:
        for line in findings.changes(entry, found):
            yield {
                "what": what,
                "code_before": entry.before.code if entry.before else "",
                "code_after": entry.after.code if entry.after else "",
                "title": entry.row.words,
                "kind": str(findings.KINDS[line.kind]),
                "label": line.label,
                "before": line.before,
                "after": line.after,
                "pairing": findings.pairing(entry.pair) if entry.pair else findings.related(entry),
                "doubtful": _("Yes") if entry.is_doubtful else "",
            }


def _money(found: Compared) -> Iterator[dict[str, Any]]:
    for each in found.difference.sums:
        yield {
            "source": str(Money(each.source).label),
            "year": each.year,
            "before": each.before,
            "after": each.after,
            "change": each.change,
        }
