"""Figures over time: what is joined and what is not, round marks, and names that never cover each other."""

from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils.translation import override

from kotacerdas.common.charts import (
    Aim,
    Band,
    Pen,
    SeriesLine,
    Spot,
    lettering,
    samples,
    scales,
    series_chart,
    svg,
)
from kotacerdas.common.charts.shapes import Circle, Line, Sign, Stretched, Text

D = Decimal
PEN = Pen("id", str)
LEAST = (312, 620)
NASTY = "<script>alert(\"x\")</script> & 'Kab.'"


def spots(*pairs, **options):
    return tuple(Spot(float(year), str(year), D(value), **options) for year, value in pairs)


def of(drawing, kind):
    return [shape for shape in drawing.shapes if isinstance(shape, kind)]


def ways(drawing, look):
    return [shape for shape in of(drawing, Stretched) if look in shape.look.split()]


def box(text, width):
    at = text.dx + (float(text.x.removesuffix("%")) * width / 100 if isinstance(text.x, str) else text.x)
    wide = lettering.width(text.text)
    start = {"start": at, "middle": at - wide / 2, "end": at - wide}[text.anchor]
    return start, start + wide


@pytest.mark.parametrize("made", samples.over_time())
def test_no_word_is_cut_and_none_covers_another(made):
    for drawing, width in zip(made.drawings(PEN), LEAST, strict=True):
        boxes = [(*box(text, width), text.y, text) for text in of(drawing, Text)]
        for start, end, _y, text in boxes:
            assert start >= -1, text
            assert end <= width + 1, text
        for at, one in enumerate(boxes):
            for other in boxes[at + 1 :]:
                apart = one[1] <= other[0] or other[1] <= one[0] or abs(one[2] - other[2]) >= 13
                assert apart, (one[3], other[3])


def test_two_series_of_one_place_are_not_joined_and_the_break_is_marked():
    old, new = spots((2019, "10"), (2020, "11")), spots((2021, "20"), (2022, "21"))
    made = series_chart([SeriesLine("Kota", old), SeriesLine("Kota", new, begins="Metode 2021")])

    drawing = made.drawings(PEN)[1]

    assert [len(way.points) for way in ways(drawing, "garis-kota")] == [2, 2]
    assert not ways(drawing, "jembatan")
    assert len([line for line in of(drawing, Line) if line.look == "putus"]) == 1
    assert [text.text for text in of(drawing, Text) if text.look == "kata-putus"] == ["Metode 2021"]
    assert [text.text for text in of(drawing, Text) if text.look == "ujung-kota"] == ["Kota"]


def test_missing_years_are_bridged_by_dots_and_by_no_line():
    made = series_chart([SeriesLine("Kota", spots((2017, "1"), (2018, "2"), (2021, "3"), (2022, "3")))])

    drawing = made.drawings(PEN)[0]

    assert [len(way.points) for way in ways(drawing, "garis-kota")] == [2, 2]
    assert [len(way.points) for way in ways(drawing, "jembatan")] == [2]
    assert len(of(drawing, Circle)) == 4


def test_a_lonely_figure_between_gaps_keeps_its_dot():
    made = series_chart([SeriesLine("Kota", spots((2015, "1"), (2018, "2"), (2021, "3")))])

    drawing = made.drawings(PEN)[0]

    assert not ways(drawing, "garis-kota")
    assert len(ways(drawing, "jembatan")) == 2


def test_quarters_are_neighbours_within_their_year():
    line = SeriesLine("Kota", tuple(Spot(2024 + at / 4, f"Q{at + 1}", D(at)) for at in range(4)), step=0.25)

    drawing = series_chart([line]).drawings(PEN)[0]

    assert not ways(drawing, "jembatan")
    assert [text.text for text in of(drawing, Text) if text.anchor == "middle"] == ["Q1", "Q2", "Q3", "Q4"]


def test_sample_is_dashed_and_named_so():
    made = series_chart([SeriesLine("Kota", spots((2023, "1"), (2024, "2")), is_sample=True)])

    drawing = made.drawings(PEN)[1]

    assert ways(drawing, "contoh")
    assert [text.text for text in of(drawing, Text) if text.look == "ujung-kota"] == ["Kota", "(sample)"]
    assert of(drawing, Circle)[0].title.startswith("Kota (sample), 2023")


