"""Names that offices give: to documents, to scans of which the name tells nothing, to folders."""

import random
import re

_ODD = re.compile(r'[\\/:*?"<>|]')
_AFTER = ("", "", "", "", " FINAL", " (2)", "_rev1", " ok", " - Copy", " FINAL (2)")
_TOLD = 0.45
"""Share of scans whose name says what they are."""


def typed(title: str, ending: str, dice: random.Random) -> str:
    name = _clean(title)
    name = name.upper() if dice.random() < 0.06 else name
    before = f"{dice.randint(1, 12):02}. " if dice.random() < 0.1 else ""
    return f"{before}{name}{dice.choice(_AFTER)}.{ending}"


def scan(title: str, ending: str, dice: random.Random) -> str:
    if dice.random() < _TOLD:
        return f"{_clean(title)}{dice.choice(('', ' scan', '_scan', ' (pindai)'))}.{ending}"
    return camera(ending, dice)


def camera(ending: str, dice: random.Random) -> str:
    """As a scanner or a telephone counts."""
    month, day, number = dice.randint(1, 11), dice.randint(1, 28), dice.randint(1, 9999)
    names = [
        f"scan{number:04}",
        f"Scan_2025{month:02}{day:02}",
        f"Dokumen{number % 90:02}",
        f"CamScanner {month:02}-{day:02}-2025 10.{number % 60:02}",
    ]
    if ending in {"jpg", "png"}:
        names += [
            f"IMG_2025{month:02}{day:02}_{number:04}",
            f"WhatsApp Image 2025-{month:02}-{day:02} at 09.{number % 60:02}.11",
        ]
    ending = ending.upper() if dice.random() < 0.1 else ending
    return f"{dice.choice(names)}.{ending}"


def whatsapp(ending: str, number: int, dice: random.Random) -> str:
    kind = "IMG" if ending in {"jpg", "png"} else "DOC"
    return f"{kind}-2025{dice.randint(1, 11):02}{dice.randint(1, 28):02}-WA{number:04}.{ending}"


def folder(agency: str, dice: random.Random) -> str:
    own = _clean(agency) or "Lain-lain"
    inner = dice.choice(("", "2025/", "Smart City/", "BUKTI DUKUNG/2025/"))
    return f"{own}/{inner}"


def _clean(title: str) -> str:
    return " ".join(_ODD.sub(" ", title).split())[:120]
