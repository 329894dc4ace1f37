"""Tells Django that this app exists, and joins its listeners and words to what lies below."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Accounts(AppConfig):
    name = "kotacerdas.accounts"

    def ready(self) -> None:
        from kotacerdas.accounts import (  # noqa: F401 - they register themselves
            demo,
            lifetime,
            menu,
            passwords,
            personal,
            protection_words,
            recency,
            sessions,
            sign_in_log,
            sign_in_trail,
            telling,
            trail,
            words,
        )
        from kotacerdas.accounts.models import Invitation, JoinCode, JoinRequest
        from kotacerdas.common import subjects

        subjects.register(Invitation, "accounts.invitation", _("invitation"))
        subjects.register(JoinCode, "accounts.code", _("code to join"))
        subjects.register(JoinRequest, "accounts.request", _("request to join"))
