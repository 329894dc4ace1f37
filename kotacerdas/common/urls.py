"""Addresses of common: pages for machines, which have one language, and the gallery of components."""

from django.urls import path

from kotacerdas.common.views import gallery, health

app_name = "common"

machine_patterns = [
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path("robots.txt", health.robots, name="robots"),
]

urlpatterns = [
    path("_components/", gallery.gallery, name="gallery"),
]
