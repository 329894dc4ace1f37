"""Who hears that a contract ends: the programme office, 90 and 30 days before."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kotacerdas.notices import actions as notices
from kotacerdas.notices.kinds import Kind, register
from kotacerdas.people.queries import programme_office_of

if TYPE_CHECKING:
    from kotacerdas.wifi.models import Contract

STEPS = (30, 90)
"""Days before the end; the nearest step that has come is told, each once."""

register(
    Kind(
        "wifi.contract_ends",
        title=_("Wi-Fi contracts that end soon"),
        subject=_("The Wi-Fi contract %(number)s ends on %(ends)s"),
        body=_(
            "The contract %(number)s with %(provider)s pays for %(count)s points until %(ends)s, and no contract follows for them. "
            "See what a gap would cost, and prepare the next contract in time."
        ),
        button=_("Open the contract"),
    ),
)


def step_of(ends_on: date, today: date) -> int | None:
    """Which reminder is due; None before the first and after the end."""
    left = (ends_on - today).days
    return next((step for step in STEPS if 0 <= left <= step), None)


@transaction.atomic
def contract_ends(contract: "Contract", *, points: int, step: int, now: datetime) -> int:
    """Once for each step and last day. Answers how many were told."""
    people = programme_office_of(contract.city, now=now)
    with translation.override(settings.LANGUAGE_CODE):
        address = contract.get_absolute_url()
    values = {
        "number": contract.number,
        "provider": contract.provider,
        "count": points,
        "ends": contract.ends_on,
    }
    told = notices.notify(
        "wifi.contract_ends", to=people, about=contract, by=None, city=contract.city, now=now, values=values, url=address,
        key=f"wifi-{contract.pk}-{contract.ends_on.isoformat()}-{step}",
    )  # fmt: skip
    return len(told)
