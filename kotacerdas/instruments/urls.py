"""Addresses of the instrument browser."""

from django.urls import path

from kotacerdas.instruments.views import browser

app_name = "instruments"

urlpatterns = [
    path("instrumen/", browser.listing, name="list"),
    path("instrumen/<slug:code>/<slug:edition>/", browser.detail, name="detail"),
]
