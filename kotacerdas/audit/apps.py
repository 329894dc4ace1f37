"""Tells Django that this app exists, and joins its daily job."""

from django.apps import AppConfig


class Audit(AppConfig):
    name = "kotacerdas.audit"
