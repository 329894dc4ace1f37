import csv
import shutil

import pytest
from django.core.management import call_command

from kotacerdas.common.reference import Registry, Report
from kotacerdas.people import reference
from kotacerdas.people.domain.names import NameAmbiguous, NameNotFound
from kotacerdas.people.models import City, Organisation, TerritorialUnit
from kotacerdas.people.queries import CityDirectory

PUBLISHED_NAMES = [
    "Kab. Belitung", "Kab. Belitung Timur", "Kab. Buton", "Kab. Dairi", "Kab. Halmahera Tengah",
    "Kab. Halmahera Utara", "Kab. Humbang Hasundutan", "Kab. Karanganyar", "Kab. Karo", "Kab. Konawe Selatan",
    "Kab. Kudus", "Kab. Lombok Barat", "Kab. Lombok Tengah", "Kab. Lombok Utara", "Kab. Malang",
    "Kab. Manggarai", "Kab. Manggarai Barat", "Kab. Manggarai Timur", "Kab. Minahasa", "Kab. Minahasa Utara",
    "Kab. Pacitan", "Kab. Pakpak Bharat", "Kab. Paser", "Kab. Probolinggo", "Kab. Pulau Morotai",
    "Kab. Purworejo", "Kab. Raja Ampat", "Kab. Samosir", "Kab. Semarang", "Kab. Simalungun",
    "Kab. Tapanuli Utara", "Kab. Temanggung", "Kab. Toba", "Kab. Wonogiri", "Kota Bau Bau", "Kota Malang",
    "Kota Pasuruan", "Kota Surabaya", "Kab. Halmahera Timur", "Kab. Kutai Barat", "Kab. Ngada", "Kab. Wakatobi",
    "Kota Bandung", "Kota Ambon", "Kab. Batang Hari", "Kab. Muaro Jambi", "Kab. Sarolangun", "Kota Bogor",
]  # fmt: skip


def load() -> Report:
    report = Report()
    for step in (
        reference.load_provinces,
        reference.load_cities,
        reference.load_units,
        reference.load_organisations,
    ):
        step(report)
    return report


@pytest.fixture
def loaded(db):
    load()


def test_all_of_indonesia_is_there(loaded):
    assert TerritorialUnit.objects.filter(kind="province").count() == 38
    assert City.objects.count() == 514
    assert City.objects.filter(kind=City.Kind.KOTA).count() == 98
    assert City.objects.get(code="35.07").name == "Kab. Malang"
    assert not City.objects.filter(name__startswith="Kabupaten").exists()


@pytest.mark.parametrize(
    ("code", "zone"),
    [
        ("11.71", "Jakarta"),
        ("61.71", "Jakarta"),
        ("64.71", "Makassar"),
        ("51.71", "Makassar"),
        ("91.71", "Jayapura"),
    ],
)
def test_city_has_the_time_of_its_province(loaded, code, zone):
    assert City.objects.get(code=code).zone == f"Asia/{zone}"


def test_only_the_city_of_this_installation_is_a_member(loaded):
    assert [city.name for city in City.objects.members()] == ["Kota Balikpapan"]


def test_balikpapan_has_its_areas_and_offices(loaded):
    city = City.objects.get(code="64.71")
    kinds = list(TerritorialUnit.objects.below_city(city).values_list("kind", flat=True))
    kelurahan = Organisation.objects.get(code="64.71/64.71.03.1002")

    assert (kinds.count("kecamatan"), kinds.count("kelurahan")) == (6, 34)
    assert sum(each.is_agency for each in Organisation.objects.filter(city=city)) == 36
    assert (kelurahan.name, kelurahan.parent.name) == (
        "Kelurahan Gunung Samarinda",
        "Kecamatan Balikpapan Utara",
    )


def test_everything_loaded_names_its_source(loaded):
    assert not TerritorialUnit.objects.filter(source="").exists()
    assert not Organisation.objects.filter(source="").exists()
    assert not Organisation.objects.filter(is_sample=True).exists()


