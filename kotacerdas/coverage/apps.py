from django.apps import AppConfig


class Coverage(AppConfig):
    name = "kotacerdas.coverage"
    label = "coverage"
