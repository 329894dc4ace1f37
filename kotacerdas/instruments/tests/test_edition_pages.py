"""Writing an edition on screen, from the copy to the published form, and who sees what of it."""

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kotacerdas.common.tests.reading import rows, words
from kotacerdas.instruments import actions, catalogue, documents
from kotacerdas.instruments.actions.editions import edition_of
from kotacerdas.instruments.domain.editing import Typed
from kotacerdas.instruments.domain.edition import Confidence, Words
from kotacerdas.instruments.models import EditionDraft
from kotacerdas.instruments.tests.factories import NOW, draft, published
from kotacerdas.people.roles import Role
from kotacerdas.people.tests import factories

pytestmark = pytest.mark.django_db
LIST, CLONE, UPLOAD = "/instrumen/", "/konsep-instrumen/baru/", "/konsep-instrumen/unggah/"
DRAFT = "/konsep-instrumen/smartcity/2027-uji/"
NODE = f"{DRAFT}butir/A/"
PUBLISHED = "/instrumen/smartcity/2027-uji/"
COPY = {
    "base": "smartcity/2023-kppn",
    "edition": "2027-uji",
    "title_id": "Evaluasi 2027",
    "title_en": "",
    "applies_to_id": "Balikpapan",
    "applies_to_en": "",
    "start": "2027-01-01",
    "end": "",
}


@pytest.fixture
def rinas(as_user, rina):
    return as_user(rina)


@pytest.fixture
def colleagues(as_user, balikpapan):
    """Another browser of the same programme office."""
    return as_user(factories.officeholder("wati@contoh.go.id", Role.PROGRAMME_OFFICE, city=balikpapan))


@pytest.fixture
def made(balikpapan):
    return draft(city=balikpapan)


def sent(browser, address, *, key="k" * 24, **typed):
    return browser.post(address, {"submission_key": key, **typed})


def filled(page):
    """What the form of a page holds, as a browser would send it back."""
    form = re.search(r'(?s)<form class="borang".*?</form>', page.content.decode())[0]
    inputs = [dict(re.findall(r'(\w+)="([^"]*)"', tag)) for tag in re.findall(r"<input [^>]*>", form)]
    found = {
        each["name"]: each.get("value", "") for each in inputs if each["type"] not in {"checkbox", "file"}
    }
    found |= dict(re.findall(r'(?s)<textarea name="([^"]+)".*?>\s*(.*?)</textarea>', form))
    for name, options in re.findall(r'(?s)<select [^>]*name="([^"]+)".*?>(.*?)</select>', form):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    found.pop("csrfmiddlewaretoken")
    return {name: html.unescape(value) for name, value in found.items()}


def form_now():
    return edition_of(EditionDraft.objects.get(edition="2027-uji"))


# --- The whole way -----------------------------------------------------------------------------------------


def test_from_the_copy_to_the_published_form(rinas, as_user, tetangga, budi, anonymous, balikpapan):
    asked = rinas.get(f"{CLONE}?dari=smartcity/2023-kppn")
    assert filled(asked)["base"] == "smartcity/2023-kppn"
    assert sent(rinas, CLONE, **COPY)["Location"] == DRAFT

    added = sent(rinas, f"{NODE}tambah/", code="A6", title_id="Pertanyaan baru?", title_en="", dimension="gov",
                 number="", section_id="", section_en="", note_id="", note_en="")  # fmt: skip
    assert added["Location"] == f"{DRAFT}#butir-A6"
    heavier = filled(rinas.get(NODE)) | {"weight": "12,5"}
    assert sent(rinas, NODE, **heavier).status_code == 302

    assert "bobot" in words(rinas.get(f"{DRAFT}periksa/")) or "weights" in words(
        rinas.get(f"/en{DRAFT}periksa/")
    )
    refused = sent(rinas, f"{DRAFT}terbit/", version="3", understood="on")
    assert refused.status_code == 422

    lighter = filled(rinas.get(f"{DRAFT}butir/B/")) | {"weight": "17.5"}
    assert sent(rinas, f"{DRAFT}butir/B/", **lighter).status_code == 302
    asked = filled(rinas.get(f"{DRAFT}terbit/"))
    assert sent(rinas, f"{DRAFT}terbit/", **asked, understood="on")["Location"] == PUBLISHED

    assert "A6" in words(as_user(budi).get(PUBLISHED))
    assert as_user(tetangga).get(PUBLISHED).status_code == 404
    assert anonymous.get(PUBLISHED).status_code == 404
    assert anonymous.get(f"{PUBLISHED}A6/").status_code == 404
    edition = catalogue.edition("smartcity/2027-uji")
    assert (str(edition.nodes["A"].weight), edition.confidence) == ("12.5", Confidence.UNCONFIRMED)


