"""The deeds and events of this app in words, for the trail and for those who hear."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from kotacerdas.audit import kinds
from kotacerdas.events import kinds as events

kinds.register(
    {
        "people.joined": _("%(what)s opened an account."),
        "people.account_closed": _("%(who)s closed the account of %(what)s."),
        "people.account_opened": _("%(who)s opened the account of %(what)s again."),
        "people.role_given": _("%(who)s gave %(person)s a role: %(what)s."),
        "people.role_taken_up": _("%(who)s took up a role: %(what)s."),
        "people.deputy_appointed": _("%(who)s appointed %(person)s to act: %(what)s, by %(legal_basis)s."),
        "people.role_ended": _("%(who)s ended a role of %(person)s: %(what)s."),
        "people.moved": _("%(who)s moved %(person)s from %(came_from)s to %(organisation)s."),
    }
)

_OF_A_ROLE = {"role": str, "organisation": str, "until_on": date}
_OPEN = frozenset({"until_on"})

events.register(
    events.Kind("people.joined", _("Somebody opened an account after an invitation or by a code.")),
    events.Kind("people.role_given", _("Somebody was given a role, or acts for a post."), _OF_A_ROLE, _OPEN),
    events.Kind(
        "people.role_ended", _("A role of somebody ended, or its last day was set."), _OF_A_ROLE, _OPEN
    ),
    events.Kind(
        "people.moved",
        _("Somebody left what he or she held for agencies and began at another."),
        {**_OF_A_ROLE, "came_from": str},
        _OPEN,
    ),
)
