"""Addresses of common: pages for machines, which have one language, and the gallery of components."""

from django.urls import path

from kotacerdas.common.views import description, gallery, health, start

app_name = "common"

machine_patterns = [
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path("openapi.json", description.description, name="description"),
    path("robots.txt", health.robots, name="robots"),
]

urlpatterns = [
    path("mulai/", start.start, name="start"),
    path("_components/", gallery.gallery, name="gallery"),
]
