from django.apps import AppConfig


class Siting(AppConfig):
    name = "kotacerdas.siting"
    label = "siting"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from kotacerdas.common import subjects
        from kotacerdas.siting import (  # noqa: F401 - they register themselves
            demo,
            demo_losing,
            menu,
            personal,
            personal_outcomes,
            tasks,
            tasks_losing,
            trail,
            trail_outcomes,
            words,
            words_cluster,
            words_losing,
            words_proposing,
            words_scenarios,
        )
        from kotacerdas.siting.models import Saving, Scenario

        subjects.register(Scenario, "siting.scenario", _("scenario for new points"))
        subjects.register(Saving, "siting.saving", _("saving of points"))