@pytest.mark.parametrize(("prefix", "said"), [("", "belum terkonfirmasi"), ("/en", "not confirmed")])
def test_what_nobody_confirmed_says_so_everywhere(rinas, balikpapan, prefix, said):
    published(city=balikpapan)

    assert said in words(rinas.get(f"{prefix}{PUBLISHED}"))
    (row,) = [row for row in rows(rinas.get(f"{prefix}{LIST}")) if "2027" in row[0]]
    assert said in row[3]


# --- Who sees it -------------------------------------------------------------------------------------------


PAGES = ["", "kepala/", "butir/A1/", "butir/A/tambah/", "butir/A1/hapus/", "periksa/", "beda/", "terbit/", "buang/",
         "instrument.yaml"]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_a_neighbour_and_the_operator_do_not_find_a_citys_draft(made, rinas, as_user, tetangga, nadia, page):
    assert rinas.get(DRAFT + page).status_code == 200
    for stranger in (tetangga, nadia):
        browser = as_user(stranger)
        assert browser.get(DRAFT + page).status_code == 404
        assert "2027-uji" not in browser.get(LIST).content.decode()


@pytest.mark.parametrize("page", ["kepala/", "butir/A1/", "butir/A/tambah/", "butir/A1/hapus/", "butir/A1/geser/",
                                  "terbit/", "buang/"])  # fmt: skip
def test_a_neighbour_sends_nothing_to_it(made, as_user, tetangga, page):
    answer = sent(as_user(tetangga), DRAFT + page, version="1", understood="on", ke="naik")

    # What has nothing to fill in looks for the draft within the deed.
    assert answer.status_code == 404
    made.refresh_from_db()
    assert (made.version, made.is_published) == (1, False)


def test_who_published_it_is_told_by_the_clock_of_the_city(rinas, as_user, budi, balikpapan):
    published(city=balikpapan)

    assert "22 November 2026 10.00 WITA" in words(rinas.get(PUBLISHED))
    assert "10.00 WITA" not in words(as_user(budi).get(PUBLISHED))


def test_only_who_may_write_is_offered_to(rinas, as_user, budi, siti, anonymous):
    assert CLONE in rinas.get(LIST).content.decode()
    for browser in (as_user(budi), as_user(siti), anonymous):
        assert CLONE not in browser.get(LIST).content.decode()
        assert CLONE not in browser.get("/instrumen/smartcity/2023-kppn/").content.decode()


def test_a_citys_name_cannot_be_chosen_by_another(rinas, samarinda):
    page = sent(rinas, CLONE, **COPY, owner="64.72")

    assert page.status_code == 422
    assert not EditionDraft.objects.exists()


def test_the_operators_edition_is_for_all(as_user, nadia, anonymous):
    assert sent(as_user(nadia), CLONE, **COPY).status_code == 302
    row = EditionDraft.objects.get()
    actions.publish(row, expected=1, by=nadia, now=NOW)

    assert row.city is None
    assert "Evaluasi 2027" in words(anonymous.get(LIST))
    assert anonymous.get(PUBLISHED).status_code == 200


# --- Nothing is lost ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("prefix", "notice"), [("", "Ketikan Anda"), ("/en", "What you typed")])
def test_the_same_question_saved_twice_shows_both(made, rinas, colleagues, prefix, notice):
    mine = filled(rinas.get(f"{DRAFT}butir/A1/"))
    sent(colleagues, f"{DRAFT}butir/A1/", **mine | {"title_id": "Tulisan Wati"})

    page = sent(rinas, f"{prefix}{DRAFT}butir/A1/", **mine | {"title_id": "Tulisan Rina"})

    assert page.status_code == 409
    assert notice in words(page)
    assert "Tulisan Wati" in words(page)
    assert filled(page)["title_id"] == "Tulisan Rina"
    again = sent(rinas, f"{DRAFT}butir/A1/", **filled(page), key="l" * 24)
    assert again.status_code == 302
    assert form_now().nodes["A1"].title.id == "Tulisan Rina"


