"""A review from its letter alone: from the document to the check screen, from there to what its host reads."""

from datetime import date, timedelta
from uuid import uuid4

import lxml.html
import pytest
from django.urls import reverse
from django.utils import timezone

from peerchallenge.chores import delete_left_letters
from peerchallenge.reviews.importing.reading import read_text
from peerchallenge.reviews.models import BroughtLetter, Finding, Letter, Review, ReviewDocument, Stage, Theme, Wording
from portal.accounts.models import OutgoingMail, User
from portal.ui import dates
from tests import make
from tests.peerchallenge.reviews import shapes
from tests.peerchallenge.reviews import shapes_letters as letters

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind(db):
    return shapes.kind(name="Team review")


@pytest.fixture
def manager(signed_in, dana, kind, ardenvale):
    return signed_in(dana)


def check_page(client, **given):
    """Bring a letter in and return (address of the check screen, the fields of its form)."""
    address = client.post(reverse("letter_bring"), given or {"text": letters.PLAIN}).url
    return address, fields_of(client.get(address))


def fields_of(answer):
    page = lxml.html.fromstring(answer.content.decode())
    values = page.xpath("//form[contains(@class, 'check-screen')]")[0].form_values()
    return {name: value.removeprefix("\n") for name, value in values if name not in ("csrfmiddlewaretoken", "do")}


def summary(answer):
    page = lxml.html.fromstring(answer.content.decode())
    return [" ".join(one.text_content().split()) for one in page.xpath("//*[contains(@class, 'error-summary')]//li")]


def test_what_was_found_stands_in_fields(manager, ardenvale, kind):
    theme = Theme.objects.create(name="Front door and thresholds")
    _, fields = check_page(manager)
    names = ("authority", "kind", "title", "dated_on", "begins_on", "ends_on", "findings-2-kind", "findings-2-headline",
             "findings-2-theme", "findings-2-steps", "findings-2-place")  # fmt: skip
    assert [fields[name] for name in names] == [
        str(ardenvale.pk), str(kind.pk), "Team review of children's services in Ardenvale", "2025-11-12", "2025-11-03",
        "2025-11-05", "area", "Thresholds are read in different ways by partners.", str(theme.pk),
        "Agree one page on thresholds with partners.", "Areas for development, point 1",
    ]  # fmt: skip


def test_the_review_holds_all_that_was_ticked(manager, kind):
    address, fields = check_page(manager, file=letters.upload())
    fields["kind"] = str(kind.pk)
    del fields["findings-2-is_taken"]
    answer = manager.post(address, fields | {"title": "Visit of 2025", "findings-0-headline": "A settled team leads."})
    review = Review.objects.get()
    assert (answer.status_code, answer.url) == (302, review.get_absolute_url())
    assert (review.title, review.status, review.is_brought_in) == ("Visit of 2025", Stage.FINAL_LETTER, True)
    assert [(one.kind, one.headline, one.shown_to) for one in review.findings.all()] == [
        ("strength", "A settled team leads.", "authority"),
        ("area", "Scrutiny does not see the figures that managers see.", "authority"),
    ]
    assert [(one.text, one.finding.position) for one in review.next_steps.all()] == [
        ("Give scrutiny the managers’ scorecard.", 1)
    ]
    assert [(one.sent, one.headline) for one in Wording.objects.order_by("pk")] == [
        ("final", "A settled team leads."), ("final", "Scrutiny does not see the figures that managers see."),
    ]  # fmt: skip
    assert (review.seats.count(), review.enquiries.count()) == (0, 0)


def test_the_whole_letter_and_its_file_are_kept(manager, kind):
    data = letters.word(*letters.THEMED)
    address, fields = check_page(manager, file=letters.upload(data))
    manager.post(address, fields | {"kind": str(kind.pk)})
    letter, document = Letter.objects.get(), ReviewDocument.objects.get()
    assert [one["text"] for one in letter.words["original"]] == [text.replace("*", "") for _, text in letters.THEMED]
    assert (letter.sent, letter.number, letter.shown_to, dates.local(letter.sent_at).date()) == (
        "final", 1, "authority", date(2025, 11, 12),
    )  # fmt: skip
    assert (document.file_name, document.shown_to) == ("ardenvale-letter.docx", "authority")
    assert document.blob.place.read_bytes() == data
    assert letter.words["file_sha256"] == document.blob.sha256


def test_its_stages_are_dated_by_the_letter(manager, kind):
    kind.stages.filter(stage=Stage.REPLY).update(number=1, unit="months", after="final-letter")
    kind.stages.filter(stage=Stage.DRAFT).update(number=5, unit="days", after="visit-ends")
    address, fields = check_page(manager)
    manager.post(address, fields)
    rows = {row.stage: row for row in Review.objects.get().stages.all()}
    assert dates.local(rows[Stage.FINAL_LETTER].reached_at).date() == date(2025, 11, 12)
    assert dates.local(rows[Stage.ON_SITE].reached_at).date() == date(2025, 11, 3)
    assert (rows[Stage.REPLY].due_on, rows[Stage.DRAFT].due_on) == (date(2025, 12, 12), None)


def test_the_host_is_told_and_reads_it_at_once(manager, alice, charlie, dana):
    address, fields = check_page(manager)
    manager.post(address, fields)
    fresh = [User.objects.get(pk=one.pk) for one in (alice, charlie, dana)]
    assert [Finding.objects.visible_to(one).count() for one in fresh] == [4, 0, 4]
    assert [Letter.objects.visible_to(one).count() for one in fresh] == [1, 0, 1]
    told = OutgoingMail.objects.filter(subject__endswith=": its letter is here, to read and reply to")
    assert list(told.values_list("to", flat=True)) == [alice.email]


