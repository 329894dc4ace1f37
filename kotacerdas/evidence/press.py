"""Sets a page description with its data as PDF/A-2a and PDF/UA-1, in a child process of `sandbox`; knows no Django.

The same data give the same bytes: the date is given and the typefaces come with the typesetter.
"""

from __future__ import annotations

import base64
import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

# Readable for machines without the eye (accessible, tagged) and for decades (every typeface inside).
STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]
UNKNOWN_SIGN = "?"
_FOLDER = Path(__file__).with_name("typst")
_NO_GLYPH = "could not be displayed"
# What the typefaces surely have: Latin letters with their marks, and the signs of ordinary print.
_NOT_SURE = re.compile("[^\\n\\t\u0020-\u007e\u00a0-\u017f\u2010-\u2027\u2030-\u203a\u20ac]")


def pdf(template: str, data: dict[str, Any], made_at: str, *, folder: Path = _FOLDER) -> str:
    """`template` is a file of the folder; the PDF comes back as base64.

    A text with signs that no typeface of ours has (foreign scripts in a quote) is set with "?" in their place.
    """
    try:
        made = _set(folder / template, data, made_at)
    except RuntimeError as error:
        if _NO_GLYPH not in str(error):
            raise
        made = _set(folder / template, _plain(data), made_at)
    return base64.b64encode(made).decode()


def _set(template: Path, data: dict[str, Any], made_at: str) -> bytes:
    import typst

    files = {
        "main.typ": template.read_bytes(),
        "data.json": json.dumps(data, ensure_ascii=False).encode(),
    }
    compiler: Any = typst.Compiler(input=files, ignore_system_fonts=True)  # type: ignore[type-var]  # takes them
    made: Any = compiler.compile(
        format="pdf", pdf_standards=STANDARDS, timestamp=datetime.fromisoformat(made_at)
    )
    return bytes(made)


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return _NOT_SURE.sub(UNKNOWN_SIGN, value)
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    return value
