"""Tells Django that this app exists, and registers its words and its job."""

from django.apps import AppConfig


class Backup(AppConfig):
    name = "kotacerdas.backup"

    def ready(self) -> None:
        from kotacerdas.backup import tasks, trail, words  # noqa: F401 - they register themselves
