"""Addresses of the office: its own page, the trail of deeds, background work, intakes."""

from django.urls import path

from kotacerdas.office.views import hub, jobs, trail

app_name = "office"

urlpatterns = [
    path("kantor/", hub.hub, name="hub"),
    path("kantor/jejak/", trail.trail, name="trail"),
    path("kantor/pekerjaan/", jobs.jobs, name="jobs"),
    path("kantor/pekerjaan/<int:number>/", jobs.job, name="job"),
    path("kantor/pekerjaan/<int:number>/batal/", jobs.cancel, name="job-cancel"),
    path("kantor/pekerjaan/<int:number>/ulang/", jobs.retry, name="job-retry"),
    path("kantor/jejak/unduh.<str:file_type>", trail.download, name="trail-download"),
]
