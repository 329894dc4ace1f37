"""The command `plan diff`: what differs between two editions of a city. Its words and JSON are a promise; others script them."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.masterplan.domain.comparing.changes import Change
from kotacerdas.masterplan.domain.comparing.differing import Entry, Sum
from kotacerdas.masterplan.findings import comparing as findings
from kotacerdas.masterplan.models import Edition
from kotacerdas.masterplan.queries import comparing
from kotacerdas.masterplan.queries.comparing import Compared
from kotacerdas.people.domain.names import NameProblem
from kotacerdas.people.queries import CityDirectory

if TYPE_CHECKING:
    from kotacerdas.people.models import City

Told = dict[str, Any]


def add_to(deeds: Any, common: ArgumentParser) -> None:
    """Below `kotacerdas plan`."""
    diff = deeds.add_parser("diff", parents=[common], help=_("what differs between two editions"))
    diff.add_argument("before", metavar="BEFORE", help=_("code of the older edition"))
    diff.add_argument("after", metavar="AFTER", help=_("code of the newer edition"))
    diff.add_argument(
        "--city", metavar="CODE", default=settings.DEFAULT_CITY, help=_("the city, by code or name")
    )
    diff.add_argument("--json", action="store_true", help=_("as JSON"))
    diff.set_defaults(run=print_diff)


def print_diff(options: Namespace) -> None:
    """Of editions that everybody may read; drafts are compared on their page."""
    city = _city(options.city)
    found = comparing.compared(_edition(city, options.before), _edition(city, options.after))
    if options.json:
        is_utf8 = (getattr(sys.stdout, "encoding", None) or "utf-8").lower() == "utf-8"
        print(json.dumps(as_json(found, city), ensure_ascii=not is_utf8, indent=2))
        return
    print(findings.headline(found))
    for sentence in findings.beside(found):
        print(sentence)
    entries: list[Entry[Any]] = [*found.difference.changed, *found.difference.changed_nodes]
    for entry in entries:
        print()
        print(findings.name_of(entry))
        for line in (*findings.notes(entry), *_told(entry, found)):
            print(f"  {line}")


def _told(entry: Entry[Any], found: Compared) -> list[str]:
    return [str(line) for line in findings.shortly(entry, found) if line.label]


def _city(name: str) -> "City":
    try:
        return CityDirectory.load().find(name)
    except NameProblem:
        raise Refused(Fault("plan-city-unknown", {"name": name[:60]})) from None


def _edition(city: "City", code: str) -> Edition:
    rows = Edition.objects.visible_to(AnonymousUser()).filter(city=city).select_related("city")
    found = rows.filter(code=code).first()
    if found is None:
        known = ", ".join(rows.order_by("code").values_list("code", flat=True)) or "–"
        raise Refused(Fault("plan-unknown", {"city": city.name, "code": code[:60], "known": known}))
    return found


# --- JSON --------------------------------------------------------------------------------------------------


def as_json(found: Compared, city: "City") -> Told:
    """Numbers of targets as text, so that no reader's floats change them; rupiah are whole numbers."""
    difference = found.difference
    shared = difference.shared_years
    return {
        "city": {"code": city.code, "name": city.name},
        "before": _head(found.before),
        "after": _head(found.after),
        "compared_years": [] if shared is None else list(shared),
        "counts": {
            **{kind.value: count for kind, count in sorted(difference.counts.items())},
            "unchanged": difference.unchanged_count,
            "doubtful": difference.doubtful_count,
        },
        "money": [_sum(each) for each in difference.sums],
        "money_total": {"before": difference.whole.before, "after": difference.whole.after},
        "programmes": [_entry(entry, {"title": "title"}) for entry in difference.changed],
        "nodes": [_entry(entry, {"text": "text", "kind": "kind"}) for entry in difference.changed_nodes],
    }


def _head(edition: Edition) -> Told:
    return {
        "code": edition.code,
        "kind": edition.kind,
        "status": edition.status,
        "title": {"id": edition.title_id, "en": edition.title_en},
        "first_year": edition.first_year,
        "last_year": edition.last_year,
        "sample": edition.is_sample,
    }


def _sum(of: Sum) -> Told:
    return {"source": of.source, "year": of.year, "before": of.before, "after": of.after}


def _entry(entry: Entry[Any], names: Mapping[str, str]) -> Told:
    def side(row: Any) -> Told | None:
        return (
            None
            if row is None
            else {"code": row.code, **{key: getattr(row, of) for key, of in names.items()}}
        )

    matched = None
    if entry.pair:
        pair = entry.pair
        matched = {"how": pair.how.value, "likeness": pair.likeness, "doubtful": pair.is_doubtful}
    return {
        "before": side(entry.before),
        "after": side(entry.after),
        "matched": matched,
        "related": entry.related or None,
        "changes": [_change(change) for change in entry.changes if change.field],
    }


def _change(change: Change) -> Told:
    told: Told = {
        "kind": change.kind.value,
        "field": change.field,
        "before": _value(change.before),
        "after": _value(change.after),
    }
    if change.year is not None:
        told["year"] = change.year
    if change.source:
        told["source"] = change.source
    return told


def _value(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, date) else value
