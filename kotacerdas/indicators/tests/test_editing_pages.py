"""Writing figures, series, targets and definitions in the browser: who may, what is said, and that nothing is lost."""

from decimal import Decimal

import pytest
from django.http import HttpResponse
from django.utils.translation import override

from kotacerdas.common.submissions import new_key
from kotacerdas.indicators import actions
from kotacerdas.indicators.forms.fields import Ambiguous, read_number
from kotacerdas.indicators.models import Indicator, Observation, Revision, Series, Target
from kotacerdas.indicators.tests import factories
from kotacerdas.indicators.tests.factories import NOW
from kotacerdas.people import drafts

pytestmark = pytest.mark.django_db
ONE = "/en/indikator/penduduk/"
WRITE = f"{ONE}angka/"
FACT = {"status": "fact", "source": "BPS, Daerah Dalam Angka"}
DEFINITION = {
    "group": "people",
    "title_id": "Air minum",
    "title_en": "Drinking water",
    "kind": "percent",
    "places": "1",
    "direction": "up",
    "schedule": "year",
    "is_public": "on",
}


def words_of(response):
    return " ".join(response.content.decode().split())


def send(client, where, *, version=0, key=None, **fields):
    return client.post(where, {"submission_key": key or new_key(), "version": version, **fields})


@pytest.fixture
def office(as_user, rina):
    return as_user(rina)


@pytest.fixture
def kept(people_here):
    """The figure of 2023."""
    return factories.wrote(people_here, ("2023", "738532"))[0]


# --- Who -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "where",
    [
        WRITE,
        f"{WRITE}2023/",
        f"{WRITE}2023/hapus/",
        f"{ONE}deret/",
        f"{ONE}sasaran/",
        f"{ONE}sasaran/2026/",
        "/en/indikator/baru/",
    ],
)
def test_only_the_office_writes(client, as_user, rina, budi, kept, people, balikpapan, where):
    factories.target(people, balikpapan)

    assert client.get(where).status_code == 302
    assert as_user(budi).get(where).status_code == 403
    assert as_user(rina).get(where).status_code == 200


def test_office_of_another_city_finds_nothing_here(office, people, samarinda):
    assert office.get(f"{WRITE}?kota=64.72").status_code == 404
    assert send(office, f"{WRITE}?kota=64.72", period="2024", value="5", **FACT).status_code == 404
    assert not Observation.objects.exists()


# --- Figures -------------------------------------------------------------------------------------------------


def test_first_figure_begins_the_series(office, people, balikpapan):
    response = send(office, WRITE, period="2024", value="746,804", **FACT)

    assert response.status_code == 302
    row = Observation.objects.get()
    assert (row.period, row.value, row.status, row.source.title) == (
        "2024", 746804, "fact", "BPS, Daerah Dalam Angka",
    )  # fmt: skip
    assert (row.series.city, row.series.label, row.series.frequency) == (balikpapan, "", "year")


def test_series_counts_as_the_schedule_of_the_indicator_says(office, balikpapan):
    factories.indicator("skm", schedule="half")
    send(office, "/en/indikator/skm/angka/", period="2024-S1", value="80.5", **FACT)

    assert Series.objects.get().frequency == "half"
    assert Observation.objects.get().places == 1


def test_decimals_are_kept_as_typed(office, people):
    people.places = 2
    people.save()
    send(office, WRITE, period="2024", value="76.60", **FACT)

    assert Observation.objects.get().places == 2


