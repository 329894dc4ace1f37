"""Things of which not everybody who reads the trail may know what they are called, such as secret documents.

It is asked at reading: what became secret later is closed from its first deed on, and who may see it reads everything.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast

from kotacerdas.audit.models import Entry
from kotacerdas.common.subjects import Reference

Rows = Callable[[Any], "QuerySet[Any]"]


@dataclass(frozen=True)
class Rule:
    """`closed_to(user)` are the rows that this reader may not know; `called` is a field that may be told of them."""

    closed_to: Rows
    called: str


_rules: dict[str, Rule] = {}


def register(kind: str, closed_to: Rows, *, called: str) -> None:
    """In `ready()`, for a kind of subject."""
    _rules[kind] = Rule(closed_to, called)


def among(entries: Iterable[Entry], *, reader: Any) -> dict[Reference, str]:
    """The closed subjects of these deeds, with what may be told of each; one query for each kind that has a rule."""
    keys: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        if entry.subject_kind in _rules:
            keys[entry.subject_kind].add(entry.subject_key)
    found: dict[Reference, str] = {}
    for kind, some in keys.items():
        rule = _rules[kind]
        rows = rule.closed_to(reader).filter(pk__in=some).values_list("pk", rule.called)
        found |= {Reference(kind, str(pk)): str(told) for pk, told in rows}
    return found


def condition(reader: Any) -> Q:
    """On deeds: their subject is closed to this reader."""
    closed = Q(pk__in=[])
    for kind, rule in _rules.items():
        keys = rule.closed_to(reader).order_by().annotate(_key=Cast("pk", CharField())).values("_key")
        closed |= Q(subject_kind=kind, subject_key__in=keys)
    return closed
