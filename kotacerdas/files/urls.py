"""Addresses of this app."""

from django.urls import path

from kotacerdas.files.views import door

app_name = "files"

urlpatterns = [path("berkas/<slug:code>/<str:name>", door.file, name="file")]
