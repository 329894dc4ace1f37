"""Who hears that programmes have begun: the desk of the agency that leads them."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kotacerdas.common.quiet import is_quiet
from kotacerdas.followup.queries import colleagues
from kotacerdas.notices import actions as notices
from kotacerdas.notices.kinds import Kind, register

if TYPE_CHECKING:
    from kotacerdas.masterplan.models import Edition, Programme

# Names of so many programmes stand in a notice; the board has them all.
NAMED = 20

register(
    Kind(
        "masterplan.started",
        title=_("Programmes of my agency that have begun"),
        subject=_("Begun: programmes of %(agency)s"),
        body=_(
            "By %(edition)s the start of these programmes has come, so they are running now:\n\n%(programmes)s\n\nReport each "
            "month how far they are. Where the work has not begun, say so in the report."
        ),
        button=_("Open the programmes"),
        may_unsubscribe=True,
        may_digest=True,
    ),
)


def started(edition: "Edition", programmes: "Sequence[Programme]", *, now: datetime) -> None:
    """Programmes of one agency, once for all of them."""
    lead = programmes[0].lead
    assert lead is not None  # whoever calls has grouped them by it
    people = list(colleagues(lead, edition.city, now.astimezone(edition.city.timezone).date()))
    if not people or is_quiet():
        return
    named = [str(each) for each in programmes[:NAMED]]
    more = ["…"] if len(programmes) > NAMED else []
    notices.notify(
        "masterplan.started",
        to=people,
        about=edition if len(programmes) > 1 else programmes[0],
        by=None,
        city=edition.city,
        now=now,
        values={"agency": lead.name, "edition": edition.title, "programmes": "\n".join([*named, *more])},
        url=_address(edition, programmes),
    )


def _address(edition: "Edition", programmes: "Sequence[Programme]") -> str:
    """Without a language: the notice leads to the page in the receiver's."""
    with translation.override(settings.LANGUAGE_CODE):
        if len(programmes) == 1:
            return reverse("masterplan:programme", args=[edition.city.code, edition.code, programmes[0].code])
        board = reverse("masterplan:board", args=[edition.city.code, edition.code])
        return f"{board}?opd={programmes[0].lead_id}"
