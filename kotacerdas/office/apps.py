"""Tells Django that this app exists."""

from django.apps import AppConfig


class Office(AppConfig):
    name = "kotacerdas.office"
