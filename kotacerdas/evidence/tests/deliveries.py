"""Deliveries for tests: files as they come from a Drive, a WhatsApp chat, a scanner; sent, and taken in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from PIL import Image

from kotacerdas.evidence import actions
from kotacerdas.evidence.actions import taking_in
from kotacerdas.evidence.models import Intake
from kotacerdas.evidence.tests.factories import NOW
from kotacerdas.files import actions as files

MINUTES = b"Notulen rapat Dewan Smart City, 22 Mei 2025. Dewan menyepakati analisis risiko.\n"
LETTER = b"Surat undangan rapat Forum Smart City, 3 Juni 2025.\n"
PROGRAM = b"MZ\x90\x00" + bytes(200)


def picture(shade: int = 200) -> bytes:
    """A photo of a letter, as far as a gate can tell."""
    content = io.BytesIO()
    Image.new("L", (60, 80), shade).save(content, "JPEG")
    return content.getvalue()


def zipped(members: Mapping[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, member in members.items():
            archive.writestr(name, member)
    return content.getvalue()


def drive_download() -> bytes:
    """A folder as Google Drive gives it: the same file under two names, a system's own file."""
    return zipped(
        {
            "Bukti Dukung 2025/Notulen Rapat Dewan.txt": MINUTES,
            "Bukti Dukung 2025/Salinan dari Notulen Rapat Dewan.txt": MINUTES,
            "Bukti Dukung 2025/Surat/Undangan.txt": LETTER,
            "Bukti Dukung 2025/desktop.ini": b"[.ShellClassInfo]\r\nIconIndex=0\r\n",
        }
    )


def whatsapp_export() -> bytes:
    """A chat with its media: photos of letters, one of them sent twice."""
    chat = "22/05/25 09.14 - Budi: IMG-20250522-WA0001.jpg (file terlampir)\n"
    return zipped(
        {
            "Chat WhatsApp dengan Pokja Smart City.txt": chat.encode(),
            "IMG-20250522-WA0001.jpg": picture(200),
            "IMG-20250523-WA0004.jpg": picture(200),
            "IMG-20250524-WA0002.jpg": picture(180),
        }
    )


def sent(city: Any, by: Any, contents: Mapping[str, bytes], **fields: Any) -> Intake:
    """An open delivery with these files."""
    intake = actions.open_intake(city=city, agency=fields.pop("agency", None), by=by, now=NOW, **fields)
    for path, content in contents.items():
        actions.add_item(intake, files.store(content), path=path, by=by, now=NOW)
    return intake


def taken_in(city: Any, by: Any, contents: Mapping[str, bytes], **fields: Any) -> Intake:
    intake = actions.finish(sent(city, by, contents, **fields), by=by, now=NOW, waits=True)
    taking_in.take_in(intake, clock=lambda: NOW, tell=lambda done, of: None)
    intake.refresh_from_db()
    return intake


def became(intake: Intake) -> dict[str, str]:
    """The state of each file by its path."""
    return dict(intake.items.order_by("pk").values_list("path", "state"))
