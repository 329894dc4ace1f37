"""Reads of documents: the list of a city with its filters, and how often each is cited; a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Lower

from kotacerdas.evidence.domain.freshness import Freshness
from kotacerdas.evidence.domain.states import LIVING, State
from kotacerdas.evidence.models import Citation, Document, Reading, Revision, Scan
from kotacerdas.evidence.models.documents import DocumentQuerySet
from kotacerdas.people.models import Organisation

if TYPE_CHECKING:
    from kotacerdas.people.access import Someone
    from kotacerdas.people.models import City

INFECTED, UNSCANNED, EXPIRED = "infected", "unscanned", "expired"
NEWEST = "masuk"


@dataclass(frozen=True)
class Wanted:
    """What the list is asked for; empty means everything."""

    words: str = ""
    agency: int | None = None
    nature: str = ""
    confidentiality: str = ""
    freshness: str = ""
    year: int | None = None
    state: str = ""
    order: str = NEWEST

    @property
    def narrows(self) -> bool:
        """Whether some documents are left out."""
        return bool(
            self.words or self.agency or self.nature or self.confidentiality or self.freshness or self.state
        )


@dataclass(frozen=True)
class Row:
    """A document with the number of its citations that count, or may come to count."""

    document: Document
    confirmed: int
    waiting: int


@dataclass(frozen=True)
class Totals:
    """All documents of a city that somebody may see."""

    documents: int
    cited: int
    unread: int
    expired: int


# --- Freshness as a condition ------------------------------------------------------------------------------


def fresh(year: int, wanted: Freshness) -> Q:
    """`domain.freshness.of_year` as a condition on rows; a test compares the two."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    in_force = Q(valid_from__isnull=False) | Q(valid_until__isnull=False)
    observed = ~in_force & (Q(observed_from__isnull=False) | Q(observed_until__isnull=False))
    expired = Q(valid_until__lt=first)
    not_yet = Q(valid_from__gt=last)
    earlier = observed & (Q(observed_until__lt=first) | Q(observed_until=None, observed_from__lt=first))
    later = observed & (Q(observed_from__gt=last) | Q(observed_from=None, observed_until__gt=last))
    return {
        Freshness.EXPIRED: expired,
        Freshness.EARLIER: earlier,
        Freshness.LATER: later | in_force & ~expired & not_yet,
        Freshness.UNKNOWN: ~in_force & ~observed,
        Freshness.FITS: (in_force & ~expired & ~not_yet) | (observed & ~earlier & ~later),
    }[wanted]


# --- The list ----------------------------------------------------------------------------------------------

_ORDERS: dict[str, tuple[object, ...]] = {
    NEWEST: ("-at", "-pk"),
    f"-{NEWEST}": ("at", "pk"),
    "judul": (Lower("title"), "pk"),
    "-judul": (Lower("title").desc(), "-pk"),
    "instansi": (F("agency__name").asc(nulls_last=True), Lower("title"), "pk"),
    "-instansi": (F("agency__name").desc(nulls_last=True), Lower("title"), "pk"),
    "kutipan": ("-uses_count", "-at", "-pk"),
    "-kutipan": ("uses_count", "-at", "-pk"),
}
ORDERS = tuple(_ORDERS)


def seen(user: "Someone", city: "City") -> DocumentQuerySet:
    """The documents of a city that somebody sees; the list and its totals both begin here."""
    return Document.objects.visible_to(user).filter(city=city).current()


def listed(found: DocumentQuerySet, wanted: Wanted, *, today: date) -> DocumentQuerySet:
    """What is `seen`, narrowed and in order; `rows` adds the citations."""
    for word in wanted.words.split()[:8]:
        found = found.filter(
            Q(title__icontains=word) | Q(code=word.lower()) | Q(latest__name__icontains=word)
        )
    exact = {
        "agency": wanted.agency,
        "nature": wanted.nature,
        "confidentiality": wanted.confidentiality,
    }
    found = found.filter(**{name: value for name, value in exact.items() if value})
    if wanted.freshness:
        found = found.filter(fresh(wanted.year or today.year, Freshness(wanted.freshness)))
    found = _in_state(found, wanted.state, today)
    if wanted.order.endswith("kutipan"):
        found = found.annotate(uses_count=_citations())
    return found.order_by(*_ORDERS.get(wanted.order, _ORDERS[NEWEST]))  # type: ignore[arg-type]


