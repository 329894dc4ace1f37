"""Points that a contract pays for, as one cell says them."""

import pytest

from kotacerdas.wifi.domain import paying


@pytest.mark.parametrize(
    "text",
    [
        "WIFI-002: 700000, WIFI-001",
        "WIFI-001; WIFI-002 = Rp 700.000",
        "WIFI-001\nWIFI-002: Rp. 700.000\n",
    ],
)
def test_every_usual_way_of_writing_means_the_same(text):
    costs, wrong = paying.read(text)

    assert (costs, wrong) == ({"WIFI-001": None, "WIFI-002": 700_000}, [])
    assert paying.written(costs) == "WIFI-001, WIFI-002: 700000"


def test_what_is_no_code_is_told():
    assert paying.read("WIFI-001, di taman: gratis") == ({"WIFI-001": None}, ["di taman: gratis"])


def test_what_is_written_is_read_again():
    costs = {"A-1": 0, "B_2": None}

    assert paying.read(paying.written(costs)) == (costs, [])


@pytest.mark.parametrize("text", ["WIFI-001: 550.5", "WIFI-001: 550000.00", "WIFI-001: 55.00.000"])
def test_a_cost_that_could_be_meant_otherwise_is_told(text):
    assert paying.read(text) == ({}, [text])


def test_a_point_with_two_costs_is_told():
    assert paying.read("WIFI-001, WIFI-001: 700000") == ({"WIFI-001": None}, ["WIFI-001: 700000"])
    assert paying.read("WIFI-001: 7, WIFI-001: 7") == ({"WIFI-001": 7}, [])
