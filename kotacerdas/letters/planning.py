"""Puts together what a letter is made of, checks it, and writes the snapshot from which it is set: reads only."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kotacerdas.common.domain import formats
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.letters import typesetting
from kotacerdas.letters.domain import addressing, markup, placeholders
from kotacerdas.letters.domain.addressing import Addressee
from kotacerdas.letters.domain.signing import Signature
from kotacerdas.letters.models import Book, Letter, Letterhead, Recipient, Signatory, Template
from kotacerdas.letters.models.desk import Kind
from kotacerdas.letters.queries import Desk
from kotacerdas.people import queries as people
from kotacerdas.people.models import City

FORMAT = 1
# More addressees than these stand on a page of their own.
MOST_ON_FIRST_PAGE = 5
SHOWN_OF_CODE = 8


@dataclass(frozen=True)
class Content:
    """What a person decides about a letter; the rest follows. Made from a form for the preview, from rows to issue."""

    book: Book
    letterhead: Letterhead
    signatory: Signatory
    subject: str
    body: str
    kind: str = Kind.LETTER
    language: str = "id"
    classification: str = ""
    nature: str = Letter.Nature.ORDINARY
    capacity: str = ""
    on_behalf_of: str = ""
    to: Sequence[Addressee] = ()
    copies: Sequence[Addressee] = ()
    attachments: int = 0
    is_sample: bool = False


def content_of(letter: Letter) -> Content:
    """A stored letter with its addressees."""
    rows = list(letter.recipients.all())
    return Content(
        **{name: getattr(letter, name) for name in FIELDS},
        to=[_addressee(row) for row in rows if row.role == Recipient.Role.TO],
        copies=[_addressee(row) for row in rows if row.role == Recipient.Role.COPY],
        attachments=letter.attachments.count(),
        is_sample=letter.is_sample,
    )


# Of both a letter and its content.
FIELDS = (
    "kind",
    "language",
    "book",
    "letterhead",
    "signatory",
    "subject",
    "body",
    "classification",
    "nature",
    "capacity",
    "on_behalf_of",
)


def _addressee(row: Recipient) -> Addressee:
    return Addressee(row.name, row.place, row.email)


def addressed(letter: Letter) -> tuple[str, str]:
    """Addressees and copies as they are typed."""
    content = content_of(letter)
    return addressing.lines(list(content.to)), addressing.lines(list(content.copies))


def signature_of(content: Content, day: date) -> Signature:
    """With the title that the office's post gives the signatory that day, if people know it."""
    who = content.signatory
    title = ""
    if who.user is not None and who.organisation is not None:
        title = people.signing_title(who.user, who.organisation, on=day)
    for acting in ("Plt. ", "Plh. "):
        if title.startswith(acting) and not content.capacity:
            return _signed(content, title.removeprefix(acting), capacity=acting.strip())
    return _signed(content, who.title, capacity=content.capacity)


def _signed(content: Content, title: str, *, capacity: str) -> Signature:
    who = content.signatory
    return Signature(title, who.name, capacity, content.on_behalf_of, rank=who.rank, nip=who.nip)


def check(content: Content, *, day: date) -> None:
    """Everything that keeps a letter from being issued, at once; raises `Refused`."""
    faults: list[Fault] = list(placeholders.left_open(content.subject))
    faults += placeholders.left_open(content.body)
    for rule in (lambda: markup.parse(content.body), signature_of(content, day).check):
        try:
            rule()
        except Refused as refused:
            faults += refused.faults
    if not content.to and not Kind(content.kind).is_titled:
        faults.append(Fault("letter-without-addressee"))
    if faults:
        raise Refused(faults)


def snapshot(
    content: Content, *, number: str, day: date, made_at: datetime, code: str = "", mark: str = ""
) -> dict[str, Any]:
    """All that the press needs, in the letter's language; nothing outside of it is read when the letter is set."""
    with translation.override(content.language):
        label = str(Kind(content.kind).label)
        subject = _plain(content.subject)
        return {
            "format": FORMAT,
            "language": content.language,
            "layout": "titled" if Kind(content.kind).is_titled else "letter",
            "title": f"{label} {number}: {subject}".strip(),
            "author": " ".join(_lines(content.letterhead.lines)),
            "description": subject,
            "heading": label.upper(),
            "day": [day.year, day.month, day.day],
            "made_at": made_at.replace(microsecond=0).isoformat(),
            "mark": mark or (_("SAMPLE") if content.is_sample else ""),
            "letterhead": _letterhead(content.letterhead),
            "place_and_day": f"{content.letterhead.place}, {formats.day(day, language=content.language)}",
            "number_label": _("Number"),
            "number": number,
            "facts": [
                [_("Number"), number],
                [_("Nature"), str(Letter.Nature(content.nature).label)],
                [_("Attachments"), _attached(content.attachments)],
            ],
            "subject_label": pgettext("on the letter", "Subject"),
            "subject": subject,
            **_addressees(content),
            "body": markup.parse(content.body),
            "signature": _signature(signature_of(content, day)),
            "check": _check(code),
            "footer": f"{_('Number')} {number}",
            "page_words": [_("Page"), _("of")],
        }


