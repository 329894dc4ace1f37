"""What letters are written with: books, letterheads, signatories and templates."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import transaction

from kotacerdas.audit import actions as audit
from kotacerdas.common import versions
from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.files import actions as files
from kotacerdas.letters.domain import markup, numbering, placeholders, scans
from kotacerdas.letters.models import Book, BookYear, Letterhead, Signatory, Template

if TYPE_CHECKING:
    from kotacerdas.people.models import City, User

Thing = TypeVar("Thing", Book, Letterhead, Signatory)

KINDS: dict[type[Book | Letterhead | Signatory], str] = {
    Book: "letters.book_written",
    Letterhead: "letters.letterhead_written",
    Signatory: "letters.signatory_written",
}
# A mark is printed two centimetres high.
MOST_BYTES_OF_LOGO = 500 * 1024


@transaction.atomic
def write(
    thing: Thing,
    *,
    changes: Mapping[str, Any],
    expected: int,
    by: "User | None",
    now: datetime,
    logo: scans.Upload | None = None,
) -> Thing:
    """A new book, letterhead or signatory, or a corrected one. Raises `Refused` or `StaleSave`."""
    if isinstance(thing, Book):
        _check_book(changes)
    before = {name: getattr(thing, name) for name in changes} if thing.pk else {}
    if thing.pk:
        versions.save(thing, expected=expected, changes=changes)
    else:
        for name, value in changes.items():
            setattr(thing, name, value)
        thing.save()
    if logo is not None and isinstance(thing, Letterhead):
        _keep_logo(thing, logo, by=by, now=now)
    changed = {
        name: (before.get(name), value) for name, value in changes.items() if before.get(name) != value
    }
    audit.record(KINDS[type(thing)], on=thing, by=by, city=thing.city, now=now, changes=changed)
    return thing


def _check_book(changes: Mapping[str, Any]) -> None:
    pattern = numbering.parse(changes["pattern"])
    faults = [
        Fault("number-part-sign", {"text": changes[name]})
        for name in ("classification", "unit")
        if not numbering.is_plain(changes[name])
    ]
    if "unit" in pattern.places and not changes["unit"]:
        faults.append(Fault("number-without-unit"))
    if faults:
        raise Refused(faults)


def _keep_logo(letterhead: Letterhead, logo: scans.Upload, *, by: "User | None", now: datetime) -> None:
    """The old mark stays: letters that bear it are set from it again."""
    scans.logo(logo.content, MOST_BYTES_OF_LOGO)
    letterhead.logo = files.keep(
        logo.content,
        name=logo.name,
        media_type=logo.media_type,
        about=letterhead,
        by=by,
        city=letterhead.city,
        now=now,
    )
    letterhead.save(update_fields=["logo"])


@transaction.atomic
def start_at(book: Book, *, year: int, last_number: int, by: "User", now: datetime) -> BookYear:
    """Go on where a paper book ended; only while this book has given no number in that year."""
    row = BookYear.objects.get_or_create(book=book, year=year)[0]
    row = BookYear.objects.select_for_update().get(pk=row.pk)
    if book.letters.filter(year=year).exists():
        raise Refused(Fault("book-has-begun", {"year": str(year)}))
    row.last_number = last_number
    row.save(update_fields=["last_number"])
    note = {"year": year, "number": last_number}
    audit.record("letters.book_started", on=book, by=by, city=book.city, now=now, note=note)
    return row


# --- Templates ---------------------------------------------------------------------------------------------


def check_template(changes: Mapping[str, Any]) -> dict[str, list[Fault]]:
    """What is wrong with a template, by the field that it stands in."""
    faults: dict[str, list[Fault]] = {}
    keys: list[str] = []
    try:
        keys = [field.key for field in placeholders.fields(changes["fields"])]
    except Refused as refused:
        faults["fields"] = list(refused.faults)
    for name in ("subject_id", "subject_en", "body_id", "body_en"):
        # Fields that cannot be read would make every place unknown.
        found = [] if "fields" in faults else placeholders.unknown(changes[name], keys)
        if name.startswith("body"):
            try:
                markup.parse(changes[name])
            except Refused as refused:
                found += refused.faults
        if found:
            faults[name] = sorted(found, key=lambda fault: fault.line or 0)
    return faults


@transaction.atomic
def write_template(
    template: Template,
    *,
    changes: Mapping[str, Any],
    expected: int,
    by: "User | None",
    now: datetime,
) -> Template:
    """A new template or a corrected one; letters made from it before stay as they are."""
    if faults := check_template(changes):
        raise Refused(fault for some in faults.values() for fault in some)
    noted = {**changes, "updated_at": now, "updated_by": by}
    before = {name: getattr(template, name) for name in changes} if template.pk else {}
    if template.pk:
        versions.save(template, expected=expected, changes=noted)
    else:
        for name, value in noted.items():
            setattr(template, name, value)
        template.save()
    changed = {
        name: (before.get(name), value) for name, value in changes.items() if before.get(name) != value
    }
    audit.record("letters.template_written", on=template, by=by, city=template.city, now=now, changes=changed)
    return template


@transaction.atomic
def copy_template(template: Template, *, city: "City", by: "User", now: datetime) -> Template:
    """A template of one's own, to begin with the words of another."""
    names = (
        "kind",
        "name_id",
        "name_en",
        "subject_id",
        "subject_en",
        "fields",
        "body_id",
        "body_en",
        "classification",
    )
    made = Template(city=city)
    return write_template(
        made, changes={name: getattr(template, name) for name in names}, expected=0, by=by, now=now
    )
