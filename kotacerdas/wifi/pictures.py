"""Photos are drawn anew when they come in: upright, of a size for screens, without the place and device that cameras note."""

import io
import warnings

from PIL import Image, ImageOps

from kotacerdas.common.domain.faults import Fault, Refused

MEDIA_TYPE = "image/jpeg"
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 1600
QUALITY = 82
_FORMATS = ("JPEG", "PNG")


def redrawn(content: bytes) -> bytes:
    """A JPEG that holds nothing but its dots. Raises `Refused` for what is no picture, is damaged or far too large."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise Refused(Fault("wifi-photo-too-large", {"most": MOST_PIXELS // 1_000_000}))
                picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
                return _written(_plain(ImageOps.exif_transpose(picture)))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused(Fault("wifi-photo-too-large", {"most": MOST_PIXELS // 1_000_000})) from error
    except (OSError, SyntaxError, ValueError, EOFError, TypeError, KeyError) as error:
        raise Refused(Fault("wifi-photo-unreadable")) from error


def _plain(picture: Image.Image) -> Image.Image:
    """Colours only; what is transparent is white."""
    if "A" in picture.getbands() or "transparency" in picture.info:
        seen = picture.convert("RGBA")
        paper = Image.new("RGBA", seen.size, "white")
        paper.alpha_composite(seen)
        return paper.convert("RGB")
    return picture.convert("RGB")


def _written(picture: Image.Image) -> bytes:
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    dots = Image.new("RGB", picture.size)
    dots.paste(picture)
    out = io.BytesIO()
    dots.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()
