"""Tells Django that this app exists."""

from django.apps import AppConfig


class Notices(AppConfig):
    name = "kotacerdas.notices"