def test_double_click_writes_once(office, people):
    key = new_key()
    for _time in range(2):
        assert send(office, WRITE, key=key, period="2024", value="5", **FACT).status_code == 302

    assert Observation.objects.count() == 1
    assert not Revision.objects.exists()


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"period": "besok"}, "period", "is no period"),
        ({"period": "2024-Q1"}, "period", "is not of the kind"),
        ({"value": "banyak"}, "value", "is no number"),
        ({"value": "-5"}, "value", "smallest value"),
        ({"source": ""}, "source", "A fact needs its source"),
        ({"period": "2199"}, "status", "has not come yet"),
        ({"source_url": "bukan alamat"}, "source_url", "valid URL"),
        ({"value": ""}, "value", "required"),
    ],
)
def test_mistake_is_told_beside_its_field_and_nothing_is_lost(office, people, fields, field, words):
    people.least = Decimal(0)
    people.save()
    typed = {"period": "2024", "value": "5", "note_en": "As printed", **FACT, **fields}
    response = send(office, WRITE, **typed)
    html = words_of(response)

    assert response.status_code == 422
    assert words in html
    assert f'href="#id_{field}"' in html
    assert "As printed" in html
    assert not Observation.objects.exists()


def test_all_mistakes_are_told_at_once(office, people):
    html = words_of(send(office, WRITE, period="besok", value="banyak", **FACT))

    assert 'href="#id_period"' in html
    assert 'href="#id_value"' in html


def test_period_that_has_a_figure_shows_both_versions(office, people, kept):
    response = send(office, WRITE, period="2023", value="740000", **FACT)
    html = words_of(response)

    assert response.status_code == 409
    assert "738,532" in html
    assert "740,000" in html
    assert 'name="version" value="1"' in html
    assert "saved this on just now" in html


def test_correction_keeps_what_stood_with_its_reason(office, kept, rina):
    response = send(office, f"{WRITE}2023/", version=1, value="738533", reason="Salah ketik", **FACT)

    assert response.status_code == 302
    kept.refresh_from_db()
    assert kept.value == 738533
    before = Revision.objects.get()
    assert (before.value, before.reason, before.by) == (738532, "Salah ketik", rina)


def test_form_of_a_correction_holds_what_stands(office, kept):
    html = words_of(office.get(f"{WRITE}2023/"))

    assert 'value="738,532"' in html
    assert 'value="BPS, Daerah Dalam Angka"' in html
    assert 'name="period"' not in html


def test_stale_correction_shows_both_and_is_then_saved(office, kept, nadia):
    actions.write(kept.series, factories.written("2023", "738600"), by=nadia, now=NOW, reason="Ralat")
    response = send(office, f"{WRITE}2023/", version=1, value="738700", **FACT)
    html = words_of(response)

    assert response.status_code == 409
    assert "738,600" in html
    assert "738,700" in html
    assert str(nadia) in html
    assert send(office, f"{WRITE}2023/", version=2, value="738700", **FACT).status_code == 302
    kept.refresh_from_db()
    assert kept.value == 738700


def test_shipped_source_stays_the_same_row(office, kept):
    source = kept.source
    source.key = "bps-2024"
    source.save()
    send(office, f"{WRITE}2023/", version=1, value="738533", **FACT)

    kept.refresh_from_db()
    assert kept.source == source


def test_figure_is_taken_away_with_a_reason(office, kept):
    where = f"{WRITE}2023/hapus/"
    assert "738,532 people stands there now" in words_of(office.get(where))
    assert send(office, where, version=1, reason="").status_code == 422
    assert send(office, where, version=9, reason="Ganda").status_code == 409
    assert send(office, where, version=1, reason="Ganda").status_code == 302
    assert not Observation.objects.exists()
    assert Revision.objects.get().reason == "Ganda"


def test_typed_words_wait_for_who_must_sign_in_again(client, rina, people):
    """A session that ran out: the form comes back with what was typed, and nothing was written."""
    client.cookies[drafts.COOKIE] = drafts.remember_person(HttpResponse(), rina).cookies[drafts.COOKIE].value

    assert send(client, WRITE, period="2024", value="746,804", **FACT).status_code == 302
    client.force_login(rina)
    html = words_of(client.get(WRITE))

    assert 'value="746,804"' in html
    assert "It has not been saved yet." in html
    assert not Observation.objects.exists()


