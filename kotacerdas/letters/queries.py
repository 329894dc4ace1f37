"""Reads for the pages: lists of letters, the desk of a city, what the public may know."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from kotacerdas.letters import links
from kotacerdas.letters.models import (
    Book,
    Dispatch,
    Letter,
    Letterhead,
    Recipient,
    Signatory,
    SignedCopy,
    Template,
)
from kotacerdas.letters.models.letters import State
from kotacerdas.people.permissions import Permission
from kotacerdas.people.queries import cities_for

if TYPE_CHECKING:
    from kotacerdas.files.models import File
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City


def letters(
    user: "Someone", *, words: str = "", state: str = "", book: int | None = None, year: int | None = None
) -> QuerySet[Letter]:
    """Newest first, with everything that a row shows."""
    found = Letter.objects.visible_to(user).with_names()
    if words:
        named = Recipient.objects.filter(name__icontains=words).values("letter")
        found = found.filter(Q(subject__icontains=words) | Q(number_text__icontains=words) | Q(pk__in=named))
    if state:
        found = found.filter(state=state)
    if book:
        found = found.filter(book=book)
    if year:
        found = found.filter(year=year)
    addressed = Recipient.objects.filter(letter=OuterRef("pk")).order_by().values("letter")
    # Counted for the rows of the page only, not for all before they are cut to a page.
    return found.annotate(n_recipients=Subquery(addressed.annotate(count=Count("pk")).values("count")))


def counts(user: "Someone") -> dict[str, int]:
    """How many letters somebody sees in each state."""
    rows = Letter.objects.visible_to(user).order_by().values("state").annotate(count=Count("pk"))
    return {row["state"]: row["count"] for row in rows}


def years(user: "Someone") -> list[int]:
    found = (
        Letter.objects.visible_to(user).exclude(year=None).order_by("-year").values_list("year", flat=True)
    )
    return [year for year in found.distinct() if year is not None]


def books(user: "Someone") -> list[tuple[int, str]]:
    """Those of the letters that somebody sees; the books themselves are for those who write."""
    seen = Letter.objects.visible_to(user).order_by("book__name")
    return list(seen.values_list("book_id", "book__name").distinct())


def writing_city(user: "Someone") -> "City | None":
    """The city for which somebody writes letters."""
    return cities_for(user, Permission.WRITE_LETTERS).order_by("code").first()


def authoring_city(user: "Someone") -> "City | None":
    """The city whose books, letterheads, signatories and templates somebody keeps."""
    return cities_for(user, Permission.EDIT_LETTER_TEMPLATES).order_by("code").first()


@dataclass(frozen=True)
class Desk:
    """What a city writes its letters with."""

    books: list[Book]
    letterheads: list[Letterhead]
    signatories: list[Signatory]
    templates: list[Template]
    shipped: list[Template]

    @property
    def missing(self) -> list[str]:
        """What must be there before the first letter; words for it stand on the page."""
        have: dict[str, list[Any]] = {
            "book": self.books,
            "letterhead": self.letterheads,
            "signatory": self.signatories,
        }
        return [name for name, rows in have.items() if not any(not each.is_closed for each in rows)]

    @property
    def has_samples(self) -> bool:
        own: list[Any] = [*self.books, *self.letterheads, *self.signatories, *self.templates]
        return any(each.is_sample for each in own)

    @property
    def is_ready(self) -> bool:
        return not self.missing


def desk(city: "City", user: "Someone") -> Desk:
    templates = list(Template.objects.visible_to(user))
    return Desk(
        books=list(Book.objects.visible_to(user).filter(city=city).prefetch_related("years")),
        letterheads=list(Letterhead.objects.visible_to(user).filter(city=city).select_related("logo")),
        signatories=list(Signatory.objects.visible_to(user).filter(city=city)),
        templates=[each for each in templates if each.city_id == city.pk],
        shipped=[each for each in templates if each.city_id is None and not each.is_closed],
    )


def best_file(letter: Letter) -> "File | None":
    """What counts of a letter: the signed copy, else the PDF."""
    copy = SignedCopy.objects.filter(letter=letter).select_related("file").first()
    return copy.file if copy else letter.pdf


def received(token: str) -> Recipient | None:
    """The recipient whose own address this is, if something was sent there and the letter still counts."""
    found = links.recipient_of(token)
    if found is None or found.letter.state != State.SIGNED:
        return None
    return found if found.dispatches.filter(way=Dispatch.Way.EMAIL).exists() else None


def public_letter(code: str) -> "tuple[Letter, list[SignedCopy]] | None":
    """An issued letter by the code on its paper, with its signed copies; drafts have no such page."""
    letter = Letter.objects.exclude(state=State.DRAFT).with_names().filter(code=code).first()
    if letter is None:
        return None
    return letter, list(letter.signed_copies.select_related("file"))
