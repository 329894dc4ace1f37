from django.apps import AppConfig


class InstrumentsConfig(AppConfig):
    name = "kotacerdas.instruments"
    label = "instruments"

    def ready(self) -> None:
        from kotacerdas.instruments import menu, words  # noqa: F401 - they register themselves
