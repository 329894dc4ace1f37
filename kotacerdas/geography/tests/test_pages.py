"""Pages of areas and places: what they say, who may do what, how many queries, what goes out."""

import csv
import io
import json

import pytest
from django.urls import reverse
from django.utils import translation
from shapely.geometry import Point, shape

from kotacerdas.common.submissions import FIELD, new_key
from kotacerdas.geography.models import Count, Outline, OutlineFile, Place
from kotacerdas.geography.tests import factories
from kotacerdas.imports.models import ImportRun

pytestmark = pytest.mark.django_db


def address(name, *args):
    with translation.override("id"):
        return reverse(f"geography:{name}", args=args)


def english(name, *args):
    return "/en" + address(name, *args)


def send(client, where, **fields):
    return client.post(where, {FIELD: new_key(), **fields}, follow=True)


def upload(content, name="batas.geojson"):
    file = io.BytesIO(content)
    file.name = name
    return file


def text(page):
    return " ".join(page.content.decode().split())


@pytest.fixture
def drawn(balikpapan):
    return factories.outlines(balikpapan)


# --- areas -------------------------------------------------------------------------------------------------


def test_the_page_says_how_sure_its_outlines_and_people_are(client, balikpapan, drawn):
    factories.count(drawn[0].unit, 1500, 2024, is_estimate=True)

    page = client.get(english("areas"))

    assert "34 kelurahan, drawn schematically" in text(page)
    assert "1,500 people, spread in equal shares: an estimate, not a count." in text(page)
    assert 'class="contoh">Schematic' in text(page)


def test_a_city_without_anything_says_what_belongs_here(client, balikpapan):
    page = client.get(english("areas"))

    assert "No kelurahan of Balikpapan are known yet" in text(page)


def test_areas_without_outlines_are_listed_all_the_same(client, balikpapan):
    factories.units(balikpapan, ["64.71.01.1001"])

    page = client.get(english("areas"))

    assert "1 kelurahan, none of them drawn" in text(page)
    assert "not drawn" in text(page)


def test_the_number_of_queries_does_not_grow_with_areas_places_and_counts(
    client, samarinda, django_assert_max_num_queries
):
    where = address("areas") + "?kota=64.72"
    factories.squares(samarinda, 2, 1)
    client.get(where)
    with django_assert_max_num_queries(12) as few:
        client.get(where)
    Outline.objects.all().delete()
    for at, row in enumerate(factories.squares(samarinda, 6, 6)):
        factories.count(row.unit, 100 + at)
        factories.place(samarinda, f"t-{at}", unit=row.unit)
    with django_assert_max_num_queries(len(few)):
        page = client.get(where)
    assert len(page.context["view"].rows) == 36


def test_only_who_keeps_them_is_offered_to_change(client, drawn, rina, tetangga):
    offered = address("bring-outlines")
    assert offered not in text(client.get(address("areas")))
    client.force_login(tetangga)
    assert offered not in text(client.get(address("areas") + "?kota=64.71"))
    client.force_login(rina)
    assert offered in text(client.get(address("areas")))


def test_the_table_goes_out_as_shown(client, drawn):
    factories.count(drawn[0].unit, 1500, 2024)

    answer = client.get(english("areas-download", "csv"))
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))

    assert len(rows) == 34
    assert (rows[0]["Code"], rows[0]["People"], rows[0]["Estimate"]) == ("64.71.01.1001", "1500", "No")
    assert client.get(address("areas-download", "xlsx")).status_code == 200
    assert client.get(address("areas-download", "pdf")).status_code == 404


# --- outlines as data --------------------------------------------------------------------------------------


