"""Addresses of this app."""

from django.urls import path

from kotacerdas.search.views import pages

app_name = "search"

urlpatterns = [
    path("cari/", pages.results, name="results"),
    path("cari/saran/", pages.suggestions, name="suggestions"),
]
