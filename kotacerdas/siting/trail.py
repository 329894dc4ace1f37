"""The deeds on scenarios in words, for the trail."""

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
    }
)
