"""Tells Django that this app exists."""

from django.apps import AppConfig


class Privacy(AppConfig):
    name = "kotacerdas.privacy"
