"""The radar of a scorecard: dimensions, or parts of the form, this year and the year before."""

from kotacerdas.common.charts import Axis, Radar, radar
from kotacerdas.common.formats import number
from kotacerdas.evaluation.queries import AxisRow, Scorecard
from kotacerdas.evaluation.templatetags.evaluation import dimension_name
from kotacerdas.instruments.words import text


def radar_of(card: Scorecard) -> Radar | None:
    """None where there are too few axes, or none."""
    if card.edition is None or len(card.axes) < 3:
        return None
    years = (str(card.row.round.year), year_before(card))
    axes = [Axis(axis_name(axis), axis.now, axis.before) for axis in card.axes]
    sentence = "; ".join(f"{axis.label} {number(axis.value_now, 2)}" for axis in axes)
    return radar(axes, card.edition.scales["default"].max, names=years, sentence=sentence)


def year_before(card: Scorecard) -> str:
    return str(card.earlier.round.year) if card.earlier_computed and card.earlier else ""


def axis_name(axis: AxisRow) -> str:
    return text(axis.node.title) if axis.node else str(dimension_name(axis.code))
