"""The geometry of charts, and the SVG they become: well-formed, escaped, without styles, within its frame, quick."""

import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.template import Context, Template
from django.utils.safestring import SafeString
from django.utils.translation import override

from kotacerdas.common.charts import (
    Axis,
    Mark,
    Pen,
    SlopeRow,
    StripRow,
    dot_strip,
    lettering,
    printed,
    radar,
    samples,
    score_line,
    share_bar,
    slope,
    spark,
    stacked_bar,
    svg,
)
from kotacerdas.common.charts.shapes import Circle, Line, Path, Text
from kotacerdas.common.charts.strip import ticks

D = Decimal
PEN = Pen("id", str)
NASTY = '<script>alert("x")</script> & \'Kab.\' style="x"'


def parsed(text):
    return ElementTree.fromstring(text)  # noqa: S314 - what we wrote ourselves


def of(drawing, kind):
    return [shape for shape in drawing.shapes if isinstance(shape, kind)]


def texts(drawing):
    return [shape.text for shape in of(drawing, Text)]


def place(value):
    return float(value.removesuffix("%")) if isinstance(value, str) else value


@pytest.mark.parametrize("made", samples.all_charts(), ids=lambda made: made.kind)
def test_chart_is_well_formed_and_says_its_finding(made):
    written = svg.written(made, PEN, 'Malang "naik" & <b>')

    tree = parsed(written)

    pictures = list(tree)
    assert [picture.get("role") for picture in pictures] == ["img"] * len(pictures)
    assert {picture.get("aria-label") for picture in pictures} == {'Malang "naik" & <b>'}
    assert not re.search(r"\sstyle=|<script|\son\w+=", written)
    assert written == svg.written(made, PEN, 'Malang "naik" & <b>')


@pytest.mark.parametrize("made", samples.all_charts(), ids=lambda made: made.kind)
def test_nothing_stands_above_or_below_the_frame(made):
    for drawing in made.drawings(PEN):
        for circle in of(drawing, Circle):
            assert circle.r <= circle.y <= drawing.height - circle.r
        for text in of(drawing, Text):
            assert 10 <= text.y <= drawing.height


@pytest.mark.parametrize(
    ("made", "least"),
    [
        (samples.six_dimensions(), (288, 416)),
        (samples.twelve_axes_with_gaps(), (288, 416)),
        (samples.three_axes(), (288, 416)),
        (samples.other_weights(), (288, 352)),
        (samples.components(), (288, 704)),
        (samples.finals(), (288,)),
    ],
    ids=lambda value: getattr(value, "kind", ""),
)
def test_no_label_is_cut_at_the_least_width(made, least):
    for drawing, width in zip(made.drawings(PEN), least, strict=True):
        for text in of(drawing, Text):
            at = text.dx + (place(text.x) * width / 100 if isinstance(text.x, str) else text.x)
            size = 15 if "baris" in text.look else 13
            wide = lettering.width(text.text, size)
            start = {"start": at, "middle": at - wide / 2, "end": at - wide}[text.anchor]
            assert start >= -1, text
            assert start + wide <= width + 1, text


def test_chart_without_a_sentence_is_refused():
    with pytest.raises(ValueError, match="sentence"):
        svg.written(samples.six_dimensions(), PEN, "")


def test_typed_words_cannot_become_markup():
    made = [
        radar([Axis(NASTY, D(1), D(2))] * 3, 4, names=(NASTY, NASTY)),
        slope([SlopeRow(NASTY, 1, 2)], (NASTY, NASTY)),
        dot_strip([StripRow(NASTY, [(NASTY, D(1)), ("x", D(2))], NASTY)], 4),
        score_line([(NASTY, D(1))], NASTY, 4, marks=[Mark(NASTY, D(2))]),
    ]
    written = [svg.written(chart, PEN, NASTY) for chart in made]
    written += [
        stacked_bar([(NASTY, D(1))], 4, sentence=NASTY),
        share_bar(D(1), D(2), 4, NASTY, sentence=NASTY),
    ]

    for text in written:
        parsed(text)
        assert "<script" not in text
        assert 'style="x"' not in text