def test_opinion_is_chosen_from_its_words(office, balikpapan):
    labels = {"5": {"id": "WTP", "en": "Unqualified"}, "3": {"id": "WDP", "en": "Qualified"}}
    factories.indicator("opini", kind="opinion", labels=labels)
    where = "/en/indikator/opini/angka/"

    assert "Unqualified" in words_of(office.get(where))
    assert send(office, where, period="2024", value="4", **FACT).status_code == 422
    assert send(office, where, period="2024", value="5", **FACT).status_code == 302


# --- Series, targets -----------------------------------------------------------------------------------------


def test_new_series_begins_with_its_reason_and_asks_for_its_first_figure(office, people, kept):
    fields = {"title_id": "Metode baru 2024", "title_en": "New method 2024", "frequency": "year"}
    assert send(office, f"{ONE}deret/", **fields).status_code == 422
    reasons = {"break_note_id": "Definisi berubah", "break_note_en": "The definition changed"}
    response = send(office, f"{ONE}deret/", **fields, **reasons)

    assert response.status_code == 302
    assert response["Location"] == "/en/indikator/penduduk/angka/?kota=64.71&deret=metode-baru-2024"
    assert send(office, response["Location"], period="2024", value="5", **FACT).status_code == 302
    assert Observation.objects.get(period="2024").series.label == "metode-baru-2024"
    again = send(office, f"{ONE}deret/", **fields, **reasons)
    assert again.status_code == 422
    assert "There is a series with this name already" in words_of(again)


def test_series_of_samples_takes_samples_only(office, people, balikpapan):
    factories.series(people, balikpapan, label="contoh", is_sample=True)
    where = f"{WRITE}?deret=contoh"

    assert 'value="fact"' not in words_of(office.get(where))
    assert send(office, where, period="2024", value="5", status="sample").status_code == 302
    assert office.get(f"{WRITE}?deret=tidak-ada").status_code == 404


def test_target_is_set_changed_and_taken_away(office, people, balikpapan):
    where = f"{ONE}sasaran/"
    assert send(office, where, year="2026", value="800,000", basis="").status_code == 422
    assert send(office, where, year="2026", value="800,000", basis="RPJMD").status_code == 302
    assert Target.objects.get().value == 800000
    both = send(office, where, year="2026", value="900,000", basis="RPJMD")
    assert both.status_code == 409
    assert "800,000 people" in words_of(both)
    assert send(office, f"{where}2026/", version=1, value="850,000", basis="RPJMD").status_code == 302
    assert Target.objects.get().value == 850000
    assert send(office, f"{where}2026/hapus/").status_code == 302
    assert not Target.objects.exists()
    assert office.get(f"{where}2026/").status_code == 404
    assert office.get(f"{where}2026/hapus/").status_code == 405


def test_target_of_a_foolish_year_is_refused(office, people):
    response = send(office, f"{ONE}sasaran/", year="99999999999999999999", value="1", basis="RPJMD")

    assert response.status_code == 422


# --- Definitions ---------------------------------------------------------------------------------------------


def test_indicator_of_the_city_is_defined_with_its_metadata(office, balikpapan):
    blocks = {
        "block_concept_id": "Akses air",
        "block_concept_en": "Access to water",
        "block_composite": "no",
        "variabel0-title_id": "Rumah tangga",
        "variabel0-title_en": "Households",
        "variabel0-block_alias_id": "RT",
        "codes": "U4SSC EN:EN:WA:1C\n\n",
    }
    response = send(office, "/en/indikator/baru/", code="air-minum", **DEFINITION, **blocks)

    assert response.status_code == 302
    made = Indicator.objects.get(code="air-minum")
    assert made.city == balikpapan
    assert made.metadata == {"concept": {"id": "Akses air", "en": "Access to water"}, "composite": "no"}
    assert made.codes == ["U4SSC EN:EN:WA:1C"]
    assert [(each.title_en, each.metadata) for each in made.variables.all()] == [
        ("Households", {"alias": {"id": "RT"}})
    ]


