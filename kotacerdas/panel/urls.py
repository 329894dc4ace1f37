"""Addresses of panels: seats, the reading room, the questions to a city, and the interview."""

from django.urls import path

from kotacerdas.panel.views import panels, room, seats

app_name = "panel"

urlpatterns = [
    path("asesor/", panels.listing, name="panels"),
    path("asesor/<slug:code>/", panels.of_round, name="round"),
    path("asesor/<slug:code>/<str:city>/", panels.panel, name="panel"),
    path("asesor/<slug:code>/<str:city>/tunjuk/", seats.appoint, name="appoint"),
    path("asesor/<slug:code>/<str:city>/pernyataan/", seats.declare, name="declare"),
    path("asesor/<slug:code>/<str:city>/kursi/<int:number>/akhiri/", seats.end, name="end-seat"),
    path("asesor/<slug:code>/<str:city>/buka/", panels.open_panel, name="open-panel"),
    path("asesor/<slug:code>/<str:city>/hasil/", panels.conclude, name="conclude"),
    path("asesor/<slug:code>/<str:city>/ulangi/", panels.reopen_result, name="reopen-result"),
    path("asesor/<slug:code>/<str:city>/beda/<str:question>/", panels.talk, name="talk"),
    path("asesor/<slug:code>/<str:city>/pendapat/<slug:stage>/", room.opinion, name="opinion"),
    path("asesor/<slug:code>/<str:city>/soal/<str:question>/", room.room, name="room"),
    path("asesor/<slug:code>/<str:city>/soal/<str:question>/nilai/", room.mark, name="mark"),
    path(
        "asesor/<slug:code>/<str:city>/soal/<str:question>/bukti/<str:citation>/<int:unit>.png",
        room.picture,
        name="exhibit-picture",
    ),
]
