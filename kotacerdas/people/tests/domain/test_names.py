import pytest

from kotacerdas.people.domain.names import (
    Directory,
    NameAmbiguous,
    NameNotFound,
    Place,
    code,
    fold,
    parse,
)

MALANG = Place("35.07", "Kab. Malang", "kabupaten")
KOTA_MALANG = Place("35.73", "Kota Malang", "kota")
BALIKPAPAN = Place("64.71", "Kota Balikpapan", "kota")
KOTABARU = Place("63.02", "Kab. Kotabaru", "kabupaten")
SURAKARTA = Place("33.72", "Kota Surakarta", "kota", ("Solo",))
ALL = Directory([MALANG, KOTA_MALANG, BALIKPAPAN, KOTABARU, SURAKARTA])


@pytest.mark.parametrize(
    "spelling",
    [
        "Gunung Samarinda",
        "Gunungsamarinda",
        "Gn. Samarinda",
        "GN SAMARINDA",
        "Kel. Gunung Samarinda",
        "  Kelurahan  Gunung\u00a0Samarinda ",
    ],
)
def test_spellings_of_one_kelurahan_fold_alike(spelling):
    assert fold(spelling) == "gunungsamarinda"


def test_different_kelurahan_stay_apart():
    assert fold("Gunung Samarinda Baru") != fold("Gunung Samarinda")
    assert fold("Gunung Sari Ulu") != fold("Gunung Sari Ilir")


def test_kind_is_taken_only_from_the_first_word():
    assert parse("Kota Balikpapan").kind == "kota"
    assert parse("Balikpapan Kota") == parse("Kec. Balikpapan Kota").__class__(None, "balikpapankota")


@pytest.mark.parametrize(
    ("text", "official"),
    [
        ("64.71", "64.71"),
        ("6471", "64.71"),
        (" 64.71.03.1002 ", "64.71.03.1002"),
        ("Balikpapan", None),
        ("9", None),
    ],
)
def test_code_is_read_with_and_without_points(text, official):
    assert code(text) == official


@pytest.mark.parametrize(
    "text", ["Kota Balikpapan", "BALIKPAPAN", "Pemkot Balikpapan", "kota  balikpapan", "64.71", "6471"]
)
def test_city_is_found_by_name_or_code(text):
    assert ALL.find(text) == BALIKPAPAN


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Kab. Malang", MALANG),
        ("Kabupaten Malang", MALANG),
        ("kota malang", KOTA_MALANG),
        ("Kotabaru", KOTABARU),
        ("Kota Baru", KOTABARU),
        ("Solo", SURAKARTA),
    ],
)
def test_kind_decides_between_two_of_one_name(text, place):
    assert ALL.find(text) == place


def test_bare_name_of_two_cities_is_refused_with_both_named():
    with pytest.raises(NameAmbiguous) as refusal:
        ALL.find("Malang")

    assert refusal.value.candidates == (MALANG, KOTA_MALANG)
    assert "Kab. Malang (35.07) or Kota Malang (35.73)" in str(refusal.value)


def test_unknown_name_comes_with_close_ones():
    with pytest.raises(NameNotFound) as refusal:
        ALL.find("Balikpapn")

    assert refusal.value.suggestions == (BALIKPAPAN,)
    assert "Did you mean Kota Balikpapan (64.71)?" in str(refusal.value)


@pytest.mark.parametrize("text", ["", "   ", "99.99", "Atlantis", "...", "=1+1"])
def test_what_is_no_city_is_refused(text):
    with pytest.raises(NameNotFound):
        ALL.find(text)


def test_wrong_kind_is_not_silently_corrected():
    with pytest.raises(NameNotFound):
        ALL.find("Kab. Balikpapan")
