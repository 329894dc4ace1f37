"""The number, the frozen letter and its PDF: one transaction, so there is never the one without the others."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import translation

from kotacerdas.audit import actions as audit
from kotacerdas.common import versions
from kotacerdas.events import actions as events
from kotacerdas.files import actions as files
from kotacerdas.letters import planning, typesetting
from kotacerdas.letters.domain import numbering, scans
from kotacerdas.letters.domain.states import Deed, State, require
from kotacerdas.letters.models import Book, BookYear, Letter
from kotacerdas.letters.planning import Content
from kotacerdas.notices import actions as notices
from kotacerdas.people.models import User
from kotacerdas.search import actions as search

if TYPE_CHECKING:
    from kotacerdas.files.blobs import Blob
    from kotacerdas.letters.typesetting import Setter

# After so many lost races the letter is set while the book waits for it.
MOST_RACES = 4


def issue(
    letter: Letter,
    *,
    expected: int,
    by: User | None,
    now: datetime,
    setter: "Setter" = typesetting.pdf,
) -> Letter:
    """Give the letter the next number of its book and freeze it with its PDF; both or neither.

    The PDF bears the number, and setting it takes longer than a book should be locked. So it is set with the number
    that comes next, and the number is taken only if it still comes next when the book is locked; otherwise once more.
    """
    require(letter.state, Deed.ISSUE)
    content = planning.content_of(letter)
    with translation.override(content.language):
        for _race in range(MOST_RACES):
            plan = _Plan.of(letter, content, now=now)
            done = _take(letter, plan, plan.set(setter), expected=expected, by=by, now=now)
            if done is not None:
                return done
        return _take_while_locked(letter, content, setter, expected=expected, by=by, now=now)


class _Plan:
    """A letter as it will be, if the number that comes next still does so when the book is locked."""

    def __init__(self, content: Content, number: int, day: date, made: dict[str, Any]) -> None:
        self.content, self.number, self.day, self.made = content, number, day, made

    @classmethod
    def of(cls, letter: Letter, content: Content, *, now: datetime) -> "_Plan":
        today = now.astimezone(letter.city.timezone).date()
        year = BookYear.objects.filter(book=content.book, year=today.year).first()
        day = numbering.dated(today, year.last_on if year else None)
        number = (year.last_number if year else 0) + 1
        planning.check(content, day=day)
        code = content.classification or content.book.classification
        text = content.book.written(number, day=day, classification=code)
        made = planning.snapshot(content, number=text, day=day, made_at=now, code=letter.code)
        return cls(content, number, day, made)

    def set(self, setter: "Setter") -> "Blob":
        """The PDF, already on the disk; one that loses the race is swept later."""
        return files.store(setter(self.made, planning.logo_of(self.content.letterhead)))


@transaction.atomic
def _take(
    letter: Letter, plan: _Plan, pdf: "Blob", *, expected: int, by: User | None, now: datetime
) -> Letter | None:
    """None if another letter has taken the number meanwhile."""
    year = _locked_year(plan.content.book, plan.day.year)
    if (year.last_number + 1, numbering.dated(plan.day, year.last_on)) != (plan.number, plan.day):
        return None
    return _freeze(letter, plan, pdf, year, expected=expected, by=by, now=now)


@transaction.atomic
def _take_while_locked(
    letter: Letter,
    content: Content,
    setter: "Setter",
    *,
    expected: int,
    by: User | None,
    now: datetime,
) -> Letter:
    year = _locked_year(content.book, now.astimezone(letter.city.timezone).year)
    plan = _Plan.of(letter, content, now=now)
    return _freeze(letter, plan, plan.set(setter), year, expected=expected, by=by, now=now)


def _locked_year(book: Book, year: int) -> BookYear:
    BookYear.objects.get_or_create(book=book, year=year)
    return BookYear.objects.select_for_update().get(book=book, year=year)


def _freeze(
    letter: Letter, plan: _Plan, pdf: "Blob", year: BookYear, *, expected: int, by: User | None, now: datetime
) -> Letter:
    """Inside the transaction that holds the book's year."""
    year.last_number, year.last_on = plan.number, plan.day
    year.save(update_fields=["last_number", "last_on"])
    text = plan.made["number"]
    file = files.keep(
        pdf,
        name=f"{text.replace('/', '-')}.pdf",
        media_type=scans.PDF.media_type,
        about=letter,
        by=by,
        city=letter.city,
        now=now,
    )
    frozen: dict[str, Any] = {
        "state": State.ISSUED.value,
        "year": plan.day.year,
        "number": plan.number,
        "number_text": text,
        "dated_on": plan.day,
        "issued_at": now,
        "issued_by": by,
        "snapshot": plan.made,
        "pdf": file,
        "sha256": file.sha256,
        "updated_at": now,
        "updated_by": by,
    }
    # Whoever saved or issued the draft since it was read has raised the version, and this ends here.
    versions.save(letter, expected=expected, changes=frozen)
    _tell_signatory(letter, by=by, now=now)
    events.emit("letters.issued", subject=letter, by=by, city=letter.city, at=now, number=text)
    search.refresh(letter)
    note = {"number": text, "sha256": file.sha256, "content": planning.fingerprint(plan.made)}
    audit.record("letters.issued", on=letter, by=by, city=letter.city, now=now, note=note)
    return letter


def _tell_signatory(letter: Letter, *, by: User | None, now: datetime) -> None:
    who = letter.signatory.user
    if who is None or who == by:
        return
    notices.notify(
        "letters.to_sign",
        to=[who],
        about=letter,
        by=by,
        city=letter.city,
        now=now,
        values={"number": letter.number_text, "subject": letter.subject},
        url=letter.get_absolute_url(),
    )
