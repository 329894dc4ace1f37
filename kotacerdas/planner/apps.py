from django.apps import AppConfig


class Planner(AppConfig):
    name = "kotacerdas.planner"
    label = "planner"
