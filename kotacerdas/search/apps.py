"""Tells Django that this app exists."""

from django.apps import AppConfig


class Search(AppConfig):
    name = "kotacerdas.search"
