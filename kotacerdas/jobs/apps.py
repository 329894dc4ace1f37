"""Tells Django that this app exists."""

from django.apps import AppConfig


class Jobs(AppConfig):
    name = "kotacerdas.jobs"
