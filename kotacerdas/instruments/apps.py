from django.apps import AppConfig


class InstrumentsConfig(AppConfig):
    name = "kotacerdas.instruments"
    label = "instruments"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from kotacerdas.common import subjects
        from kotacerdas.instruments import menu, personal, searchables, trail, words  # noqa: F401 - they register themselves
        from kotacerdas.instruments.models import RubricText

        subjects.register(RubricText, "instruments.level", _("text of a level"))
