"""Tells Django that this app exists, and joins its words, tasks and reminders."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Notices(AppConfig):
    name = "kotacerdas.notices"
    verbose_name = _("Notices")

    def ready(self) -> None:
        from kotacerdas.common import subjects
        from kotacerdas.notices import (  # noqa: F401 - they register themselves
            menu,
            personal,
            reference,
            reminders,
            tasks,
            trail,
            words,
        )
        from kotacerdas.notices.models import Delivery, Preferences, Target

        subjects.register(Delivery, "notices.delivery", _("delivery"))
        subjects.register(Preferences, "notices.preferences", _("wishes about notices"))
        subjects.register(Target, "notices.target", _("channel of a group"))
