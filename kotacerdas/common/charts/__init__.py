"""Charts drawn on the server: plain data in, shapes out, SVG written with classes only.

A page makes one with `radar`, `slope`, `dot_strip`, `score_line`, `series_chart` or `section` and shows it with `{% chart made sentence %}`; the bars of a
table cell (`stacked_bar`, `share_bar`, `spark`) are SVG at once and are shown by the same tag.
"""

from kotacerdas.common.charts.bars import share_bar, spark, stacked_bar
from kotacerdas.common.charts.line import Mark, ScoreLine, score_line
from kotacerdas.common.charts.radar import Axis, Radar, radar
from kotacerdas.common.charts.section import Point, Section, section
from kotacerdas.common.charts.series import Aim, Band, SeriesChart, SeriesLine, Spot, series_chart
from kotacerdas.common.charts.shapes import Chart, Pen
from kotacerdas.common.charts.slope import Slope, SlopeRow, slope
from kotacerdas.common.charts.strip import DotStrip, StripRow, dot_strip

__all__ = [
    "Aim",
    "Axis",
    "Band",
    "Chart",
    "DotStrip",
    "Mark",
    "Pen",
    "Point",
    "Radar",
    "ScoreLine",
    "Section",
    "SeriesChart",
    "SeriesLine",
    "Slope",
    "SlopeRow",
    "Spot",
    "StripRow",
    "dot_strip",
    "radar",
    "score_line",
    "section",
    "series_chart",
    "share_bar",
    "slope",
    "spark",
    "stacked_bar",
]