def _in_state(found: DocumentQuerySet, state: str, today: date) -> DocumentQuerySet:
    if state in Reading.values:
        return found.filter(latest__content__reading=state)
    if state in {INFECTED, UNSCANNED}:
        return found.filter(latest__content__scan=Scan(state))
    if state == EXPIRED:
        return found.filter(valid_until__lt=today)
    return found


def _citations() -> Coalesce:
    counted = _living().order_by().values("document").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))


def _living() -> "QuerySet[Citation]":
    """The citations of the document of the outer query that count, or may come to count.

    Asked by the states that do not, SQLite looks once into its index for each document; asked by those that do, it
    looks once for each state, which takes nearly twice as long.
    """
    return Citation.objects.filter(document=OuterRef("pk")).exclude(state__in=_OVER)


_OVER = tuple(state for state in State if state not in LIVING)


def keys(found: DocumentQuerySet) -> "QuerySet[Document, int]":
    """To page through: the names are joined only for the rows of one page, so the last page costs no more."""
    return found.values_list("pk", flat=True)


def of_keys(wanted: Iterable[int]) -> list[Document]:
    """These documents in this order."""
    found = of_rows(Document.objects.filter(pk__in=list(wanted))).in_bulk()
    return [found[key] for key in wanted if key in found]


def of_rows(found: DocumentQuerySet) -> DocumentQuerySet:
    """With what a row of the list or of its file says, and nothing else: what was recognised may be long."""
    return found.select_related("agency", "latest__content").only(*_OF_A_ROW)


_OF_A_ROW = (
    "code",
    "title",
    "nature",
    "confidentiality",
    "has_personal_data",
    "observed_from",
    "observed_until",
    "valid_from",
    "valid_until",
    "at",
    "is_sample",
    "agency__name",
    "agency__short_name",
    "latest__number",
    "latest__name",
    "latest__content__kind",
    "latest__content__size",
    "latest__content__sha256",
    "latest__content__scan",
    "latest__content__reading",
)


def rows(documents: Iterable[Document]) -> list[Row]:
    """The same documents with their citations, counted in one query."""
    found = list(documents)
    counted = citations_of([each.pk for each in found])
    return [Row(each, *counted.get(each.pk, (0, 0))) for each in found]


def citations_of(documents: list[int]) -> dict[int, tuple[int, int]]:
    """Confirmed and waiting ones of each document."""
    living = Citation.objects.filter(state__in=LIVING).order_by()
    # SQLite takes a limited number of values in one statement; all of a city are counted without naming them.
    if len(documents) <= 500:
        living = living.filter(document__in=documents)
    counted = living.values("document").annotate(
        confirmed=Count("pk", filter=Q(state=State.CONFIRMED)),
        waiting=Count("pk", filter=Q(state=State.WAITING)),
    )
    return {each["document"]: (each["confirmed"], each["waiting"]) for each in counted}


def totals(found: DocumentQuerySet, *, today: date) -> Totals:
    """Of what is `seen`."""
    waiting = Revision.objects.filter(content__reading=Reading.WAITING).values("pk")
    return Totals(
        **found.order_by().aggregate(
            documents=Count("pk"),
            cited=Count("pk", filter=Exists(_living())),
            unread=Count("pk", filter=Q(latest__in=waiting)),
            expired=Count("pk", filter=Q(valid_until__lt=today)),
        )
    )


def owners(city: "City") -> list[tuple[int, str]]:
    """Whose documents the list can be narrowed to."""
    found = Organisation.objects.filter(city=city).order_by("name")
    return [(pk, short or name) for pk, short, name in found.values_list("pk", "short_name", "name")]
