"""A chart as a picture of its own, with its colours in it, for documents that know no charts.css."""

from html import escape

from kotacerdas.common.charts.radar import Radar
from kotacerdas.common.charts.shapes import Pen
from kotacerdas.common.charts.svg import shapes_of

# The colours of ground.css.
_INK, _PALE, _ACCENT, _CONTROL = "#10211f", "#44544f", "#0b6069", "#72827d"
_RADAR = (
    f'text{{font-family:"Libertinus Serif";font-size:13px;fill:{_PALE}}}'
    "path,line{fill:none}"
    f".cincin,.jari{{stroke:#d5dcd8;stroke-width:1}}.cincin-luar{{stroke:{_CONTROL};stroke-width:1}}"
    f".nama{{fill:{_INK};font-weight:600}}.nilai{{fill:{_ACCENT};font-weight:700}}"
    f".muka-lalu,.sisi-lalu{{stroke:{_PALE};stroke-width:1.75;stroke-dasharray:5 3}}"
    f".muka-kini,.sisi-kini{{stroke:{_ACCENT};stroke-width:2.5}}"
    f".muka-kini{{fill:{_ACCENT};fill-opacity:.12}}"
    f".titik-lalu{{fill:#ffffff;stroke:{_PALE};stroke-width:1.5}}.titik-kini{{fill:{_ACCENT}}}"
)


def radar(chart: Radar, pen: Pen) -> str:
    """Its wide drawing as an SVG file."""
    drawing = chart.drawings(pen)[-1]
    size = f'width="{drawing.width:.1f}" height="{drawing.height:.1f}"'
    box = f'viewBox="0 0 {drawing.width:.1f} {drawing.height:.1f}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box}><title>{escape(chart.sentence)}</title>'
        f"<style>{_RADAR}</style>{shapes_of(drawing)}</svg>"
    )
