"""Tells Django that this app exists, and registers its words, its subject and its own tasks."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Jobs(AppConfig):
    name = "kotacerdas.jobs"

    def ready(self) -> None:
        from kotacerdas.common import subjects
        from kotacerdas.jobs import housekeeping, personal, words  # noqa: F401 - they register themselves
        from kotacerdas.jobs.models import Job

        subjects.register(Job, "jobs.job", _("background work"))
