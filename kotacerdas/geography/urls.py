"""Addresses of areas, places and people. Words of ours stand where codes of places stand; `domain.codes` keeps them free."""

from django.urls import path

from kotacerdas.geography.views import areas, outlines, people, places

app_name = "geography"

urlpatterns = [
    path("peta/", areas.areas, name="areas"),
    path("peta/unduh.<slug:file_type>", areas.download, name="areas-download"),
    path("peta/batas.geojson", areas.outlines, name="outlines"),
    path("peta/batas/", outlines.bring, name="bring-outlines"),
    path("peta/batas/skematis/", outlines.draw, name="draw-outlines"),
    path("peta/batas/<slug:code>/", outlines.file, name="outline-file"),
    path("peta/batas/<slug:code>/pakai/", outlines.use, name="use-outlines"),
    path("peta/warga/", people.estimate, name="estimate"),
    path("peta/tempat/", places.listing, name="places"),
    path("peta/tempat/unduh.<slug:file_type>", places.download, name="places-download"),
    path("peta/tempat/baru/", places.new, name="new-place"),
    path("peta/tempat/geojson/", places.bring, name="bring-places"),
    path("peta/tempat/<slug:code>/", places.place, name="place"),
    path("peta/tempat/<slug:code>/ubah/", places.change, name="change-place"),
    path("peta/tempat/<slug:code>/hapus/", places.remove, name="remove-place"),
]
