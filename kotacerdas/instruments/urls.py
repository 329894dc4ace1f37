"""Addresses of the instrument browser."""

from django.urls import path

from kotacerdas.instruments.views import browser, office

app_name = "instruments"

urlpatterns = [
    path("instrumen/", browser.listing, name="list"),
    path("instrumen/<slug:code>/<slug:edition>/", browser.detail, name="detail"),
    path("instrumen/<slug:code>/<slug:edition>/<slug:node>/", browser.question, name="question"),
    path("instrumen/<slug:code>/<slug:edition>/<slug:node>/<int:level>/", office.level, name="level"),
]
