"""Loads what public sources tell of cities' planning documents from `data/masterplan`; run again, it changes only what changed.

A row that an office has changed (its version is no longer the first) stays as the office wrote it.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings

from kotacerdas.common.reference import Report, bring_up_to_date, loader
from kotacerdas.indicators.models import Source
from kotacerdas.instruments.files import read_yaml
from kotacerdas.masterplan.models import Edition, Issue, Node, Serving
from kotacerdas.people.models import City

SOURCES = "plan-"
KINDS = {
    "Edition": "editions of plans",
    "Node": "goals of plans",
    "Serving": "servings of goals",
    "Issue": "strategic issues",
}
_Row = TypeVar("_Row", Edition, Node, Issue)
_Entry = Mapping[str, Any]


def folder() -> Path:
    return Path(settings.REFERENCE_DATA) / "masterplan"


@loader("masterplan.sources", after=["indicators.sources"])
def load_sources(report: Report) -> None:
    wanted = [
        Source(
            key=each["key"], title=each["title"], url=each.get("url", ""), dated_on=each.get("dated"),
            note_id=(each.get("note") or {}).get("id", ""), note_en=(each.get("note") or {}).get("en", ""),
        )
        for each in read_yaml(folder() / "sources.yaml")
    ]  # fmt: skip
    kept = Source.objects.filter(key__startswith=SOURCES)
    bring_up_to_date(kept, wanted, key="key", report=report, kind="sources of plans")


@loader("masterplan.documents", after=["masterplan.sources", "people.cities"])
def load_documents(report: Report) -> None:
    """Editions with their visions and missions, and the strategic issues, of every city that has a file."""
    for path in sorted((folder() / "cities").glob("*.yaml")):
        city = City.objects.get(code=path.stem)
        load_city(city, read_yaml(path), report)


def load_city(city: City, file: _Entry, report: Report) -> None:
    sources = {each.key: each for each in Source.objects.exclude(key=None)}
    editions = file.get("editions", ())
    kept = {each.code: each for each in Edition.objects.filter(city=city)}
    for entry in editions:  # a predecessor stands before what follows it
        fields = _cover(entry, sources) | {"predecessor": kept.get(entry.get("follows", ""))}
        row = kept.get(entry["code"])
        kept[entry["code"]] = _bring(report, row, Edition(city=city, code=entry["code"]), fields)
    for entry in editions:
        _load_nodes(kept[entry["code"]], entry.get("nodes", ()), report)
    _load_servings(kept, editions, report)
    _load_issues(city, file.get("issues", ()), sources, report)


def _load_nodes(edition: Edition, entries: Iterable[_Entry], report: Report) -> None:
    kept = {each.code: each for each in edition.nodes.all()}
    for position, entry in enumerate(entries, start=1):
        fields = {
            "kind": entry["kind"],
            "position": position,
            "parent": kept.get(entry.get("below", "")),
            **_words("text", entry["text"]),
        }
        new = Node(edition=edition, code=entry["code"])
        kept[entry["code"]] = _bring(report, kept.get(entry["code"]), new, fields)


def _load_servings(kept: Mapping[str, Edition], editions: Iterable[_Entry], report: Report) -> None:
    """Those that the file names and nobody has written yet."""
    rows = Node.objects.filter(edition__in=kept.values()).select_related("edition")
    nodes = {(each.edition.code, each.code): each for each in rows}
    for entry in editions:
        for node in entry.get("nodes", ()):
            for higher in node.get("serves", ()):
                code, _slash, name = higher.partition("/")
                row, is_new = Serving.objects.get_or_create(
                    lower=nodes[entry["code"], node["code"]], higher=nodes[code, name]
                )
                _tell(report, row, is_new=is_new)


def _load_issues(
    city: City, entries: Iterable[_Entry], sources: Mapping[str | None, Source], report: Report
) -> None:
    """A city that keeps its own list keeps it: what is not on it any more does not come back."""
    kept = {each.code: each for each in Issue.objects.filter(city=city)}
    is_first = not any(not each.is_sample for each in kept.values())
    for position, entry in enumerate(entries, start=1):
        row = kept.get(entry["code"])
        if row is None and not is_first:
            continue
        fields = {
            "position": position,
            "source": sources[entry["source"]],
            **_words("title", entry["title"]),
            **_words("text", entry.get("text", {})),
        }
        _bring(report, row, Issue(city=city, code=entry["code"]), fields)


def _cover(entry: _Entry, sources: Mapping[str | None, Source]) -> dict[str, Any]:
    return {
        "kind": entry["kind"],
        "first_year": entry["years"][0],
        "last_year": entry["years"][1],
        "status": entry["status"],
        "legal_basis": entry.get("legal_basis", ""),
        "adopted_on": entry.get("adopted_on"),
        "source": sources[entry["source"]],
        **_words("title", entry["title"]),
        **_words("note", entry.get("note", {})),
    }


def _words(name: str, words: Mapping[str, str]) -> dict[str, str]:
    return {f"{name}_id": words.get("id", ""), f"{name}_en": words.get("en", "")}


def _bring(report: Report, row: _Row | None, new: _Row, fields: Mapping[str, Any]) -> _Row:
    if row is None:
        for name, value in fields.items():
            setattr(new, name, value)
        new.save()
        report.added(_kind(new), new)
        return new
    differing = [name for name, value in fields.items() if getattr(row, name) != value]
    if row.version > 1 or not differing:
        report.unchanged(_kind(row))
        return row
    for name in differing:
        setattr(row, name, fields[name])
    row.save(update_fields=differing)
    report.changed(_kind(row), row)
    return row


def _kind(row: Edition | Node | Issue | Serving) -> str:
    return KINDS[type(row).__name__]


def _tell(report: Report, row: Serving, *, is_new: bool) -> None:
    if is_new:
        report.added(_kind(row), row)
    else:
        report.unchanged(_kind(row))
