"""Addresses of plans. An edition lies below its city: rencana/<city>/<edition>/, so that two cities may use the same code;
every page of an edition begins with `views.finding.edition_of`, every page of a programme with `programme_of`."""

from django.urls import path

from kotacerdas.masterplan.views import (
    analysis,
    answering,
    comparing,
    documents,
    goals,
    kept_portfolios,
    portfolios,
    printing,
    priorities,
    programmes,
    reporting,
    reviewing,
    standing,
    timeline,
    ways,
)

app_name = "masterplan"

urlpatterns = [
    # Documents: all of a city, one as a tree, two crossed; strategic issues, readiness, SWOT. Issues lie before the rest, for
    # "rencana/isu/..." must not be read as a city.
    path("rencana/", documents.editions, name="editions"),
    path("rencana/isu/", documents.issues, name="issues"),
    path("rencana/isu/baru/", analysis.new_issue, name="new-issue"),
    path("rencana/isu/<slug:code>/ubah/", analysis.change_issue, name="change-issue"),
    path("rencana/isu/<slug:code>/hapus/", analysis.remove_issue, name="remove-issue"),
    path("rencana/isu/<slug:code>/pindah/", analysis.move_issue, name="move-issue"),
    path("rencana/isu/<slug:code>/jawab/<slug:edition>/", analysis.answers, name="answer-issue"),
    path("rencana/<str:city>/<slug:edition>/", documents.edition, name="edition"),
    path("rencana/<str:city>/<slug:edition>/silang/", documents.crosswalk, name="crosswalk"),
    path("rencana/<str:city>/<slug:edition>/tujuan/baru/", goals.new, name="new-node"),
    path("rencana/<str:city>/<slug:edition>/tujuan/<str:code>/ubah/", goals.change, name="change-node"),
    path("rencana/<str:city>/<slug:edition>/tujuan/<str:code>/hapus/", goals.remove, name="remove-node"),
    path("rencana/<str:city>/<slug:edition>/tujuan/<str:code>/pindah/", goals.move, name="move-node"),
    path("rencana/<str:city>/<slug:edition>/tujuan/<str:code>/dukung/", goals.serves, name="node-serves"),
    path(
        "rencana/<str:city>/<slug:edition>/program/<str:code>/dukung/",
        goals.programme_serves,
        name="programme-serves",
    ),
    path("rencana/<str:city>/<slug:edition>/swot/", analysis.swot, name="swot"),
    path(
        "rencana/<str:city>/<slug:edition>/kesiapan/<slug:dimension>/", analysis.readiness, name="readiness"
    ),
    # Programmes and their board.
    path("rencana/<str:city>/<slug:edition>/program/", programmes.board, name="board"),
    path("rencana/<str:city>/<slug:edition>/program/baru/", programmes.new_programme, name="new-programme"),
    path(
        "rencana/<str:city>/<slug:edition>/program/unduh.<slug:file_type>",
        programmes.download,
        name="board-download",
    ),
    path("rencana/<str:city>/<slug:edition>/program/<str:code>/", programmes.programme, name="programme"),
    path(
        "rencana/<str:city>/<slug:edition>/program/<str:code>/ubah/",
        programmes.change,
        name="change-programme",
    ),
    path(
        "rencana/<str:city>/<slug:edition>/program/<str:code>/dana/<int:year>/",
        programmes.year_money,
        name="year-money",
    ),
    path(
        "rencana/<str:city>/<slug:edition>/program/<str:code>/lembar.pdf",
        printing.programme_sheet,
        name="programme-sheet",
    ),
    # Editions: begun, compared, reviewed, adopted.
    path("rencana/baru/", standing.new, name="new-edition"),
    path("rencana/<str:city>/<slug:edition>/kedudukan/", standing.standing, name="standing"),
    path("rencana/<str:city>/<slug:edition>/sampul/", standing.cover, name="cover"),
    path("rencana/<str:city>/<slug:edition>/lanjutan/", standing.succeed, name="succeed"),
    path("rencana/<str:city>/<slug:edition>/kedudukan/ulas/", standing.open_review, name="open-review"),
    path("rencana/<str:city>/<slug:edition>/kedudukan/tetapkan/", standing.adopt, name="adopt"),
    path("rencana/<str:city>/<slug:edition>/kedudukan/tarik/", standing.take_back, name="take-back"),
    path("rencana/<str:city>/<slug:edition>/banding/", comparing.compare, name="compare"),
    path(
        "rencana/<str:city>/<slug:edition>/banding/unduh.<slug:file_type>",
        comparing.download,
        name="compare-download",
    ),
    path("rencana/<str:city>/<slug:edition>/ulasan/", reviewing.review, name="review"),
    path(
        "rencana/<str:city>/<slug:edition>/ulasan/unduh.<slug:file_type>",
        reviewing.download,
        name="review-download",
    ),
    path("rencana/<str:city>/<slug:edition>/ulasan/catat/", reviewing.write, name="write-remark"),
    path("rencana/<str:city>/<slug:edition>/ulasan/<slug:code>/", reviewing.remark, name="remark"),
    path(
        "rencana/<str:city>/<slug:edition>/ulasan/<slug:code>/ubah/", reviewing.change, name="change-remark"
    ),
    path(
        "rencana/<str:city>/<slug:edition>/ulasan/<slug:code>/buka/", reviewing.reopen, name="reopen-remark"
    ),
    path(
        "rencana/<str:city>/<slug:edition>/ulasan/<slug:code>/hapus/", reviewing.remove, name="remove-remark"
    ),
    # What agencies report: months, milestones, risks; how the plan comes on.
    path("rencana/<str:city>/<slug:edition>/program/<str:code>/laporan/", reporting.report, name="report"),
    path(
        "rencana/<str:city>/<slug:edition>/program/<str:code>/tonggak/",
        reporting.milestones,
        name="milestones",
    ),
    path(
        "rencana/<str:city>/<slug:edition>/program/<str:code>/tonggak/<slug:step>/",
        reporting.milestone,
        name="milestone",
    ),
    path(
        "rencana/<str:city>/<slug:edition>/program/<str:code>/tonggak/<slug:step>/hapus/",
        reporting.drop_milestone,
        name="drop-milestone",
    ),
    path("rencana/<str:city>/<slug:edition>/program/<str:code>/risiko/", reporting.risk_list, name="risks"),
    path(
        "rencana/<str:city>/<slug:edition>/program/<str:code>/risiko/<slug:danger>/",
        reporting.risk,
        name="risk",
    ),
    path(
        "rencana/<str:city>/<slug:edition>/program/<str:code>/risiko/<slug:danger>/hapus/",
        reporting.drop_risk,
        name="drop-risk",
    ),
    path("rencana/<str:city>/<slug:edition>/waktu/", timeline.timeline, name="timeline"),
    path("rencana/<str:city>/<slug:edition>/serapan/", timeline.absorption, name="absorption"),
    # Priorities: scales, comparisons, portfolios.
    path("rencana/<str:city>/<slug:edition>/prioritas/", priorities.scales, name="scales"),
    path("rencana/<str:city>/<slug:edition>/prioritas/baru/", priorities.new_scale, name="new-scale"),
    *(
        path(f"rencana/<str:city>/<slug:edition>/prioritas/<slug:scale>/{rest}", view, name=name)
        for rest, view, name in (
            ("", priorities.scale, "scale"),
            ("ubah/", priorities.change_scale, "change-scale"),
            ("tutup/", priorities.open_or_close, "close-scale"),
            ("banding/", priorities.compare, "pairs"),
            ("pendapat/<slug:person>/", priorities.overrule, "overrule"),
            ("nilai/", priorities.marks, "marks"),
            ("kerja/", priorities.efforts, "efforts"),
            ("hubungan/", priorities.related, "relations"),
            ("hubungan/<str:programme>/<str:other>/hapus/", priorities.unrelate, "unrelate"),
            ("portofolio/baru/", portfolios.new_portfolio, "new-portfolio"),
            ("portofolio/<slug:code>/", portfolios.portfolio, "portfolio"),
            ("portofolio/<slug:code>/keputusan/", portfolios.resolve, "resolve"),
            ("portofolio/<slug:code>/nama/", kept_portfolios.rename, "rename-portfolio"),
            ("portofolio/<slug:code>/hapus/", kept_portfolios.remove, "drop-portfolio"),
        )
    ),
    # Ways to build a programme.
    *(
        path(f"rencana/<str:city>/<slug:edition>/program/<str:code>/cara/{rest}", view, name=name)
        for rest, view, name in (
            ("", ways.ways, "ways"),
            ("baru/", ways.new_way, "new-way"),
            ("<slug:way>/", ways.change_way, "change-way"),
            ("<slug:way>/pilih/", ways.choose_way, "choose-way"),
            ("<slug:way>/hapus/", ways.drop_way, "drop-way"),
        )
    ),
    # What programmes answer, and which agencies carry them.
    path("rencana/<str:city>/<slug:edition>/jawaban/", answering.answers, name="answers"),
    path("rencana/<str:city>/<slug:edition>/opd/", answering.agencies, name="agencies"),
    path(
        "rencana/<str:city>/<slug:edition>/opd/unduh.<slug:file_type>",
        answering.agencies_download,
        name="agencies-download",
    ),
]