# --- Radar -------------------------------------------------------------------------------------------------


def test_value_stands_at_its_share_of_the_radius():
    made = radar([Axis("N", D(4)), Axis("E", D(2)), Axis("S", D(0)), Axis("W", D(1))], 4)

    drawing = made.drawings(PEN)[1]

    outer = next(path for path in of(drawing, Path) if path.look == "cincin-luar").points
    face = next(path for path in of(drawing, Path) if path.look == "muka-kini").points
    hub = (outer[0][0], outer[1][1])
    assert face[0] == pytest.approx(outer[0])
    assert face[1] == pytest.approx(((hub[0] + outer[1][0]) / 2, hub[1]))
    assert face[2] == pytest.approx(hub)
    assert face[3][0] == pytest.approx(hub[0] - (hub[0] - outer[3][0]) / 4)


def test_missing_value_leaves_a_gap_in_its_series_only():
    axes = [Axis("A", D(1), D(1)), Axis("B", D(2), None), Axis("C", D(3), D(2)), Axis("D", D(3), D(2))]

    drawing = radar(axes, 4).drawings(PEN)[0]

    looks = [path.look for path in of(drawing, Path)]
    assert looks.count("muka-kini") == 1
    assert looks.count("muka-lalu") == 0
    assert looks.count("sisi-lalu") == 2
    assert [circle.look for circle in of(drawing, Circle)].count("titik-lalu") == 3


def test_unknown_value_is_a_dash():
    assert "–" in texts(radar([Axis("A", None), Axis("B", D(1)), Axis("C", D(1))], 4).drawings(PEN)[0])


def test_values_are_written_in_the_language():
    axes = [Axis(name, D("2.87")) for name in "ABC"]

    assert "2,87" in texts(radar(axes, 4).drawings(Pen("id"))[0])
    assert "2.87" in texts(radar(axes, 4).drawings(Pen("en"))[0])


@pytest.mark.parametrize("count", [0, 1, 2, 13])
def test_radar_of_two_or_thirteen_axes_is_refused(count):
    with pytest.raises(ValueError, match="axes"):
        radar([Axis("A", D(1))] * count, 4)


def test_value_off_the_scale_stays_on_the_wheel():
    drawing = radar([Axis("A", D(9)), Axis("B", D(-3)), Axis("C", D(4))], 4).drawings(PEN)[0]

    outer = next(path for path in of(drawing, Path) if path.look == "cincin-luar").points
    face = next(path for path in of(drawing, Path) if path.look == "muka-kini").points
    assert face[0] == pytest.approx(outer[0])


# --- Slope -------------------------------------------------------------------------------------------------


def test_ties_share_a_rank_and_stand_on_neighbouring_lines():
    made = slope(
        [SlopeRow("A", 1, 3), SlopeRow("B", 2, 1), SlopeRow("C", 2, 1), SlopeRow("D", 4, 4)], ("x", "y")
    )

    assert [(row.label, left, right) for row, left, right in made.lines()] == [
        ("B", 1, 0),
        ("C", 2, 1),
        ("A", 0, 2),
        ("D", 3, 3),
    ]


def test_climbing_falling_and_staying_look_different():
    made = slope([SlopeRow("A", 1, 2), SlopeRow("B", 2, 1), SlopeRow("C", 3, 3)], ("x", "y"))

    looks = {line.look for line in of(made.drawings(PEN)[0], Line)} - {"tiang"}

    assert looks == {"naik", "turun", "tetap"}


def test_city_in_one_list_only_has_one_end():
    drawing = slope(
        [SlopeRow("A", 1, 1), SlopeRow("B", None, 2), SlopeRow("C", 2, None)], ("x", "y")
    ).drawings(PEN)[0]

    assert texts(drawing).count("B") == texts(drawing).count("C") == 1
    assert len([line for line in of(drawing, Line) if line.look != "tiang"]) == 1


