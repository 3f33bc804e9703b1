"""Pictures: re-encoded without metadata, upright, sized for the page; hostile ones refused."""

import io

import pytest
from PIL import Image, ImageCms

from portal.files import intake, refusals, sandbox
from portal.files.dimensions import dimensions
from portal.files.refusals import Refused
from tests.files import make


def read(data, name="Team photo.jpg"):
    return intake.read_picture(make.upload(name, data))


def why_not(data):
    with pytest.raises(Refused) as refusal:
        read(data)
    return str(refusal.value)


def shown(scaled):
    picture = Image.open(io.BytesIO(scaled.data))
    assert picture.size == (scaled.width, scaled.height)
    return picture


@pytest.mark.parametrize(
    ("size", "page", "phone"),
    [
        ((3000, 2000), (1440, 960), (720, 480)),
        ((1440, 900), (1440, 900), (720, 450)),
        ((800, 600), (800, 600), (720, 540)),
        ((720, 400), (720, 400), None),
        ((1, 1), (1, 1), None),
        ((500, 9000), (320, 5760), (160, 2880)),
    ],
)
def test_a_picture_is_sized_for_page_and_phone_and_never_made_larger(size, page, phone):
    picture = read(make.picture(size))
    assert (picture.page.width, picture.page.height) == page
    assert (picture.phone and (picture.phone.width, picture.phone.height)) == phone
    assert shown(picture.page).format == "WEBP"


@pytest.mark.parametrize(
    ("kind", "mode", "colour"),
    [("JPEG", "RGB", (180, 40, 40)), ("JPEG", "CMYK", (0, 200, 200, 40)), ("JPEG", "L", 90),
     ("PNG", "RGBA", (180, 40, 40, 99)), ("PNG", "P", 3), ("PNG", "1", 1), ("PNG", "I;16", 40_000),
     ("GIF", "P", 3), ("WEBP", "RGB", (180, 40, 40))],
)  # fmt: skip
def test_pictures_of_every_kind_are_taken(kind, mode, colour):
    picture = read(make.picture((90, 60), kind, mode, colour))
    assert shown(picture.page).mode == ("RGBA" if mode == "RGBA" else "RGB")
    assert picture.name == "team-photo.webp"


def test_colours_stay_what_they_were():
    red, green, blue = shown(read(make.picture((90, 60), "PNG")).page).getpixel((40, 30))
    assert (red, green, blue) == (180, 40, 40)


def test_nothing_that_a_camera_wrote_is_kept_and_the_picture_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held on its side
    exif[0x010F] = "A camera"
    exif[0x8825] = {1: "N", 2: (52.0, 28.0, 0.0)}  # where it was
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = make.picture((900, 600), exif=exif, icc_profile=profile, comment=b"Taken at the school")
    picture = read(data)
    assert (picture.page.width, picture.page.height) == (600, 900)
    kept = shown(picture.page)
    assert dict(kept.getexif()) == {}
    assert {"exif", "icc_profile", "xmp", "comment"} & kept.info.keys() == set()
    assert b"camera" not in picture.page.data
    assert b"EXIF" not in picture.page.data


def test_of_a_moving_picture_the_first_frame_is_kept():
    frames = [Image.new("RGB", (80, 60), colour) for colour in ("red", "blue")]
    file = io.BytesIO()
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:], duration=100)
    kept = shown(read(file.getvalue()).page)
    assert (getattr(kept, "n_frames", 1), kept.convert("RGB").getpixel((5, 5))) == (1, (255, 0, 0))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", refusals.EMPTY),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", refusals.NO_PICTURE),
        (make.PDF, refusals.NO_PICTURE),
        (b"BM" + bytes(60), refusals.NO_PICTURE),
        (b"\xff\xd8\xff\xe0<script>alert(1)</script>", refusals.NO_PICTURE),
        (make.picture()[:20], refusals.NO_PICTURE),
        (make.picture()[:700], refusals.DAMAGED_PICTURE),
        (make.picture((60, 60), "PNG")[:60], refusals.DAMAGED_PICTURE),
        (make.png_that_claims(60, 60), refusals.DAMAGED_PICTURE),
        (make.png_that_claims(0, 60), refusals.DAMAGED_PICTURE),
        (make.png_that_claims(40_000, 40_000), refusals.TOO_MANY_PIXELS),
        (b"GIF89a\xff\xff\xff\xff" + bytes(50), refusals.TOO_MANY_PIXELS),
        (b"RIFF\0\0\0\0WEBPVP8X" + bytes(8) + b"\xff\xff\xff\xff\xff\xff", refusals.TOO_MANY_PIXELS),
    ],
    ids=["empty", "svg", "pdf", "bmp", "script", "no-size", "half", "cut", "short", "flat", "png", "gif", "webp"],
)  # fmt: skip
def test_a_picture_that_is_not_taken_is_refused_in_words(data, said):
    assert why_not(data) == said


def test_a_picture_over_the_limit_is_refused_before_it_is_read():
    class Large:
        name, size = "large.jpg", 10 * 1024 * 1024 + 1

    with pytest.raises(Refused) as refusal:
        intake.read_picture(Large())
    assert str(refusal.value) == "This file is larger than 10 MB, which is the most for a picture. Make it smaller."


@pytest.mark.parametrize("options", [{}, {"lossless": True}, {"exif": b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0"}])
def test_sizes_are_read_without_decoding(options):
    assert dimensions(make.picture((1601, 903), "WEBP", **options)) == (1601, 903)


@pytest.mark.parametrize("kind", ["PNG", "GIF", "JPEG"])
def test_sizes_are_read_of_other_kinds(kind):
    mode, colour = ("P", 3) if kind == "GIF" else ("RGB", (1, 2, 3))
    assert dimensions(make.picture((1601, 903), kind, mode, colour)) == (1601, 903)


@pytest.mark.slow
def test_the_largest_picture_that_is_taken_can_be_read():
    assert read(make.picture((8_000, 5_000), "PNG", "RGBA", (1, 2, 3, 4))).page.width == 1440


@pytest.mark.parametrize(
    ("script", "trouble"),
    [
        ("x = bytearray(300_000_000)", sandbox.TooMuch),
        ("while True: pass", sandbox.TooMuch),
        ("open(__file__ + '.copy', 'wb', 0).write(b'x')", sandbox.Failed),
        ("import portal.files", sandbox.Failed),
        ("import os; assert 'SECRET' in os.environ", sandbox.Failed),
        ("raise ValueError('words of the file')", sandbox.Failed),
    ],
    ids=["memory", "time", "file", "project", "environment", "error"],
)
def test_the_sandbox_stops_what_goes_too_far(tmp_path, monkeypatch, script, trouble):
    monkeypatch.setenv("SECRET", "1")
    path = tmp_path / "script.py"
    path.write_text(script)
    with pytest.raises(trouble) as stopped:
        sandbox.run(path, b"", megabytes=200, seconds=1)
    assert "words of the file" not in str(stopped.value)


def test_the_sandbox_gives_and_takes_bytes(tmp_path):
    path = tmp_path / "script.py"
    path.write_text("import sys; sys.stdout.buffer.write(sys.stdin.buffer.read()[::-1]); sys.stderr.write('Done.')")
    assert sandbox.run(path, b"\x00abc", megabytes=200, seconds=1) == (b"cba\x00", "Done.")