def test_loading_again_changes_nothing(loaded, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        report = load()

    assert all(" 0 added, 0 changed" in line for line in report.lines())


def test_corrected_file_changes_one_row(loaded):
    City.objects.filter(code="64.71").update(name="Kota Balikpapn")

    lines = load().lines()

    assert "cities: 0 added, 1 changed, 513 unchanged (changed: Kota Balikpapan)" in lines
    assert City.objects.get(code="64.71").name == "Kota Balikpapan"


def test_city_made_a_member_stays_one(loaded):
    City.objects.filter(code="64.72").update(is_member=True)

    load()

    assert City.objects.get(code="64.72").is_member


def test_another_citys_folder_is_loaded_like_the_first(loaded, settings, tmp_path):
    shutil.copytree(settings.REFERENCE_DATA / "people", tmp_path / "people")
    folder = tmp_path / "people" / "cities" / "64.72"
    folder.mkdir()
    header = "code,kind,name,aliases,valid_from,valid_to,source,note"
    (folder / "units.csv").write_text(
        f"{header}\n64.72.01,kecamatan,Palaran,,2010-01-01,,Contoh,\n64.72.01.1001,kelurahan,Rawa Makmur,Rw. Makmur,,,Contoh,\n"
    )
    settings.REFERENCE_DATA = tmp_path

    load()

    assert TerritorialUnit.objects.get(code="64.72.01.1001").parent.name == "Palaran"
    assert Organisation.objects.filter(city__code="64.72").count() == 2


def test_missing_area_codes_say_how_to_get_them(db, settings, tmp_path):
    settings.AREA_DATA = tmp_path

    with pytest.raises(reference.DataMissing, match="npm ci"):
        load()


def test_every_city_in_the_published_tables_is_found(loaded, django_assert_num_queries):
    with django_assert_num_queries(2):
        directory = CityDirectory.load()
        found = [directory.find(name).name for name in PUBLISHED_NAMES]

    assert found[:34] == PUBLISHED_NAMES[:34]
    assert directory.find("Solo").name == "Kota Surakarta"
    assert directory.find("Jakarta Selatan").code == "31.74"


def test_every_city_is_found_by_its_own_full_name(loaded):
    directory = CityDirectory.load()

    assert all(directory.find(city.name) == city for city in City.objects.all())


def test_a_name_of_two_cities_is_refused_with_both(loaded):
    directory = CityDirectory.load()

    with pytest.raises(NameAmbiguous) as refusal:
        directory.find("Malang")

    assert [place.name for place in refusal.value.candidates] == ["Kab. Malang", "Kota Malang"]


def test_misspelt_city_is_answered_with_close_names(loaded):
    with pytest.raises(NameNotFound) as refusal:
        CityDirectory.load().find("Balikpapn")

    assert "Kota Balikpapan (64.71)" in map(str, refusal.value.suggestions)


def test_one_command_loads_everything(db, capsys):
    call_command("load_reference_data")

    assert "cities: 514 added" in capsys.readouterr().out


def test_data_files_are_well_formed(settings):
    for path in (settings.REFERENCE_DATA / "people").rglob("*.csv"):
        rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
        assert {len(row) for row in rows} == {len(rows[0])}, path
        assert rows[1:] == [[cell.strip() for cell in row] for row in rows[1:]], path


def test_loaders_run_after_what_they_lean_on():
    registry, ran = Registry(), []
    registry.register("late", after=["early"])(lambda report: ran.append("late"))
    registry.register("early")(lambda report: ran.append("early"))

    assert [each.name for each in registry.in_order()] == ["early", "late"]


def test_loader_that_waits_for_nobody_is_named():
    registry = Registry()
    registry.register("late", after=["never"])(lambda report: None)

    with pytest.raises(LookupError, match="late comes after never"):
        registry.in_order()


def test_loader_that_fails_leaves_nothing_behind(db):
    registry = Registry()

    def half(report):
        City.objects.all().delete()
        TerritorialUnit.objects.create(code="99", name="Setengah", kind="province")
        raise RuntimeError("half-way")

    registry.register("half")(half)

    with pytest.raises(RuntimeError, match="half-way"):
        registry.run(Report())

    assert not TerritorialUnit.objects.filter(code="99").exists()
