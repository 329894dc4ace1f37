"""Tells Django that this app exists."""

from django.apps import AppConfig


class Discussion(AppConfig):
    name = "kotacerdas.discussion"
