"""Tells Django that this app exists."""

from django.apps import AppConfig


class Letters(AppConfig):
    name = "kotacerdas.letters"
