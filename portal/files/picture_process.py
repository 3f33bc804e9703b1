"""Re-encode one picture: run by `sandbox`, `picture_process.py < picture > answer`.

The answer is a line of JSON and below it the bytes. The line says {"refused": "damaged" or "pixels"}, or {"versions":
[{"width", "height", "size"}, …]}, the page's version first and then the phone's, unless they would be the same.
Nothing of the project is imported here.
"""

import io
import json
import sys

from PIL import Image, ImageCms, ImageOps

MOST_PIXELS = 40_000_000
WIDTHS = (1440, 720)
TALLEST = 4  # times as high as wide
# A drawing is kept exactly, unless that takes more than this; a photograph never is.
MOST_BYTES_EXACT = 300_000

Image.MAX_IMAGE_PIXELS = None  # our own limit is lower, and says so


class Refused(Exception):
    pass


def main():
    try:
        versions = reencoded(sys.stdin.buffer.read())
    except Refused as refusal:
        about, versions = {"refused": str(refusal)}, []
    else:
        about = {"versions": [{"width": w, "height": h, "size": len(data)} for w, h, data in versions]}
    sys.stdout.buffer.write(json.dumps(about).encode() + b"\n" + b"".join(data for _, _, data in versions))


def reencoded(data):
    """Return (width, height, WebP) for each width that a page asks for."""
    try:
        picture = Image.open(io.BytesIO(data), formats=["JPEG", "PNG", "GIF", "WEBP"])
        if picture.width * picture.height > MOST_PIXELS:
            raise Refused("pixels")
        is_photograph = picture.format == "JPEG"
        upright = _plain(_upright(picture))
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError):
        raise Refused("damaged") from None
    page, phone = (_fitted(upright, width) for width in WIDTHS)
    return [(*one.size, _webp(one, is_photograph)) for one in ([page, phone] if phone.size != page.size else [page])]


def _upright(picture):
    """Decode the first frame, a large photograph at a part of its size only, and turn it as its camera was held."""
    picture.draft(None, (2 * WIDTHS[0], 2 * WIDTHS[0]))
    picture.load()
    try:
        return ImageOps.exif_transpose(picture)
    except Exception:  # what a camera wrote about itself may be anything: then the picture stays as it is
        return picture


def _plain(picture):
    """Return the picture in the colours that every screen shows, with nothing but its pixels."""
    profile = picture.info.get("icc_profile")
    has_alpha = picture.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in picture.info
    mode = "RGBA" if has_alpha else "RGB"
    if not (profile and picture.mode == "CMYK"):
        picture = picture.convert(mode)
    if profile:
        picture = _in_srgb(picture, profile, mode)
    plain = picture.convert(mode)
    plain.info = {}
    return plain


def _in_srgb(picture, profile, mode):
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture


def _fitted(picture, width):
    fitted = picture.copy()
    fitted.thumbnail((width, TALLEST * width), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return fitted


def _webp(picture, is_photograph):
    if not is_photograph:
        exact = _saved(picture, lossless=True, quality=60)
        if len(exact) <= MOST_BYTES_EXACT:
            return exact
    return _saved(picture, quality=80)


def _saved(picture, **options):
    file = io.BytesIO()
    picture.save(file, "WEBP", method=4, exif=b"", icc_profile=b"", xmp=b"", **options)
    return file.getvalue()


if __name__ == "__main__":
    main()
