"""A programme as a row of a workbook: its values as text."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kotacerdas.imports.domain.fields import Field
from kotacerdas.imports.domain.typed import Wrong, read, written
from kotacerdas.imports.intakes import Current
from kotacerdas.masterplan.intakes import keys, lists
from kotacerdas.masterplan.models import Budget, Partner, Programme, WorkplanYear, YearFigure
from kotacerdas.people.intakes.places import iso

Values = Mapping[str, str]
WORDS = ("title", "measure", "unit", "stop_reason", "rpjmd_ref", "renstra_ref")
LONG_WORDS = ("description", "goal")
CHOICES = ("kind", "dimension", "subdimension", "nature", "direction", "state")
NAMED = ("lead", "indicator", "continues")
DEFAULTS = {"kind": "dimension", "direction": "up", "state": "planned", "tagged": "yes", "sample": "no"}
"""What a new programme is where the workbook does not say it, and what no empty cell empties."""
FLAGS = {"tagged": "is_budget_tagged", "sample": "is_sample"}
_LINE = Field("", "", (), most_letters=10_000)
_LINES = Field("", "", (), most_letters=10_000, many_lines=True)


@dataclass
class Parts:
    """What hangs on one programme."""

    supporting: dict[str, int] = field(default_factory=dict)
    """Codes with keys."""
    partners: list[Partner] = field(default_factory=list)
    figures: list[YearFigure] = field(default_factory=list)
    budgets: list[Budget] = field(default_factory=list)
    workplans: list[WorkplanYear] = field(default_factory=list)


def current_of(row: Programme, parts: Parts, beside: Values | None = None) -> Current:
    """`rest`: words that a sheet would not give back to the letter, keys of what is named, and the version, so that a change
    by others is seen."""
    exact = {
        name: text for name in (*WORDS, *LONG_WORDS) if as_read(name, text := getattr(row, name)) != text
    }
    named = {name: other for name in NAMED if (other := getattr(row, name))}
    rest = {
        "version": row.version,
        "words": exact,
        "sipd": row.sipd,
        "keys": {name: [other.code, other.pk] for name, other in named.items()},
        "supporting": parts.supporting,
    }
    return Current(row.code, values_of(row, parts), row.title, rest, beside or {})


def values_of(row: Programme, parts: Parts) -> dict[str, str]:
    """As a file would give them back; with "lead", "indicator" and "continues" read along."""
    values = {name: as_read(name, getattr(row, name)) for name in (*WORDS, *LONG_WORDS)}
    values |= {name: getattr(row, name) for name in CHOICES}
    values |= {name: "yes" if getattr(row, column) else "no" for name, column in FLAGS.items()}
    values |= {f"sipd_{level}": str(row.sipd.get(level, "")) for level in Programme.SIPD_LEVELS}
    values |= {
        "code": row.code,
        **{name: other.code if (other := getattr(row, name)) else "" for name in NAMED},
        "baseline": written(row.baseline) if row.baseline is not None else "",
        "baseline_year": str(row.baseline_year or ""),
        "starts_on": iso(row.starts_on),
        "ends_on": iso(row.ends_on),
        "standards": lists.joined(row.standards),
        "questions": lists.joined(row.questions),
        "supporting": lists.joined(sorted(parts.supporting)),
        "partners": lists.joined(sorted(partner_words(each.name, each.kind) for each in parts.partners)),
    }
    for document in keys.WORKPLANS:
        years = (row.year for row in parts.workplans if row.document == document)
        values[keys.workplan_key(document)] = lists.joined(map(str, sorted(years)))
    return values | _by_year(parts)


def _by_year(parts: Parts) -> dict[str, str]:
    """Only what is filled."""
    found = {
        keys.figure_key(part, row.year): written(value)
        for row in parts.figures
        for part, value in (("target", row.target), ("realised", row.realised))
        if value is not None
    }
    for row in parts.budgets:
        money = zip(keys.MONEY, (row.ceiling, row.changed, *row.plan), strict=True)
        found |= {
            keys.money_key(part, row.year, row.source): str(each) for part, each in money if each is not None
        }
    return found


def partner_words(name: str, kind: object) -> str:
    return f"{name} ({kind})"


def as_read(name: str, text: str) -> str:
    try:
        return read(text, _LINES if name in LONG_WORDS else _LINE)
    except Wrong:
        return text


def as_long_text(text: str) -> str:
    """As a cell of several lines gives it back."""
    try:
        return read(text, _LINES)
    except Wrong:
        return text


def partner_of(line: str) -> tuple[str, str]:
    """Of the kept form: name, and kind in brackets."""
    name, _bracket, kind = line.removesuffix(")").rpartition(" (")
    return name, kind
