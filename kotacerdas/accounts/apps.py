"""Tells Django that this app exists."""

from django.apps import AppConfig


class Accounts(AppConfig):
    name = "kotacerdas.accounts"
