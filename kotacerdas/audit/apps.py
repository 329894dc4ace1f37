"""Tells Django that this app exists."""

from django.apps import AppConfig


class Audit(AppConfig):
    name = "kotacerdas.audit"
