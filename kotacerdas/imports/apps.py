"""Tells Django that this app exists."""

from django.apps import AppConfig


class Imports(AppConfig):
    name = "kotacerdas.imports"
