"""Tells Django that this app exists, and joins it to the registries below."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Evidence(AppConfig):
    name = "kotacerdas.evidence"
    verbose_name = _("Evidence")

    def ready(self) -> None:
        from kotacerdas.common import subjects
        from kotacerdas.discussion import places
        from kotacerdas.evidence import (  # noqa: F401 - they register themselves
            demo,
            figures,
            guarding,
            hearing,
            menu,
            occasions,
            personal,
            reference,
            searchables,
            tasks,
            telling,
            trail,
            words,
        )
        from kotacerdas.evidence.models import Citation, Document, EvidenceRequest, Intake, Pack

        subjects.register(Document, "evidence.document", _("document"))
        subjects.register(Citation, "evidence.citation", _("citation"))
        subjects.register(Pack, "evidence.pack", _("evidence pack"))
        subjects.register(Intake, "evidence.intake", _("delivery of evidence"))
        subjects.register(EvidenceRequest, "evidence.request", _("request for evidence"))
        places.register("evidence.citation")
