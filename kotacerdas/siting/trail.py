"""Deeds on scenarios, savings and proposals in words, for the trail."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.audit import kinds

kinds.register(
    {
        "siting.make": _("%(who)s made the scenario for new points %(what)s."),
        "siting.change": _("%(who)s changed the scenario for new points %(what)s."),
        "siting.remove": _("%(who)s took away the scenario for new points %(what)s."),
        "siting.mark": _("%(who)s marked candidates of the scenario %(what)s: %(count)s changed."),
        "siting.bring": _("%(who)s brought %(count)s candidates into the scenario %(what)s."),
        "siting.ask": _("%(who)s asked for the scenario %(what)s to be computed."),
        "siting.answer": _(
            "The scenario %(what)s was computed: %(count)s new points reach %(people)s more people."
        ),
        "siting.ask-saving": _("%(who)s asked which Wi-Fi points would be missed least."),
        "siting.saving": _("The Wi-Fi points that would be missed least were found: %(gone)s of %(points)s."),
        "siting.propose": _(
            "%(who)s proposed the sites of %(what)s to the plan %(edition)s: %(programmes)s."
        ),
    }
)