@pytest.mark.parametrize("code", ["baru", "skenario", "penduduk", "Bukan Kode"])
def test_code_that_leads_elsewhere_or_is_taken_is_refused(office, people, code):
    response = send(office, "/en/indikator/baru/", code=code, **DEFINITION)

    assert response.status_code == 422
    assert 'href="#id_code"' in words_of(response)
    assert Indicator.objects.count() == 1


def test_bounds_and_titles_of_variables_are_checked_beside_their_fields(office, balikpapan):
    wrong = {"least": "5", "most": "1", "variabel1-title_id": "Hanya Indonesia"}
    html = words_of(send(office, "/en/indikator/baru/", code="air", **DEFINITION, **wrong))

    assert "A variable needs its title in both languages." in html
    assert "Hanya Indonesia" in html
    only_bounds = send(office, "/en/indikator/baru/", code="air", **DEFINITION, least="5", most="1")
    assert 'href="#id_least"' in words_of(only_bounds)


def test_definition_is_changed_and_a_stale_one_shows_both(office, balikpapan):
    send(office, "/en/indikator/baru/", code="air", **DEFINITION, block_concept_en="Water")
    where = "/en/indikator/air/ubah/"
    html = words_of(office.get(where))
    assert 'value="Drinking water"' in html
    assert "Water</textarea>" in html

    changed = {**DEFINITION, "title_en": "Clean water"}
    assert send(office, where, version=1, **changed).status_code == 302
    assert Indicator.objects.get().title_en == "Clean water"
    stale = send(office, where, version=1, **{**DEFINITION, "title_en": "Tap water"})
    assert stale.status_code == 409
    assert "Clean water" in words_of(stale)
    assert "Tap water" in words_of(stale)


def test_shared_indicator_is_not_changed_by_a_city(office, people):
    assert office.get(f"{ONE}ubah/").status_code == 404


def test_unit_of_figures_does_not_change(office, balikpapan):
    own = factories.indicator("air", city=balikpapan)
    factories.wrote(factories.series(own, balikpapan), ("2024", "5"))
    response = send(office, "/en/indikator/air/ubah/", version=1, **DEFINITION, unit_id="liter")

    assert response.status_code == 422
    assert 'href="#id_unit_id"' in words_of(response)


# --- Numbers -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text", "is_whole", "expected"),
    [
        ("id", "746.804", True, "746804"),
        ("id", "746,804", True, "746804"),
        ("en", "746.804", True, "746804"),
        ("en", "800,000", True, "800000"),
        ("id", "800,000", True, "800000"),
        ("id", "14,557", False, "14.557"),
        ("en", "14.557", False, "14.557"),
        ("id", "1.234.567,89", False, "1234567.89"),
        ("en", "1,234,567.89", False, "1234567.89"),
        ("id", "1,234,567.89", False, "1234567.89"),
        ("id", "76,60", False, "76.60"),
        ("id", "76.60", False, "76.60"),
        ("id", "−3,5", False, "-3.5"),
        ("id", "12 345", True, "12345"),
    ],
)
def test_numbers_are_read_in_both_notations(language, text, is_whole, expected):
    with override(language):
        assert str(read_number(text, is_whole=is_whole)) == expected


@pytest.mark.parametrize("text", ["1.2.3", "1,2,3", "abc", "", "NaN", "1e5", "9" * 50, "--1", "1.23.456"])
def test_what_is_no_number_is_refused(text):
    with override("id"), pytest.raises(ValueError, match=r".*"):
        read_number(text, is_whole=False)


@pytest.mark.parametrize(("language", "text"), [("id", "14.557"), ("en", "14,557")])
def test_number_that_could_be_two_is_refused(language, text):
    with override(language), pytest.raises(Ambiguous):
        read_number(text, is_whole=False)
