"""What stands in an answer, as plain values: compared, checked, and told as a history keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.selfassessment.domain import figures

Told = str | int | None


@dataclass(frozen=True)
class Survey:
    """Mean of what respondents said, on the scale of the question."""

    mean: Decimal
    respondents: int
    method: str

    def __str__(self) -> str:
        return f"{self.mean.normalize():f} ({self.respondents}): {self.method}"


@dataclass(frozen=True)
class Content:
    level: int | None = None
    statement: str = ""
    figures: str = ""
    survey: Survey | None = None

    @property
    def is_empty(self) -> bool:
        return self == EMPTY

    def told(self) -> dict[str, Told]:
        return {
            "level": self.level,
            "statement": self.statement,
            "figures": self.figures,
            "survey": str(self.survey) if self.survey else "",
        }


EMPTY = Content()


def differences(before: Content, after: Content) -> dict[str, tuple[Told, Told]]:
    """By field, what it was and what it is."""
    old, new = before.told(), after.told()
    return {name: (old[name], new[name]) for name in old if old[name] != new[name]}


def joined(
    earlier: Mapping[str, tuple[Told, Told]], later: Mapping[str, tuple[Told, Told]]
) -> dict[str, tuple[Told, Told]]:
    """Two changes in a row as one; what came back to where it was is no change."""
    found = dict(earlier)
    for name, (before, after) in later.items():
        found[name] = (found[name][0] if name in found else before, after)
    return {name: (before, after) for name, (before, after) in found.items() if before != after}


def faults(content: Content, *, least: int, most: int, is_draft: bool = False) -> list[Fault]:
    """What cannot be kept, whether it is handed in or not. In a draft half a figure stands as it was typed."""
    found: list[Fault] = []
    if content.level is not None and not least <= content.level <= most:
        found.append(Fault("answer-level-off-scale", {"least": least, "most": most}))
    if not is_draft:
        found += _of_figures(content.figures)
    if content.survey is not None:
        if not least <= content.survey.mean <= most:
            found.append(Fault("survey-off-scale", {"least": least, "most": most}))
        if content.survey.respondents < 1 or not content.survey.method.strip():
            found.append(Fault("survey-incomplete"))
    return found


def _of_figures(text: str) -> Iterable[Fault]:
    try:
        figures.read(text)
    except Refused as refused:
        return refused.faults
    return ()
