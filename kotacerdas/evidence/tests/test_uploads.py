"""Files that come in pieces over weak lines: what was acknowledged is never lost, what broke off goes on."""

from __future__ import annotations

import base64
import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kotacerdas.evidence import actions
from kotacerdas.evidence.actions import uploading
from kotacerdas.evidence.domain import deliveries as limits
from kotacerdas.evidence.models import Upload
from kotacerdas.evidence.sending import parts
from kotacerdas.evidence.tests.deliveries import became, sent
from kotacerdas.evidence.tests.factories import NOW
from kotacerdas.files import blobs

CONTENT = bytes(range(256)) * 40
TUS = {"Tus-Resumable": "1.0.0"}


def coded(text: str | bytes) -> str:
    return base64.b64encode(text if isinstance(text, bytes) else text.encode()).decode()


class Sender:
    """A browser that sends files in pieces into one delivery."""

    def __init__(self, client: Client, intake: Any) -> None:
        self.client, self.intake = client, intake

    def begin(self, path: str = "surat.txt", size: int = len(CONTENT), mark: str = "", **headers: str) -> Any:
        metadata = f"filename {coded(path)}" + (f",mark {coded(mark)}" if mark else "")
        told = TUS | {"Upload-Length": str(size), "Upload-Metadata": metadata} | headers
        return self.client.post(reverse("evidence:uploads", args=[self.intake.code]), headers=told)

    def patch(self, address: str, content: bytes, at: int, **headers: str) -> Any:
        told = TUS | {"Upload-Offset": str(at)} | headers
        return self.client.patch(
            address, content, content_type="application/offset+octet-stream", headers=told
        )

    def offset(self, address: str) -> int:
        return int(self.client.head(address, headers=TUS)["Upload-Offset"])


@pytest.fixture(autouse=True)
def state(settings, tmp_path):
    settings.STATE = tmp_path


@pytest.fixture
def intake(balikpapan, budi):
    return sent(balikpapan, budi, {})


@pytest.fixture
def sender(as_user, budi, intake):
    return Sender(as_user(budi), intake)


def test_a_file_in_three_pieces_arrives_whole(sender, intake):
    begun = sender.begin("Bukti/surat.txt")
    address = begun["Location"]
    assert (begun.status_code, begun["Upload-Offset"]) == (201, "0")

    for at in (0, 4000, 8000):
        answer = sender.patch(address, CONTENT[at : at + 4000], at)
        assert answer.status_code == 204

    item = intake.items.get()
    with blobs.store().open(item.sha256) as content:
        assert content.read() == CONTENT
    assert (item.path, answer["Upload-Offset"]) == ("Bukti/surat.txt", str(len(CONTENT)))
    assert list(parts.each()) == []


def test_a_piece_at_another_offset_is_refused_and_the_sender_asks_how_much_has_come(sender):
    address = sender.begin()["Location"]
    sender.patch(address, CONTENT[:100], 0)

    assert sender.patch(address, CONTENT[:100], 0).status_code == 409
    assert sender.patch(address, CONTENT[200:], 200).status_code == 409
    assert sender.offset(address) == 100


def test_the_same_file_after_a_reload_goes_on_where_it_broke_off(sender, intake):
    address = sender.begin(mark="1-2-3")["Location"]
    sender.patch(address, CONTENT[:5000], 0)

    again = sender.begin(mark="1-2-3")

    assert (again["Location"], again["Upload-Offset"]) == (address, "5000")
    sender.patch(address, CONTENT[5000:], 5000)
    done = sender.begin(mark="1-2-3")
    assert done["Upload-Offset"] == done["Upload-Length"]
    assert intake.items.count() == 1


def test_files_without_a_mark_or_with_another_are_different_files(sender):
    addresses = {sender.begin(mark=mark)["Location"] for mark in ("", "", "a", "b")}

    assert len(addresses) == 4


def test_a_piece_that_came_otherwise_than_it_was_sent_is_not_kept(sender):
    address = sender.begin()["Location"]
    right = coded(hashlib.sha256(CONTENT[:100]).digest())
    wrong = coded(hashlib.sha256(b"else").digest())

    refused = sender.patch(address, CONTENT[:100], 0, **{"Upload-Checksum": f"sha256 {wrong}"})
    assert (refused.status_code, sender.offset(address)) == (460, 0)

    taken = sender.patch(address, CONTENT[:100], 0, **{"Upload-Checksum": f"sha256 {right}"})
    assert (taken.status_code, sender.offset(address)) == (204, 100)


