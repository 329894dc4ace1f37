"""Addresses of the public Wi-Fi: the points, contracts, gaps, antenna patterns. Those of one point or contract name its city."""

from django.urls import path

from kotacerdas.wifi.views import bringing, contracts, gaps, inspecting, listing, photos, points, switching

app_name = "wifi"

urlpatterns = [
    path("wifi/", listing.listing, name="points"),
    path("wifi/unduh.<slug:file_type>", listing.download, name="download"),
    path("wifi/baru/", points.add, name="add"),
    path("wifi/nyala/", switching.many, name="switch-many"),
    path("wifi/masuk/", bringing.bring, name="bring"),
    path("wifi/pola-antena/", bringing.patterns, name="patterns"),
    path("wifi/kontrak/", contracts.listing, name="contracts"),
    path("wifi/kontrak/unduh.<slug:file_type>", contracts.download, name="contracts-download"),
    path("wifi/kontrak/baru/", contracts.sign, name="sign"),
    path("wifi/kontrak/<str:city>/<slug:code>/", contracts.contract, name="contract"),
    path("wifi/kontrak/<str:city>/<slug:code>/ubah/", contracts.change, name="change-contract"),
    path("wifi/kontrak/<str:city>/<slug:code>/titik/", contracts.pay, name="pay"),
    path("wifi/jeda/", gaps.report, name="gaps"),
    path("wifi/jeda/unduh.<slug:file_type>", gaps.download, name="gaps-download"),
    path("wifi/titik/<str:city>/<slug:code>/", points.point, name="point"),
    path("wifi/titik/<str:city>/<slug:code>/ubah/", points.change, name="change"),
    path("wifi/titik/<str:city>/<slug:code>/nyala/", switching.one, name="switch"),
    path("wifi/titik/<str:city>/<slug:code>/nyala/<str:since>/hapus/", switching.forget, name="forget"),
    path("wifi/titik/<str:city>/<slug:code>/periksa/", inspecting.inspect, name="inspect"),
    path(
        "wifi/titik/<str:city>/<slug:code>/periksa/<int:number>/terbit/", inspecting.publish, name="publish"
    ),
    path("wifi/titik/<str:city>/<slug:code>/foto/", photos.add, name="add-photo"),
    path("wifi/titik/<str:city>/<slug:code>/foto/<slug:key>/", photos.photo, name="photo"),
    path("wifi/titik/<str:city>/<slug:code>/foto/<slug:key>/terbit/", photos.publish, name="publish-photo"),
    path("wifi/titik/<str:city>/<slug:code>/foto/<slug:key>/hapus/", photos.drop, name="drop-photo"),
]
