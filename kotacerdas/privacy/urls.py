"""Addresses of this app: one's own data, the public register, the office's desk, the breach notebook."""

from django.urls import path

from kotacerdas.privacy.views import breaches, desk, mine, register

app_name = "privacy"

urlpatterns = [
    path("privasi/", register.register, name="register"),
    path("akun/data-pribadi/", mine.mine, name="mine"),
    path("akun/data-pribadi/unduh.json", mine.download, name="mine-download"),
    path("kantor/data-pribadi/", desk.desk, name="desk"),
    path("kantor/data-pribadi/catat/", desk.note, name="note"),
    path("kantor/data-pribadi/terhapus/", desk.deletions, name="deletions"),
    path("kantor/data-pribadi/kebocoran/", breaches.listing, name="breaches"),
    path("kantor/data-pribadi/kebocoran/catat/", breaches.note, name="breach-note"),
    path("kantor/data-pribadi/kebocoran/<str:code>/", breaches.breach, name="breach"),
    path("data-pribadi/<str:code>/", mine.request_page, name="request"),
]