def _plain(text: str) -> str:
    return markup.breakable(" ".join(markup.clean(text).split()))


def _lines(text: str) -> list[str]:
    return [_plain(line) for line in text.splitlines() if line.strip()]


def _letterhead(head: Letterhead) -> dict[str, Any]:
    return {
        "lines": _lines(head.lines),
        "small": [_plain(line) for line in (head.address, head.contact) if line],
        "has_logo": head.logo is not None,
        "logo_sha256": head.logo.sha256 if head.logo else "",
        "logo_alt": head.logo_alt or _("Mark of %(name)s") % {"name": head.name},
    }


def _attached(count: int) -> str:
    return ngettext("%(count)d file", "%(count)d files", count) % {"count": count} if count else "-"


def _addressees(content: Content) -> dict[str, Any]:
    return {
        "to_label": pgettext("on the letter", "To"),
        "to": [{"name": _plain(each.name), "place": _plain(each.place)} for each in content.to],
        "to_is_apart": len(content.to) > MOST_ON_FIRST_PAGE,
        "to_words": _("To the addressees on the list attached"),
        "to_heading": _("List of addressees"),
        "copies_label": _("Copies to:"),
        "copies": [_plain(each.name) for each in content.copies],
    }


def _signature(signature: Signature) -> dict[str, Any]:
    return {
        "heading": [_plain(line) for line in signature.heading()],
        "name": _plain(signature.name),
        "below": [
            *([_plain(signature.rank)] if signature.rank else []),
            *([f"NIP {_plain(signature.nip)}"] if signature.nip else []),
        ],
    }


def _check(code: str) -> dict[str, str]:
    """The address at which anybody may see that the letter is real; none in a preview."""
    if not code:
        return {"address": "", "words": "", "alt": ""}
    address = urljoin(settings.SITE_URL, reverse("letters:check", args=[code]))
    shown = markup.breakable(address.partition("://")[2])
    return {
        "address": address,
        "words": _("Check this letter at %(address)s") % {"address": shown},
        "alt": _("QR code of the address at which this letter can be checked"),
    }


def fingerprint(made: dict[str, Any]) -> str:
    """SHA-256 of a snapshot, however its keys are ordered."""
    text = json.dumps(made, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def logo_of(head: Letterhead) -> bytes | None:
    if head.logo is None:
        return None
    with head.logo.open() as content:
        return content.read()


def pictures(content: Content, *, day: date, made_at: datetime) -> list[bytes]:
    """The pages of a draft, with a number that no letter has; raises `Refused` where it cannot be set."""
    number = content.book.written(
        0, day=day, classification=content.classification or content.book.classification
    )
    with translation.override(content.language):
        mark = _("DRAFT")
    made = snapshot(content, number=number, day=day, made_at=made_at, mark=mark)
    return typesetting.pictures(made, logo_of(content.letterhead))


def from_template(
    template: Template, answers: Mapping[str, str], *, city: City, language: str, today: date
) -> tuple[str, str]:
    """Subject and body of a template in a language, with the answers in their places."""
    built_in = {
        "kota": city.name,
        "tahun": str(today.year),
        "hari_ini": formats.day(today, language=language),
    }
    values = {**built_in, **answers}
    return (
        placeholders.filled(template.text("subject", language), values),
        placeholders.filled(template.text("body", language), values),
    )


def begun(
    template: Template, answers: Mapping[str, str], *, desk: Desk, city: City, language: str, now: datetime
) -> Content:
    """A letter to begin with: the template filled, on the first paper, book and signatory in use."""
    today = now.astimezone(city.timezone).date()
    subject, body = from_template(template, answers, city=city, language=language, today=today)
    return Content(
        book=_first(desk.books),
        letterhead=_first(desk.letterheads),
        signatory=_first(desk.signatories),
        subject=subject[:250],
        body=body,
        kind=template.kind,
        language=language,
        classification=template.classification,
    )


def shown(template: Template, *, desk: Desk, city: City, language: str, now: datetime) -> Content:
    """A template as a letter that shows which answer goes where."""
    try:
        asked = template.asked()
    except Refused:
        asked = []
    answers = {field.key: f"[{field.label_en if language == 'en' else field.label_id}]" for field in asked}
    content = begun(template, answers, desk=desk, city=city, language=language, now=now)
    with translation.override(language):
        return replace(content, to=[Addressee(_("[Addressee]"))])


_Thing = TypeVar("_Thing", bound=Book | Letterhead | Signatory)


def _first(rows: Sequence[_Thing]) -> _Thing:
    return next(row for row in rows if not row.is_closed)
