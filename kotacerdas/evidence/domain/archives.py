"""The entries of a delivered ZIP: what each is called, which are nobody's files, which names are tricks.

Nothing is ever unpacked under the name in an archive; but a name that tries to leave its folder is no accident.
"""

from __future__ import annotations

import re
import stat
import struct
import unicodedata
import zipfile
import zlib

from kotacerdas.common.domain.faults import Fault
from kotacerdas.evidence.domain.zips import MEGABYTE, Bounds
from kotacerdas.files.domain import names

MOST_ENTRIES = 20_000
DEEPEST = 3
"""An archive, one in it, one in that."""
_UTF8 = 0x800
_UNICODE_PATH = 0x7075
_DRIVE = re.compile(r"^[A-Za-z]:")
_DEVICE = re.compile(r"^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)
_FOLDERS_OF_NOBODY = {"__macosx", ".git", ".svn", "$recycle.bin", "system volume information"}
_FILES_OF_NOBODY = re.compile(
    r"^(?:\..*|thumbs\.db|ehthumbs\.db|desktop\.ini|~\$.*|~wrl.*\.tmp|icon\r?)$", re.IGNORECASE
)


def bounds(most_unpacked: int) -> Bounds:
    """Pictures of empty pages shrink far more than documents; what is unpacked at all is bounded besides."""
    return Bounds(entries=MOST_ENTRIES, unpacked=most_unpacked, ratio=600, ratio_from=64 * MEGABYTE)


def name_of(info: zipfile.ZipInfo) -> str:
    """As it was meant: the standard knows only the letters of the first IBM PC, and programs go on to write others."""
    if not info.flag_bits & _UTF8:
        raw = info.orig_filename.encode("cp437", "replace")
        return _normal(_unicode_path(info.extra, raw) or _as_utf8(raw) or info.orig_filename)
    return _normal(info.orig_filename)


def _normal(name: str) -> str:
    return unicodedata.normalize("NFC", name).replace("\\", "/")


def _as_utf8(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _unicode_path(extra: bytes, raw: bytes) -> str:
    """The name once more, in an extra field, if it speaks of this name."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        field = extra[at + 4 : at + 4 + length]
        if (
            kind == _UNICODE_PATH
            and len(field) > 5
            and struct.unpack_from("<L", field, 1)[0] == zlib.crc32(raw)
        ):
            return _as_utf8(field[5:])
        at += 4 + length
    return ""


def shown(path: str) -> str:
    """The path as people see it and rows keep it: no empty steps, no signs that are not seen."""
    parts = [part for part in path.split("/") if part not in {"", "."}]
    return "/".join("".join(sign for sign in part if unicodedata.category(sign)[0] != "C") for part in parts)


def is_folder(path: str) -> bool:
    return path.endswith("/")


def is_of_nobody(path: str) -> bool:
    """What systems and office programs leave in folders for themselves; nobody would miss it."""
    *folders, last = [part for part in path.split("/") if part not in {"", "."}] or [""]
    return bool(_FILES_OF_NOBODY.match(last)) or any(each.lower() in _FOLDERS_OF_NOBODY for each in folders)


def trick(info: zipfile.ZipInfo, path: str) -> Fault | None:
    """Why an entry is not what it seems: a name that leaves its folder, a link, a device."""
    parts = path.split("/")
    is_trick = path.startswith("/") or ".." in parts or _DRIVE.match(path) or "\0" in path
    if is_trick or any(_DEVICE.match(part) for part in parts) or not shown(path):
        return Fault("evidence-archive-path", {"name": names.clean(path)})
    mode = info.external_attr >> 16
    if mode and stat.S_IFMT(mode) not in {0, stat.S_IFREG, stat.S_IFDIR}:
        return Fault("evidence-archive-link", {"name": names.clean(path)})
    return None
