"""Ways in for figures that others publish: each adapter turns an answer into rows, which then go the way of every workbook.

An app above may register its own in `ready()`: `adapters.register(MyAdapter())`. What an adapter reads is written as a table in
the columns of the intake "indicators.figures" (`adapters.handing`), so that dry run, conflicts and undo are the same for all.
"""

from kotacerdas.indicators.adapters import words  # noqa: F401 - registers itself
from kotacerdas.indicators.adapters.bps import BpsTable
from kotacerdas.indicators.adapters.registry import (
    Adapter,
    Asked,
    Question,
    answered,
    everything,
    find,
    register,
)
from kotacerdas.indicators.adapters.rest import JsonList

__all__ = ["Adapter", "Asked", "Question", "answered", "everything", "find", "register"]

register(BpsTable())
register(JsonList())
