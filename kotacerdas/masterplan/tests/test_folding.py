"""Years of which nothing is known take one line, not a row of dashes each."""

from __future__ import annotations

from collections import namedtuple
from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from kotacerdas.masterplan.folding import folded
from kotacerdas.masterplan.tests.factories import apbd, programme, targets

if TYPE_CHECKING:
    from django.test import Client

    from kotacerdas.masterplan.models import Edition

Row = namedtuple("Row", "year value")


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ("", []),
        ("x", ["2022"]),
        ("...", ["(2022 to 2024)"]),
        ("x..", ["2022", "(2023 to 2024)"]),
        (".x.x..", ["(2022)", "2023", "(2024)", "2025", "(2026 to 2027)"]),
    ],
)
def test_runs_of_empty_years_are_one_line(values: str, shown: list[str]) -> None:
    rows = [Row(2022 + at, value) for at, value in enumerate(values)]

    found = folded(rows, lambda row: row.value == ".")

    with translation.override("en"):
        assert [each.years if each.row else f"({each.years})" for each in found] == shown


@pytest.mark.django_db
def test_the_page_of_a_programme_folds_them_in_both_languages(plan: Edition, office: Client) -> None:
    programme(plan, targets=targets(y2023="0"), budgets=apbd(2022, 500))

    english, indonesian = (
        " ".join(
            office.get(f"{language}/rencana/64.71/masterplan-2022/program/SG-01/").content.decode().split()
        )
        for language in ("/en", "")
    )

    assert english.count("2024 to 2026</th>") == 1
    assert english.count("nothing yet") == 1
    assert indonesian.count('class="terlipat"') == 1
