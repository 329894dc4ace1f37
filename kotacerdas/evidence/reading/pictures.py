"""Pictures: opened whatever their mode, turned as the camera held them, made small enough to be looked at."""

from __future__ import annotations

from PIL import Image, ImageOps

from kotacerdas.evidence.reading.shapes import Part, part, unit

MOST_PIXELS = 80_000_000
"""Of what is opened at all; a page of A3 at 600 dots per inch has 70 million."""
MOST_FRAMES = 500


def read(path: str) -> Part:
    """A unit for each picture of the file; a scanned TIFF has many. What stands on them is for recognition."""
    with _opened(path) as image:
        frames = min(getattr(image, "n_frames", 1), MOST_FRAMES)
    return part([unit("picture", str(number), "", wants_eyes=True) for number in range(1, frames + 1)])


def frame(path: str, number: int) -> Image.Image:
    """The picture with this number, from 1: upright, in colours or greys, nothing but its dots."""
    with _opened(path) as image:
        if number > 1:
            image.seek(number - 1)
        upright = ImageOps.exif_transpose(image)
        return _on_white(upright)


def within(image: Image.Image, most_pixels: int) -> Image.Image:
    """The same, smaller if it has more."""
    pixels = image.width * image.height
    if pixels <= most_pixels:
        return image
    factor = (most_pixels / pixels) ** 0.5
    size = max(int(image.width * factor), 1), max(int(image.height * factor), 1)
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _opened(path: str) -> Image.Image:
    image = Image.open(path, formats=("JPEG", "PNG", "TIFF"))
    if image.width * image.height > MOST_PIXELS:
        image.close()
        raise MemoryError
    return image


def _on_white(image: Image.Image) -> Image.Image:
    """What is transparent is paper."""
    if image.mode in {"1", "L", "I;16", "I"}:
        return image.convert("L")
    if "A" in image.getbands() or "transparency" in image.info:
        seen = image.convert("RGBA")
        paper = Image.new("RGBA", seen.size, "white")
        paper.alpha_composite(seen)
        return paper.convert("RGB")
    return image.convert("RGB")
