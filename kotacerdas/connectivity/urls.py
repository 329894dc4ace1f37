"""Addresses of this app."""

from django.urls import URLPattern

app_name = "connectivity"

urlpatterns: list[URLPattern] = []