def test_everything_wrong_is_said_at_once_and_nothing_is_made(manager):
    address, fields = check_page(manager)
    wrong = {
        "authority": "", "dated_on": (timezone.localdate() + timedelta(days=1)).isoformat(), "findings-0-headline": "",
        "findings-1-heard": "His NHS number is 943 476 5919.", "findings-2-steps": "x" * 601,
    }  # fmt: skip
    answer = manager.post(address, fields | wrong)
    assert summary(answer) == [
        "Choose the authority whose review it was.",
        "This day is still to come. Enter the day of the letter.",
        "Write the headline of this finding, or untick it.",
        "“943…” looks like an NHS number. Take it out: no child may be identifiable.",
        f"Shorten “{'x' * 40}…” to 600 characters: it has 601.",
    ]
    assert Review.objects.count() == 0


def test_what_may_be_an_identifier_in_a_finding_is_explained(manager, dana):
    address, fields = check_page(manager)
    heard = {"findings-0-heard": "The case number 12345678 is that of the audit tool."}
    answer = manager.post(address, fields | heard)
    assert "What makes you sure that this is not an identifier?" in answer.content.decode()
    manager.post(address, fields | heard | {"not_an_identifier": "It is the number of a form."})
    assert Review.objects.count() == 1


@pytest.mark.parametrize("given", [
    {"text": f"{letters.PLAIN}\nHis NHS number is 943 476 5919."},
    {"file": letters.upload(letters.word(("Normal", "His NHS number is 943 476 5919.")))},
    {"file": letters.upload(b"His NHS number is 943 476 5919.", "letter.txt")},
], ids=["text", "word", "plain"])  # fmt: skip
def test_a_letter_that_tells_of_a_child_is_refused_before_it_is_kept(manager, given):
    answer = manager.post(reverse("letter_bring"), given)
    assert (answer.status_code, BroughtLetter.objects.count()) == (200, 0)
    assert "looks like an NHS number" in answer.content.decode()


def test_buttons_join_part_move_and_add_without_saving(manager):
    address, fields = check_page(manager)
    joined = fields_of(manager.post(address, fields | {"do": "findings-join-1"}))
    assert (joined["findings-0-headline"], joined["findings-0-heard"]) == (
        "Children are seen quickly at the front door.", "Leaders are visible. Staff spoke of it in nine sessions.",
    )  # fmt: skip
    parted = fields_of(manager.post(address, fields | {"do": "findings-part-1"}))
    assert [parted[f"findings-{at}-headline"] for at in range(5)] == [
        "Children are seen quickly at the front door.", "Leaders are visible.", "Staff spoke of it in nine sessions.",
        "Thresholds are read in different ways by partners.", "The quality of plans is uneven.",
    ]  # fmt: skip
    moved = fields_of(manager.post(address, fields | {"do": "findings-up-1", "title": "Typed"}))
    assert (moved["findings-0-headline"][:7], moved["title"]) == ("Leaders", "Typed")
    added = fields_of(manager.post(address, fields | {"do": "findings-add"}))
    assert (added["findings-TOTAL_FORMS"], added["findings-4-headline"]) == ("5", "")
    assert Review.objects.count() == 0


def test_pressed_twice_it_is_one_review(manager):
    address, fields = check_page(manager)
    first = manager.post(address, fields).url
    assert (manager.post(address, fields).url, Review.objects.count()) == (first, 1)


def test_the_same_letter_is_refused_with_the_way_to_its_review(manager):
    address, fields = check_page(manager)
    manager.post(address, fields)
    again, fields = check_page(manager, text=f"{letters.PLAIN}\nPS. A copy.")
    answer = manager.post(again, fields)
    assert summary(answer) == ["A letter of this day is already here for this authority and kind of review."]
    assert Review.objects.get().get_absolute_url() in answer.content.decode()


def test_another_regions_authority_is_no_choice(manager, wessex):
    address, fields = check_page(manager)
    answer = manager.post(address, fields | {"authority": str(make.authority("Dunmere", wessex, "W01").pk)})
    assert (summary(answer), Review.objects.count()) == (["Choose “Host authority” from the list"], 0)


def test_nobody_else_opens_the_check_screen(manager, signed_in, ivy, alice):
    address, _ = check_page(manager)
    assert [signed_in(person).get(address).status_code for person in (ivy, alice)] == [404, 404]


def test_a_letter_left_on_its_check_screen_is_deleted_with_its_file(manager, dana):
    check_page(manager, file=letters.upload())
    BroughtLetter.objects.update(made_at=timezone.now() - timedelta(days=31))
    assert (delete_left_letters(), BroughtLetter.objects.count()) == ("Deleted 1.", 0)


def test_an_unknown_letter_is_not_found(manager):
    assert manager.get(reverse("letter_bring_check", args=[uuid4()])).status_code == 404


def test_found_letters_are_kept_as_plain_values(dana):
    kept = BroughtLetter.keep("", read_text(letters.PLAIN), by=dana)
    kept.refresh_from_db()
    assert [one["headline"][:8] for one in kept.found["findings"]] == ["Children", "Leaders ", "Threshol", "The qual"]
