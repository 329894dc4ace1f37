"""Writes drawings as SVG. Looks are classes of charts.css; there is no style attribute, no script, and all text is escaped."""

from collections.abc import Iterable
from html import escape

from kotacerdas.common.charts.shapes import (
    Chart,
    Circle,
    Drawing,
    Line,
    Path,
    Pen,
    Place,
    Rect,
    Shape,
    Sign,
    Stretched,
    Text,
)


def written(chart: Chart, pen: Pen, sentence: str) -> str:
    """The chart as HTML: a block with one or more pictures, of which the page's width shows one."""
    if not sentence:
        raise ValueError("a chart needs a sentence that tells its finding to those who cannot see it")
    pictures = "".join(_picture(drawing, sentence) for drawing in chart.drawings(pen))
    return f'<div class="grafik grafik--{chart.kind}">{pictures}</div>'


def _picture(drawing: Drawing, sentence: str) -> str:
    size = (
        f'width="{_n(drawing.width)}" viewBox="0 0 {_n(drawing.width)} {_n(drawing.height)}"'
        if drawing.width is not None
        else 'width="100%"'
    )
    inside = shapes_of(drawing)
    return (
        f'<svg class="{drawing.look}" {size} height="{_n(drawing.height)}" role="img" '
        f'aria-label="{escape(sentence)}" focusable="false">{inside}</svg>'
    )


def shapes_of(drawing: Drawing) -> str:
    """What stands within the picture."""
    return "".join(map(_shape, drawing.shapes))


def _shape(shape: Shape) -> str:
    match shape:
        case Line(x1, y1, x2, y2, look):
            return f'<line class="{look}" x1="{_p(x1)}" y1="{_n(y1)}" x2="{_p(x2)}" y2="{_n(y2)}"/>'
        case Circle(x, y, r, look, title):
            head = f'<circle class="{look}" cx="{_p(x)}" cy="{_n(y)}" r="{_n(r)}"'
            return _with_title(head, "circle", title)
        case Rect(x, y, width, height, look, title):
            head = f'<rect class="{look}" x="{_p(x)}" y="{_n(y)}" width="{_p(width)}" height="{_n(height)}"'
            return _with_title(head, "rect", title)
        case Path(points, look, closed):
            return f'<path class="{look}" d="{_joined(points, closed)}"/>'
        case Stretched(points, look, height, closed):
            joined = _joined([(share * 1000, y) for share, y in points], closed)
            return (
                f'<svg width="100%" height="{_n(height)}" viewBox="0 0 1000 {_n(height)}" preserveAspectRatio="none">'
                f'<path class="{look}" vector-effect="non-scaling-stroke" d="{joined}"/></svg>'
            )
        case Sign(x, y, points, look, title):
            head = f'<path class="{look}" d="{_joined(points, closed=True)}"'
            inside = _with_title(head, "path", title)
            return f'<svg x="{_p(x)}" y="{_n(y)}" overflow="visible">{inside}</svg>'
        case Text(x, y, text, look, anchor, title, dx):
            attributes = f' class="{look}"' if look else ""
            attributes += f' text-anchor="{anchor}"' if anchor != "start" else ""
            attributes += f' dx="{_n(dx)}"' if dx else ""
            said = f"<title>{escape(title)}</title>" if title else ""
            return f'<text x="{_p(x)}" y="{_n(y)}"{attributes}>{escape(text)}{said}</text>'


def _joined(points: Iterable[tuple[float, float]], closed: bool) -> str:
    joined = "L".join(f"{_n(x)} {_n(y)}" for x, y in points)
    return f"M{joined}{'Z' if closed else ''}"


def _with_title(head: str, name: str, title: str) -> str:
    return f"{head}><title>{escape(title)}</title></{name}>" if title else f"{head}/>"


def _p(place: Place) -> str:
    return place if isinstance(place, str) else _n(place)


def _n(value: float) -> str:
    """Tenths of a pixel are enough, and zeros cost bytes."""
    text = f"{value:.1f}"
    return text.removesuffix(".0")
