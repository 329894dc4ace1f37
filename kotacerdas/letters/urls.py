"""Addresses of this app."""

from django.urls import URLPattern

app_name = "letters"

urlpatterns: list[URLPattern] = []
