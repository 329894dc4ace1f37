"""Addresses of notices: one's own, one's wishes, the way out by a link, and the deliveries of an office."""

from django.urls import path

from kotacerdas.notices.views import deliveries, own, targets, unsubscribe, wishes

app_name = "notices"

urlpatterns = [
    path("kabar/", own.notices, name="notices"),
    path("kabar/baca-semua/", own.read_all, name="read-all"),
    path("kabar/berhenti/<str:token>/", unsubscribe.unsubscribe, name="unsubscribe"),
    path("kabar/<slug:reference>/", own.open_notice, name="open"),
    path("akun/pemberitahuan/", wishes.wishes, name="wishes"),
    path("kantor/saluran/", targets.targets, name="targets"),
    path("kantor/saluran/<int:key>/", targets.switch, name="target-switch"),
    path("kantor/kiriman/", deliveries.listing, name="deliveries"),
    path("kantor/kiriman/<slug:reference>/", deliveries.delivery, name="delivery"),
    path("kantor/kiriman/<slug:reference>/putusan/", deliveries.decide, name="decide"),
    path("kantor/kiriman/<slug:reference>/whatsapp/", deliveries.by_hand, name="by-hand"),
]
