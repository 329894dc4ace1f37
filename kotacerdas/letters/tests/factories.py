"""Makes a desk and letters for tests; every state of a letter is reached through the deeds."""

from datetime import UTC, datetime
from typing import Any

from kotacerdas.letters import actions, links
from kotacerdas.letters.domain.addressing import Addressee
from kotacerdas.letters.domain.scans import Upload
from kotacerdas.letters.models import Book, Dispatch, Letter, Letterhead, Recipient, Signatory, Template
from kotacerdas.letters.planning import Content
from kotacerdas.people.models import City, User
from kotacerdas.people.roles import Role
from kotacerdas.people.tests import factories as people

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
SCAN = b"%PDF-1.7\n" + b"scan " * 50 + b"\nstartxref\n9\n%%EOF\n"
HADI_AT_DISHUB = Addressee("Kepala Dinas Perhubungan", "di Balikpapan", "luar@contoh.id")


def plain_setter(letter: dict[str, Any], logo: bytes | None) -> bytes:
    """Stands for the press where a test is about something else; no two letters are alike."""
    return b"%PDF-1.7\n" + letter["number"].encode() + b"\n%%EOF\n"


def upload(content: bytes = SCAN, name: str = "pindaian.pdf") -> Upload:
    return Upload(content, name, "application/pdf")


def book(city: City, **fields: Any) -> Book:
    fields.setdefault("name", "Agenda keluar")
    fields.setdefault("unit", "Bappeda")
    fields.setdefault("classification", "005")
    return Book.objects.get_or_create(city=city, name=fields.pop("name"), defaults=fields)[0]


def letterhead(city: City) -> Letterhead:
    fields = {"lines": "PEMERINTAH KOTA BALIKPAPAN\nSEKRETARIAT DAERAH", "place": "Balikpapan"}
    return Letterhead.objects.get_or_create(city=city, name="Setda", defaults=fields)[0]


def signatory(city: City, **fields: Any) -> Signatory:
    fields.setdefault("name", "Nama Pejabat")
    return Signatory.objects.get_or_create(city=city, title="Sekretaris Daerah", defaults=fields)[0]


def template(city: City | None, **fields: Any) -> Template:
    fields.setdefault("kind", "invitation")
    fields.setdefault("name_id", "Undangan")
    fields.setdefault("name_en", "Invitation")
    fields.setdefault("subject_id", "Undangan {{acara}}")
    fields.setdefault("fields", "acara | Acara | About | teks\nhari | Hari | Day | tanggal")
    fields.setdefault("body_id", "Hari :: {{hari}}\n\nKami mengundang Saudara di {{kota}}.")
    return Template.objects.create(city=city, updated_at=NOW, **fields)


def content(city: City, **fields: Any) -> Content:
    fields.setdefault("subject", "Undangan rapat")
    fields.setdefault("body", "Dengan hormat,\n\nHari :: Senin")
    fields.setdefault("to", [HADI_AT_DISHUB])
    fields.setdefault("book", book(city))
    return Content(letterhead=letterhead(city), signatory=signatory(city), **fields)


def draft(city: City, by: User | None = None, *, now: datetime = NOW, **fields: Any) -> Letter:
    switches = {name: fields.pop(name) for name in ("is_confidential", "shows_subject") if name in fields}
    return actions.draft(content(city, **fields), city=city, by=by, now=now, **switches)


def issued(city: City, by: User | None = None, *, now: datetime = NOW, **fields: Any) -> Letter:
    letter = draft(city, by, now=now, **fields)
    return actions.issue(letter, expected=letter.version, by=by, now=now, setter=plain_setter)


def signed(city: City, by: User, *, now: datetime = NOW, **fields: Any) -> Letter:
    letter = issued(city, by, now=now, **fields)
    actions.bring_back(letter, upload(), by=by, now=now)
    letter.refresh_from_db()
    return letter


def sent(city: City, by: User, *, now: datetime = NOW) -> Recipient:
    letter = signed(city, by, now=now)
    actions.send(letter, list(letter.recipients.all()), by=by, now=now)
    return Dispatch.objects.get(letter=letter).recipient


def writer(city: City) -> User:
    return people.officeholder("penulis@contoh.go.id", Role.PROGRAMME_OFFICE, city=city)


def samples(city: City) -> dict[str, dict[str, Any]]:
    """Arguments for this app's addresses, for the test that walks all of them."""
    by = writer(city)
    recipient = sent(city, by)
    open_letter, waiting, writing = recipient.letter, issued(city, by), draft(city, by)
    hidden = issued(city, by, is_confidential=True)
    actions.attach(writing, upload(), title="Daftar hadir", by=by, now=NOW)
    attachment = writing.attachments.get()
    own, shipped = template(city), template(None, is_sample=True)
    receipt = {"token": links.token_of(recipient), "code": open_letter.signed_copies.get().file.code}
    return {
        "letters:compose": {"code": shipped.code},
        "letters:compose@write_letters": {"code": own.code},
        "letters:book@edit_letter_templates": {"key": book(city).pk},
        "letters:letterhead@edit_letter_templates": {"key": letterhead(city).pk},
        "letters:signatory@edit_letter_templates": {"key": signatory(city).pk},
        "letters:template": {"code": shipped.code},
        "letters:template@edit_letter_templates": {"code": own.code},
        "letters:copy-template": {"code": shipped.code},
        "letters:check": {"code": open_letter.code},
        "letters:received": {"token": links.token_of(recipient)},
        "letters:received-file": receipt,
        "letters:letter@see_letters": {"code": open_letter.code},
        "letters:letter@write_letters": {"code": hidden.code},
        "letters:edit@write_letters": {"code": writing.code},
        "letters:attach@write_letters": {"code": writing.code},
        "letters:detach": {"code": writing.code, "key": attachment.pk},
        "letters:discard": {"code": writing.code},
        "letters:issue@write_letters": {"code": writing.code},
        "letters:bring-back@write_letters": {"code": waiting.code},
        "letters:send@write_letters": {"code": open_letter.code},
        "letters:void@write_letters": {"code": waiting.code},
    }
