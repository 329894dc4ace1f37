"""Programmes that come only with others, or never beside them: what may be said of two of them."""

from collections.abc import Collection, Mapping
from graphlib import CycleError, TopologicalSorter

from kotacerdas.common.domain.faults import Fault, Refused

Requires = Mapping[str, Collection[str]]
"""Of a programme, those without which it does not come."""


def require_no_circle(requires: Requires) -> None:
    """Two programmes that wait for each other are one programme, or a slip of the pen. Raises `Refused` naming the circle."""
    try:
        TopologicalSorter(requires).prepare()
    except CycleError as error:
        raise Refused(
            Fault("programmes-in-a-circle", {"circle": " → ".join(reversed(error.args[1]))})
        ) from None
