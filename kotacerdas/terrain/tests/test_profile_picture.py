"""The picture of a profile and the words and figures beside it."""

from __future__ import annotations

import math
from xml.etree import ElementTree

import numpy as np
import pytest
from django.utils import translation

from kotacerdas.common.charts import Pen, svg
from kotacerdas.common.charts.shapes import Circle, Stretched, Text
from kotacerdas.terrain.domain.profiles import Profile, Verdict
from kotacerdas.terrain.drawings import Pictured, profile_picture

PEN = Pen("id")


def hill(height: float = 30.0, count: int = 101) -> Profile:
    ground = np.zeros(count)
    ground[count // 2] = height
    return Profile(np.linspace(0, 1000, count), ground)


def pictured(profile: Profile, *, ends: tuple[str, str] = ("Titik 12", "Hub")) -> Pictured:
    return profile_picture(profile, mhz=2437, first=20, last=20, ends=ends)


def looks(made: Pictured) -> set[str]:
    return {shape.look for drawing in made.chart.drawings(PEN) for shape in drawing.shapes}


@pytest.mark.parametrize(
    ("language", "height", "said", "beside"),
    [
        ("en", 30, "Blocked: 500 m from the start the ground covers the ray by 10.0 m.", "covers 10.0 m"),
        ("en", 17.66, "In sight, but 500 m from the start the ground reaches 1.0 m into", "1.0 m too near"),
        ("en", 10, "leaves 6.7 m more than is needed.", "6.7 m to spare"),
        ("id", 30, "10,0 m", "10,0 m"),
    ],
)
def test_the_finding_stands_in_the_words_and_beside_the_worst_obstacle(
    language: str, height: float, said: str, beside: str
) -> None:
    with translation.override(language):
        made = pictured(hill(height))
        assert said in made.headline
        assert made.chart.sentence == made.headline
        texts = [
            shape.text
            for each in made.chart.drawings(PEN)
            for shape in each.shapes
            if isinstance(shape, Text)
        ]
    assert any(beside in text for text in texts)
    assert {"Titik 12", "Hub"} <= set(texts)


def test_the_picture_has_ground_ray_zone_masts_and_the_worst_obstacle() -> None:
    assert {"medan", "muka-medan", "sinar", "zona", "tiang-antena", "antena", "halang"} <= looks(
        pictured(hill())
    )


def test_a_hole_in_the_ground_is_a_hole_in_the_picture() -> None:
    profile = hill(0)
    profile.ground[30:40] = math.nan
    with translation.override("en"):
        made = pictured(profile)
        assert made.sight.verdict == Verdict.UNKNOWN
        assert made.headline.startswith("Unknown")
    faces = [
        shape
        for shape in made.chart.drawings(PEN)[0].shapes
        if isinstance(shape, Stretched) and shape.look == "medan"
    ]
    assert len(faces) == 2
    assert "halang" not in looks(made)


def test_without_the_ground_of_an_end_only_the_ground_is_drawn() -> None:
    profile = hill()
    profile.ground[0] = math.nan
    made = pictured(profile)
    assert "medan" in looks(made)
    assert not looks(made) & {"sinar", "zona", "antena", "halang"}


def test_a_long_profile_is_thinned_and_keeps_its_peak_and_its_hole() -> None:
    profile = hill(30, count=20_001)
    profile.ground[4321] = math.nan
    made = pictured(profile)
    assert sum(len(run) for run in made.chart.ground) < 1000
    assert max(up for run in made.chart.ground for _along, up in run) == 30
    assert len(made.chart.ground) == 2


def test_masts_at_one_place_are_drawn_without_a_ray_to_divide_by() -> None:
    made = pictured(Profile(np.zeros(1), np.array([5.0])))
    assert made.sight.verdict == Verdict.CLEAR
    assert svg.written(made.chart, PEN, "x")


def test_the_table_tells_what_the_picture_shows() -> None:
    with translation.override("en"):
        rows = dict(pictured(hill()).rows)
    assert rows["Line of sight"] == "blocked"
    assert rows["Worst obstacle, distance from the start"] == "500 m"
    assert rows["Ground covers the ray by"] == "10.0 m"
    assert rows["Radius of the first Fresnel zone there"] == "5.5 m"
    assert rows["Free part of its radius (60% is needed)"] == "0%"
    assert rows["Both antennas higher by, for a free zone"] == "13.3 m"


@pytest.mark.parametrize("height", [-30, 10, 17.66, 30, 400])
def test_everything_stays_within_its_frame_in_both_layouts(height: float) -> None:
    made = pictured(hill(height), ends=("Taman " * 12, "<b>&"))
    written = svg.written(made.chart, PEN, '"<x>')
    assert "<b>" not in written
    ElementTree.fromstring(written)  # noqa: S314 - written by ourselves a line above
    for drawing in made.chart.drawings(PEN):
        for shape in drawing.shapes:
            if isinstance(shape, Circle):
                assert shape.r <= shape.y <= drawing.height - shape.r
            if isinstance(shape, Text):
                assert 10 <= shape.y <= drawing.height
