"""Addresses of this app."""

from django.urls import path

from kotacerdas.accounts.views import security

app_name = "accounts"

urlpatterns = [
    path("akun/keamanan/", security.security, name="security"),
]
