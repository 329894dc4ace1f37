"""Addresses of what a city does about its recommendations."""

from django.urls import path

from kotacerdas.recommendations.views import board, deeds, printing

app_name = "recommendations"

urlpatterns = [
    path("rekomendasi/", board.listing, name="recommendations"),
    path("rekomendasi/unduh.<slug:file_type>", board.download, name="download"),
    path("rekomendasi/cetak/", printing.table, name="print"),
    path("rekomendasi/cetak.pdf", printing.pdf, name="print-pdf"),
    path("rekomendasi/<slug:slug>/", deeds.recommendation, name="recommendation"),
    path("rekomendasi/<slug:slug>/<slug:deed>/", deeds.deed, name="deed"),
]