def test_what_was_written_but_not_acknowledged_is_written_over(sender, intake):
    """As after a server was killed between the disk and the database."""
    address = sender.begin()["Location"]
    sender.patch(address, CONTENT[:1000], 0)
    with parts.writing(Upload.objects.get().code) as part:
        part.seek(0, 2)
        part.write(b"half a piece")

    sender.patch(address, CONTENT[1000:], 1000)

    assert intake.items.get().sha256 == hashlib.sha256(CONTENT).hexdigest()


def test_a_disk_that_has_less_than_was_acknowledged_is_believed(sender, intake):
    address = sender.begin()["Location"]
    sender.patch(address, CONTENT[:1000], 0)
    (parts.folder() / Upload.objects.get().code).write_bytes(CONTENT[:400])

    assert sender.patch(address, CONTENT[1000:], 1000).status_code == 409
    assert sender.offset(address) == 400
    sender.patch(address, CONTENT[400:], 400)
    assert intake.items.get().sha256 == hashlib.sha256(CONTENT).hexdigest()


def test_a_file_whose_last_step_failed_is_completed_when_somebody_asks(sender, intake, monkeypatch):
    address = sender.begin()["Location"]

    def fail(part: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(uploading.files, "store", fail)
        assert sender.patch(address, CONTENT, 0).status_code >= 500
    assert not intake.items.exists()

    assert sender.offset(address) == len(CONTENT)

    assert intake.items.get().size == len(CONTENT)


def test_a_file_that_came_whole_is_not_lost_when_the_delivery_ends(sender, intake, balikpapan):
    sender.begin()
    upload = Upload.objects.get()
    with parts.writing(upload.code) as part:
        part.write(CONTENT)
    Upload.objects.update(offset=len(CONTENT))

    sender.client.post(reverse("evidence:intake-finish", args=[intake.code]))

    assert became(intake) == {"surat.txt": "waiting"}


def test_two_requests_never_write_the_same_part_at_once(sender):
    address = sender.begin()["Location"]
    with parts.writing(Upload.objects.get().code):
        assert sender.patch(address, CONTENT[:100], 0).status_code == 423


def test_more_than_was_announced_is_refused(sender, intake):
    address = sender.begin(size=10)["Location"]

    assert sender.patch(address, CONTENT, 0).status_code == 413
    assert sender.offset(address) == 0


def test_an_empty_file_arrives_when_it_is_begun(sender, intake):
    sender.begin(size=0)

    assert intake.items.get().size == 0


def test_giving_up_takes_row_and_part_away(sender, django_capture_on_commit_callbacks):
    address = sender.begin()["Location"]
    sender.patch(address, CONTENT[:100], 0)

    with django_capture_on_commit_callbacks(execute=True):
        assert sender.client.delete(address, headers=TUS).status_code == 204

    assert (Upload.objects.count(), list(parts.each())) == (0, [])
    assert sender.client.head(address, headers=TUS).status_code == 404


@pytest.mark.parametrize(("name", "most", "said"), [("surat.pdf", 3, "3,0 MB"), ("arsip.zip", 15, "15,0 MB")])
def test_a_file_that_is_too_large_is_refused_before_it_is_sent_and_named_once(
    sender, intake, settings, name, most, said
):
    settings.EVIDENCE_MOST_MB = 3
    for _ in range(2):
        refused = sender.begin(name, size=most * limits.MEGABYTE + 1)

    assert refused.status_code == 413
    assert said in refused.content.decode()
    assert became(intake) == {name: "refused"}
    assert sender.begin(f"b-{name}", size=most * limits.MEGABYTE).status_code == 201


def test_what_a_document_may_have_is_told_before_anything_is_chosen(sender, intake, settings):
    settings.EVIDENCE_MOST_MB = 3
    told = sender.client.options(reverse("evidence:uploads", args=[intake.code]), headers=TUS)
    pages = [
        sender.client.get(address).content.decode()
        for address in (reverse("evidence:new-intake"), intake.get_absolute_url())
    ]

    assert told["Tus-Max-Size"] == "15000000"
    for page in pages:
        assert "3,0 MB" in page
        assert "15,0 MB" in page
        assert 'data-terbesar="3000000" data-terbesar-zip="15000000"' in page


@pytest.mark.parametrize(("limit", "value"), [("MOST_FILES", 2), ("MOST_BYTES", 25)])
def test_a_delivery_has_an_end(sender, monkeypatch, limit, value):
    monkeypatch.setattr(limits, limit, value)
    assert [sender.begin(size=10).status_code for _ in range(3)] == [201, 201, 413]


def test_a_file_that_was_refused_fills_no_delivery(sender, monkeypatch):
    monkeypatch.setattr(limits, "MOST_BYTES", 10 * limits.MEGABYTE)

    assert sender.begin("besar.pdf", size=10**12).status_code == 413
    assert sender.begin("surat.pdf", size=10).status_code == 201


def test_a_disk_that_is_nearly_full_takes_nothing(sender, monkeypatch):
    monkeypatch.setattr(parts, "room", lambda: limits.LEAST_FREE)

    assert sender.begin().status_code == 413


def test_what_came_in_part_is_named_when_the_delivery_ends(sender, intake, budi):
    sender.patch(sender.begin("a.txt")["Location"], CONTENT, 0)
    sender.patch(sender.begin("b.txt")["Location"], CONTENT[: len(CONTENT) // 2], 0)

    actions.finish(intake, by=budi, now=NOW)

    assert became(intake) == {"a.txt": "waiting", "b.txt": "refused"}
    assert intake.items.get(path="b.txt").why[0].values["percent"] == 50
    assert not Upload.objects.exists()


def test_a_closed_delivery_answers_gone(sender, intake, budi):
    address = sender.begin()["Location"]
    actions.cancel(intake, by=budi, now=NOW)
    Upload.objects.create(intake=intake, code="x" * 8, path="a", size=5, touched_at=NOW)

    assert sender.begin().status_code == 410
    assert sender.patch(address, CONTENT, 0).status_code == 404
    late = reverse("evidence:upload", args=[intake.code, "x" * 8])
    assert sender.patch(late, b"a", 0).status_code == 410


@pytest.mark.django_db(transaction=True)
def test_every_night_old_parts_and_leftovers_go(sender):
    sender.patch(sender.begin("alt.txt")["Location"], CONTENT[:10], 0)
    (parts.folder() / "leftover").write_bytes(b"x")
    now = timezone.now()

    assert uploading.sweep(now=now) == 0
    assert uploading.sweep(now=now + timedelta(days=4)) == 2
    assert (Upload.objects.count(), list(parts.each())) == (0, [])


def test_only_who_opened_a_delivery_sends_into_it(sender, as_user, intake, joko, rina, hadi, anonymous):
    address = sender.begin()["Location"]

    for stranger in (joko, rina):
        other = Sender(as_user(stranger), intake)
        assert other.begin().status_code == 404
        assert other.patch(address, CONTENT, 0).status_code == 404
    assert Sender(as_user(hadi), intake).begin().status_code == 403
    assert Sender(anonymous, intake).patch(address, CONTENT, 0).status_code == 302


def test_a_foreign_page_cannot_send_in_the_name_of_an_officer(budi, intake):
    client = Client(enforce_csrf_checks=True)
    client.force_login(budi)

    assert Sender(client, intake).begin().status_code == 403


def test_the_server_tells_what_it_can(sender, intake):
    answer = sender.client.options(reverse("evidence:uploads", args=[intake.code]))

    assert answer["Tus-Version"] == "1.0.0"
    assert answer["Tus-Extension"] == "creation,termination,expiration,checksum"
    assert answer["Tus-Checksum-Algorithm"] == "sha256"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Tus-Resumable": "0.2"}, 412),
        ({"Upload-Length": "-1"}, 400),
        ({"Upload-Length": "9" * 30}, 400),
        ({"Upload-Metadata": "filename %%%"}, 400),
        ({"Upload-Metadata": ""}, 400),
        ({"Upload-Metadata": f"filename {coded('../..')}"}, 400),
    ],
)
def test_what_cannot_be_understood_begins_nothing(sender, headers, status):
    assert sender.begin(**headers).status_code == status
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Upload-Offset": "x"}, 400),
        ({"Upload-Checksum": "md5 AAAA"}, 400),
        ({"Upload-Checksum": "sha256 %"}, 400),
        ({"Tus-Resumable": ""}, 412),
    ],
)
def test_a_piece_that_cannot_be_understood_is_not_kept(sender, headers, status):
    address = sender.begin()["Location"]

    assert sender.patch(address, b"abc", 0, **headers).status_code == status
    assert sender.offset(address) == 0


def test_a_piece_of_another_type_is_not_kept(sender):
    address = sender.begin()["Location"]

    answer = sender.client.patch(
        address, b"abc", content_type="text/plain", headers=TUS | {"Upload-Offset": "0"}
    )

    assert answer.status_code == 415


def test_paths_cannot_lead_elsewhere(sender):
    sender.begin("..\\..//etc/./pass\u202ewd\0", size=5)

    assert Upload.objects.get().path == "etc/pass\ufffdwd"
