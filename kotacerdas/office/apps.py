"""Tells Django that this app exists, and joins its menu entries and jobs to what lies below."""

from django.apps import AppConfig


class Office(AppConfig):
    name = "kotacerdas.office"

    def ready(self) -> None:
        from kotacerdas.office import discussed, failed_jobs, menu, tasks  # noqa: F401 - they register themselves
