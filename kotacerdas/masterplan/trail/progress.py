"""What agencies report, in words for the trail."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.audit import kinds

kinds.register(
    {
        "masterplan.report": _("%(who)s reported %(month)s of the programme %(what)s."),
        "masterplan.write-reports": _(
            "%(who)s wrote reports of %(what)s: %(months)s months of %(programmes)s programmes."
        ),
        "masterplan.add-milestone": _(
            "%(who)s added the milestone “%(milestone)s” to the programme %(what)s."
        ),
        "masterplan.change-milestone": _(
            "%(who)s changed the milestone “%(milestone)s” of the programme %(what)s."
        ),
        "masterplan.drop-milestone": _(
            "%(who)s took the milestone “%(milestone)s” out of the programme %(what)s."
        ),
        "masterplan.add-risk": _("%(who)s wrote the risk “%(risk)s” of the programme %(what)s."),
        "masterplan.change-risk": _("%(who)s changed the risk “%(risk)s” of the programme %(what)s."),
        "masterplan.drop-risk": _("%(who)s took the risk “%(risk)s” out of the programme %(what)s."),
    }
)
