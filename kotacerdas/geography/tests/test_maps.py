"""The tags that draw: valid, escaped, reachable by keyboard, and the same things for the script."""

import json
import re
from xml.etree import ElementTree

import pytest
from django.template import Context, Template

from kotacerdas.geography.domain.areas import Areas
from kotacerdas.geography.maps import TONES, Layer, Mark, Patch, Picture, Tile
from kotacerdas.geography.queries.areas import areas_of
from kotacerdas.geography.ramps import ramp
from kotacerdas.geography.tests import factories

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(\"1\")</script> & 'x'"
ROUND = {"type": "Polygon", "coordinates": [[[116.8, -1.2], [116.9, -1.2], [116.9, -1.1], [116.8, -1.2]]]}


def drawn(areas, layers=(), **options):
    told = "".join(f" {name}={name}" for name in options)
    source = f"{{% load maps %}}{{% city_map areas layers{told} %}}"
    return Template(source).render(Context({"areas": areas, "layers": layers, **options}))


def svg_of(page):
    return ElementTree.fromstring(re.search(r'<svg class="peta-gambar".*?</svg>', page, re.DOTALL)[0])  # noqa: S314 - our own drawing


def data_of(page):
    return json.loads(re.search(r'type="application/json">(.*?)</script>', page, re.DOTALL)[1])


@pytest.fixture
def areas(balikpapan):
    factories.outlines(balikpapan)
    return areas_of(balikpapan)


def test_a_map_draws_every_area_and_every_thing_on_it(areas):
    layer = Layer(
        "titik", "Titik", legend=[("warm", "hangat")],
        marks=[Mark(116.85, -1.25, "Satu", href="/satu/", number="1"), Mark(116.9, -1.2, "Dua")],
        patches=[Patch(ROUND, "Bidang"), Patch.of_area("64.71.01.1001", "Manggar", "ramp-3")],
    )  # fmt: skip

    page = drawn(areas, [layer], sentence="Satu titik")
    svg = svg_of(page)

    assert (svg.get("role"), svg.get("aria-label")) == ("group", "Satu titik")
    assert len(svg.findall(".//g[@class='peta-darat skematis']/path")) == 34
    assert [link.get("aria-label") for link in svg.findall(".//a")] == ["Satu"]
    assert [dot.tag for dot in svg.findall(".//circle")] == ["circle", "circle"]
    assert all(face.get("d").startswith("M") for face in svg.findall(".//g[@data-lapis]/path"))
    assert "Schematic" in page or "Skematis" in page


def test_a_picture_lies_where_its_corners_say_and_moves_with_its_layer(areas):
    west, south, east, north = areas.bounds
    corners = [(west, north), (east, north), (east, south), (west, south)]
    page = drawn(areas, [Layer("jangkauan", "Jangkauan", picture=Picture('/g.png?a="b"', corners))])

    (image,) = svg_of(page).findall(".//g[@data-lapis='0']/image")
    along, _skew, _skew_too, down, left, top = map(float, image.get("transform")[7:-1].split())
    ends = [
        number for each in svg_of(page).findall(".//g[@class='peta-darat skematis']/path")
        for number in re.findall(r"[ML](-?[0-9.]+) (-?[0-9.]+)", each.get("d"))
    ]  # fmt: skip
    xs, ys = ([float(each[at]) for each in ends] for at in (0, 1))
    assert (left, left + along) == pytest.approx((min(xs), max(xs)), abs=2)
    assert (top, top + down) == pytest.approx((min(ys), max(ys)), abs=2)
    assert image.get("href") == '/g.png?a="b"'
    assert data_of(page)["layers"][0]["picture"] == {
        "url": '/g.png?a="b"',
        "corners": [list(each) for each in corners],
    }
    assert "Jangkauan: 0" not in page


def test_without_links_it_is_one_image_with_a_sentence(areas):
    svg = svg_of(drawn(areas))

    assert svg.get("role") == "img"
    assert "34" in svg.get("aria-label")


def test_nothing_that_people_typed_is_markup(areas):
    layer = Layer(
        "titik",
        HOSTILE,
        marks=[Mark(116.85, -1.25, HOSTILE, href='/"><b>', number="<")],
        legend=[("bad", HOSTILE)],
    )

    page = drawn(areas, [layer], sentence=HOSTILE)

    assert "<script>alert" not in page
    assert "style=" not in page
    assert svg_of(page).find(".//a").get("href") == '/"><b>'
    assert data_of(page)["layers"][0]["marks"][0]["label"] == HOSTILE


def test_the_script_gets_the_same_things(areas):
    layer = Layer(
        "calon",
        "Calon",
        marks=[Mark(116.8512341, -1.25, "Calon 1", "violet", move="calon-1")],
        patches=[Patch(ROUND, "Bidang")],
    )

    data = data_of(drawn(areas, [layer]))

    west, south, east, north = data["bounds"]
    assert west < 116.8 < east
    assert south < -1.2 < north
    assert "?kota=64.71&ringkas=1&v=" in data["outlines"]
    assert data["layers"][0]["marks"] == [
        {"at": [116.851234, -1.25], "label": "Calon 1", "tone": "violet", "move": "calon-1"}
    ]
    assert data["layers"][0]["patches"][0]["shape"]["type"] == "Polygon"


def test_other_outlines_have_another_address_and_those_of_a_file_come_along(areas):
    moved = Areas(areas.rows[1:], areas.kecamatan)

    assert data_of(drawn(areas))["outlines"] != data_of(drawn(moved))["outlines"]
    source = "{% load maps %}{% city_map areas is_kept=False %}"
    data = data_of(Template(source).render(Context({"areas": moved})))
    assert [each["properties"]["kode"] for each in data["outlines"]["features"]][:2] == [
        "64.71.01.1002",
        "64.71.01.1003",
    ]


@pytest.mark.parametrize("stop", [{"href": "/x/"}, {"move": "w"}, {"href": "/x/", "move": "w"}])
def test_a_keyboard_is_led_around_many_links_and_marks_that_move(areas, stop):
    marks = [Mark(116.85, -1.25, str(at), **stop) for at in range(13)]

    assert 'href="#peta-sesudah"' in drawn(areas, [Layer("titik", "Titik", marks=marks)])
    assert 'href="#peta-sesudah"' not in drawn(areas, [Layer("titik", "Titik", marks=marks[:12])])


def test_a_city_without_outlines_has_a_map_of_its_marks():
    page = drawn(Areas([]), [Layer("titik", "Titik", marks=[Mark(116.85, -1.25, "Satu")])])
    circle = svg_of(page).find(".//circle")

    assert 0 < float(circle.get("cx")) < 1000
    assert svg_of(drawn(Areas([]))) is not None


def test_a_tone_that_is_none_and_too_many_layers_are_refused(areas):
    with pytest.raises(ValueError, match="no tone of a map"):
        drawn(areas, [Layer("titik", "Titik", marks=[Mark(116.85, -1.25, "Satu", tone="merah")])])
    with pytest.raises(ValueError, match="at most 10 layers"):
        drawn(areas, [Layer(f"l-{at}", "Lapis") for at in range(11)])


def test_the_style_sheet_knows_every_tone(settings):
    sheet = (settings.PACKAGE / "static/css/maps.css").read_text(encoding="utf-8")

    assert [tone for tone in TONES if f".nada-{tone} {{" not in sheet] == []


def test_tiles_are_read_row_by_row_with_their_words():
    tiles = [Tile("b", "Barat", "7", 0, 1), Tile("a", "Atas", "5 < 6", 3, 0, "ramp-2", "/atas/")]

    page = Template("{% load maps %}{% tile_map tiles label %}").render(
        Context({"tiles": tiles, "label": "Ubin"})
    )

    assert page.index("Atas") < page.index("Barat")
    assert 'class="kol-3 brs-0"' in page
    assert "5 &lt; 6" in page
    assert "nada-ramp-2" in page


def test_a_ramp_has_round_borders_and_says_what_is_not_known():
    colours = ramp([1000, 12_345, 23_456, 34_567, 50_000, 61_234, 77_777, 90_000])

    assert colours.borders == [23_000, 50_000, 78_000]
    assert [colours.tone(value) for value in (None, 1000, 23_000, 60_000, 90_000)] == [
        "plain", "ramp-1", "ramp-2", "ramp-3", "ramp-4",
    ]  # fmt: skip
    assert len(colours.legend(has_unknown=True)) == 5
    assert len(ramp([5, 5, 5]).legend()) == 1
    assert ramp([]).tone(None) == "plain"
