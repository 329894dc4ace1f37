"""The demo's deliveries: one that was taken in, one that still waits for files; and words that a city has added."""

import io
import zipfile
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from kotacerdas.common.quiet import quietly
from kotacerdas.common.reference import Report, demo_loader
from kotacerdas.evidence import actions
from kotacerdas.evidence.actions import taking_in
from kotacerdas.evidence.demo.documents import code_of
from kotacerdas.evidence.models import Document, Intake, Synonyms
from kotacerdas.files import actions as files
from kotacerdas.people.models import City
from kotacerdas.people.queries import programme_office_of

FINISHED, OPEN = 801, 802
WORDS = ["klinik data", "pendampingan data"]
NOT_A_PDF = b"Ini hanya teks, bukan PDF. Berkas contoh."


@demo_loader("evidence.deliveries", after=["evidence.samples"])
def load_deliveries(report: Report) -> None:
    """Once; it needs a sample document, whose bytes come again under another name."""
    city = City.objects.filter(code=settings.DEFAULT_CITY).first()
    office = programme_office_of(city, now=timezone.now()) if city else []
    first = Document.objects.filter(code=code_of(1)).select_related("latest__content").first()
    kept = Intake.objects.filter(code__in=[code_of(FINISHED), code_of(OPEN)]).count()
    if city is None or not office or first is None or kept:
        report.unchanged("sample deliveries", kept)
        return
    with quietly():
        report.added("sample deliveries", _taken_in(city, office[0], first))
        report.added("sample deliveries", _waiting(city, office[0]))
        group = actions.add_synonyms(city, WORDS, source="contoh", by=office[0], now=timezone.now())
    Synonyms.objects.filter(pk=group.pk).update(key=code_of(FINISHED))


def _taken_in(city: City, by: Any, first: Document) -> Intake:
    now = timezone.now() - timedelta(days=2)
    intake = _opened(city, by, FINISHED)
    with first.revisions.get(number=1).file.open() as kept:
        archive = _archive({"Rapat/notulen scan (2).pdf": kept.read(), "Rapat/desktop.ini": b"[contoh]"})
    for path, content in {"Arsip rapat.zip": archive, "SK Dewan FINAL.pdf": NOT_A_PDF}.items():
        actions.add_item(intake, files.store(content), path=path, by=by, now=now)
    intake = actions.finish(intake, by=by, now=now, waits=True)
    taking_in.take_in(intake, clock=lambda: now, tell=lambda done, of: None)
    return intake


def _waiting(city: City, by: Any) -> Intake:
    intake = _opened(city, by, OPEN)
    actions.add_item(intake, files.store(NOT_A_PDF), path="Catatan contoh.txt", by=by, now=timezone.now())
    return intake


def _opened(city: City, by: Any, number: int) -> Intake:
    intake = actions.open_intake(city=city, agency=None, by=by, now=timezone.now() - timedelta(days=2))
    Intake.objects.filter(pk=intake.pk).update(code=code_of(number))
    return Intake.objects.get(pk=intake.pk)


def _archive(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 2, 9, 0, 0)), content)
    return packed.getvalue()
