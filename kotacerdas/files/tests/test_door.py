"""What leaves through the door, for whom, and in which parts."""

import pytest

from kotacerdas.files import blobs, guards
from kotacerdas.files.tests import factories

CONTENT = factories.PDF


@pytest.fixture
def letter(balikpapan, rina):
    """A file of the city that only its programme office may have."""
    guards.register("people.city", lambda user, file: user == rina)
    return factories.file(about=balikpapan, city=balikpapan, by=rina)


def body(response):
    return response.getvalue()


def test_whoever_the_guard_lets_in_gets_the_bytes(as_user, rina, letter):
    page = as_user(rina).get(letter.get_absolute_url())

    assert (page.status_code, body(page)) == (200, CONTENT)
    assert page["Content-Length"] == str(len(CONTENT))


def test_everybody_else_is_told_that_there_is_none(as_user, budi, tetangga, letter):
    assert as_user(budi).get(letter.get_absolute_url()).status_code == 404
    assert as_user(tetangga).get(letter.get_absolute_url()).status_code == 404


def test_nobody_may_have_files_of_a_kind_without_guard(as_user, rina, budi, balikpapan):
    file = factories.file(about=rina, by=rina)

    assert as_user(rina).get(file.get_absolute_url()).status_code == 404


def test_a_stranger_is_led_to_the_door_whether_the_file_exists_or_not(anonymous, letter):
    for address in (letter.get_absolute_url(), "/berkas/00000000000000000000/tidak-ada.pdf"):
        page = anonymous.get(address)

        assert page.status_code == 302
        assert page["Location"].startswith("/masuk/?next=/berkas/")


def test_it_is_saved_and_never_shown(as_user, rina, letter):
    page = as_user(rina).get(letter.get_absolute_url())

    assert page["Content-Disposition"].startswith('attachment; filename="Surat Edaran.pdf"')
    assert page["Content-Security-Policy"] == "sandbox; default-src 'none'; frame-ancestors 'none'"
    assert page["X-Content-Type-Options"] == "nosniff"
    assert page["Cache-Control"] == "private, no-store"
    assert page["Content-Type"] == "application/pdf"


@pytest.mark.parametrize(
    ("asked", "part", "told"),
    [
        ("bytes=0-4", CONTENT[:5], "bytes 0-4/1009"),
        ("bytes=1000-", CONTENT[1000:], "bytes 1000-1008/1009"),
        ("bytes=-9", CONTENT[-9:], "bytes 1000-1008/1009"),
        ("bytes=1000-9999", CONTENT[1000:], "bytes 1000-1008/1009"),
    ],
)
def test_a_part_can_be_asked_for(as_user, rina, letter, asked, part, told):
    page = as_user(rina).get(letter.get_absolute_url(), headers={"Range": asked})

    assert (page.status_code, body(page), page["Content-Range"]) == (206, part, told)
    assert page["Content-Length"] == str(len(part))


@pytest.mark.parametrize("asked", ["bytes=0-1,5-6", "lines=1-2", "bytes=-", "bytes=9-3", "bytes=x-y"])
def test_what_is_no_single_part_gives_the_whole(as_user, rina, letter, asked):
    page = as_user(rina).get(letter.get_absolute_url(), headers={"Range": asked})

    assert (page.status_code, body(page)) == (200, CONTENT)


def test_a_part_beyond_the_end_is_refused_with_the_size(as_user, rina, letter):
    page = as_user(rina).get(letter.get_absolute_url(), headers={"Range": "bytes=5000-"})

    assert (page.status_code, page["Content-Range"]) == (416, "bytes */1009")


def test_a_part_of_another_version_gives_the_whole(as_user, rina, letter):
    headers = {"Range": "bytes=0-4", "If-Range": '"an older one"'}

    assert as_user(rina).get(letter.get_absolute_url(), headers=headers).status_code == 200


def test_who_has_it_already_is_told_so(as_user, rina, letter):
    page = as_user(rina).get(letter.get_absolute_url(), headers={"If-None-Match": f'"{letter.sha256}"'})

    assert page.status_code == 304


def test_head_tells_the_size_and_sends_nothing(as_user, rina, letter):
    page = as_user(rina).head(letter.get_absolute_url())

    assert (page.status_code, page["Content-Length"], page.content) == (200, "1009", b"")


def test_it_is_not_compressed_on_the_way(as_user, rina, letter):
    page = as_user(rina).get(letter.get_absolute_url(), headers={"Accept-Encoding": "gzip"})

    assert "Content-Encoding" not in page
    assert body(page) == CONTENT


def test_damaged_content_is_not_given_out(as_user, rina, letter):
    path = blobs.local().path(letter.sha256)
    path.chmod(0o600)
    path.write_bytes(b"sesuatu yang lain")

    page = as_user(rina).get(letter.get_absolute_url())

    assert page.status_code == 500
    assert "cadangan" in page.content.decode() or "backup" in page.content.decode()


def test_a_large_file_is_sent_in_pieces(as_user, rina, letter, balikpapan):
    content = bytes(range(256)) * 1000
    large = factories.file(content, about=balikpapan)

    page = as_user(rina).get(large.get_absolute_url(), headers={"Range": "bytes=10-200000"})

    assert page.streaming
    assert body(page) == content[10:200001]


def test_a_reader_who_leaves_early_leaves_no_file_open(as_user, rina, letter, balikpapan):
    large = factories.file(bytes(200_000), about=balikpapan)

    page = as_user(rina).get(large.get_absolute_url())
    next(iter(page.streaming_content))
    page.close()

    assert page._iterator is not None


def test_an_empty_file_is_a_file_too(as_user, rina, letter, balikpapan):
    empty = factories.file(b"", about=balikpapan)

    page = as_user(rina).get(empty.get_absolute_url())

    assert (page.status_code, body(page), page["Content-Length"]) == (200, b"", "0")


def test_opening_takes_few_queries(as_user, rina, letter, django_assert_max_num_queries):
    client = as_user(rina)

    with django_assert_max_num_queries(4):
        body(client.get(letter.get_absolute_url()))
