import pytest

from kotacerdas.people.models import Organisation, TerritorialUnit
from kotacerdas.people.permissions import Permission
from kotacerdas.people.roles import ROLES, Role
from kotacerdas.people.tests import factories
from kotacerdas.search import actions as search

Kind = TerritorialUnit.Kind


@pytest.fixture
def north(balikpapan):
    """A kecamatan with three kelurahan and their offices."""
    top = factories.unit("64.71.03", "Balikpapan Utara", kind=Kind.KECAMATAN, of=balikpapan)
    office = factories.organisation(
        "Kecamatan Balikpapan Utara", kind=Organisation.Kind.KECAMATAN, city=balikpapan, unit=top
    )
    for number, name in enumerate(["Batu Ampar", "Gunung Samarinda", "Karang Joang"], start=1001):
        aliases = ("Gn. Samarinda",) if name == "Gunung Samarinda" else ()
        factories.unit(f"64.71.03.{number}", name, parent=top, of=balikpapan, aliases=aliases)
        factories.organisation(
            f"Kelurahan {name}", kind=Organisation.Kind.KELURAHAN, city=balikpapan, parent=office
        )
    return top


def page(client, address: str) -> str:
    """The page as people read it: where a line may break is left out."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode().replace("<wbr>", "")


def test_areas_show_codes_and_other_spellings(anonymous, north):
    shown = page(anonymous, "/k/64.71/wilayah/")

    assert "64.71.03.1002" in shown
    assert "Gn. Samarinda" in shown


@pytest.mark.parametrize(
    "words", ["gunungsamarinda", "Gn.+Samarinda", "64.71.03.1002", "kel.+gunung+samarinda"]
)
def test_area_is_found_by_any_spelling(anonymous, north, words):
    shown = page(anonymous, f"/k/64.71/wilayah/?cari={words}")

    assert "Gunung Samarinda" in shown
    assert "Karang Joang" not in shown


def test_kecamatan_is_found_with_all_its_parts(anonymous, north):
    assert "Karang Joang" in page(anonymous, "/k/64.71/wilayah/?cari=balikpapan+utara")


def test_search_that_finds_nothing_says_what_to_do(anonymous, north):
    assert "kosong" in page(anonymous, "/k/64.71/wilayah/?cari=atlantis")
    assert "kosong" in page(anonymous, "/k/64.71/organisasi/?cari=atlantis")


def test_organisations_stand_below_what_they_belong_to(anonymous, north):
    shown = page(anonymous, "/k/64.71/organisasi/")

    assert shown.index("Kecamatan Balikpapan Utara") < shown.index("Kelurahan Karang Joang")


def test_organisation_that_is_found_keeps_what_stands_above_it(anonymous, north):
    shown = page(anonymous, "/k/64.71/organisasi/?cari=joang")

    assert "Kecamatan Balikpapan Utara" in shown
    assert "Kelurahan Batu Ampar" not in shown


def test_invented_organisation_is_marked(anonymous, balikpapan):
    factories.organisation("Komunitas", kind=Organisation.Kind.COMMUNITY, city=balikpapan, is_sample=True)

    shown = page(anonymous, "/k/64.71/organisasi/")

    assert 'class="contoh"' in shown
    assert "setrip-contoh" in shown


def test_organisation_of_another_city_is_not_shown(anonymous, balikpapan, samarinda):
    factories.organisation("Dinas Tetangga", city=samarinda)
    factories.organisation("Bank Dunia", kind=Organisation.Kind.INTERNATIONAL_PARTNER)

    shown = page(anonymous, "/k/64.71/organisasi/")

    assert "Dinas Tetangga" not in shown
    assert "Bank Dunia" in shown


def test_province_is_shown_to_its_own_cities_only(anonymous, balikpapan, malang_kab):
    factories.organisation("Pemprov Kaltim", kind=Organisation.Kind.PROVINCE, unit=balikpapan.province)

    assert "Pemprov Kaltim" in page(anonymous, "/k/64.71/organisasi/")
    assert "Pemprov Kaltim" not in page(anonymous, "/k/35.07/organisasi/")


def test_one_city_installation_has_short_addresses(anonymous, north, settings):
    assert page(anonymous, "/wilayah/").count("64.71.03.100") == 3
    assert "Kelurahan Batu Ampar" in page(anonymous, "/organisasi/")

    settings.DEFAULT_CITY = "99.99"

    assert anonymous.get("/wilayah/").status_code == 404


@pytest.mark.parametrize(
    "address", ["/k/99.99/wilayah/", "/k/..%2F..%2Fetc/organisasi/", "/en/k/x/organisasi/"]
)
def test_unknown_city_is_not_found(anonymous, db, address):
    assert anonymous.get(address).status_code == 404


@pytest.mark.parametrize(
    ("address", "most"), [("/k/64.71/wilayah/", 3), ("/k/64.71/organisasi/", 2), ("/peran/", 0)]
)
def test_public_pages_ask_the_database_the_same_few_times(
    anonymous, north, balikpapan, django_assert_max_num_queries, address, most
):
    for number in range(40):
        office = factories.organisation(f"Badan {number}", city=balikpapan)
        factories.organisation(f"Bidang {number}", kind="agency_unit", city=balikpapan, parent=office)
        factories.unit(
            f"64.71.03.2{number:03}", f"Kelurahan {number}", parent=north, of=balikpapan, aliases=("a", "b")
        )

    with django_assert_max_num_queries(most):
        page(anonymous, address)


def test_account_shows_roles_and_what_they_allow(as_user, rina):
    shown = page(as_user(rina), "/en/akun/")

    assert "Programme office" in shown
    assert "Kota Balikpapan" in shown
    assert "1 January 2019" in shown
    assert str(Permission.EDIT_RUBRIC.sentence) in shown or "levels 0 to 4" in shown


def test_account_of_a_citizen_says_how_to_get_a_role(as_user, siti):
    assert "kosong" in page(as_user(siti), "/akun/")


def test_roles_page_is_the_table_that_the_system_obeys(anonymous):
    shown = page(anonymous, "/en/peran/")

    assert all(str(duty.name) in shown for duty in ROLES.values())
    assert "Member of the Smart City Council" in shown


def test_people_page_shows_ones_own_area_only(as_user, rina, budi, tetangga):
    shown = page(as_user(rina), "/orang/")

    assert budi.email in shown
    assert tetangga.email not in shown


def test_people_are_found_by_agency(as_user, rina, budi, joko):
    shown = page(as_user(rina), "/orang/?cari=diskominfo")

    assert budi.email in shown
    assert joko.email not in shown


def test_refused_page_says_which_permission_is_missing(as_user, budi):
    answer = as_user(budi).get("/en/orang/")

    assert answer.status_code == 403
    assert "See who holds which role in one" in answer.content.decode()


@pytest.mark.parametrize(("address", "most"), [("/orang/", 6), ("/akun/", 4)])
def test_pages_of_a_signed_in_person_ask_the_same_few_times(
    as_user, rina, balikpapan, django_assert_max_num_queries, address, most
):
    browser = as_user(rina)
    for number in range(30):
        desk = factories.organisation(f"Dinas {number}", city=balikpapan)
        factories.officeholder(
            f"p{number}@contoh.id", Role.AGENCY_OFFICER, city=balikpapan, organisation=desk
        )

    with django_assert_max_num_queries(most):
        page(browser, address)


@pytest.mark.parametrize("page_number", ["0", "-1", "99", "abc"])
def test_page_number_out_of_range_shows_a_page_all_the_same(as_user, rina, page_number):
    assert "rina" in page(as_user(rina), f"/orang/?halaman={page_number}")


def test_hit_of_the_search_leads_to_no_page_that_is_refused(as_user, budi, rina):
    search.refresh(budi)

    assert "Budi" not in as_user(budi).get("/cari/?q=bud").content.decode().partition("<main")[2]
    assert "/orang/?cari=Budi" in as_user(rina).get("/cari/?q=bud").content.decode()
