"""What a file may be called, whatever a browser or a mail program called it."""

import re
import unicodedata
from urllib.parse import quote

LONGEST = 120
NAMELESS = "berkas"
# What some system takes for a path, a drive, a wildcard or a quotation.
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|%]+')
_BLANKS = re.compile(r"\s+")
# Names that Windows keeps for its devices, with any ending.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)


def clean(name: str) -> str:
    """One name without a path, control characters, or marks that turn the order of letters around.

    `surat\\u202efdp.exe` would be shown as `suratexe.pdf`: such marks go, and so does whatever else is not seen.
    """
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    seen = "".join(sign for sign in name if unicodedata.category(sign)[0] != "C" or sign in "\t\n")
    plain = _BLANKS.sub(" ", _NOT_IN_NAMES.sub("-", seen)).strip(" .-")
    if _DEVICES.match(plain):
        plain = f"{NAMELESS}-{plain}"
    return _shortened(plain) or NAMELESS


def ending(name: str) -> str:
    """In small letters, without the dot: "pdf"; "" without an ending."""
    stem, dot, last = name.rpartition(".")
    return last.lower() if dot and stem else ""


def content_disposition(name: str) -> str:
    """RFC 6266: plain letters for old programs, and the name itself for all others."""
    folded = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9 ._()-]", "_", folded).strip() or NAMELESS
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _shortened(name: str) -> str:
    """The ending stays: it tells programs what to do."""
    if len(name) <= LONGEST:
        return name
    last = ending(name)
    if not last or len(last) > LONGEST // 10:
        return name[:LONGEST].rstrip(" .")
    return f"{name[: LONGEST - len(last) - 1].rstrip(' .')}.{last}"
