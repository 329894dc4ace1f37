"""Makes the picture of a page ready to be recognised: white paper in even light, no specks, letters large enough."""

from __future__ import annotations

from PIL import Image, ImageChops, ImageFilter

from kotacerdas.evidence.reading import pictures

MOST_PIXELS = 12_000_000
FEWEST_WIDE = 1_000
"""A smaller picture is enlarged: its letters are too small to be told apart."""
WIDE_ENOUGH = 1_400
"""A page of A4 at 170 dots per inch: a stroke of a letter is wider than a speck."""
COARSE = 8
"""Paper is looked at in squares of so many dots, wider than a stroke."""
INK = 64
"""So much darker than the paper around it, of 255, is written."""
BLANK = 0.0002
"""Of the dots of a sheet; dust is that much, a short line of letters more."""


def ready(image: Image.Image) -> Image.Image:
    """In greys."""
    grey = pictures.within(image.convert("L"), MOST_PIXELS)
    if grey.width < FEWEST_WIDE and grey.width * grey.height <= MOST_PIXELS // 4:
        grey = grey.resize((grey.width * 2, grey.height * 2), Image.Resampling.LANCZOS)
    # A fax is black and white: its strokes are as thin as specks, and its light is even.
    if grey.getcolors(2) is not None:
        return grey
    if grey.width >= WIDE_ENOUGH:
        grey = grey.filter(ImageFilter.MedianFilter(3))
    return in_even_light(grey)


def in_even_light(image: Image.Image) -> Image.Image:
    """What the paper lacks to white is added to everything on it: Tesseract tells ink from paper by one measure for the
    whole page, so a page that lies half in the shade would be black there."""
    coarse = max(image.width // COARSE, 1), max(image.height // COARSE, 1)
    paper = image.resize(coarse, Image.Resampling.BOX).filter(ImageFilter.MaxFilter(5))
    paper = paper.filter(ImageFilter.GaussianBlur(6)).resize(image.size, Image.Resampling.BILINEAR)
    return ImageChops.invert(ImageChops.subtract(paper, image))


def is_blank(image: Image.Image) -> bool:
    """Whether nothing is written on a page that is `ready`."""
    dots = image.histogram()
    return sum(dots[: 255 - INK]) < BLANK * sum(dots)
