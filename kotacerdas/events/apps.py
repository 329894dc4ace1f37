"""Tells Django that this app exists."""

from django.apps import AppConfig


class Events(AppConfig):
    name = "kotacerdas.events"
