"""The deeds on goals, issues, readiness and SWOT in words, for the trail."""

from django.utils.translation import gettext_lazy as _

from kotacerdas.audit import kinds

kinds.register(
    {
        "masterplan.add-node": _("%(who)s added the goal %(what)s."),
        "masterplan.change-node": _("%(who)s changed the goal %(what)s."),
        "masterplan.move-node": _("%(who)s moved the goal %(what)s to another place."),
        "masterplan.drop-node": _("%(who)s took the goal %(node)s out of %(what)s."),
        "masterplan.set-serves": _(
            "%(who)s wrote what %(what)s serves. New: %(new)s. Not any more: %(gone)s."
        ),
        "masterplan.add-issue": _("%(who)s added the strategic issue %(what)s."),
        "masterplan.change-issue": _("%(who)s changed the strategic issue %(what)s."),
        "masterplan.move-issue": _("%(who)s moved the strategic issue %(what)s to another place."),
        "masterplan.drop-issue": _("%(who)s removed the strategic issue %(issue)s."),
        "masterplan.answer-issue": _(
            "%(who)s wrote which programmes of %(edition)s answer %(what)s. New: %(new)s. Not any more: %(gone)s."
        ),
        "masterplan.judge-readiness": _("%(who)s judged the readiness in %(what)s."),
        "masterplan.write-swot": _("%(who)s wrote the SWOT of %(what)s."),
    }
)
