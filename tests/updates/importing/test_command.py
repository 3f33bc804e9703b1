"""`manage.py import_update`: looks without saving, or makes drafts and reports them."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from tests import make
from updates.models import Edition

from .documents import add_picture, saved, word_with_styles

TEXT = "London update May 2016\n\nNews\n\nIt went well.\n"


def run(*files, **options):
    out, errors = io.StringIO(), io.StringIO()
    try:
        call_command("import_update", *map(str, files), stdout=out, stderr=errors, **options)
    except CommandError as error:
        return out.getvalue(), errors.getvalue(), str(error)
    return out.getvalue(), errors.getvalue(), ""


@pytest.fixture
def london(tmp_path):
    file = tmp_path / "london.txt"
    file.write_text(TEXT)
    return file


def test_json_of_one_file_is_an_object_and_needs_no_database(london):
    out, errors, failed = run(london, json=True)
    found = json.loads(out)
    assert (found["region"], found["period"], found["title"]) == ("greater-london", "2016-05", "London update May 2016")
    assert found["sections"] == [{"heading": "News", "html": "<p>It went well.</p>"}]
    assert (errors, failed) == ("", "")


def test_an_unreadable_file_is_reported_and_the_others_done(london, tmp_path):
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"no")
    out, errors, failed = run(broken, london, tmp_path / "missing.txt", json=True)
    assert [one["title"] for one in json.loads(out)] == ["London update May 2016"]
    assert [line.split(": ")[1][:33] for line in errors.splitlines()] == [
        "This is not a Word document, alth",
        "this file cannot be opened (No su",
    ]
    assert failed == "2 of 3 files could not be brought in."


def test_json_shows_where_pictures_stand(tmp_path):
    document = word_with_styles()
    add_picture(document, 'Map of "Mercia"')
    add_picture(document, "image1.png")
    add_picture(document, decorative=True)
    file = tmp_path / "mercia.docx"
    file.write_bytes(saved(document))
    found = json.loads(run(file, json=True)[0])
    heading = found["sections"][-1]["heading"]
    assert [(one["alt"], one["section"]) for one in found["pictures"]] == [
        ('Map of "Mercia"', heading),
        ("", heading),
        ("", heading),
    ]
    assert found["sections"][-1]["html"].split("\n")[1:] == [
        '<figure><img data-picture="1" alt="Map of &quot;Mercia&quot;"></figure>',
        '<figure><img data-picture="2"></figure>',
        '<figure><img data-picture="3" alt=""></figure>',
    ]


@pytest.mark.django_db
def test_without_json_a_draft_is_made_once_and_reported(london):
    make.region("Greater London", slug="greater-london")
    out, errors, failed = run(london)
    draft = Edition.objects.get()
    assert (draft.title, [section.heading for section in draft.sections.all()]) == ("London update May 2016", ["News"])
    assert out == f"{london}: draft of {draft.update}, sections: 1.\n"
    assert (errors, failed) == ("", "")
    out, errors, failed = run(london)
    assert (out, failed) == ("", "1 of 1 files could not be brought in.")
    assert Edition.objects.count() == 1
