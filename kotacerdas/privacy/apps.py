"""Tells Django that this app exists, and registers what it offers to those below."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Privacy(AppConfig):
    name = "kotacerdas.privacy"

    def ready(self) -> None:
        from kotacerdas.common import subjects
        from kotacerdas.privacy import menu, personal, tasks, trail, words  # noqa: F401 - they register themselves
        from kotacerdas.privacy.models import Breach, Request

        subjects.register(Request, "privacy.request", _("request about personal data"))
        subjects.register(Breach, "privacy.breach", _("breach"))
