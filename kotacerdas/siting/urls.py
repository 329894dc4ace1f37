"""Addresses of this app."""

from django.urls import path

from kotacerdas.siting.views import candidates, editing, exporting, losing, proposing, scenarios

app_name = "siting"

urlpatterns = [
    path("titik-berikut/", scenarios.scenarios, name="scenarios"),
    path("titik-berikut/baru/", editing.new, name="new"),
    path("titik-berikut/banding/", scenarios.compare, name="compare"),
    path("titik-berikut/hemat/", losing.losing, name="losing"),
    path("titik-berikut/hemat/unduh.<slug:file_type>", losing.download, name="losing-download"),
    path("titik-berikut/<str:city>/<slug:code>/", scenarios.scenario, name="scenario"),
    path("titik-berikut/<str:city>/<slug:code>/ubah/", editing.edit, name="edit"),
    path("titik-berikut/<str:city>/<slug:code>/hapus/", editing.remove, name="remove"),
    path("titik-berikut/<str:city>/<slug:code>/hitung/", editing.ask, name="ask"),
    path("titik-berikut/<str:city>/<slug:code>/hentikan/", editing.stop, name="stop"),
    path("titik-berikut/<str:city>/<slug:code>/unduh.<slug:file_type>", exporting.download, name="export"),
    path("titik-berikut/<str:city>/<slug:code>/cetak.pdf", exporting.printed, name="print"),
    path("titik-berikut/<str:city>/<slug:code>/usul/", proposing.propose, name="propose"),
    path("titik-berikut/<str:city>/<slug:code>/calon/", candidates.candidates, name="candidates"),
    path(
        "titik-berikut/<str:city>/<slug:code>/calon/unduh.csv",
        candidates.download,
        name="candidates-download",
    ),
    path("titik-berikut/<str:city>/<slug:code>/calon/berkas/", candidates.bring, name="bring"),
]
