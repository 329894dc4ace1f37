"""Has a frozen letter set as PDF/A-2a and PDF/UA-1, or as pictures, in a child process with limits.

The same data give the same bytes: the date in the file is the letter's own and the typefaces come with the typesetter.
"""

import base64
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import structlog

from kotacerdas.common.domain.faults import Fault, Refused

log = structlog.get_logger("kotacerdas.letters")

PRESS = Path(__file__).with_name("press.py")
SECONDS = 20
# What fits the width of a page on a screen, and is sharp enough to read.
PREVIEW_PPI = 84
_NO_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed')

Setter: TypeAlias = Callable[[dict[str, Any], bytes | None], bytes]


def pdf(letter: dict[str, Any], logo: bytes | None) -> bytes:
    """Raises `Refused` where the letter cannot be set."""
    return _ordered({"letter": letter, "format": "pdf"}, logo)[0]


def pictures(letter: dict[str, Any], logo: bytes | None) -> list[bytes]:
    """Each page as PNG."""
    return _ordered({"letter": letter, "format": "png", "ppi": PREVIEW_PPI}, logo)


def _ordered(order: dict[str, Any], logo: bytes | None) -> list[bytes]:
    order["logo"] = base64.b64encode(logo).decode() if logo else ""
    try:
        # -I: neither the user's folders nor variables decide what this process loads.
        done = subprocess.run(  # noqa: S603 - our own script with our own interpreter
            [sys.executable, "-I", str(PRESS)],
            input=json.dumps(order).encode(),
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _gave_up("time") from None
    if done.returncode:
        raise _gave_up(f"code {done.returncode}")
    said = json.loads(done.stdout)
    if "fault" in said:
        raise Refused(_fault(said["fault"]))
    return [base64.b64decode(each) for each in said["files"]]


def _gave_up(why: str) -> Refused:
    log.warning("letters.press_gave_up", why=why)
    return Refused(Fault("letter-not-set"))


def _fault(said: str) -> Fault:
    """The one fault that a writer can mend: a sign that no typeface of ours has. Others are ours."""
    found = _NO_GLYPH.search(said)
    if found:
        return Fault("letter-sign", {"sign": found[1]})
    log.warning("letters.press_refused", length=len(said))
    return Fault("letter-not-set")
