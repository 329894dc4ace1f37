"""Addresses of indicators, of what comes in and goes out, and of what is foreseen. A word of ours stands before the codes of
indicators, so `domain.codes` keeps these words free."""

from django.urls import path

from kotacerdas.indicators.views import aiming, bringing, catalogue, defining, downloading, editing, foresight

app_name = "indicators"

urlpatterns = [
    path("indikator/", catalogue.listing, name="indicators"),
    path("indikator/baru/", defining.define, name="define"),
    path("indikator/unduh.<slug:file_type>", downloading.download, name="download"),
    path("indikator/ambil/", bringing.bring, name="bring"),
    path("indikator/ambil/<slug:name>/", bringing.adapter, name="bring-by"),
    path("indikator/ambil/alamat/<slug:code>/lagi/", bringing.again, name="bring-again"),
    path("indikator/ambil/alamat/<slug:code>/lupakan/", bringing.forget, name="bring-forget"),
    path("indikator/skenario/", foresight.scenarios, name="scenarios"),
    path("indikator/skenario/baru/", foresight.new_scenario, name="new-scenario"),
    path("indikator/skenario/<slug:code>/", foresight.scenario, name="scenario"),
    path("indikator/<slug:code>/", catalogue.indicator, name="indicator"),
    path("indikator/<slug:code>/unduh.<slug:file_type>", downloading.download_one, name="download-one"),
    path("indikator/<slug:code>/ubah/", defining.change, name="change"),
    path("indikator/<slug:code>/angka/", editing.write, name="write"),
    path("indikator/<slug:code>/angka/<str:period>/", editing.figure, name="figure"),
    path("indikator/<slug:code>/angka/<str:period>/hapus/", editing.remove, name="remove"),
    path("indikator/<slug:code>/deret/", editing.begin, name="begin-series"),
    path("indikator/<slug:code>/sasaran/", aiming.new_target, name="new-target"),
    path("indikator/<slug:code>/sasaran/<int:year>/", aiming.target, name="target"),
    path("indikator/<slug:code>/sasaran/<int:year>/hapus/", aiming.drop_target, name="drop-target"),
    path("indikator/<slug:code>/prakiraan/", foresight.forecast, name="forecast"),
    path("indikator/<slug:code>/prakiraan/hitung/", foresight.foresee, name="foresee"),
    path("neraca/", foresight.balances, name="balances"),
    path("neraca/baru/", foresight.new_balance, name="new-balance"),
    path("neraca/<slug:code>/", foresight.balance, name="balance"),
    path("neraca/<slug:code>/ubah/", foresight.change_balance, name="change-balance"),
]
