"""Figures that cannot be kept are refused, so that no page ever meets one."""

from decimal import Decimal

import pytest

from kotacerdas.evaluation.domain import keeping
from kotacerdas.instruments import catalogue
from kotacerdas.instruments.domain.answers import CityAnswers

KPPN = catalogue.edition("smartcity/2022-kppn")


def kinds(figures=None, edition=KPPN, **said):
    row = CityAnswers("Kab. Malang", "35.07", 2, **said)
    given = {code: Decimal(figure) for code, figure in (figures or {}).items()}
    return [fault.kind for fault in keeping.faults(edition, given, row)]


@pytest.mark.parametrize("final", ["0", "2.51", "4", "2.510000000000"])
def test_a_final_on_the_scale_is_kept(final):
    assert kinds({"INDEX": final}) == []


@pytest.mark.parametrize("final", ["4.01", "-0.01", "9999999999"])
def test_a_final_off_the_scale_is_refused(final):
    assert kinds({"INDEX": final}) == ["off-scale"]


def test_a_final_of_an_unknown_form_must_still_fit_the_table():
    assert kinds({"INDEX": "9999999999"}, edition=None) == ["off-scale"]


def test_figures_finer_than_the_tables_are_refused_instead_of_cut():
    assert kinds({"INDEX": "2.5000001", "A": "1.123456789", "B": "1.12345678"}) == ["too-many-decimals"] * 2


@pytest.mark.parametrize("improvement", ["99999999", "-4.1", "0.00001"])
def test_an_impossible_improvement_is_refused(improvement):
    assert len(kinds(improvement=Decimal(improvement))) == 1


def test_single_answers_are_kept_whole_or_not_at_all():
    row = CityAnswers("Kab. Malang", "35.07", 2)
    panels = {"UHH": (70, Decimal("71.5")), "HLS": (12, 13)}

    assert [fault.kind for fault in keeping.faults(None, panels, row)] == ["not-whole"]


def test_a_loss_is_an_improvement_too():
    assert kinds(improvement=Decimal("-0.17")) == []


def test_a_city_that_took_no_part_has_no_scores_but_the_zeros_of_the_table():
    assert kinds(participated=False, answers={"A": Decimal(3)}) == ["absent-but-scored"]
    assert kinds(participated=False, answers={"A": Decimal(0)}, final=Decimal(0)) == []
