"""What a chart is made of before it is written as SVG: shapes with places and classes, no colours, no words of a page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, Protocol, TypeAlias

from kotacerdas.common.domain import formats

# A place is in pixels, or in percent of the drawing's width where the drawing stretches with the page.
Place: TypeAlias = float | str
Anchor: TypeAlias = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Line:
    x1: Place
    y1: float
    x2: Place
    y2: float
    look: str


@dataclass(frozen=True)
class Circle:
    x: Place
    y: float
    r: float
    look: str
    title: str = ""


@dataclass(frozen=True)
class Rect:
    x: Place
    y: float
    width: Place
    height: float
    look: str
    title: str = ""


@dataclass(frozen=True)
class Path:
    """Points joined by straight lines; `closed` makes a face of them."""

    points: tuple[tuple[float, float], ...]
    look: str
    closed: bool = False


@dataclass(frozen=True)
class Stretched:
    """A path whose points lie at shares of the drawing's width: it stretches with the page, the width of its stroke stays."""

    points: tuple[tuple[float, float], ...]
    look: str
    height: float
    """Of the whole drawing."""
    closed: bool = False


@dataclass(frozen=True)
class Sign:
    """A small closed figure around one place, such as a diamond; `points` are pixels from that place."""

    x: Place
    y: float
    points: tuple[tuple[float, float], ...]
    look: str
    title: str = ""


@dataclass(frozen=True)
class Text:
    x: Place
    y: float
    text: str
    look: str = ""
    anchor: Anchor = "start"
    title: str = ""
    dx: float = 0


Shape: TypeAlias = Line | Circle | Rect | Path | Stretched | Sign | Text


@dataclass(frozen=True)
class Drawing:
    """One picture. Without `width` it stretches with the page while its letters keep their size."""

    look: str
    height: float
    shapes: tuple[Shape, ...] = field(repr=False)
    width: float | None = None


@dataclass(frozen=True)
class Pen:
    """How the reader writes numbers, and the page's words for the few that a chart needs itself."""

    language: str = "en"
    say: Callable[[str], str] = str

    def number(self, value: Decimal | None, places: int = 2) -> str:
        return formats.number(value, places, language=self.language)

    def whole(self, value: int) -> str:
        return formats.number(value, language=self.language)

    def tick(self, value: Decimal) -> str:
        """A number on a scale, without zeros that say nothing."""
        return formats.number(value.normalize(), language=self.language)


class Chart(Protocol):
    """Whatever can be drawn: once, or once for narrow and once for wide pages."""

    @property
    def kind(self) -> str: ...

    @property
    def sentence(self) -> str: ...

    def drawings(self, pen: Pen) -> tuple[Drawing, ...]: ...


def percent(share: float, step: float | None = None) -> str:
    """A place as a share of the drawing's width, on the nearest `step` if one is given."""
    if step is not None:
        share = round(share / step) * step
    return f"{round(share * 100, 2):g}%"


def share_of(value: Decimal | int, top: Decimal | int) -> float:
    """How far along the scale from 0 to `top`; what is off the scale stays at its end."""
    return min(1.0, max(0.0, float(value) / float(top)))