def test_the_head_saved_twice_shows_both(made, rinas, colleagues):
    mine = filled(rinas.get(f"{DRAFT}kepala/"))
    sent(colleagues, f"{DRAFT}kepala/", **mine | {"title_id": "Judul Wati"})

    page = sent(rinas, f"{DRAFT}kepala/", **mine | {"title_id": "Judul Rina"})

    assert page.status_code == 409
    assert "Judul Wati" in words(page)
    assert filled(page)["title_id"] == "Judul Rina"
    assert form_now().title.id == "Judul Wati"


def test_other_parts_may_be_saved_at_the_same_time(made, rinas, colleagues):
    mine, theirs = (filled(rinas.get(f"{DRAFT}butir/{code}/")) for code in ("A1", "A2"))

    assert sent(colleagues, f"{DRAFT}butir/A2/", **theirs | {"title_id": "Wati"}).status_code == 302
    assert sent(rinas, f"{DRAFT}butir/A1/", **mine | {"title_id": "Rina"}).status_code == 302
    assert [form_now().nodes[code].title.id for code in ("A1", "A2")] == ["Rina", "Wati"]


def test_a_form_as_it_is_changes_nothing_when_it_is_saved(made, rinas):
    before = form_now()

    for page in ("butir/A1/", "butir/A/", "butir/C01/"):
        assert sent(rinas, DRAFT + page, **filled(rinas.get(DRAFT + page))).status_code == 302

    assert form_now() == before


@pytest.mark.parametrize(
    ("page", "typed"),
    [
        ("butir/A1/hapus/", {}),
        ("butir/A2/geser/", {"ke": "naik"}),
        ("butir/A/tambah/", {"code": "A6", "title_id": "Baru"}),
        ("buang/", {}),
    ],
)
def test_a_double_click_does_it_once(made, rinas, page, typed):
    answers = [sent(rinas, DRAFT + page, **typed) for _click in range(2)]

    assert answers[0]["Location"] == answers[1]["Location"]
    row = EditionDraft.objects.filter(pk=made.pk).first()
    assert row is None or row.version == 2


def test_publishing_twice_leads_to_the_same_page(made, rinas):
    asked = {"version": "1", "understood": "on"}

    answers = [sent(rinas, f"{DRAFT}terbit/", **asked) for _click in range(2)]

    assert [answer["Location"] for answer in answers] == [PUBLISHED, PUBLISHED]
    assert rinas.get(DRAFT)["Location"] == PUBLISHED


def test_publishing_what_was_changed_meanwhile_asks_to_look_again(made, rinas):
    actions.add_node(made, "A", "A6", Typed(Words("Baru")), by=None, now=NOW)

    page = sent(rinas, f"{DRAFT}terbit/", version="1", understood="on")

    assert page.status_code == 409
    assert filled(page)["version"] == "2"


def test_publishing_asks_to_be_understood(made, rinas):
    assert sent(rinas, f"{DRAFT}terbit/", version="1").status_code == 422
    assert not EditionDraft.objects.published().exists()


# --- What is wrong -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("prefix", "said"), [("", "105"), ("/en", "add up to 105, not to 100")])
def test_every_fault_leads_to_its_place(made, rinas, prefix, said):
    sent(rinas, NODE, **filled(rinas.get(NODE)) | {"weight": "15"})

    page = rinas.get(f"{prefix}{DRAFT}periksa/")

    assert said in words(page)
    assert f'href="{prefix}{DRAFT}butir/INDEX/"' in page.content.decode()
    assert f'href="{prefix}{DRAFT}periksa/"' in rinas.get(prefix + DRAFT).content.decode()


@pytest.mark.parametrize("weight", ["", "sepuluh", "-5", "1e9", "1,2,3", "1000"])
def test_a_weight_is_a_number(made, rinas, weight):
    page = sent(rinas, NODE, **filled(rinas.get(NODE)) | {"weight": weight})

    assert page.status_code == 422
    assert filled(page)["weight"] == weight


