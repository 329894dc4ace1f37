"""Tells Django that this app exists."""

from django.apps import AppConfig


class Followup(AppConfig):
    name = "kotacerdas.followup"
