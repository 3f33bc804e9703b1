"""What a download says of itself."""

import logging

import pytest
from django.http import Http404
from django.test import RequestFactory

from portal.files.serving import answer
from portal.files.storing import keep

pytestmark = pytest.mark.django_db
NAMES = ("Content-Type", "Content-Disposition", "Content-Length", "Cache-Control")
POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"


def response(blob, *, name="figures.pdf", is_public=True, **headers):
    found = answer(RequestFactory().get("/", headers=headers), blob, name=name, is_public=is_public)
    if not found.streaming:
        return found, found.content
    with found.file_to_stream:
        return found, b"".join(found.streaming_content)


def test_a_document_is_saved_not_shown():
    found, body = response(keep(b"bytes", "application/pdf"))
    assert body == b"bytes"
    assert [found[name] for name in NAMES] == [
        "application/pdf", 'attachment; filename="figures.pdf"', "5", "public, no-cache"
    ]  # fmt: skip
    assert (found["Content-Security-Policy"], found["X-Content-Type-Options"]) == (POLICY, "nosniff")


def test_a_picture_is_shown():
    found, _ = response(keep(b"bytes", "image/webp"), name="team.webp")
    assert found["Content-Disposition"] == 'inline; filename="team.webp"'


def test_no_cache_keeps_what_is_not_public():
    found, _ = response(keep(b"bytes", "image/webp"), is_public=False)
    assert found["Cache-Control"] == "private, no-store"


def test_a_type_that_nobody_allowed_is_only_bytes_to_save():
    found, _ = response(keep(b"<script>", "text/html"), name="page.html")
    assert [found[name] for name in NAMES[:2]] == ["application/octet-stream", 'attachment; filename="page.html"']


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ('a";b.pdf', 'attachment; filename="a\\";b.pdf"'),
        ("a\r\nSet-Cookie: x.pdf", "attachment; filename*=utf-8''a%0D%0ASet-Cookie%3A%20x.pdf"),
    ],
)
def test_a_name_stays_a_name(name, said):
    found, _ = response(keep(b"x", "application/pdf"), name=name)
    assert found["Content-Disposition"] == said


@pytest.mark.parametrize("is_public", [True, False])
def test_a_copy_that_is_still_right_is_not_sent_again(is_public):
    blob = keep(b"bytes", "application/pdf")
    first, _ = response(blob)
    again, body = response(blob, is_public=is_public, if_none_match=f'"other", {first["ETag"]}')
    assert (again.status_code, body, again["ETag"]) == (304, b"", first["ETag"])
    assert again["Cache-Control"] == ("public, no-cache" if is_public else "private, no-store")
    assert response(keep(b"other", "application/pdf"), if_none_match=first["ETag"])[0].status_code == 200


def test_a_file_that_is_gone_from_the_disk_is_not_there(caplog):
    blob = keep(b"bytes", "application/pdf")
    blob.place.unlink()
    with caplog.at_level(logging.ERROR), pytest.raises(Http404):
        response(blob)
    assert [record.getMessage() for record in caplog.records] == [
        f"The file of blob {blob.pk} is gone: FileNotFoundError"
    ]
