"""Operators by every name that files give them."""

from kotacerdas.connectivity.domain.readings import fold
from kotacerdas.connectivity.models import Operator


def operators() -> list[Operator]:
    return list(Operator.objects.all())


def by_name(rows: list[Operator]) -> dict[str, str]:
    """The code of an operator by its folded code, name and other spellings."""
    return {fold(name): row.code for row in rows for name in (row.code, row.name, *row.names)}
