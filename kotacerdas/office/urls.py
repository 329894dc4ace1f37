"""Addresses of the office: its own page, the trail of deeds, background work, intakes."""

from django.urls import path

from kotacerdas.office.views import hub, import_deeds, imports, jobs, trail

app_name = "office"

urlpatterns = [
    path("kantor/", hub.hub, name="hub"),
    path("kantor/jejak/", trail.trail, name="trail"),
    path("kantor/pekerjaan/", jobs.jobs, name="jobs"),
    path("kantor/pekerjaan/<int:number>/", jobs.job, name="job"),
    path("kantor/pekerjaan/<int:number>/batal/", jobs.cancel, name="job-cancel"),
    path("kantor/pekerjaan/<int:number>/ulang/", jobs.retry, name="job-retry"),
    path("kantor/jejak/unduh.<str:file_type>", trail.download, name="trail-download"),
    path("kantor/impor/", imports.imports, name="imports"),
    path("kantor/impor/berkas/<str:code>/", imports.run, name="import-run"),
    path("kantor/impor/berkas/<str:code>/lembar/", import_deeds.sheet, name="import-sheet"),
    path("kantor/impor/berkas/<str:code>/kolom/", import_deeds.columns, name="import-columns"),
    path("kantor/impor/berkas/<str:code>/pilih/", import_deeds.choose, name="import-choose"),
    path("kantor/impor/berkas/<str:code>/tulis/", import_deeds.write, name="import-write"),
    path("kantor/impor/berkas/<str:code>/batalkan/", import_deeds.undo, name="import-undo"),
    path("kantor/impor/berkas/<str:code>/buang/", import_deeds.drop, name="import-drop"),
    path("kantor/impor/berkas/<str:code>/temuan.<str:file_type>", imports.findings, name="import-findings"),
    path("kantor/impor/<slug:slug>/", imports.new, name="import-new"),
    path("kantor/impor/<slug:slug>/unggah/", import_deeds.upload, name="import-upload"),
    path("kantor/impor/<slug:slug>/templat.xlsx", imports.template, name="import-template"),
    path("kantor/impor/<slug:slug>/data.<str:file_type>", imports.data, name="import-data"),
]
