"""Sheets of paper as scanners and telephones hand them over: askew, grey, speckled, stamped, some on their side."""

import io
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from statistics import NormalDist
from tempfile import TemporaryDirectory

import typst
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from benchmarks.evidence import render_pdf
from benchmarks.evidence.render_pdf import quoted

_AT = time.struct_time((2025, 11, 3, 9, 14, 0, 0, 307, 0))
_TYPED = "Dokumen contoh ini telah ditandatangani secara elektronik; keasliannya dapat diperiksa pada laman persuratan kota."
_QUARTERS = (Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270)


@dataclass(frozen=True)
class Grade:
    name: str
    share: int
    """Of a hundred scans."""
    dots: int
    """Per inch."""
    askew: float
    """Degrees at most."""
    noise: float
    """Standard deviation, of 255."""
    blur: float
    """Radius in dots."""
    dark: int
    """How light the darkest edge of the paper is, of 255."""
    quality: int
    """Of JPEG."""
    stamped: float
    """Share with a stamp over the last lines."""
    is_turned: bool = False
    """Lay on the glass sideways or upside down, and nothing in the file says so."""
    has_typed_line: bool = False
    """A system of letters put a line of text below the picture; as PDF only."""


CLEAN = Grade("clean", 38, 200, 0.3, 3, 0.0, 250, 85, 0.2)
MIDDLING = Grade("middling", 34, 170, 1.0, 9, 0.5, 215, 60, 0.5)
POOR = Grade("poor", 20, 150, 1.8, 16, 0.8, 165, 38, 0.5)
TURNED = Grade("turned", 4, 200, 0.3, 3, 0.0, 250, 85, 0.0, is_turned=True)
TYPED = Grade("with a typed line", 4, 200, 0.3, 3, 0.0, 250, 85, 0.0, has_typed_line=True)
GRADES = {grade.name: grade for grade in (CLEAN, MIDDLING, POOR, TURNED, TYPED)}


def choose(dice: random.Random) -> Grade:
    return dice.choices(list(GRADES.values()), [grade.share for grade in GRADES.values()])[0]


def write(texts: Sequence[str], kind: str, grade: Grade, dice: random.Random) -> bytes:
    pages = [worn(sheet, grade, dice) for sheet in render_pdf.sheets(texts, grade.dots, dice)]
    if grade.has_typed_line:
        return _with_typed_line(pages, grade)
    return KINDS[kind](pages, grade, dice)


# --- What happens to a sheet -------------------------------------------------------------------------------


def worn(sheet: Image.Image, grade: Grade, dice: random.Random) -> Image.Image:
    """In the order of life: stamped, laid askew, lit unevenly, seen not quite sharp and with noise."""
    image = _stamped(sheet, dice) if dice.random() < grade.stamped else sheet
    angle = dice.uniform(-grade.askew, grade.askew)
    image = image.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)
    image = ImageChops.multiply(image, _light(image.size, grade.dark, dice))
    if grade.blur:
        image = image.filter(ImageFilter.GaussianBlur(grade.blur))
    image = ImageChops.add(image, _noise(image.size, grade.noise, dice), scale=1, offset=-128)
    return image.transpose(dice.choice(_QUARTERS)) if grade.is_turned else image


