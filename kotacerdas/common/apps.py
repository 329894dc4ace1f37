"""Starts what every app leans on: the listener that logs an exception with its place."""

from django.apps import AppConfig
from django.core.signals import got_request_exception


class Common(AppConfig):
    name = "kotacerdas.common"

    def ready(self) -> None:
        from kotacerdas.common import requests

        got_request_exception.connect(requests.log_exception, dispatch_uid="log_exception")
