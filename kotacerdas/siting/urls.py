"""Addresses of this app."""

from django.urls import URLPattern

app_name = "siting"

urlpatterns: list[URLPattern] = []
