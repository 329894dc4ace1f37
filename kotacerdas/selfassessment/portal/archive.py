"""Writes the ZIP for the ministry's portal: a folder for each question, the list of all, and what to do with it."""

import tempfile
import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import IO

from django.conf import settings
from django.utils import translation

from kotacerdas.common.domain.faults import Fault, Refused
from kotacerdas.files import blobs
from kotacerdas.selfassessment.portal import texts
from kotacerdas.selfassessment.portal.gathering import Gathered, Placed

MOST_BYTES = 500 * 1024 * 1024
"""What one request copies; a larger submission is taken part by part of the form."""
IN_MEMORY = 8 * 1024 * 1024


def make(gathered: Gathered, *, address: str, now: datetime) -> IO[bytes]:
    """A temporary file that goes when it is closed. Raises `Refused` for what is too large, and for every file whose
    bytes are damaged, before anything is sent. Its words are Indonesian, which is what the portal takes."""
    if not gathered.told:
        raise Refused(Fault("snapshot-damaged"))
    if gathered.size > MOST_BYTES:
        raise Refused(Fault("ministry-too-large", {"total_bytes": gathered.size, "most_bytes": MOST_BYTES}))
    opened: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the response closes it
    try:
        with zipfile.ZipFile(opened, "w", zipfile.ZIP_DEFLATED) as zipped:
            _write(_Writer(zipped, gathered), gathered, address, now)
    except BaseException:
        opened.close()
        raise
    opened.seek(0)
    return opened


def _write(writer: "_Writer", gathered: Gathered, address: str, now: datetime) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        writer.text("BACA.txt", texts.about(gathered, address=address))
        writer.add("daftar.xlsx", texts.listing(gathered, address=address, now=now))
        troubles: list[Fault] = []
        for question in gathered.questions:
            writer.text(f"{question.folder}/jawaban.txt", texts.answer(question))
            troubles += writer.files(question.told["code"], question.files)
    if troubles:
        raise Refused(troubles)


class _Writer:
    """All entries bear the time of the submission. What is compressed already is stored as it is."""

    def __init__(self, zipped: zipfile.ZipFile, gathered: Gathered) -> None:
        self.zipped = zipped
        at = gathered.snapshot.at.astimezone(gathered.snapshot.assessment.city.timezone)
        self.at = (at.year, at.month, at.day, at.hour, at.minute, at.second)

    def text(self, name: str, words: str) -> None:
        """With the line ends and the mark by which every Windows editor knows what it is."""
        self.add(name, words.replace("\n", "\r\n").encode("utf-8-sig"))

    def add(self, name: str, content: bytes) -> None:
        self.zipped.writestr(self._entry(name, zipfile.ZIP_DEFLATED), content)

    def files(self, code: str, some: list[Placed]) -> Iterator[Fault]:
        for placed in some:
            if placed.left:
                continue
            try:
                self._file(placed)
            except (blobs.Missing, blobs.Damaged):
                yield Fault("ministry-damaged", {"code": code, "name": placed.path.rpartition("/")[2]})

    def _file(self, placed: Placed) -> None:
        """The store compares with the hash before it hands anything out."""
        entry = self._entry(placed.path, zipfile.ZIP_STORED)
        entry.file_size = placed.size
        with blobs.store().open(placed.sha256) as content, self.zipped.open(entry, "w") as target:
            while piece := content.read(blobs.PIECE):
                target.write(piece)

    def _entry(self, name: str, how: int) -> zipfile.ZipInfo:
        entry = zipfile.ZipInfo(name, self.at)
        entry.compress_type = how
        entry.external_attr = 0o644 << 16
        return entry
