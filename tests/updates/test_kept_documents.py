"""Documents on their check screen: kept once, recorded, and deleted when nothing is made of them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.audit.models import AuditEvent
from portal.files.models import Blob
from tests import make
from updates.actions import keep_document, take_document
from updates.chores import delete_left_documents
from updates.importing import read_text
from updates.models import Attached, ImportedDocument
from updates.periods import Period

from .test_files_import import found, uploads  # noqa: F401 (a fixture)

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgresql]
TEXT = "Mercia update, November 2015\n\nWorkforce\n\nMore social workers stayed this year."


def test_pressing_twice_keeps_one_document_and_another_text_makes_another(signed_in, dana):
    desk, given = signed_in(dana), {"text": TEXT, "form_key": "0" * 32}
    first, second = (desk.post("/updates/bring-in/", given).url for _ in range(2))
    assert (first, ImportedDocument.objects.count()) == (second, 1)
    desk.post("/updates/bring-in/", given | {"text": TEXT + " And next."})
    assert ImportedDocument.objects.count() == 2


def test_somebody_elses_key_opens_nothing_of_theirs(signed_in, dana, carol):
    given = {"text": TEXT, "form_key": "0" * 32}
    hers, other = (signed_in(person).post("/updates/bring-in/", given) for person in (dana, carol))
    assert hers.url != other.url
    assert list(ImportedDocument.objects.values_list("made_by", flat=True).order_by("pk")) == [dana.pk, carol.pk]


def test_a_form_whose_document_was_deleted_keeps_it_anew(signed_in, dana):
    desk, given = signed_in(dana), {"text": TEXT, "form_key": "0" * 32}
    first = desk.post("/updates/bring-in/", given).url
    ImportedDocument.objects.update(made_at=timezone.now() - timedelta(days=30))
    delete_left_documents()
    second = desk.post("/updates/bring-in/", given)
    assert (second.status_code, second.url != first, ImportedDocument.objects.count()) == (302, True, 1)


def test_bringing_in_is_recorded_without_a_word_of_the_document_or_its_name(mercia, dana):
    document = keep_document("secret name.txt", read_text(TEXT, {"mercia": ["Mercia"]}), by=dana)
    event = AuditEvent.objects.about(document).get()
    assert (str(event), event.region, event.details) == (f"Dana brought in document {document.pk}", "mercia", {})


def test_a_document_of_which_no_update_was_made_goes_after_thirty_days_with_its_pictures(mercia, dana):
    left = keep_document("left.docx", found(), by=dana)
    made, younger = (keep_document("", read_text(TEXT), by=dana) for _ in range(2))
    take_document(made, mercia, Period.parse("2015-11"), text=make.text(), by=dana)
    for one, age in ((left, 30), (made, 400), (younger, 29)):
        ImportedDocument.objects.filter(pk=one.pk).update(made_at=timezone.now() - timedelta(days=age))
    assert delete_left_documents() == "Deleted 1."
    assert delete_left_documents() == "Deleted 0."
    assert set(ImportedDocument.objects.all()) == {made, younger}
    assert (Attached.objects.count(), Blob.objects.unused().count()) == (0, Blob.objects.count())
