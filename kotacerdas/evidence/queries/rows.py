"""Rows as the database gives them, where a search reads so many that to make more of each would cost too much."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

Row: TypeAlias = tuple[Any, ...]
_UNITS = """
    WITH wanted (content, number) AS (VALUES {})
    SELECT content_id, unit.number, kind, label, text
    FROM wanted JOIN evidence_unit unit ON content_id = content AND unit.number = wanted.number
"""


def of(rows: QuerySet[Any, Any]) -> list[Row]:
    """Of a query for values."""
    try:
        sql, params = rows.query.sql_with_params()
    except EmptyResultSet:
        return []
    return _all(sql, params)


def of_units(keys: Iterable[tuple[int, int]]) -> list[Row]:
    """Content, number, kind, label and text of these by content and number. Pairs are what Django has no words for but
    one condition for each, which costs more than all the rest of showing what was found."""
    pairs = [part for key in keys for part in key]
    return _all(_UNITS.format(", ".join(["(%s, %s)"] * (len(pairs) // 2))), pairs) if pairs else []


def _all(sql: str, params: Sequence[Any]) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        found: list[Row] = cursor.fetchall()
    return found
