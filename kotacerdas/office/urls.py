"""Addresses of the office: its own page, the trail of deeds, background work, intakes."""

from django.urls import path

from kotacerdas.office.views import hub, trail

app_name = "office"

urlpatterns = [
    path("kantor/", hub.hub, name="hub"),
    path("kantor/jejak/", trail.trail, name="trail"),
    path("kantor/jejak/unduh.<str:file_type>", trail.download, name="trail-download"),
]
