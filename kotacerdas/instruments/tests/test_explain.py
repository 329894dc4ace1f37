"""A calculation in words: every rule has its sentence in both languages, with figures as their readers write them."""

from decimal import Decimal

import pytest
from django.utils import translation

from kotacerdas.instruments import catalogue, explain
from kotacerdas.instruments.domain import scoring
from kotacerdas.instruments.domain.trace import Rule, steps

KPPN = {"B": Decimal("1.54"), "C": Decimal("2.92"), "D": Decimal("2.56"), "E": Decimal("3.08")}
BASELINE = dict.fromkeys(["A1", "A2", "A3", "A4", "A5"], Decimal(1))


def told(key, given, language):
    result = scoring.score(catalogue.edition(key), given)
    with translation.override(language):
        return explain.lines(result)


def decimals(**given):
    return {code: Decimal(score) for code, score in given.items()}


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "id",
            [
                "A1 Masterplan smart city sudah punya payung hukum: rata-rata 3 jawaban: (1 + 2 + 2) : 3 = 1,6666…"
            ],
        ),
        (
            "en",
            [
                "A1 Does the smart-city masterplan have a legal basis: the mean of 3 answers: (1 + 2 + 2) : 3 = 1.6666…"
            ],
        ),
    ],
)
def test_a_panel_is_averaged_in_words(language, lines):
    given = {**KPPN, **BASELINE, "A1": (1, 2, 2)}

    assert told("smartcity/2022-kppn", given, language)[:1] == lines


def test_one_assessor_is_one():
    lone = told("smartcity/2022-kppn", {**KPPN, **BASELINE, "A1": (2,)}, "en")[0]

    assert lone.endswith("the only answer: 2.00.")


@pytest.mark.parametrize(
    ("language", "formula", "rounding", "class_"),
    [
        (
            "id",
            "dengan UHH = 74,22",
            "dibulatkan 2 desimal, setengah ke atas:",
            "76,61 termasuk predikat “Tinggi”.",
        ),
        ("en", "where UHH = 74.22", "rounded half up to 2 decimals:", "76.61 lies in the class “High”."),
    ],
)
def test_formula_rounding_and_class_are_told(language, formula, rounding, class_):
    lines = told("ipm/2014", decimals(UHH="74.22", HLS="13.69", RLS="9.70", PPP="12360"), language)

    assert formula in lines[1]
    assert rounding in lines[-2]
    assert lines[-1].endswith(class_)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("id", "rata-rata tertimbang: (10 × 3,00 + 15 × 4,00) : 25 = 3,60."),
        ("en", "the weighted mean: (10 × 3.00 + 15 × 4.00) : 25 = 3.60."),
    ],
)
def test_a_weighted_mean_shows_its_weights(language, line):
    given = decimals(**dict.fromkeys(["A1", "A2", "A3", "A4", "A5", "A6"], "2"), I19="3", I20="4")

    assert any(each.endswith(line) for each in told("pemdi/2026", given, language))


@pytest.mark.parametrize("key", catalogue.shipped_keys())
def test_every_step_of_every_edition_has_words_in_both_languages(key):
    edition = catalogue.edition(key)
    answers = {leaf.code: edition.scale_of(leaf).max for leaf in edition.leaves}

    indonesian, english = told(key, answers, "id"), told(key, answers, "en")

    assert len(indonesian) == len(english) > len(edition.leaves)
    assert not [line for line in (*indonesian, *english) if "%(" in line or "None" in line]
    assert not set(indonesian) & set(english)


def test_every_rule_occurs_in_these_tests():
    results = [
        scoring.score(catalogue.edition("smartcity/2022-kppn"), {**KPPN, **BASELINE, "A1": (1, 2)}),
        scoring.score(
            catalogue.edition("pemdi/2026"),
            decimals(**{f"I{number}": "2" for number in range(1, 21)}),
        ),
        scoring.score(catalogue.edition("ipm/2014"), decimals(UHH="74", HLS="13", RLS="9", PPP="12000")),
    ]

    assert {step.rule for result in results for step in steps(result)} == set(Rule)


def test_hundreds_of_answers_are_told_by_the_first_ones():
    skm = catalogue.edition("skm/2017")
    panels = {leaf.code: (3, 4) * 100 for leaf in skm.leaves}

    with translation.override("en"):
        first = explain.lines(scoring.score(skm, panels))[0]

    assert first.count("+") == 10
    assert "the mean of 200 answers: (3 + 4" in first
    assert first.endswith("+ …) : 200 = 3.50.")


def test_every_step_is_told_even_a_rounding_that_changes_nothing():
    result = scoring.score(catalogue.edition("smartcity/2022-kppn"), {"A": Decimal("1.40"), **KPPN})

    with translation.override("en"):
        lines = explain.lines(result)

    assert len(lines) == len(steps(result))
    assert "A Baseline: rounded half up to 2 decimals: 0.14 stays." in lines
