"""Addresses of people: signing in and out, one's account, a city's areas and organisations, roles."""

from django.urls import path

from kotacerdas.people.views import account, door, public

app_name = "people"

urlpatterns = [
    path("masuk/", door.sign_in, name="sign-in"),
    path("keluar/", door.sign_out, name="sign-out"),
    path("akun/", account.account, name="account"),
    path("orang/", account.people, name="people"),
    path("peran/", public.roles, name="roles"),
    path("organisasi/", public.organisations, name="organisations-here"),
    path("wilayah/", public.units, name="units-here"),
    path("k/<str:code>/organisasi/", public.organisations, name="organisations"),
    path("k/<str:code>/wilayah/", public.units, name="units"),
]