def _light(size: tuple[int, int], dark: int, dice: random.Random) -> Image.Image:
    """From white on one side to `dark` on the other."""
    slope = Image.linear_gradient("L").rotate(dice.choice((0, 90, 180, 270)))
    return slope.resize(size).point([255 - (255 - dark) * at // 255 for at in range(256)])


def _noise(size: tuple[int, int], deviation: float, dice: random.Random) -> Image.Image:
    return Image.frombytes("L", size, dice.randbytes(size[0] * size[1])).point(_bell(deviation))


@lru_cache
def _bell(deviation: float) -> list[int]:
    """Even chance made to the bell of this width around 128."""
    bell = NormalDist(128, deviation)
    return [min(max(round(bell.inv_cdf((at + 0.5) / 256)), 0), 255) for at in range(256)]


def _stamped(sheet: Image.Image, dice: random.Random) -> Image.Image:
    """A round one with the word for a sample, over the right end of the last lines; through its ink letters show."""
    width, height = sheet.size
    box = ImageChops.invert(sheet).getbbox() or (0, 0, width, height)
    across = width // 6
    stamp = Image.new("L", (across, across), 255)
    pen = ImageDraw.Draw(stamp)
    for inset in (2, across // 9):
        pen.ellipse((inset, inset, across - inset, across - inset), outline=110, width=max(across // 60, 2))
    face = ImageFont.load_default(across // 7)
    pen.text((across // 2, across // 2), "CONTOH", fill=110, font=face, anchor="mm")
    stamp = stamp.rotate(dice.uniform(-25, 25), fillcolor=255)
    laid = Image.new("L", sheet.size, 255)
    laid.paste(stamp, (box[2] - across, max(box[3] - across // 2, 0)))
    return ImageChops.multiply(sheet, laid)


# --- What it is kept as ------------------------------------------------------------------------------------


def _pdf(pages: Sequence[Image.Image], grade: Grade, _dice: random.Random) -> bytes:
    out = io.BytesIO()
    pages[0].save(
        out, "PDF", save_all=True, append_images=pages[1:], resolution=grade.dots, quality=grade.quality,
        creationDate=_AT, modDate=_AT,
    )  # fmt: skip
    return out.getvalue()


def _jpeg(pages: Sequence[Image.Image], grade: Grade, dice: random.Random) -> bytes:
    """The first page; half of them as a telephone held on its side, whose note says how to turn it back."""
    out, image, note = io.BytesIO(), pages[0], Image.Exif()
    if dice.random() < 0.5 and not grade.is_turned:
        image, note[0x0112] = image.transpose(Image.Transpose.ROTATE_90), 6
    image.convert("RGB").save(
        out, "JPEG", quality=grade.quality, dpi=(grade.dots, grade.dots), exif=note.tobytes()
    )
    return out.getvalue()


def _png(pages: Sequence[Image.Image], _grade: Grade, _dice: random.Random) -> bytes:
    """A picture of the screen knows nothing of inches."""
    out = io.BytesIO()
    pages[0].save(out, "PNG", compress_level=1)
    return out.getvalue()


def _tiff(pages: Sequence[Image.Image], grade: Grade, _dice: random.Random) -> bytes:
    """The good ones black and white as a fax, the others grey."""
    out = io.BytesIO()
    is_fax = grade.dark > 200
    kept = [
        page.point([255 * (at > 140) for at in range(256)]).convert("1") if is_fax else page for page in pages
    ]
    kept[0].save(
        out, "TIFF", compression="group4" if is_fax else "tiff_lzw", dpi=(grade.dots, grade.dots),
        save_all=True, append_images=kept[1:],
    )  # fmt: skip
    return out.getvalue()


def _with_typed_line(pages: Sequence[Image.Image], grade: Grade) -> bytes:
    """A picture on the whole of each page, and a line of real text over its foot."""
    with TemporaryDirectory(prefix="kotacerdas-typed-") as name:
        folder = Path(name)
        source = '#set document(date: none)\n#set page("a4", margin: 0pt)\n'
        for number, page in enumerate(pages):
            page.save(folder / f"{number}.jpg", "JPEG", quality=grade.quality)
            line = f"place(bottom + center, dy: -8mm, text(size: 7pt, {quoted(_TYPED)}))"
            source += f'#page(background: image("{number}.jpg", width: 100%), {line})\n'
        (folder / "main.typ").write_text(source, encoding="utf-8")
        return typst.compile(folder / "main.typ", root=folder)


KINDS: dict[str, Callable[[Sequence[Image.Image], Grade, random.Random], bytes]] = {
    "pdf": _pdf, "jpg": _jpeg, "png": _png, "tif": _tiff,
}  # fmt: skip
PAPERS = frozenset({"pdf", "tif"})
"""Hold several pages."""