def test_long_name_is_shortened_and_kept_in_full_for_the_mouse():
    drawing = slope([SlopeRow("Kabupaten Humbang Hasundutan", 1, 1)], ("x", "y")).drawings(PEN)[0]

    label = next(text for text in of(drawing, Text) if text.title)
    assert label.text.endswith("…")
    assert label.title == "Kabupaten Humbang Hasundutan"


def test_of_very_many_rows_sixty_are_drawn_and_it_says_so():
    drawing = samples.too_many().drawings(PEN)[0]

    assert len([line for line in of(drawing, Line) if line.look in {"naik", "turun", "tetap"}]) == 60
    assert " ".join(texts(drawing)[-2:]).startswith("60 of 71")


def test_empty_slope_is_drawn():
    parsed(svg.written(slope([], ("x", "y")), PEN, "nothing"))


# --- Strip of dots and number line -------------------------------------------------------------------------


def test_equal_values_share_one_dot_that_names_all():
    drawing = dot_strip([StripRow("A", [("x", D(1)), ("y", D(1)), ("z", D(2))])], 4).drawings(PEN)[1]

    assert [circle.title for circle in of(drawing, Circle)] == ["x, y 1,00", "z 2,00"]


def test_median_of_an_even_count_lies_between():
    drawing = dot_strip([StripRow("A", [("x", D("1.00")), ("y", D("2.01"))])], 4).drawings(PEN)[1]

    assert "median 1,51" in texts(drawing)


def test_chosen_city_is_named_and_drawn_last():
    for drawing in samples.components().drawings(PEN):
        looks = [circle.look for circle in of(drawing, Circle)]
        assert looks.count("titik-pilihan") == 5
        assert {text for text in texts(drawing) if text.startswith("Malang")} >= {
            "Malang 1,40",
            "Malang 3,08",
        }


def test_crowded_names_never_overlap():
    rows = [
        StripRow(
            "A", [(f"Kabupaten Panjang {at}", D(2) + D(at) / 100) for at in range(20)], "Kabupaten Panjang 9"
        )
    ]
    drawing = dot_strip(rows, 4).drawings(PEN)[0]

    spans = {}
    for text in of(drawing, Text):
        if "nama" in text.look:
            at = place(text.x) * 2.88 + text.dx
            wide = lettering.width(text.text)
            start = {"start": at, "middle": at - wide / 2, "end": at - wide}[text.anchor]
            spans.setdefault(text.y, []).append((start, start + wide))
    for line in spans.values():
        for one, other in zip(sorted(line), sorted(line)[1:], strict=False):
            assert one[1] < other[0]


def test_crowd_of_cities_stays_small():
    values = [(f"Kota {at}", D(at * 7919 % 401) / 100) for at in range(514)]
    made = dot_strip([StripRow(f"Komponen {at}", values, "Kota 9") for at in range(6)], 4)

    written = svg.written(made, PEN, "514 kota")

    assert len(written) < 120_000
    assert written.count("titik-pilihan") == 12


@pytest.mark.parametrize(
    ("top", "marks"),
    [(4, "0 1 2 3 4"), (5, "0 1 2 3 4 5"), (100, "0 25 50 75 100"), (1, "0 1"), (10, "0 2.5 5 7.5 10")],
)
def test_scale_has_few_round_marks(top, marks):
    assert " ".join(f"{tick.normalize():f}" for tick in ticks(D(top))) == marks


def test_one_city_alone_is_drawn():
    for made in (
        dot_strip([StripRow("A", [("x", D(4))], "x")], 4),
        score_line([("x", D(4))], "x", 4),
        score_line([], None, 4),
    ):
        parsed(svg.written(made, PEN, "one"))


def test_number_line_shows_the_part_of_the_scale_in_use():
    assert samples.finals().span() == (D(1), D(3))
    assert score_line([("x", D(4)), ("y", D(4))], "x", 4).span() == (D("3.5"), D(4))


