from django.apps import AppConfig


class Coverage(AppConfig):
    name = "kotacerdas.coverage"
    label = "coverage"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from kotacerdas.common import subjects
        from kotacerdas.coverage import (  # noqa: F401 - they register themselves
            command_words,
            demo_spots,
            indicator_sources,
            menu,
            personal,
            searchables,
            targets,
            tasks,
            trail,
            words,
        )
        from kotacerdas.coverage.models import BlankSpot, Survey

        subjects.register(BlankSpot, "coverage.spot", _("blank spot"))
        subjects.register(Survey, "coverage.survey", _("survey of blank spots"))
