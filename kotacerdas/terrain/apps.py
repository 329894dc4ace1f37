from django.apps import AppConfig


class Terrain(AppConfig):
    name = "kotacerdas.terrain"
    label = "terrain"
