"""What is wrong with an input, as data: the words for it, in the reader's language, are found later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

# Nobody reads more of one input; looking on would cost time and memory and change nothing about the refusal.
ENOUGH = 500


@dataclass(frozen=True)
class Fault:
    """One thing wrong; `kind` is a word such as "off-scale", `values` fill the sentence for it."""

    kind: str
    values: Mapping[str, object] = field(default_factory=dict)
    line: int | None = None
    column: str | None = None


class Refused(Exception):
    """The input was refused as a whole, for these reasons; nothing was done."""

    def __init__(self, faults: Fault | Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = (faults,) if isinstance(faults, Fault) else tuple(faults)
        super().__init__("; ".join(f"{fault.kind} {dict(fault.values)}" for fault in self.faults))
