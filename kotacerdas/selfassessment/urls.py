"""Addresses of a city's self-assessments."""

from django.urls import path

from kotacerdas.selfassessment.views import answers, board, sharing, snapshots, submitting

app_name = "selfassessment"

urlpatterns = [
    path("penilaian/", board.listing, name="assessments"),
    path("penilaian/<slug:code>/", board.board, name="board"),
    path("penilaian/<slug:code>/unduh.<slug:file_type>", board.download, name="board-download"),
    path("penilaian/<slug:code>/soal/<str:question>/", answers.answer, name="answer"),
    path("penilaian/<slug:code>/soal/<str:question>/usulan/", answers.proposals, name="proposals"),
    path("penilaian/<slug:code>/soal/<str:question>/draf/", answers.draft, name="draft"),
    path("penilaian/<slug:code>/soal/<str:question>/<slug:deed>/", answers.deed, name="deed"),
    path("penilaian/<slug:code>/mulai/", sharing.begin, name="open"),
    path("penilaian/<slug:code>/bagi/", sharing.share, name="share"),
    path("penilaian/<slug:code>/kirim/", submitting.submit, name="submit"),
    path("penilaian/<slug:code>/buka/", submitting.reopen, name="reopen"),
    path("penilaian/<slug:code>/kiriman/<int:number>/", snapshots.snapshot, name="snapshot"),
    path("penilaian/<slug:code>/kiriman/<int:number>/tanda-terima/", snapshots.receipt, name="receipt"),
    path("penilaian/<slug:code>/kiriman/<int:number>/kementerian.zip", snapshots.ministry, name="ministry"),
]
