from django.apps import AppConfig


class Connectivity(AppConfig):
    name = "kotacerdas.connectivity"
    label = "connectivity"
