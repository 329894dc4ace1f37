"""Three facts about a signature are told apart: unchanged, valid, trusted."""

import pytest

from kotacerdas.evidence import signatures
from kotacerdas.evidence.tests import signed


@pytest.fixture(scope="module")
def authority():
    return signed.authority()


@pytest.fixture
def roots(tmp_path, settings):
    folder = tmp_path / "roots"
    folder.mkdir()
    settings.TRUST_ROOTS = str(folder)
    return folder


@pytest.fixture
def look(tmp_path):
    def looked(content: bytes):
        path = tmp_path / "surat.pdf"
        path.write_bytes(content)
        return signatures.look(path)

    return looked


def three(entry):
    return entry["unchanged"], entry["valid"], entry["trusted"]


@pytest.fixture(scope="module")
def decree(authority):
    return signed.sign(signed.letter(), signed.official(authority))


def test_signature_of_a_known_root_has_all_three(look, roots, authority, decree):
    (roots / "ca.pem").write_bytes(authority.pem)

    (entry,) = look(decree)

    assert three(entry) == (True, True, True)
    assert (entry["signer"], entry["issuer"]) == ("Pejabat Contoh", "CA Uji")
    assert entry["coverage"] == "entire_file"
    assert entry["time_source"] == "signer"
    assert entry["at"]


def test_unknown_root_is_valid_and_not_trusted(look, roots, decree):
    (entry,) = look(decree)

    assert three(entry) == (True, True, False)
    assert entry["trust_problem"] == "unknown_root"


def test_without_the_setting_nothing_is_trusted(look, settings, decree):
    settings.TRUST_ROOTS = ""

    assert three(look(decree)[0]) == (True, True, False)


def test_changed_bytes_lose_all_three(look, roots, authority, decree):
    (roots / "ca.pem").write_bytes(authority.pem)
    at = decree.index(b"/MediaBox")
    tampered = decree[:at] + b"/MediabOx" + decree[at + 9 :]

    (entry,) = look(tampered)

    assert three(entry) == (False, False, False)


def test_what_was_added_later_shows_in_the_coverage(look, roots, authority, decree):
    (roots / "ca.pem").write_bytes(authority.pem)

    (entry,) = look(signed.add_page_later(decree))

    assert entry["unchanged"]
    assert entry["coverage"] == "entire_revision"


def test_certificate_that_has_ended_is_said_to_have(look, roots, authority):
    (roots / "ca.pem").write_bytes(authority.pem)

    (entry,) = look(signed.sign(signed.letter(), signed.official(authority, days=-1)))

    assert three(entry) == (True, True, False)
    assert entry["trust_problem"] == "expired"


def test_two_signatures_are_two_entries(look, authority, decree):
    twice = signed.sign(decree, signed.official(authority, "Sekretaris Contoh"), field="Kedua")

    assert [entry["signer"] for entry in look(twice)] == ["Pejabat Contoh", "Sekretaris Contoh"]


@pytest.mark.parametrize("content", [b"", b"no pdf", b"%PDF-1.7\n%%EOF"])
def test_what_is_not_signed_has_none(look, content):
    assert look(content) == []


def test_letter_without_signature_has_none(look):
    assert look(signed.letter()) == []


def test_odd_files_among_the_roots_harm_nothing(look, roots, authority, decree):
    (roots / "ca.pem").write_bytes(authority.pem)
    (roots / "broken.crt").write_bytes(b"nothing")
    (roots / "notes.txt").write_bytes(b"not a certificate")

    assert three(look(decree)[0]) == (True, True, True)


def test_looking_changes_nothing_of_the_file(look, tmp_path, decree):
    look(decree)

    assert (tmp_path / "surat.pdf").read_bytes() == decree


def test_page_tells_the_three_facts_in_words(look, roots, decree):
    (panel,) = signatures.panels(look(decree), "Asia/Makassar")

    assert panel.who == "Pejabat Contoh"
    assert [tone for _words, tone in panel.facts] == ["ok", "ok", "jalan"]
    assert "CA Uji" in panel.more


def test_reading_a_signed_file_keeps_what_its_signatures_say(db, roots, decree):
    from kotacerdas.evidence.actions import keeping, reading
    from kotacerdas.evidence.tests.factories import NOW
    from kotacerdas.files import actions as files
    from kotacerdas.files.domain import kinds

    content = reading.read_content(keeping.content_of(files.store(decree), kinds.PDF), now=NOW)

    assert [three(each) for each in content.signatures] == [(True, True, False)]
    assert "Keputusan Wali Kota" in content.units.get().text
