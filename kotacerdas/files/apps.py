"""Tells Django that this app exists."""

from django.apps import AppConfig


class Files(AppConfig):
    name = "kotacerdas.files"
