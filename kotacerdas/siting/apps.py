from django.apps import AppConfig


class Siting(AppConfig):
    name = "kotacerdas.siting"
    label = "siting"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from kotacerdas.common import subjects
        from kotacerdas.siting import (  # noqa: F401 - they register themselves
            demo,
            menu,
            personal,
            searchables,
            tasks,
            trail,
            words,
        )
        from kotacerdas.siting.losing import demo as demo_of_savings  # noqa: F401 - the same
        from kotacerdas.siting.losing import tasks as tasks_of_savings  # noqa: F401 - the same
        from kotacerdas.siting.models import Saving, Scenario

        subjects.register(Scenario, "siting.scenario", _("scenario for new points"))
        subjects.register(Saving, "siting.saving", _("saving of points"))
