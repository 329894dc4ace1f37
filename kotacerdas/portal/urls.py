"""Addresses of the front door."""

from django.urls import path

from kotacerdas.portal.views import public

app_name = "portal"

urlpatterns = [
    path("", public.home, name="home"),
]
