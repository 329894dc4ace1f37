from django.apps import AppConfig


class Masterplan(AppConfig):
    name = "kotacerdas.masterplan"
    label = "masterplan"

    def ready(self) -> None:
        from kotacerdas.masterplan import words  # noqa: F401 - it registers itself