# --- Bars --------------------------------------------------------------------------------------------------


def test_contributions_stand_end_to_end_on_the_whole_scale():
    written = stacked_bar([("A", D("0.4")), ("B", None), ("C", D("1")), ("x9", D("0.2"))], 4)

    assert re.findall(r'class="([\w-]+)" x="([\d.]+)%" width="([\d.]+)%"', written) == [
        ("isi-a", "0.00", "10.00"),
        ("isi-c", "10.00", "25.00"),
        ("isi", "35.00", "5.00"),
    ]
    assert 'aria-hidden="true"' in written
    assert isinstance(written, SafeString)


def test_bar_never_outgrows_its_scale():
    widths = [
        float(width)
        for width in re.findall(
            r'width="([\d.]+)%" height="100%"', stacked_bar([("A", D(3)), ("B", D(3))], 4)
        )
    ]

    assert sum(widths) == 100


def test_outline_is_what_is_still_open():
    written = share_bar(D("0.36"), D("0.4"), D("0.8"), "A")

    assert 'x="45.00%" y=".5" width="5.00%"' in written
    assert 'class="isi-a" width="45.00%"' in written
    assert "isi-a" not in share_bar(None, D("0.4"), D("0.8"), "A")
    assert "sisa" not in share_bar(D("0.4"), D("0.4"), D("0.8"), "A")


def test_missing_year_parts_the_line():
    assert spark([D(1), D(2), None, D(3), D(4)], 4).count("<path") == 2
    assert spark([None, D(2), None], 4).count("sendiri") == 1
    assert parsed(spark([], 4)) is not None


# --- Lettering and cost ------------------------------------------------------------------------------------


def test_words_are_broken_at_blanks_and_shortened_last():
    assert lettering.wrapped("Kepala Daerah", 60) == ("Kepala", "Daerah")
    assert lettering.wrapped("Satu", 100) == ("Satu",)
    assert lettering.wrapped("Layanan Administrasi Pemerintahan", 90)[1].endswith("…")
    assert lettering.shortened("Kota", 100) == "Kota"


def test_tags_show_charts_and_their_keys():
    template = Template("{% load charts %}{% chart made sentence %}{% chart_key made %}{% chart bar %}")
    context = Context(
        {"made": samples.six_dimensions(), "sentence": "Naik", "bar": stacked_bar([("A", D(1))], 4)}
    )

    with override("id"):
        shown = template.render(context)

    assert 'aria-label="Naik"' in shown
    assert "2,87" in shown
    assert ">2023" not in shown.split("kunci", 1)[0]
    assert "2023" in shown.split("kunci", 1)[1]
    assert '<svg class="tumpuk"' in shown


def test_gallery_holds_every_chart():
    shown = Template("{% load charts %}{% charts_gallery %}").render(Context())

    for kind in ("radar", "lereng", "sebaran", "garis"):
        assert f"grafik--{kind}" in shown
    assert "style=" not in shown


# --- For documents -----------------------------------------------------------------------------------------


def test_a_printed_radar_is_a_file_of_its_own_with_its_colours():
    axes = [Axis(NASTY, D("3.4"), D("2")), Axis("Economy", D(1), None), Axis("Living", D(4), D(4))]
    made = radar(axes, 4, names=("2023", "2022"), sentence=NASTY)
    picture = parsed(printed.radar(made, PEN))

    assert picture.tag == "{http://www.w3.org/2000/svg}svg"
    _x, _y, width, height = map(float, picture.get("viewBox").split())
    assert (width, height) == (float(picture.get("width")), float(picture.get("height")))
    style = picture.find("{http://www.w3.org/2000/svg}style").text
    looks = {each.get("class") for each in picture.iter() if each.get("class")}
    assert "muka-kini" in looks
    assert not [look for look in looks if f".{look}" not in style]
    assert picture.find("{http://www.w3.org/2000/svg}title").text == NASTY
