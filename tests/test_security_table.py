"""The table in docs/explanation/security.md is whole, and all that it points at is there."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/explanation/security.md").read_text(encoding="utf-8")
STATES = {"met", "partly", "not met", "does not apply"}
SHORTEST_REASON = 12
# Requirements of level 1 and 2 of ASVS 5.0.0, by section: how many, without those of level 3. They are numbered on.
LEVEL_3 = {
    "1.2.10", "1.3.12", "1.5.3", "2.3.5", "2.4.2", "5.2.4", "5.2.5", "5.2.6", "5.3.3", "6.2.12", "8.1.3", "8.1.4",
    "16.5.4",
}  # fmt: skip
SECTIONS = {
    "1.1": 2, "1.2": 10, "1.3": 12, "1.4": 3, "1.5": 3,
    "2.1": 3, "2.2": 3, "2.3": 5, "2.4": 2,
    "5.1": 1, "5.2": 6, "5.3": 3, "5.4": 3,
    "6.1": 3, "6.2": 12, "6.3": 3, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 3,
    "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2,
    "8.1": 4, "8.2": 3, "8.3": 1, "8.4": 1,
    "10.1": 2, "10.2": 2, "10.5": 5,
    "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 4,
}  # fmt: skip
REQUIREMENTS = {f"{section}.{n}" for section, most in SECTIONS.items() for n in range(1, most + 1)} - LEVEL_3


class Row(NamedTuple):
    number: str
    asks: str
    state: str
    shown: str

    @property
    def tests(self) -> list[tuple[str, str]]:
        return re.findall(r"`([\w/.-]+\.py)::(\w+)`", self.shown)

    @property
    def paths(self) -> list[str]:
        return re.findall(r"`([\w.-]+/[\w/.-]+)`", self.shown)


ROWS = [
    Row(*(cell.strip() for cell in line.strip("|").split(" | ")))
    for line in PAGE.splitlines()
    if re.match(r"\| \d+\.\d+\.\d+ \|", line)
]


def test_every_requirement_stands_in_the_table_once():
    assert Counter(row.number for row in ROWS) == Counter(REQUIREMENTS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.number)
def test_what_is_named_exists(row):
    missing = [
        f"{path}::{name}"
        for path, name in row.tests
        if not (ROOT / path).is_file() or f"\ndef {name}(" not in (ROOT / path).read_text(encoding="utf-8")
    ]

    assert not missing
    assert not [path for path in row.paths if not (ROOT / path).exists()]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.number)
def test_each_state_is_shown_or_explained(row):
    words = re.sub(r"`[^`]*`|[,;:.]", "", row.shown).strip()

    assert row.state in STATES
    if row.state == "met":
        assert row.tests or row.paths or "](#" in row.shown
    else:
        assert len(words) >= SHORTEST_REASON


def test_sections_that_rows_lead_to_are_on_the_page():
    anchors = {heading.lower().replace(" ", "-") for heading in re.findall(r"^## (.+)$", PAGE, re.MULTILINE)}

    assert {anchor for row in ROWS for anchor in re.findall(r"\]\(#([\w-]+)\)", row.shown)} <= anchors


def test_the_sum_is_right():
    counts = Counter(row.state for row in ROWS)

    assert (
        f"{len(ROWS)} requirements: {counts['met']} met, {counts['partly']} partly, {counts['not met']} not met, "
        f"{counts['does not apply']} do not apply"
    ) in PAGE
