"""Addresses of this app."""

from django.urls import path

from kotacerdas.connectivity.views import batches, downloading, listing, places, reporting, signal

app_name = "connectivity"

urlpatterns = [
    path("sinyal/", signal.signal, name="signal"),
    path("sinyal/hitung/", signal.compute, name="compute"),
    path("sinyal/tempat/", places.place, name="place"),
    path("sinyal/menara/", listing.towers, name="towers"),
    path("sinyal/jaringan-tetap/", listing.lines, name="lines"),
    path("sinyal/ukur/", batches.batches, name="batches"),
    path("sinyal/ukur/baru/", batches.new_batch, name="new-batch"),
    path("sinyal/ukur/<slug:code>/", batches.batch, name="batch"),
    path("sinyal/ukur/<slug:code>/masukkan/", batches.bring, name="bring"),
    path("sinyal/ukur/<slug:code>/hapus/", batches.drop, name="drop"),
    path("sinyal/ukur/<slug:code>/unduh.csv", downloading.measurements, name="measurements-download"),
    path("sinyal/laporan/", reporting.reports, name="reports"),
    path("sinyal/laporan/baru/", reporting.new_report, name="new-report"),
    path("sinyal/laporan/<slug:code>/", reporting.report, name="report"),
    path("sinyal/laporan/<slug:code>/periksa/", reporting.check, name="check"),
    path("sinyal/unduh/<slug:what>.<slug:file_type>", downloading.download, name="download"),
]
