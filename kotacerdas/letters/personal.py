"""What this app keeps of persons: who signs, who wrote, to whom letters went and how they can be reached."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.personal import Basis, Holding, Retention, register
from kotacerdas.letters.models import Letter, Recipient, Signatory

# Long enough for every answer and every complaint; afterwards the name of the office is enough.
ADDRESSES_KEPT = timedelta(days=2 * 365)


def _theirs(user: Any) -> Q:
    return Q(user=user) | Q(email__iexact=user.email)


def _letters(user: Any) -> list[Mapping[str, Any]]:
    rows = Recipient.objects.filter(_theirs(user)).exclude(letter__state="draft")
    found = rows.values_list("name", "letter__number_text", "letter__dated_on")
    return [{"name": name, "letter": number, "date": str(day)} for name, number, day in found]


def _signed(user: Any) -> list[Mapping[str, Any]]:
    rows = Signatory.objects.filter(user=user).values_list("title", "name", "rank", "nip")
    return [{"office": title, "name": name, "rank": rank, "nip": nip} for title, name, rank, nip in rows]


def _old_addresses(before: datetime) -> "QuerySet[Recipient]":
    return Recipient.objects.filter(letter__issued_at__lt=before).exclude(email="")


def _blank(due: "QuerySet[Recipient]", now: datetime) -> int:
    return due.update(email="")


def _erase_addresses(user: Any, now: datetime) -> int:
    return Recipient.objects.filter(_theirs(user)).update(email="", user=None)


def _erase_signatory(user: Any, now: datetime) -> int:
    """Rank and NIP go from the list of signatories; what stands on issued letters stays."""
    return Signatory.objects.filter(user=user).update(rank="", nip="", user=None, is_closed=True)


def _written(user: Any) -> list[Mapping[str, Any]]:
    rows = Letter.objects.filter(Q(created_by=user) | Q(issued_by=user)).values_list("number_text", "subject")
    return [{"letter": number, "subject": subject} for number, subject in rows]


register(
    Holding(
        name="letters.recipients",
        what=_("To whom letters went: office or name, e-mail address, when they were sent and opened"),
        of_whom=_("officers, and people outside government whom the city writes to"),
        why=_("To send official letters, and to show that they were sent"),
        basis=Basis.PUBLIC_DUTY,
        until=_("e-mail addresses 2 years after the letter; the names as long as the city's records"),
        tables=("letters.Recipient", "letters.Dispatch"),
        retention=Retention(ADDRESSES_KEPT, _old_addresses, _blank),
        export=_letters,
        erase=_erase_addresses,
        stays_because=_("The addressee named on an official letter is part of the city's record."),
    ),
    Holding(
        name="letters.signatories",
        what=_("Who signs letters: office, name, rank, NIP"),
        of_whom=_("officers who sign"),
        why=_("They stand below the letters they sign"),
        basis=Basis.PUBLIC_DUTY,
        until=_("as long as the city's records"),
        tables=("letters.Signatory",),
        export=_signed,
        erase=_erase_signatory,
        stays_because=_("The signature on an official letter is part of the city's record."),
    ),
    Holding(
        name="letters.authors",
        what=_("Who wrote, issued and brought back which letter, and who wrote the templates"),
        of_whom=_("officers"),
        why=_("So that it can be told who did what"),
        basis=Basis.PUBLIC_DUTY,
        until=_("as long as the city's records"),
        tables=("letters.Letter", "letters.SignedCopy", "letters.Template"),
        export=_written,
        stays_because=_("Without the account it names nobody."),
    ),
)
