"""The deeds of this app in words, for the trail."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.audit import kinds

kinds.register(
    {
        "masterplan.add-programme": _("%(who)s added the programme %(what)s."),
        "masterplan.change-programme": _("%(who)s changed the programme %(what)s."),
        "masterplan.write-programmes": _(
            "%(who)s wrote programmes of %(what)s: %(new)s new, %(changed)s changed."
        ),
        "masterplan.start-programme": _("%(who)s let the programme %(what)s run, for its start has come."),
        "masterplan.drop-programme": _("%(who)s took the programme %(programme)s out of %(what)s."),
    }
)
