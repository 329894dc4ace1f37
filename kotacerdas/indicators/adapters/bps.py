"""A table that was downloaded from Statistics Indonesia (BPS) as CSV."""

from collections.abc import Mapping
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from kotacerdas.imports.intakes import Choice
from kotacerdas.indicators.adapters.registry import Adapter, Asked, Question
from kotacerdas.indicators.domain import bps_tables
from kotacerdas.indicators.domain.answers import Reading
from kotacerdas.indicators.domain.table_numbers import Way

NUMBERS = Question(
    "numbers",
    _("How its numbers are written"),
    _(
        "Only where no figure of the table shows it: 1.234 is a thousand to one reader and a fraction to another."
    ),
    choices=(
        Choice("", _("as the table shows")),
        Choice("id", _("Indonesian: 1.234,5")),
        Choice("en", _("English: 1,234.5")),
    ),
)


class BpsTable(Adapter):
    name: ClassVar = "bps-csv"
    title: ClassVar = _("Table of BPS (CSV)")
    description: ClassVar = _(
        "A table as bps.go.id gives it away: titles, a row for each region, a column for each year, footnotes."
    )
    takes: ClassVar = "file"
    questions: ClassVar = (
        Question(
            "variable",
            _("Which of its variables"),
            _("Only where the table counts several things, such as men and women."),
        ),
        Question("period", _("Period of the table"), _("Only where its header names no years.")),
        NUMBERS,
    )

    def read(self, content: bytes, asked: Asked) -> Reading:
        answers = asked.answers
        told = bps_tables.Told(
            variable=answers.get("variable", ""), period=answers.get("period", ""), numbers=way_of(answers)
        )
        return bps_tables.read(content, asked.names, told)


def way_of(answers: Mapping[str, str]) -> Way:
    given = answers.get("numbers", "")
    return "id" if given == "id" else "en" if given == "en" else ""
