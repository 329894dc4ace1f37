"""What a row of a workbook would write: the record of a programme from values as text."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from kotacerdas.imports.domain.comparing import differing
from kotacerdas.imports.intakes import Current
from kotacerdas.masterplan.domain.record import QUARTERS, Money, Record
from kotacerdas.masterplan.intakes import keys
from kotacerdas.masterplan.intakes.naming import Names
from kotacerdas.masterplan.intakes.rows import (
    CHOICES,
    DEFAULTS,
    FLAGS,
    LONG_WORDS,
    NAMED,
    WORDS,
    Values,
    as_read,
    partner_of,
)
from kotacerdas.masterplan.models import Programme
from kotacerdas.people.intakes.places import day


def record_of(after: Values, before: Current | None, names: Names) -> Record:
    """What the row changes; whatever no cell has changed is not touched, so that it stays to the letter."""
    if before is None:
        return whole_record({**DEFAULTS, **{name: value for name, value in after.items() if value}}, names)
    changed = differing(before.values, after)
    whole = whole_record(after, names, before.rest)
    names_of = {column for key in changed for column in _columns_of(key)}
    return Record(
        {name: value for name, value in whole.fields.items() if name in names_of},
        supporting=whole.supporting if "supporting" in changed else None,
        partners=whole.partners if "partners" in changed else None,
        targets=_touched(whole.targets, "target", changed),
        realised=_touched(whole.realised, "realised", changed),
        budgets=whole.budgets if any(keys.money_of(key) for key in changed) else None,
        workplans={
            document: years
            for document, years in (whole.workplans or {}).items()
            if keys.workplan_key(document) in changed
        },
    )


def whole_record(values: Values, names: Names, rest: Mapping[str, Any] | None = None) -> Record:
    """Every part, also the empty ones; `rest` brings words back to the letter."""
    known = dict(rest["supporting"]) if rest else {}
    figures = {part: _figures(values, part) for part in keys.FIGURES}
    return Record(
        fields_of(values, names, rest),
        supporting=tuple(
            known.get(code) or names.organisations[code].pk
            for code in values.get("supporting", "").splitlines()
        ),
        partners=tuple(partner_of(line) for line in values.get("partners", "").splitlines()),
        targets=figures["target"],
        realised=figures["realised"],
        budgets=budgets_of(values),
        workplans={
            document: tuple(map(int, values.get(keys.workplan_key(document), "").split()))
            for document in keys.WORKPLANS
        },
    )


def fields_of(values: Values, names: Names, rest: Mapping[str, Any] | None = None) -> dict[str, Any]:
    exact: Mapping[str, str] = rest["words"] if rest else {}
    fields: dict[str, Any] = {name: values.get(name, "") for name in (*WORDS, *LONG_WORDS, *CHOICES)}
    fields |= {name: text for name, text in exact.items() if as_read(name, text) == fields[name]}
    fields |= {name: values.get(name) or value for name, value in DEFAULTS.items() if name in CHOICES}
    fields |= {column: (values.get(name) or DEFAULTS[name]) == "yes" for name, column in FLAGS.items()}
    other: Mapping[str, Any] = rest["sipd"] if rest else {}
    return fields | {
        **{f"{name}_id": _key(name, values.get(name, ""), names, rest) for name in NAMED},
        "baseline": _decimal(values.get("baseline", "")),
        "baseline_year": int(values["baseline_year"]) if values.get("baseline_year") else None,
        "starts_on": day(values.get("starts_on", "")),
        "ends_on": day(values.get("ends_on", "")),
        "standards": values.get("standards", "").splitlines(),
        "questions": values.get("questions", "").splitlines(),
        "sipd": {name: code for name, code in other.items() if name not in Programme.SIPD_LEVELS}
        | {level: code for level in Programme.SIPD_LEVELS if (code := values.get(f"sipd_{level}"))},
    }


def _key(name: str, code: str, names: Names, rest: Mapping[str, Any] | None) -> int | None:
    """What was named stays the same thing, though another one may bear its code."""
    kept, key = rest["keys"].get(name, ("", None)) if rest else ("", None)
    if not code or code == kept:
        return key if code else None
    if name == "continues":
        return names.earlier[code]
    return (names.organisations if name == "lead" else names.indicators)[code].pk


def budgets_of(values: Values) -> dict[tuple[int, str], Money]:
    """By year and source; only those that have a ceiling."""
    found: dict[tuple[int, str], dict[str, int]] = {}
    for key, text in values.items():
        place = keys.money_of(key)
        if place and place.source and text:
            found.setdefault((place.year, place.source), {})[place.part] = int(text)
    return {
        place: Money(
            parts["ceiling"],
            parts.get("changed"),
            tuple(parts.get(each) for each in keys.QUARTERS[:QUARTERS]),
        )
        for place, parts in found.items()
        if "ceiling" in parts
    }


def _figures(values: Values, part: str) -> dict[int, Decimal | None]:
    placed = ((keys.figure_of(key), text) for key, text in values.items())
    return {place[1]: _decimal(text) for place, text in placed if place and place[0] == part}


def _touched(
    figures: Mapping[int, Decimal | None] | None, part: str, changed: Iterable[str]
) -> dict[int, Decimal | None] | None:
    years = {place[1] for key in changed if (place := keys.figure_of(key)) and place[0] == part}
    return {year: (figures or {}).get(year) for year in years} or None


def _columns_of(key: str) -> tuple[str, ...]:
    if key in NAMED:
        return (f"{key}_id",)
    return ("sipd",) if key.startswith("sipd_") else (FLAGS.get(key, key),)


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None
