"""What several people do to the files of one draft at the same moment."""

import pytest

from portal.files.intake import read_document
from portal.files.models import Blob
from tests import make
from tests.files import make as make_file
from tests.updates.test_races import at_once
from updates import attachments
from updates.actions import publish, save_draft, start_draft
from updates.file_copies import sweep
from updates.models import Attached, Edition
from updates.words import edition_text

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.on_postgresql]


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    settings.UPLOADS_DIR = tmp_path / "uploads"
    return settings.UPLOADS_DIR


def add(draft, by, version):
    """Add a document as a request of its own would."""
    document = read_document(make_file.upload("terms.pdf", make_file.PDF))
    mine = Edition.objects.get(pk=draft.pk)
    return attachments.add_document(mine, document, title="Terms", by=by, version=version)


def test_of_a_save_and_three_files_one_is_written(mercia, dana):
    draft = make.draft(mercia, by=dana)
    text, version = edition_text(draft), draft.version
    answers = at_once(
        lambda: save_draft(Edition.objects.get(pk=draft.pk), text, version=version, by=dana),
        *[lambda: add(draft, dana, version)] * 3,
    )
    kinds = sorted(type(answer).__name__ for answer in answers)
    assert kinds in (["Attached", *["Overtaken"] * 3], [*["Overtaken"] * 3, "int"])
    draft.refresh_from_db()
    assert (draft.version, Attached.objects.count()) == (version + 1, kinds.count("Attached"))


def test_a_file_is_not_swept_from_under_a_draft_that_takes_it_over(mercia, dana, uploads):
    draft = make.draft(mercia, by=dana)
    add(draft, dana, draft.version)
    draft.refresh_from_db()
    publish(draft, by=dana, version=draft.version)
    answers = at_once(sweep, sweep, lambda: start_draft(draft.update, by=dana))
    assert answers[:2] == ["0 files out of use were deleted."] * 2
    assert [one.blob.place.exists() for one in Attached.objects.select_related("blob")] == [True, True]
    assert Blob.objects.count() == 1
