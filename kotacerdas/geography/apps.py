from django.apps import AppConfig


class Geography(AppConfig):
    name = "kotacerdas.geography"
    label = "geography"
