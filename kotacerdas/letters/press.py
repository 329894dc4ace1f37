"""The child process that sets letters: one order as JSON on its input, PDF or pictures as JSON on its output.

It is started as a plain script, knows nothing of the site and ends after one letter, so whatever a letter does to the
typesetter (loops, memory, a crash of its native code) ends with this process. `typesetting.py` is what others call.
"""

import base64
import contextlib
import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

SECONDS_OF_WORK = 10
BYTES_OF_MEMORY = 2 * 1024**3
# Readable for machines without the eye (accessible, tagged) and for decades (every typeface inside).
STANDARDS: "list[Literal['a-2a', 'ua-1']]" = ["a-2a", "ua-1"]


def _limit() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS_OF_WORK, SECONDS_OF_WORK))
        resource.setrlimit(resource.RLIMIT_AS, (BYTES_OF_MEMORY, BYTES_OF_MEMORY))


def _drawing(address: str) -> bytes:
    """The address as a QR code, one path of SVG."""
    import qrcode

    code = qrcode.QRCode(border=0, error_correction=qrcode.ERROR_CORRECT_M)
    code.add_data(address)
    squares = code.get_matrix()
    path = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(squares) for x, is_dark in enumerate(row) if is_dark
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {len(squares)} {len(squares)}" '
        f'shape-rendering="crispEdges"><path d="{path}"/></svg>'
    ).encode()


def _set(order: dict[str, Any]) -> list[bytes]:
    import typst

    letter = order["letter"]
    files: dict[str, bytes] = {
        "main.typ": Path(__file__).with_name("letter.typ").read_bytes(),
        "letter.json": json.dumps(letter).encode(),
    }
    if letter["letterhead"]["has_logo"]:
        # The typesetter takes text files only, so the picture goes in as a list of its bytes.
        files["logo.json"] = json.dumps(list(base64.b64decode(order["logo"]))).encode()
    if letter["check"]["address"]:
        files["check.svg"] = _drawing(letter["check"]["address"])
    compiler: Any = typst.Compiler(input=files, ignore_system_fonts=True)  # type: ignore[type-var]  # takes them
    if order["format"] == "pdf":
        made = compiler.compile(
            format="pdf", pdf_standards=STANDARDS, timestamp=datetime.fromisoformat(letter["made_at"])
        )
    else:
        made = compiler.compile(format="png", ppi=order["ppi"])
    return list(made) if isinstance(made, list) else [made]


def main() -> None:
    _limit()
    order = json.load(sys.stdin)
    said: dict[str, Any]
    try:
        said = {"files": [base64.b64encode(each).decode() for each in _set(order)]}
    except RuntimeError as error:
        said = {"fault": str(error)}
    json.dump(said, sys.stdout)


if __name__ == "__main__":
    main()
