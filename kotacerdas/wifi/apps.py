from django.apps import AppConfig


class Wifi(AppConfig):
    name = "kotacerdas.wifi"
    label = "wifi"
