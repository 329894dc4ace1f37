from django.apps import AppConfig


class Masterplan(AppConfig):
    name = "kotacerdas.masterplan"
    label = "masterplan"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from kotacerdas.common import subjects
        from kotacerdas.masterplan import (  # noqa: F401 - they register themselves
            demo,
            demo_priorities,
            discussed,
            indicator_sources,
            intakes,
            menu,
            personal,
            reference,
            searchables,
            targets,
            tasks,
            telling_editions,
            telling_programmes,
            trail,
            words,
        )
        from kotacerdas.masterplan.models import (
            Edition,
            Issue,
            Node,
            Portfolio,
            Programme,
            Remark,
            Scale,
            Way,
        )

        subjects.register(Edition, "masterplan.edition", _("edition of a plan"))
        subjects.register(Node, "masterplan.node", _("goal of a plan"))
        subjects.register(Programme, "masterplan.programme", _("programme"))
        subjects.register(Issue, "masterplan.issue", _("strategic issue"))
        subjects.register(Remark, "masterplan.remark", _("remark"))
        subjects.register(Scale, "masterplan.scale", _("scale of priorities"))
        subjects.register(Portfolio, "masterplan.portfolio", _("portfolio"))
        subjects.register(Way, "masterplan.way", _("way to build"))
