"""The demo's desk and three letters, all marked as samples: no mark, no name and no number of a real office."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from kotacerdas.common.reference import Report, demo_loader
from kotacerdas.letters import actions, planning, queries, typesetting
from kotacerdas.letters.domain.addressing import Addressee
from kotacerdas.letters.domain.scans import Upload
from kotacerdas.letters.models import Book, Letter, Letterhead, Signatory, Template
from kotacerdas.letters.planning import Content
from kotacerdas.people.models import City, User

AUTHOR = "program@balikpapan.example"
BOOK, HEAD = "Agenda keluar (contoh)", "Sekretariat Tim Pelaksana (contoh)"
MEETING = {
    "acara": "rapat koordinasi Smart City",
    "hari": "Senin, 7 Desember 2026",
    "mulai": "09.00",
    "tempat": "Ruang rapat (contoh)",
    "agenda": "1. Pembukaan\n2. Paparan capaian\n3. Pembahasan tindak lanjut",
    "narahubung": "",
}
DATA = {
    "data": "titik parkir tepi jalan",
    "keperluan": "penyusunan bukti dukung evaluasi Smart City",
    "rincian": "1. Nama ruas jalan\n2. Jumlah petak\n3. Tarif yang berlaku",
    "batas": "Jumat, 11 Desember 2026",
    "surel": "",
}
DRAFT = {
    "perihal": "jadwal pemutakhiran data",
    "isi": "- Pemutakhiran data dibuka pada minggu pertama bulan depan.\n- Setiap perangkat daerah menunjuk satu petugas.",
}


@demo_loader("letters.samples", after=["people.accounts"])
def load_samples(report: Report) -> None:
    """Once: letters that were issued are not written again. The templates must have been loaded before."""
    city = City.objects.filter(code=settings.DEFAULT_CITY).first()
    author = User.objects.get_queryset().filter(email=AUTHOR).first()
    ready = Template.objects.filter(city=None).exists()
    if (
        city is None
        or author is None
        or not ready
        or Letter.objects.filter(is_sample=True, city=city).exists()
    ):
        report.unchanged("sample letters", Letter.objects.filter(is_sample=True).count())
        return
    _make_desk(city)
    desk = queries.desk(city, author)
    now = timezone.now()
    dishub = Addressee("Kepala Dinas Perhubungan", "di Balikpapan", "dishub@balikpapan.example")
    diskominfo = Addressee("Kepala Dinas Komunikasi dan Informatika", "", "diskominfo@balikpapan.example")
    leader = Addressee("Sekretaris Daerah (sebagai laporan)", "", "pimpinan@balikpapan.example")

    def write(name: str, code: str, answers: dict[str, str], *, to: list[Addressee], days_ago: int) -> Letter:
        """Under an address that can be written down; those of real letters are random."""
        template = Template.objects.get(code=code)
        at = now - timedelta(days=days_ago)
        content = planning.begun(template, answers, desk=desk, city=city, language="id", now=at)
        made = _as_sample(content, to=to, copies=[leader])
        letter = actions.draft(made, city=city, template=template, by=author, now=at)
        letter.code = name
        letter.save(update_fields=["code"])
        report.added("sample letters", letter)
        return letter

    signed = write("contoh-ditandai", "contoh-undangan-rapat", MEETING, to=[dishub, diskominfo], days_ago=6)
    signed = actions.issue(signed, expected=signed.version, by=author, now=now - timedelta(days=5))
    scan = Upload(_scan_of(signed), "contoh-salinan-bertanda-tangan.pdf", "application/pdf")
    actions.bring_back(signed, scan, by=author, now=now - timedelta(days=4))
    issued = write("contoh-terbit", "contoh-permintaan-data", DATA, to=[dishub], days_ago=2)
    actions.issue(issued, expected=issued.version, by=author, now=now - timedelta(days=1))
    write("contoh-konsep", "contoh-pemberitahuan", DRAFT, to=[dishub, diskominfo], days_ago=0)


def _as_sample(content: Content, **changes: Any) -> Content:
    return replace(content, is_sample=True, **changes)


def _make_desk(city: City) -> None:
    shared: dict[str, Any] = {"city": city, "is_sample": True}
    Book.objects.get_or_create(
        name=BOOK, city=city, defaults={"is_sample": True, "classification": "005", "unit": "TP-SC"}
    )
    Letterhead.objects.get_or_create(
        name=HEAD,
        city=city,
        defaults={
            "is_sample": True,
            "lines": "PEMERINTAH KOTA BALIKPAPAN\nSEKRETARIAT TIM PELAKSANA SMART CITY",
            "address": "Kop surat contoh, tanpa lambang daerah",
            "contact": "surat@balikpapan.example",
            "place": city.short_name,
        },
    )
    if not Signatory.objects.filter(**shared).exists():
        Signatory.objects.create(**shared, title="Ketua Tim Pelaksana Smart City", name="Nama Pejabat Contoh")


def _scan_of(letter: Letter) -> bytes:
    """Stands for a scan: the letter once more, with a word where the signature would be."""
    made = (letter.snapshot or {}) | {"mark": "CONTOH TTD"}
    return typesetting.pdf(made, None)
