"""Pictures that a document brings along."""

import pytest

from portal.documents.pictures import place
from tests.files import make as make_file
from updates.actions import bring_in, keep_document, take_document
from updates.importing import Found, FoundSection, Picture
from updates.models import Attached
from updates.periods import Period
from updates.words import found_text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.UPLOADS_DIR = tmp_path / "uploads"
    return settings.UPLOADS_DIR


def found():
    """A document with a described, a decorative, an undescribed and a broken picture, and one that stands nowhere."""
    good = make_file.picture((60, 40), "PNG")
    pictures = [
        Picture("image1.png", "image/png", good, alt="A chart"),
        Picture("image2.png", "image/png", good),
        Picture("image3.png", "image/png", good, doubt="Say what it shows."),
        Picture("image4.emf", "image/x-emf", b"EMF"),
        Picture("image5.png", "image/png", good),
    ]
    html = "".join(f"<p>Before {n}.</p>{place(n)}" for n in range(1, 5))
    sections = [FoundSection("Workforce", html)]
    return Found(region="mercia", period="2015-11", title="Update", sections=sections, pictures=pictures)


def test_pictures_stand_on_the_check_screen_for_whoever_brought_them(mercia, dana, erin, signed_in):
    document = keep_document("november.docx", found(), by=dana)
    kept = list(document.attached.all())
    assert [(one.alt, one.is_decorative) for one in kept] == [("A chart", False), ("", True), ("", False)]
    tags = [f"<figure>{one.as_tag()}</figure>" for one in kept]
    assert document.found["sections"][0]["html"] == (
        "".join(f"<p>Before {n}.</p>{tag}" for n, tag in enumerate(tags, start=1)) + f"<p>Before 4.</p>{place(4)}"
    )
    assert [doubt["text"] for doubt in document.found["doubts"]] == [
        "Picture 4 was not brought in. Pictures can be JPEG, PNG, GIF or WebP. Save it as one of these."
    ]
    answers = [signed_in(person).get(kept[0].url) for person in (dana, erin, None)]
    assert [answer.status_code for answer in answers] == [200, 404, 404]
    assert b"".join(answers[0].streaming_content) == kept[0].blob.place.read_bytes()


def test_the_draft_has_the_pictures_that_its_text_kept(mercia, dana):
    document = keep_document("november.docx", found(), by=dana)
    text = found_text(document.found)
    kept = document.attached.first()
    text.sections[0].body = f"<p>Only one.</p>{kept.as_tag()}".replace("A chart", "A chart of posts")
    draft = take_document(document, mercia, Period.parse("2015-11"), text=text, by=dana)
    assert [(one.slot, one.alt) for one in draft.attached.all()] == [(kept.slot, "A chart of posts")]
    assert (Attached.objects.count(), document.attached.count()) == (1, 0)
    assert take_document(document, mercia, Period.parse("2015-11"), text=text, by=dana) == draft


def test_a_document_brought_in_at_once_has_its_pictures(mercia, dana):
    draft = bring_in(found(), by=dana)
    assert draft.attached.count() == 3
    assert draft.sections.get().body.count("<img ") == 3


def test_more_pictures_than_can_be_read_are_left_for_a_person(mercia, dana, monkeypatch):
    monkeypatch.setattr("updates.found_pictures.MOST_PICTURES", 1)
    document = keep_document("november.docx", found(), by=dana)
    assert document.attached.count() == 1
    assert len(document.found["doubts"]) == 3
