"""Addresses of discussions."""

from django.urls import path

from kotacerdas.discussion.views import comments, threads

app_name = "discussion"

urlpatterns = [
    path("diskusi/komentar/<str:code>/ubah/", comments.mend, name="mend"),
    path("diskusi/komentar/<str:code>/tarik/", comments.withdraw, name="withdraw"),
    path("diskusi/komentar/<str:code>/sembunyi/", comments.hide, name="hide"),
    path("diskusi/<str:kind>/<str:key>/", threads.thread, name="thread"),
]
