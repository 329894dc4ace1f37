"""What an adapter has read of a publisher's answer, before anybody has said which indicator it is."""

from dataclasses import dataclass

from kotacerdas.common.domain.faults import Fault
from kotacerdas.indicators.domain.figures import Figure


@dataclass(frozen=True)
class Found:
    """One figure; `where` is the cell or the place in the answer, `mark` a sign that stood beside it."""

    level: str
    period: str
    figure: Figure
    where: str
    mark: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Reading:
    """`marks_are_provisional`: the footnotes speak of provisional figures, so marked ones are estimates."""

    found: tuple[Found, ...]
    title: str = ""
    unit: str = ""
    source: str = ""
    marks_are_provisional: bool = False
    notes: tuple[Fault, ...] = ()