def test_outlines_go_out_once_and_then_not_again(client, drawn):
    first = client.get(address("outlines"))
    second = client.get(address("outlines"), headers={"if-none-match": first["ETag"]})

    assert first["Content-Type"] == "application/geo+json"
    assert "max-age=600" in first["Cache-Control"]
    assert (second.status_code, second.content) == (304, b"")
    features = json.loads(first.content)["features"]
    assert features[0]["geometry"] == drawn[0].shape
    assert features[0]["properties"]["skematis"] is True

    Outline.objects.filter(pk=drawn[0].pk).update(source="Lain")
    assert client.get(address("outlines"), headers={"if-none-match": first["ETag"]}).status_code == 200


def test_for_drawing_they_come_with_their_kecamatan(client, drawn):
    features = json.loads(client.get(address("outlines") + "?ringkas=1").content)["features"]

    larger = [each for each in features if each["properties"].get("jenis") == "kecamatan"]
    assert [each["properties"]["nama"] for each in larger] == [f"Kecamatan 0{at}" for at in range(1, 7)]
    assert all(
        shape(each["geometry"]).contains(Point(each["properties"]["tengah"])) for each in larger
    )  # a name stands inside


# --- bringing outlines -------------------------------------------------------------------------------------


def test_a_file_is_looked_at_shown_and_taken(client, balikpapan, drawn, rina):
    client.force_login(rina)
    told = json.loads(factories.geojson(balikpapan))
    told["features"] = told["features"][:33]

    page = send(
        client, english("bring-outlines"), berkas=upload(json.dumps(told).encode()), sumber="Perwali 5/2026"
    )
    assert "1 kelurahan lack an outline in this file and will have none: Kelurahan 1005." in text(page)
    assert Outline.objects.filter(is_schematic=True).count() == 34

    page = send(client, english("use-outlines", OutlineFile.objects.get().code))
    assert "33 outlines now stand" in text(page)
    assert Outline.objects.filter(is_schematic=False, source="Perwali 5/2026").count() == 33

    page = send(client, english("draw-outlines"))
    assert Outline.objects.filter(is_schematic=True).count() == 34


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04", "The file is packed"),
        (b"{", "The file is no JSON"),
        (b'{"type":"FeatureCollection","features":[]}', "There is no feature in the file."),
    ],
)
def test_a_file_that_is_none_is_refused_beside_its_field(client, drawn, rina, content, words):
    client.force_login(rina)

    page = send(client, english("bring-outlines"), berkas=upload(content), sumber="x")

    assert page.status_code == 422
    assert words in text(page)
    assert not OutlineFile.objects.exists()


def test_what_only_deeds_do_is_no_page(client, balikpapan, drawn, rina):
    client.force_login(rina)
    code = factories.outline_file(balikpapan, by=rina).code

    assert client.get(address("use-outlines", code)).status_code == 405
    assert client.get(address("draw-outlines")).status_code == 405
    assert client.get(address("use-outlines", "tidakada")).status_code == 404


def test_a_neighbour_finds_nothing_of_it(client, balikpapan, drawn, tetangga):
    code = factories.outline_file(balikpapan).code
    client.force_login(tetangga)

    assert client.get(address("outline-file", code)).status_code == 404
    assert client.post(address("use-outlines", code)).status_code == 404
    assert client.get(address("bring-outlines") + "?kota=64.71").status_code == 404


# --- people ------------------------------------------------------------------------------------------------


def test_the_whole_is_spread_and_marked_as_an_estimate(client, drawn, rina):
    client.force_login(rina)

    page = send(client, english("estimate"), warga="340", tahun="2024", sumber="BPS")

    assert "spread over the areas that nobody had counted" in text(page)
    assert set(Count.objects.values_list("people", "is_estimate")) == {(10, True)}


def test_a_whole_smaller_than_what_is_counted_is_refused(client, drawn, rina):
    client.force_login(rina)
    factories.count(drawn[0].unit, 1500, 2024)

    page = send(client, english("estimate"), warga="1000", tahun="2024", sumber="BPS")

    assert page.status_code == 422
    assert "Nothing is left to spread" in text(page)


# --- places ------------------------------------------------------------------------------------------------


