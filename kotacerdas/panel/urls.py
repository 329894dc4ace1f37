"""Addresses of panels: seats, the reading room, the questions to a city, and the interview."""

from django.urls import path

from kotacerdas.panel.views import asking, interviews, minutes, opening, panels, room, rounds, seats, speaking

app_name = "panel"

urlpatterns = [
    path("asesor/", panels.listing, name="panels"),
    path("asesor/<slug:code>/", rounds.of_round, name="round"),
    path("asesor/<slug:code>/<str:city>/", panels.panel, name="panel"),
    path("asesor/<slug:code>/<str:city>/tunjuk/", seats.appoint, name="appoint"),
    path("asesor/<slug:code>/<str:city>/pernyataan/", seats.declare, name="declare"),
    path("asesor/<slug:code>/<str:city>/kursi/<int:number>/akhiri/", seats.end, name="end-seat"),
    path("asesor/<slug:code>/<str:city>/buka/", opening.open_panel, name="open-panel"),
    path("asesor/<slug:code>/<str:city>/rekomendasi/", opening.tell_advice, name="tell-advice"),
    path("asesor/<slug:code>/<str:city>/hasil/", opening.conclude, name="conclude"),
    path("asesor/<slug:code>/<str:city>/ulangi/", opening.reopen_result, name="reopen-result"),
    path("asesor/<slug:code>/<str:city>/beda/<str:question>/", opening.talk, name="talk"),
    path("asesor/<slug:code>/<str:city>/pendapat/<slug:stage>/", room.opinion, name="opinion"),
    path("asesor/<slug:code>/<str:city>/soal/<str:question>/", room.room, name="room"),
    path("asesor/<slug:code>/<str:city>/soal/<str:question>/nilai/", room.mark, name="mark"),
    path(
        "asesor/<slug:code>/<str:city>/soal/<str:question>/bukti/<str:citation>/<int:unit>.png",
        room.picture,
        name="exhibit-picture",
    ),
    path("asesor/<slug:code>/<str:city>/soal/<str:question>/tanya/", asking.ask, name="ask"),
    path("klarifikasi/", asking.listing, name="clarifications"),
    path("klarifikasi/<int:pk>/", asking.clarification, name="clarification"),
    path("klarifikasi/<int:pk>/tarik/", asking.withdraw, name="withdraw-clarification"),
    path("wawancara/", interviews.listing, name="interviews"),
    path("wawancara/baru/<slug:code>/", interviews.new, name="new-interview"),
    path("wawancara/<int:pk>/", interviews.interview, name="interview"),
    path("wawancara/<int:pk>/ubah/", interviews.change, name="change-interview"),
    path("wawancara/<int:pk>/batal/", interviews.cancel, name="cancel-interview"),
    path("wawancara/<int:pk>/paparan/", interviews.presentation, name="presentation"),
    path("wawancara/<int:pk>/penjawab/", speaking.speakers, name="speakers"),
    path("wawancara/<int:pk>/catat/", minutes.write, name="interview-log"),
    path("wawancara/<int:pk>/catatan/", minutes.lines, name="interview-lines"),
    path("wawancara/<int:pk>/catatan/<int:entry>/coret/", minutes.strike, name="strike-entry"),
    path("wawancara/<int:pk>/beri/", minutes.give, name="give-promise"),
    path("wawancara/<int:pk>/unduh.<slug:file_type>", minutes.download, name="interview-download"),
]
