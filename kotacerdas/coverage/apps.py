from django.apps import AppConfig


class Coverage(AppConfig):
    name = "kotacerdas.coverage"
    label = "coverage"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from kotacerdas.common import subjects
        from kotacerdas.coverage import (  # noqa: F401 - they register themselves
            command_words,
            demo_runs,
            demo_spots,
            indicator_sources,
            menu,
            needed_grounds,
            personal,
            questions,
            searchables,
            targets,
            tasks,
            trail,
            words,
            words_what_if,
        )
        from kotacerdas.coverage.models import BlankSpot, CoverageRun, Survey

        subjects.register(BlankSpot, "coverage.spot", _("blank spot"))
        subjects.register(Survey, "coverage.survey", _("survey of blank spots"))
        subjects.register(CoverageRun, "coverage.run", _("coverage run"))
