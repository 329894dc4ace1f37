"""Addresses of people: signing in and out, one's account, a city's areas and organisations, roles."""

from django.urls import path

app_name = "people"
urlpatterns: list[path] = []
