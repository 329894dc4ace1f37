"""Writes many changed rows at once. Django's `bulk_update` builds one CASE for every value, which takes minutes here."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models


def update(model: type[models.Model], rows: Iterable[Any], names: Sequence[str]) -> None:
    """The same fields of each row, by its primary key, with one statement prepared once."""
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    key: Any = model._meta.pk
    quoted = connection.ops.quote_name
    settings = ", ".join(f"{quoted(field.column)} = %s" for field in fields)
    sql = f"UPDATE {quoted(model._meta.db_table)} SET {settings} WHERE {quoted(key.column)} = %s"  # noqa: S608 - names of our own tables
    values = [
        [*(field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields), row.pk]
        for row in rows
    ]
    if values:
        with connection.cursor() as cursor:
            cursor.executemany(sql, values)
