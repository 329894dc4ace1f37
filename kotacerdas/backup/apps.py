"""Tells Django that this app exists."""

from django.apps import AppConfig


class Backup(AppConfig):
    name = "kotacerdas.backup"
