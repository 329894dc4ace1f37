"""Addresses of rounds, their calendars, rankings, scorecards and comparisons."""

from django.urls import path

from kotacerdas.evaluation.views import (
    awards,
    calendar,
    cities,
    invitations,
    keeping,
    letters,
    opening,
    operator,
    reports,
    rounds,
    scorecards,
)

app_name = "evaluation"

urlpatterns = [
    path("putaran/", rounds.listing, name="rounds"),
    path("putaran/baru/", opening.new_round, name="new-round"),
    path("putaran/baru/operator/", opening.new_run_round, name="new-run-round"),
    path("putaran/<slug:code>/kalender/", calendar.calendar, name="calendar"),
    path("putaran/<slug:code>/kalender.ics", calendar.calendar_file, name="calendar-file"),
    path("putaran/<slug:code>/jadwal/", keeping.days, name="days"),
    path("putaran/<slug:code>/perpanjang/", keeping.extend, name="extend"),
    path("putaran/<slug:code>/kota/", invitations.invitations, name="invitations"),
    path("putaran/<slug:code>/surat/", letters.letter, name="letter"),
    path("putaran/<slug:code>/ikut/", invitations.join, name="join"),
    path("putaran/<slug:code>/", rounds.ranking, name="ranking"),
    path("putaran/<slug:code>/unduh.<slug:file_type>", rounds.download, name="ranking-download"),
    path("putaran/<slug:code>/rentang/", rounds.compute, name="compute-intervals"),
    path("putaran/<slug:code>/penghargaan/", awards.awards, name="awards"),
    path("putaran/<slug:code>/penghargaan/catat/", awards.give, name="award-give"),
    path("putaran/<slug:code>/penghargaan/<int:number>/hapus/", awards.remove, name="award-remove"),
    path("putaran/<slug:code>/muat/", operator.load, name="load"),
    path("putaran/<slug:code>/terbit/", operator.publish, name="publish"),
    path("banding/", scorecards.compare, name="compare"),
    path("k/<str:city>/", cities.profile, name="city"),
    path("k/<str:city>/rekomendasi/<str:slug>/", cities.recommendation, name="recommendation"),
    path("k/<str:city>/rapor/", scorecards.latest, name="latest"),
    path("k/<str:city>/rapor/<slug:code>/", scorecards.scorecard, name="scorecard"),
    path("k/<str:city>/rapor/<slug:code>/laporan.pdf", reports.pdf, name="report-pdf"),
    path("k/<str:city>/rapor/<slug:code>/laporan.xlsx", reports.xlsx, name="report-xlsx"),
    path(
        "k/<str:city>/rapor/<slug:code>/unduh.<slug:file_type>",
        scorecards.download,
        name="scorecard-download",
    ),
]
