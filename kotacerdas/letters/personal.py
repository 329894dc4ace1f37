"""What this app keeps of persons: addressees, signatories, who wrote, issued and sent a letter."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.personal import Basis, Holding, register
from kotacerdas.letters.models import Letter, Recipient


def _letters(user: Any) -> list[Mapping[str, Any]]:
    received = Recipient.objects.filter(user=user).select_related("letter")
    wrote = Letter.objects.filter(created_by=user)
    return [
        *({"addressed_to_me": str(each.letter)} for each in received),
        *({"written_by_me": str(each), "at": each.created_at.isoformat()} for each in wrote),
    ]


def _erase(user: Any, now: datetime) -> int:
    """The way to reach the person goes; who was written to is part of the letter."""
    theirs = Recipient.objects.filter(Q(user=user) | Q(email__iexact=user.email))
    return theirs.update(email="", user=None)


register(
    Holding(
        name="letters.letters",
        what=_("Official letters: addressees, copies, who wrote, signed, issued and sent them"),
        of_whom=_("officers, and whoever is written to"),
        why=_("To write letters and to prove what was written"),
        basis=Basis.PUBLIC_DUTY,
        until=_("as long as the city's records"),
        tables=(
            "letters.Letter",
            "letters.Recipient",
            "letters.SignedCopy",
            "letters.Dispatch",
            "letters.Template",
        ),
        export=_letters,
        erase=_erase,
        stays_because=_("An issued letter is a frozen record of the city with the names that stand in it."),
    ),
    Holding(
        name="letters.signatories",
        what=_("Signatories: name, title, NIP; contact in the letterhead"),
        of_whom=_("officials who sign"),
        why=_("They stand on every official letter"),
        basis=Basis.PUBLIC_DUTY,
        until=_("the office takes them out"),
        tables=("letters.Signatory", "letters.Letterhead"),
        stays_because=_("What was signed keeps its signature."),
    ),
)
