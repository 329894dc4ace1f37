import pytest
from django.contrib.messages import get_messages
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kotacerdas.people import drafts
from kotacerdas.people.tests import factories
from kotacerdas.people.tests.factories import PASSWORD

pytestmark = pytest.mark.urls("kotacerdas.people.tests.form_pages")

TYPED = {"subject": "Undangan", "text": "Kepada yang terhormat & semua", "password": "rahasia-sekali"}


@pytest.fixture
def hers(lestari) -> Client:
    """Lestari's browser after she had signed in at the door."""
    lestari.set_password(PASSWORD)
    lestari.save()
    client = Client()
    sign_in(client, lestari)
    return client


def sign_in(client: Client, user, next_address: str = "/tulis/"):
    return client.post(
        f"/masuk/?next={next_address}", {"login": user.email, "password": PASSWORD, "next": next_address}
    )


def lose_session(client: Client) -> None:
    Session.objects.all().delete()


def test_typed_form_comes_back_after_signing_in_again(hers, lestari):
    lose_session(hers)

    refused = hers.post("/tulis/?surat=7", TYPED)
    door = hers.get(refused["Location"])
    back = sign_in(hers, lestari, "/tulis/?surat=7")
    form = hers.get(back["Location"])

    assert refused["Location"] == "/masuk/?next=%2Ftulis%2F%3Fsurat%3D7"
    assert "Isian Anda disimpan sementara" in door.content.decode()
    assert back["Location"] == "/tulis/?surat=7"
    assert 'value="Undangan"' in form.content.decode()
    assert "terhormat &amp; semua" in form.content.decode()


def test_draft_is_given_back_once(hers, lestari):
    lose_session(hers)
    hers.post("/tulis/", TYPED)
    sign_in(hers, lestari)

    first, second = hers.get("/tulis/"), hers.get("/tulis/")

    assert "Undangan" in first.content.decode()
    assert "Undangan" not in second.content.decode()


def test_passwords_and_tokens_are_never_kept(hers):
    lose_session(hers)

    hers.post("/tulis/", TYPED | {"csrfmiddlewaretoken": "x" * 64, "kata_sandi": "rahasia-lain"})

    kept = hers.session[drafts.IN_SESSION]["/tulis/"]["typed"]
    assert "Undangan" in kept
    assert "rahasia" not in kept
    assert "csrf" not in kept


def test_another_person_on_the_same_computer_does_not_get_it(hers, budi):
    budi.set_password(PASSWORD)
    budi.save()
    lose_session(hers)
    hers.post("/tulis/", TYPED)

    sign_in(hers, budi)
    page = hers.get("/tulis/")

    assert "Undangan" not in page.content.decode()
    assert drafts.IN_SESSION not in hers.session or not hers.session[drafts.IN_SESSION]


def test_stranger_without_a_past_leaves_nothing_on_the_server(anonymous):
    answer = anonymous.post("/tulis/", TYPED)

    assert answer.status_code == 302
    assert drafts.IN_SESSION not in anonymous.session


def test_forged_mark_of_a_person_is_not_believed(anonymous, lestari):
    anonymous.cookies[drafts.COOKIE] = drafts.mark_of(lestari) + ":forged"

    anonymous.post("/tulis/", TYPED)

    assert drafts.IN_SESSION not in anonymous.session


def test_form_too_long_to_keep_says_so(hers):
    lose_session(hers)

    answer = hers.post("/tulis/", {"text": "a" * (drafts.MOST_BYTES + 1)})

    assert drafts.IN_SESSION not in hers.session
    assert [message.level_tag for message in get_messages(answer.wsgi_request)] == ["warning"]


def test_only_the_last_few_forms_are_kept(hers):
    lose_session(hers)
    hers.get("/masuk/")

    for number in range(drafts.MOST_DRAFTS + 2):
        hers.post(f"/tulis/?surat={number}", TYPED)

    assert list(hers.session[drafts.IN_SESSION]) == [
        "/tulis/?surat=2",
        "/tulis/?surat=3",
        "/tulis/?surat=4",
    ]


def test_notice_says_that_files_must_be_chosen_again(hers, lestari):
    lose_session(hers)
    hers.post("/tulis/", TYPED | {"lampiran": SimpleUploadedFile("a.txt", b"isi")})
    sign_in(hers, lestari)

    page = hers.get("/tulis/")

    notices = " ".join(str(message) for message in get_messages(page.wsgi_request))
    assert "Berkas harus dipilih lagi" in notices


def test_a_part_asked_for_by_htmx_leads_back_to_its_page(hers):
    lose_session(hers)

    answer = hers.get(
        "/tulis/?bagian=2",
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/tulis/?surat=1"},
    )

    assert answer["HX-Redirect"] == "/masuk/?next=%2Ftulis%2F%3Fsurat%3D1"


def test_form_sent_by_htmx_leads_the_whole_page_to_the_door(hers):
    lose_session(hers)

    answer = hers.post(
        "/tulis/", TYPED, headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/tulis/?surat=1"}
    )

    assert answer["HX-Redirect"] == "/masuk/?next=%2Ftulis%2F%3Fsurat%3D1"
    assert "/tulis/?surat=1" in hers.session[drafts.IN_SESSION]


def test_role_lost_while_typing_is_refused_and_not_looped(hers, lestari, as_user):
    lestari.assignments.all().delete()

    answer = as_user(lestari).post("/tulis/", TYPED)

    assert answer.status_code == 403


def test_each_person_has_another_mark(lestari):
    assert drafts.mark_of(lestari) != drafts.mark_of(factories.user())
