"""Tells Django that this app exists, and joins it to what lies below."""

from django.apps import AppConfig


class Letters(AppConfig):
    name = "kotacerdas.letters"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from kotacerdas.common import subjects
        from kotacerdas.letters import (  # noqa: F401 - they register themselves
            demo,
            joined,
            menu,
            personal,
            reference,
            trail,
            words,
        )
        from kotacerdas.letters.models import Book, Letter, Letterhead, Recipient, Signatory, Template

        subjects.register(Letter, "letters.letter", _("letter"))
        subjects.register(Recipient, "letters.recipient", _("recipient"))
        subjects.register(Letterhead, "letters.letterhead", _("letterhead"))
        subjects.register(Book, "letters.book", _("numbering book"))
        subjects.register(Signatory, "letters.signatory", _("signatory"))
        subjects.register(Template, "letters.template", _("letter template"))
