"""A QR code as the path of one SVG, drawn here so that no page needs a script or a picture from elsewhere."""

from dataclasses import dataclass

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

QUIET = 4


@dataclass(frozen=True)
class Drawing:
    size: int
    path: str


def drawing(text: str) -> Drawing:
    code = QRCode(border=QUIET, error_correction=ERROR_CORRECT_M)
    code.add_data(text)
    rows = code.get_matrix()
    squares = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark)
    return Drawing(size=len(rows), path="".join(squares))