def test_the_list_and_its_map_count_alike(client, balikpapan, drawn):
    factories.place(balikpapan, "a", name="Ada")
    factories.place(balikpapan, "b", name="Budi")

    page = client.get(english("places"))

    assert "2 places in Balikpapan" in text(page)
    assert [mark.number for mark in page.context["layers"][0].marks] == ["1", "2"]
    assert [number for number, _place in page.context["numbered"]] == [1, 2]


def test_the_number_of_queries_does_not_grow_with_the_places(
    client, balikpapan, drawn, django_assert_max_num_queries
):
    factories.place(balikpapan)
    client.get(address("places"))
    with django_assert_max_num_queries(12) as few:
        client.get(address("places"))
    for at in range(60):
        factories.place(balikpapan, f"t-{at:02}", unit=drawn[at % 34].unit)
    with django_assert_max_num_queries(len(few)):
        page = client.get(address("places"))
    assert len(page.context["numbered"]) == 40


def test_what_is_shown_goes_out(client, balikpapan, drawn):
    factories.place(balikpapan, "taman", kind="park", is_sample=True)
    factories.place(balikpapan, "sdn")

    answer = client.get(english("places-download", "csv") + "?jenis=park")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    points = json.loads(client.get(address("places-download", "geojson") + "?jenis=park").content)

    assert [(row["Code"], row["Sample"]) for row in rows] == [("taman", "Yes")]
    assert [each["properties"]["kode"] for each in points["features"]] == ["taman"]
    assert points["features"][0]["geometry"]["coordinates"] == [116.83, -1.26]


def test_a_place_is_added_changed_and_taken_away(client, balikpapan, drawn, rina):
    client.force_login(rina)
    given = {"nama": "Taman Bekapai", "jenis": "park", "lintang": "-1,2776", "bujur": "116.831"}

    page = send(client, english("new-place"), **given)
    made = Place.objects.get()
    assert (made.code, str(made.lat), made.unit.code) == ("taman-bekapai", "-1.277600", "64.71.06.1003")

    page = send(client, english("change-place", made.code), **{**given, "nama": "Taman Kota", "version": "1"})
    assert "Taman Kota" in text(page)
    stale = send(
        client, english("change-place", made.code), **{**given, "nama": "Taman Lama", "version": "1"}
    )
    assert stale.status_code == 409

    send(client, address("remove-place", made.code), version="2")
    assert not Place.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"lintang": "116.8", "bujur": "-1.2"}, "No more than 90 degrees."),
        ({"lintang": "48.8", "bujur": "2.3"}, "This place lies outside Indonesia."),
        ({"lintang": "sini"}, "Write degrees as a number"),
        ({"kode": "Baru!"}, "Small letters, digits and hyphens only"),
        ({"kode": "geojson"}, "Small letters, digits and hyphens only"),
    ],
)
def test_a_place_that_cannot_be_is_refused(client, drawn, rina, changes, words):
    client.force_login(rina)
    given = {"nama": "Taman", "jenis": "park", "lintang": "-1.2", "bujur": "116.8", **changes}

    page = send(client, english("new-place"), **given)

    assert (page.status_code, words in text(page)) == (422, True)


def test_points_of_a_file_become_a_workbook_on_its_way(client, balikpapan, drawn, rina):
    client.force_login(rina)
    factories.place(balikpapan, "taman", kind="park", name="Taman")
    content = client.get(address("places-download", "geojson")).content

    page = send(client, address("bring-places"), berkas=upload(content, "tempat.geojson"))

    run = ImportRun.objects.get()
    assert (run.intake, run.file_name, page.status_code) == ("geography.places", "tempat.csv", 200)
    assert {"code", "name", "kind", "lon", "lat", "sample", "source"} <= run.mapping.keys()


def test_a_file_of_outlines_is_no_file_of_places(client, balikpapan, drawn, rina):
    client.force_login(rina)

    page = send(client, english("bring-places"), berkas=upload(factories.geojson(balikpapan)))

    assert (page.status_code, "is of kind “Polygon”" in text(page)) == (422, True)
