"""Tells Django that this app exists, and registers its job and words."""

from django.apps import AppConfig


class Events(AppConfig):
    name = "kotacerdas.events"

    def ready(self) -> None:
        from kotacerdas.events import personal, tasks, words  # noqa: F401 - they register themselves
