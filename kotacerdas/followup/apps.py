"""Tells Django that this app exists, and joins it to the registries below."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Followup(AppConfig):
    name = "kotacerdas.followup"
    verbose_name = _("Tasks")

    def ready(self) -> None:
        from kotacerdas.common import subjects
        from kotacerdas.files import guards
        from kotacerdas.followup import (  # noqa: F401 - they register themselves
            intakes,
            menu,
            personal,
            searchables,
            tasks,
            telling,
            trail,
            words,
        )
        from kotacerdas.followup.models import Proof, Task

        subjects.register(Task, "followup.task", _("task"))
        subjects.register(Proof, "followup.proof", _("proof of a task"))
        guards.register(
            "followup.task", lambda user, file: subjects.find(file.subject, seen_by=user) is not None
        )
