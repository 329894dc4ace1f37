"""Tells Django that this app exists, and registers its job."""

from django.apps import AppConfig


class Events(AppConfig):
    name = "kotacerdas.events"
