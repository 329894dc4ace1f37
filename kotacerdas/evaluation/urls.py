"""Addresses of rounds, rankings, scorecards and comparisons."""

from django.urls import path

from kotacerdas.evaluation.views import cities, operator, rounds, scorecards

app_name = "evaluation"

urlpatterns = [
    path("putaran/", rounds.listing, name="rounds"),
    path("putaran/<slug:code>/", rounds.ranking, name="ranking"),
    path("putaran/<slug:code>/unduh.<slug:file_type>", rounds.download, name="ranking-download"),
    path("putaran/<slug:code>/muat/", operator.load, name="load"),
    path("putaran/<slug:code>/terbit/", operator.publish, name="publish"),
    path("banding/", scorecards.compare, name="compare"),
    path("k/<str:city>/", cities.profile, name="city"),
    path("k/<str:city>/rekomendasi/<str:slug>/", cities.recommendation, name="recommendation"),
    path("k/<str:city>/rapor/", scorecards.latest, name="latest"),
    path("k/<str:city>/rapor/<slug:code>/", scorecards.scorecard, name="scorecard"),
    path(
        "k/<str:city>/rapor/<slug:code>/unduh.<slug:file_type>",
        scorecards.download,
        name="scorecard-download",
    ),
]
