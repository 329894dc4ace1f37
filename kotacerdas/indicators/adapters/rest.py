"""A list of figures that somebody's address answers as JSON."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from kotacerdas.indicators.adapters.bps import NUMBERS, way_of
from kotacerdas.indicators.adapters.registry import Adapter, Asked, Question
from kotacerdas.indicators.domain import json_lists
from kotacerdas.indicators.domain.answers import Reading


class JsonList(Adapter):
    name: ClassVar = "rest-json"
    title: ClassVar = _("Address that answers JSON")
    description: ClassVar = _(
        "An address of an open-data service. Its answer holds a list, each entry with a period and a value of this city."
    )
    takes: ClassVar = "address"
    questions: ClassVar = (
        Question(
            "path",
            _("Where the list stands"),
            _("Names joined by points, such as data.rows; empty if the answer is the list."),
        ),
        Question("period_field", _("Field of the period"), _("Such as tahun or date."), is_required=True),
        Question(
            "value_field",
            _("Field of the value"),
            _("Such as nilai or value; a path works as well."),
            is_required=True,
        ),
        Question(
            "unit_field",
            _("Field of the unit"),
            _("Where the answer names its unit, it is checked against the series."),
        ),
        NUMBERS,
    )

    def read(self, content: bytes, asked: Asked) -> Reading:
        answers = asked.answers
        told = json_lists.Told(
            path=answers.get("path", ""),
            period=answers.get("period_field", ""),
            value=answers.get("value_field", ""),
            unit=answers.get("unit_field", ""),
            numbers=way_of(answers),
        )
        return json_lists.read(content, told)
