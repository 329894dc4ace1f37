from django.apps import AppConfig


class Panel(AppConfig):
    name = "kotacerdas.panel"
    label = "panel"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from kotacerdas.common import subjects
        from kotacerdas.panel import (  # noqa: F401 - they register themselves
            agenda,
            demo,
            demo_talk,
            guarding,
            hearing,
            menu,
            personal,
            round_links,
            telling,
            telling_talk,
            trail,
            words,
        )
        from kotacerdas.panel import models as tables

        subjects.register(tables.Panel, "panel.panel", _("panel of assessors"))
        subjects.register(tables.Seat, "panel.seat", _("seat of an assessor"))
        subjects.register(tables.Clarification, "panel.clarification", _("question to the city"))
        subjects.register(tables.Interview, "panel.interview", _("interview"))
