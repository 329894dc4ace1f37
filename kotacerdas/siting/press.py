"""Sets an answer on paper, in a child process of `evidence.gate.sandbox`; knows no Django."""

from pathlib import Path
from typing import Any

from kotacerdas.evidence import press

_FOLDER = Path(__file__).with_name("typst")


def pdf(data: dict[str, Any], made_at: str) -> str:
    """PDF/A-2a and PDF/UA-1 as base64, as `evidence.press` makes them."""
    return press.pdf("sites.typ", data, made_at, folder=_FOLDER)