def test_estimate_is_open_and_a_target_is_a_diamond():
    line = SeriesLine("Kota", spots((2023, "1")) + spots((2024, "2"), is_estimate=True))
    made = series_chart([line], aims=[Aim(2026, "2026", D(9))])

    drawing = made.drawings(PEN)[0]

    assert [circle.look for circle in of(drawing, Circle)] == ["titik-kota", "buka-kota"]
    assert [sign.title for sign in of(drawing, Sign)] == ["2026: 9,00"]
    assert made.scale().high >= 9


def test_band_of_a_forecast_is_a_face_behind_the_lines():
    made = samples.foreseen()

    looks = [shape.look for shape in of(made.drawings(PEN)[0], Stretched)]

    assert looks[:2] == ["pita-luas", "pita-sempit"]
    assert all(way.closed for way in ways(made.drawings(PEN)[0], "pita-luas"))


@pytest.mark.parametrize(
    ("values", "places", "marks"),
    [
        (["78.18", "83.23"], 2, "78 80 82 84"),
        (["4", "4"], 0, "3 4 5"),
        (["0", "0"], 0, "0 1"),
        (["1", "9"], 0, "0 5 10"),
        (["-3.5", "7"], 1, "-5 0 5 10"),
        (["-8", "-8"], 0, "-9 -8 -7"),
        (["0.0021", "0.0024"], 4, "0.0021 0.0022 0.0023 0.0024"),
        ([], 2, "0 0.25 0.5 0.75 1"),
    ],
)
def test_marks_are_round_and_no_finer_than_the_figures(values, places, marks):
    made = scales.scale([D(value) for value in values], places=places)

    assert " ".join(f"{value.normalize():f}" for value, _words in made.marks(PEN)) == marks


def test_large_numbers_are_told_in_millions_and_more():
    assert [words for _value, words in scales.scale([D("2.1e12"), D("4.3e12")]).marks(PEN)][
        -1
    ] == "5 trillion"
    assert "800.000" in [words for _value, words in scales.scale([D(600000), D(790000)]).marks(PEN)]


def test_opinions_are_marked_by_their_names():
    drawing = samples.opinions().drawings(PEN)[0]

    assert {"TMP", "TW", "WDP", "WTP"} <= {text.text for text in of(drawing, Text) if text.anchor == "end"}
    assert [text.text for text in of(drawing, Text) if text.look == "nilai-kota"] == ["WTP"]


def test_names_are_pushed_apart_and_stay_inside():
    assert scales.spread([(50, 20), (52, 20), (54, 20)], 0, 100) == [50, 70, 90]
    assert scales.spread([(90, 20), (95, 20)], 0, 100) == [70, 90]
    assert scales.spread([], 0, 100) == []


def test_years_are_thinned_from_the_last_one():
    years = [(float(year), str(year)) for year in range(2000, 2026)]

    assert [words for _at, words in scales.thinned(years, 6)] == [
        "2000",
        "2005",
        "2010",
        "2015",
        "2020",
        "2025",
    ]


def test_one_figure_stands_in_the_middle():
    made = samples.one_figure()

    (circle,) = of(made.drawings(PEN)[0], Circle)

    assert 20 < float(circle.x.removesuffix("%")) < 60


def test_nothing_at_all_is_drawn_too():
    assert svg.written(series_chart([]), PEN, "nothing")


def test_typed_words_cannot_become_markup():
    line = SeriesLine(NASTY, (Spot(2024.0, NASTY, D(1)),), begins=NASTY)
    made = series_chart([line], aims=[Aim(2024, NASTY, D(2))], unit=NASTY)

    assert "<script" not in svg.written(made, PEN, NASTY)


def test_key_tells_only_what_is_drawn():
    template = Template("{% load charts %}{% chart_key made %}")

    with override("en"):
        plain = template.render(Context({"made": samples.one_figure()}))
        full = template.render(Context({"made": samples.broken_series()}))
        bands = template.render(Context({"made": samples.foreseen()}))

    assert "<li>" not in plain
    assert "estimate" in full
    assert "new method" in full
    assert "80%" in bands


def test_bands_may_reach_below_nothing():
    made = series_chart([], bands=[Band("95%", ((2025.0, D(-5), D(5)), (2026.0, D(-9), D(9))))])

    assert made.scale().low < -8