@pytest.mark.parametrize("code", ["", "A1", "A 6", "../x", "x" * 21])
def test_a_code_is_new_and_stands_in_addresses(made, rinas, code):
    page = sent(rinas, f"{NODE}tambah/", code=code, title_id="Baru")

    assert page.status_code == 422
    assert filled(page)["title_id"] == "Baru"


def test_nobody_is_sure_without_a_source(made, rinas):
    asked = filled(rinas.get(f"{DRAFT}kepala/")) | {"confidence": "confirmed"}

    assert sent(rinas, f"{DRAFT}kepala/", **asked).status_code == 422
    assert (
        sent(rinas, f"{DRAFT}kepala/", **asked | {"source_title": "Surat"}, key="l" * 24).status_code == 422
    )
    sure = asked | {"source_title": "Surat hasil evaluasi", "source_letter": "B-1/2027"}
    assert sent(rinas, f"{DRAFT}kepala/", **sure, key="m" * 24).status_code == 302
    form = form_now()
    assert form.confidence is Confidence.CONFIRMED
    assert (form.sources[0].title, form.sources[0].note.en) == (
        "Surat hasil evaluasi",
        "Letter number B-1/2027",
    )
    assert filled(rinas.get(f"{DRAFT}kepala/"))["source_letter"] == "B-1/2027"


def test_markup_in_a_title_stays_text(made, rinas):
    sent(
        rinas,
        f"{DRAFT}butir/A1/",
        **filled(rinas.get(f"{DRAFT}butir/A1/")) | {"title_id": "<script>x</script>"},
    )

    for page in (DRAFT, f"{DRAFT}butir/A1/", f"{DRAFT}beda/"):
        assert "<script>x" not in rinas.get(page).content.decode()


# --- What differs, and the file ----------------------------------------------------------------------------


def test_what_differs_is_told_from_what_it_was_copied_from(made, rinas):
    sent(rinas, NODE, **filled(rinas.get(NODE)) | {"weight": "15"})
    sent(rinas, f"{DRAFT}butir/A1/hapus/", key="l" * 24)
    sent(rinas, f"{DRAFT}butir/A/tambah/", code="A6", title_id="Pertanyaan baru", key="m" * 24)

    told = words(rinas.get(f"/en{DRAFT}beda/"))

    assert "What differs from smartcity/2023-kppn" in told
    for part in ("1 added", "A6 · Pertanyaan baru", "1 dropped", "A1 ·", "1 reweighted", "10% 15%"):
        assert part in told


def test_the_file_that_is_given_away_comes_back_as_a_draft(made, rinas):
    answer = rinas.get(f"{DRAFT}instrument.yaml")
    assert "smartcity-2027-uji-instrument.yaml" in answer["Content-Disposition"]
    assert documents.from_yaml(answer.content) == form_now()

    text = answer.content.replace(b"2027-uji", b"2027-balik")
    back = sent(rinas, UPLOAD, file=SimpleUploadedFile("instrument.yaml", text))

    assert back["Location"] == "/konsep-instrumen/smartcity/2027-balik/"
    assert "2027-balik" in words(rinas.get(back["Location"]))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a: &a [1]\nb: [*a, *a]", "Line 2 refers to another place"),
        (b"!!python/object/apply:os.system ['true']", "is no YAML"),
        (b"code: smartcity", "root is missing"),
        (b"x" * (documents.MOST_BYTES + 1), "larger than"),
    ],
)
def test_a_file_that_is_no_form_is_refused_in_words(rinas, content, said):
    page = sent(rinas, f"/en{UPLOAD}", file=SimpleUploadedFile("instrument.yaml", content))

    assert page.status_code == 422
    assert said in words(page)
    assert not EditionDraft.objects.exists()


# --- Cost --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", [LIST, DRAFT, f"{DRAFT}periksa/", f"{DRAFT}beda/"])
def test_queries_do_not_grow_with_the_editions(made, rinas, balikpapan, address):
    def asked():
        rinas.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert rinas.get(address).status_code == 200
        return len(queries)

    few = asked()
    for number in range(3):
        draft(city=balikpapan, edition=f"2028-uji-{number}")
        published(city=balikpapan, edition=f"2029-uji-{number}")

    assert asked() == few <= 15
