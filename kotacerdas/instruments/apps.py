from django.apps import AppConfig


class InstrumentsConfig(AppConfig):
    name = "kotacerdas.instruments"
    label = "instruments"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from kotacerdas.common import subjects
        from kotacerdas.instruments import catalogue, menu, personal, searchables, trail, words  # noqa: F401 - they register themselves
        from kotacerdas.instruments.models import EditionDraft, RubricText
        from kotacerdas.instruments.shelf import PublishedShelf

        subjects.register(RubricText, "instruments.level", _("text of a level"))
        subjects.register(EditionDraft, "instruments.edition", _("edition written here"))
        catalogue.register_shelf(PublishedShelf())
