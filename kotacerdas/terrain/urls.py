"""Addresses of the ground of a city."""

from django.urls import path

from kotacerdas.terrain.views import grounds, profiles

app_name = "terrain"

urlpatterns = [
    path("medan/", grounds.grounds, name="grounds"),
    path("medan/profil/", profiles.profile, name="profile"),
    path("medan/bawa/", grounds.bring, name="bring"),
    path("medan/sintetis/", grounds.invent, name="invent"),
    path("medan/<slug:code>/relief.png", grounds.picture, name="picture"),
    path("medan/<slug:code>/pakai/", grounds.use, name="use"),
    path("medan/<slug:code>/siapkan/", grounds.again, name="again"),
]
