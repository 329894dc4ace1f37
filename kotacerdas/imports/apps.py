"""Tells Django that this app exists, and joins it to the registries below."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Imports(AppConfig):
    name = "kotacerdas.imports"

    def ready(self) -> None:
        from kotacerdas.common import subjects
        from kotacerdas.files import guards
        from kotacerdas.imports import personal, tasks, trail, words  # noqa: F401 - they register themselves
        from kotacerdas.imports.models import ImportRun

        subjects.register(ImportRun, "imports.run", _("import"))
        guards.register("imports.run", _may_have_file)


def _may_have_file(user: object, file: object) -> bool:
    """Whoever sees the import may have its workbook."""
    from kotacerdas.imports.models import ImportRun

    return ImportRun.objects.visible_to(user).filter(pk=getattr(file, "subject_key", 0)).exists()
