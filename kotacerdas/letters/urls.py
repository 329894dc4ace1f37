"""Addresses of letters. Words come before codes: no code of a letter is one of these words."""

from django.urls import path

from kotacerdas.letters.views import desk, issued, public, reading, writing

app_name = "letters"

urlpatterns = [
    path("surat/", reading.letters, name="letters"),
    path("surat/baru/", writing.begin, name="begin"),
    path("surat/baru/<slug:code>/", writing.compose, name="compose"),
    path("surat/perangkat/", desk.desk, name="desk"),
    path("surat/buku/baru/", desk.book, name="new-book"),
    path("surat/buku/<int:key>/", desk.book, name="book"),
    path("surat/kop/baru/", desk.letterhead, name="new-letterhead"),
    path("surat/kop/<int:key>/", desk.letterhead, name="letterhead"),
    path("surat/penanda-tangan/baru/", desk.signatory, name="new-signatory"),
    path("surat/penanda-tangan/<int:key>/", desk.signatory, name="signatory"),
    path("surat/templat/baru/", desk.template, name="new-template"),
    path("surat/templat/<slug:code>/", desk.template, name="template"),
    path("surat/templat/<slug:code>/salin/", desk.copy, name="copy-template"),
    path("surat/periksa/<slug:code>/", public.check, name="check"),
    path("surat/terima/<slug:token>/", public.received, name="received"),
    path("surat/terima/<slug:token>/<slug:code>/", public.received_file, name="received-file"),
    path("surat/<slug:code>/", reading.letter, name="letter"),
    path("surat/<slug:code>/ubah/", writing.edit, name="edit"),
    path("surat/<slug:code>/lampiran/", writing.attach, name="attach"),
    path("surat/<slug:code>/lampiran/<int:key>/lepas/", writing.detach, name="detach"),
    path("surat/<slug:code>/buang/", writing.discard, name="discard"),
    path("surat/<slug:code>/terbitkan/", writing.issue, name="issue"),
    path("surat/<slug:code>/salinan-bertanda-tangan/", issued.bring_back, name="bring-back"),
    path("surat/<slug:code>/kirim/", issued.send, name="send"),
    path("surat/<slug:code>/batalkan/", issued.void, name="void"),
]
