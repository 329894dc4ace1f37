"""Tells Django that this app exists, and joins its listeners and words to what lies below."""

from django.apps import AppConfig


class Accounts(AppConfig):
    name = "kotacerdas.accounts"

    def ready(self) -> None:
        from kotacerdas.accounts import (  # noqa: F401 - they register themselves
            passwords,
            protection_words,
            recency,
            sessions,
            sign_in_trail,
        )
