"""Addresses of the instrument browser, and of the editions that staff write."""

from django.urls import path

from kotacerdas.instruments.views import begun, browser, drafts, finishing, office, parts

app_name = "instruments"
DRAFT = "konsep-instrumen/<slug:code>/<slug:edition>/"

urlpatterns = [
    path("instrumen/", browser.listing, name="list"),
    path("instrumen/<slug:code>/<slug:edition>/", browser.detail, name="detail"),
    path("instrumen/<slug:code>/<slug:edition>/<slug:node>/", browser.question, name="question"),
    path("instrumen/<slug:code>/<slug:edition>/<slug:node>/<int:level>/", office.level, name="level"),
    path("konsep-instrumen/baru/", begun.clone, name="clone"),
    path("konsep-instrumen/unggah/", begun.upload, name="upload"),
    path(DRAFT, drafts.draft, name="draft"),
    path(f"{DRAFT}instrument.yaml", drafts.as_file, name="draft-file"),
    path(f"{DRAFT}beda/", drafts.compare, name="draft-compare"),
    path(f"{DRAFT}kepala/", parts.head, name="draft-head"),
    path(f"{DRAFT}butir/<slug:node>/", parts.node, name="draft-node"),
    path(f"{DRAFT}butir/<slug:node>/tambah/", parts.add, name="draft-add"),
    path(f"{DRAFT}butir/<slug:node>/geser/", parts.move, name="draft-move"),
    path(f"{DRAFT}butir/<slug:node>/hapus/", parts.remove, name="draft-remove"),
    path(f"{DRAFT}periksa/", finishing.check, name="draft-check"),
    path(f"{DRAFT}terbit/", finishing.publish, name="draft-publish"),
    path(f"{DRAFT}buang/", finishing.discard, name="draft-discard"),
]
