"""Addresses of this app."""

from django.urls import path

from kotacerdas.coverage.views import deciding, links, runs, spots, surveys, what_if

app_name = "coverage"

urlpatterns = [
    path("jangkauan/", runs.run, name="run"),
    path("jangkauan/hitung/", runs.ask, name="ask-run"),
    path("jangkauan/bagaimana-jika/", what_if.what_if, name="what-if"),
    path("jangkauan/sambungan/", links.links, name="links"),
    path("jangkauan/sambungan/unduh.<slug:file_type>", links.download, name="links-download"),
    path("jangkauan/unduh/<str:city>/<slug:what>.<slug:file_type>", runs.download, name="run-download"),
    path("jangkauan/gambar/<slug:code>/<slug:what>/<slug:mark>.png", runs.picture, name="run-picture"),
    path("blank-spot/", spots.spots, name="spots"),
    path("blank-spot/unduh.<slug:file_type>", spots.download, name="spots-download"),
    path("blank-spot/daftar.pdf", spots.sheet, name="spots-sheet"),
    path("blank-spot/diperiksa/", surveys.unknown, name="unknown"),
    path("blank-spot/survei/", surveys.survey, name="survey"),
    path("blank-spot/tambah/", deciding.add, name="add-spot"),
    path("blank-spot/<str:city>/<slug:code>/", spots.spot, name="spot"),
    path("blank-spot/<str:city>/<slug:code>/periksa/", deciding.verify, name="verify-spot"),
    path("blank-spot/<str:city>/<slug:code>/rencana/", deciding.plan, name="plan-spot"),
    path("blank-spot/<str:city>/<slug:code>/selesai/", deciding.solve, name="solve-spot"),
    path("blank-spot/<str:city>/<slug:code>/tolak/", deciding.reject, name="reject-spot"),
    path("blank-spot/<str:city>/<slug:code>/buka/", deciding.reopen, name="reopen-spot"),
]
