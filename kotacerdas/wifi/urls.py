"""Addresses of this app."""

from django.urls import URLPattern

app_name = "wifi"

urlpatterns: list[URLPattern] = []
