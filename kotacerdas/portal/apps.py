"""The front door: the home page, over all apps below it."""

from django.apps import AppConfig


class Portal(AppConfig):
    name = "kotacerdas.portal"
