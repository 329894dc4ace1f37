"""Deeds on indicators: define them, write and remove figures, set targets."""

from kotacerdas.indicators.actions.defining import Definition, VariableWords, change, define
from kotacerdas.indicators.actions.figures import NewSeries, Written, begin_series, remove, write, write_all
from kotacerdas.indicators.actions.targets import drop_target, set_target

__all__ = [
    "Definition",
    "NewSeries",
    "VariableWords",
    "Written",
    "begin_series",
    "change",
    "define",
    "drop_target",
    "remove",
    "set_target",
    "write",
    "write_all",
]
