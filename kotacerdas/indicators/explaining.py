"""How a computed figure came about: as the instrument explains itself, else the formula with the numbers in their places."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kotacerdas.common import formats
from kotacerdas.indicators.findings import opinion
from kotacerdas.indicators.models import Indicator
from kotacerdas.instruments import explain

if TYPE_CHECKING:
    from kotacerdas.indicators.domain.computing import Computed, Formula


def steps(computed: "Computed", formula: "Formula", inputs: Mapping[str, Indicator]) -> list[str]:
    """Each step a sentence: as the instrument explains itself, else the formula with the numbers in their places."""
    if computed.result is not None:
        return explain.lines(computed.result)
    if formula.kind == "streak":
        return [
            _(
                "Counted backwards from this period: each year whose opinion is at least %(least)s, without a gap."
            )
            % {"least": _least(formula, inputs)}
        ]
    given = [
        f"{_title(name, inputs)} = {formats.number(each.value, each.places)}"
        for name, each in computed.inputs.items()
    ]
    numbers = {name: formats.number(each.value, each.places) for name, each in computed.inputs.items()}
    names = {name: _title(name, inputs) for name in formula.inputs}
    constants = {name: formats.number(value) for name, value in formula.parameters.items()}
    result = formats.number(computed.shown)
    return [
        _("Formula: %(formula)s.") % {"formula": written(formula.text, names | constants)},
        _("Where %(given)s.") % {"given": "; ".join(given)},
        f"{written(formula.text, numbers | constants)} = {result}",
    ]


def written(text: str, names: Mapping[str, str]) -> str:
    """A formula as people write it, with words or numbers in the places of its names."""
    shown = re.sub(r"[A-Za-z_]\w*", lambda name: names.get(name[0], name[0]), text)
    for sign, common in ((" * ", " × "), (" / ", " : "), (" - ", " − "), ("cbrt(", "∛(")):
        shown = shown.replace(sign, common)
    return shown


def _title(name: str, inputs: Mapping[str, Indicator]) -> str:
    return inputs[name].title if name in inputs else name


def _least(formula: "Formula", inputs: Mapping[str, Indicator]) -> str:
    (indicator,) = inputs.values() if len(inputs) == 1 else (None,)
    return opinion(indicator, formula.least) if indicator else formats.number(formula.least)
