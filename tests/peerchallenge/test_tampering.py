"""Ids of other people's rows in addresses and forms get nobody anything: neither the row, nor that it is there."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from peerchallenge.actions.sharing import raise_concern
from peerchallenge.models import Concern, EarlierCount, Evidence, Extension, Moderator, Remark, SectionHelper
from portal.accounts.models import OutgoingMail
from portal.drafting.models import KeptText
from portal.files.storing import keep
from tests import make
from tests.peerchallenge import moderation, shapes
from tests.peerchallenge.writing import sent, statement_form, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(assessment):
    """A statement of Ardenvale's."""
    section = shapes.first_section(assessment)
    return shapes.statement(section, section.area.prompts.first(), claim="Ours.")


@pytest.fixture
def theirs(cycle, severnford, charlie):
    """A statement of Severnford's, with a file."""
    section = shapes.first_section(shapes.assessment(cycle, severnford, by=charlie))
    made = shapes.statement(section, section.area.prompts.first(), claim="Theirs.", evidence=["audit"])
    made.evidence.update(blob=keep(b"%PDF-", "application/pdf"), file_name="theirs.pdf")
    return made


def test_evidence_of_another_authority_is_neither_taken_nor_changed(mine, theirs, alice, signed_in):
    row = {"id": theirs.evidence.get().public_id, "kind": "staff", "title": "Typed"}
    assert sent(signed_in(alice), mine, statement_form(mine, row)).status_code == 302
    made = mine.evidence.get()
    assert (made.title, made.blob, made.file_name) == ("Typed", None, "")
    assert Evidence.objects.get(statement=theirs).title == "Evidence 1"


def test_statements_of_another_authority_are_neither_copied_nor_moved(mine, theirs, alice, signed_in):
    browser, section = signed_in(alice), mine.section
    before = section.statements.count()
    for do in (f"copyall-{theirs.public_id}", f"copy-{theirs.public_id}", f"up-{theirs.public_id}-0"):
        form = {"version": section.version, "do": do, "is_completed": "no"}
        assert "Theirs." not in browser.post(url(section), form, follow=True).text
    assert section.statements.count() == before


def test_a_section_of_another_authority_is_given_to_nobody(mine, theirs, alice, bob, charlie, signed_in):
    path, browser = reverse("section_helpers", args=[mine.section.assessment.public_id]), signed_in(alice)
    for person, section in ((bob, theirs.section), (charlie, mine.section)):
        browser.post(path, {"person": person.pk, "sections": [section.pk], "form_key": uuid4()})
    assert SectionHelper.objects.count() == 0
    helper = shapes.helper(theirs.section, make.person("Hetty"), by=charlie)
    assert browser.post(path, {"do": "take-back", "helper": helper.pk}).status_code == 404


def test_only_those_who_were_suggested_can_be_asked_to_moderate(assessment, dana, alice, charlie, erin, signed_in):
    path = reverse("moderators", args=[shapes.submission(assessment, by=alice).public_id])
    for person in (alice, charlie, erin):
        signed_in(dana).post(path, {"people": [person.pk], "form_key": uuid4()})
    assert Moderator.objects.count() == 0


def test_remarks_on_another_authority_are_not_answered(assessment, theirs, alice, charlie, dana, moss, wren, signed_in):
    ours, other = shapes.submission(assessment, by=alice), shapes.submission(theirs.section.assessment, by=charlie)
    mine = moderation.remark(moderation.at_work(ours, moss, by=dana, status="done"))
    row = moderation.remark(moderation.at_work(other, wren, by=dana, status="done"), text="Of theirs.")
    path = reverse("remarks_answer", args=[ours.public_id])
    form = {f"{one.public_id}-{name}": value for one in (mine, row) for name, value in (
        ("version", one.version), ("reply", "agree"), ("answer", ""))}  # fmt: skip
    assert "Of theirs." not in signed_in(alice).post(path, form, follow=True).text
    assert [one.reply for one in (Remark.objects.get(pk=mine.pk), Remark.objects.get(pk=row.pk))] == ["agree", ""]


def test_more_time_is_given_for_steps_of_this_cycle_to_those_who_take_part(cycle, mercia, wessex, dana, signed_in):
    other = shapes.cycle(mercia, "2025-26").steps.get(kind="self-assessment")
    form = {"step": other.pk, "due_on": timezone.localdate() + timedelta(days=9), "reason": "Flood.", "confirmed": "1"}
    browser = signed_in(dana)
    assert browser.post(reverse("extend", args=[cycle.public_id, "M01"]), form).status_code == 200
    make.authority("Avonbury", wessex, "W01")
    assert browser.post(reverse("extend", args=[cycle.public_id, "W01"]), form).status_code == 404
    assert Extension.objects.count() == 0


def test_counts_are_entered_for_authorities_of_the_region_alone(mercia, wessex, dana, signed_in):
    far = make.authority("Avonbury", wessex, "W01")
    form = {"authority": far.pk, "year": "2012", "source": "A report.", "statements": 3, "form_key": uuid4()}
    assert signed_in(dana).post(reverse("peer_count_new", args=["mercia"]), form).status_code == 200
    assert EarlierCount.objects.count() == 0


def test_a_concern_about_another_authority_is_taken_up_on_its_own_page(assessment, theirs, alice, dana, signed_in):
    shapes.submission(assessment, by=alice)
    raise_concern(theirs.section.assessment, by=dana)
    form = {"do": "take-up", "concern": Concern.objects.get().pk}
    path = reverse("concern", args=[assessment.public_id])
    assert signed_in(dana).post(path, form).status_code == 404


def test_a_framework_begins_with_no_draft_of_another_region(mercia, wessex, dana, signed_in):
    draft = shapes.framework(of=wessex, status="draft", name="Wessex framework")
    browser = signed_in(dana)
    form = {"region": mercia.slug, "name": "Ours", "kind": "self-assessment", "label": "2026", "begin": f"v{draft.pk}",
            "form_key": uuid4()}  # fmt: skip
    answer = browser.post(reverse("framework_new"), form)
    assert answer.status_code == 200
    assert "Wessex" not in answer.text
    assert browser.get(reverse("framework", args=[draft.pk])).status_code == 404


def test_what_somebody_else_typed_is_not_restored(mine, alice, lead, signed_in):
    kept = KeptText.objects.create(person=lead, path=url(mine), fields=[["claim", "Typed by Lena"]])
    browser = signed_in(alice)
    assert "Typed by Lena" not in browser.get(f"{url(mine)}?restore={kept.pk}").text
    assert browser.post(reverse("kept_discard", args=[kept.pk])).status_code == 404
    assert KeptText.objects.get() == kept


def test_what_was_kept_is_not_shown_once_the_post_has_ended(mine, lead, dana, signed_in):
    kept = KeptText.objects.create(person=lead, path=url(mine), fields=[["claim", "Typed by Lena"]])
    lead.posts.get().end(by=dana)
    assert signed_in(lead).get(f"{url(mine)}?restore={kept.pk}").status_code == 404


def test_no_conflict_page_tells_an_outsider_what_is_saved(mine, charlie, signed_in):
    browser = signed_in(charlie)
    for do in ("save", "replace", "compare", "differences", "discard-mine"):
        answer = browser.post(url(mine), statement_form(mine, claim="X") | {"do": do})
        assert (answer.status_code, "Ours." in answer.text) == (404, False)
    assert browser.post(url(mine, "save"), statement_form(mine)).status_code == 404
    assert browser.post(url(mine, "at-work"), {}).status_code == 404


@pytest.mark.parametrize("name", ["assessment", "release", "removals", "enquiries", "access_log", "assessment_submit"])
def test_a_hidden_self_assessment_is_answered_for_as_an_unknown_one(assessment, charlie, signed_in, name):
    browser, unknown = signed_in(charlie), uuid4()
    hidden = browser.get(reverse(name, args=[assessment.public_id]))
    other = browser.get(reverse(name, args=[unknown]))
    assert (hidden.status_code, other.status_code) == (404, 404)
    assert hidden.text.replace(str(assessment.public_id), str(unknown)) == other.text


def test_nudges_reach_only_those_who_owe_something_in_the_managers_region(assessment, dana, erin, signed_in):
    queued = OutgoingMail.objects.count()
    signed_in(dana).post(reverse("chase_nudge"), {"to": [erin.pk]})
    assert OutgoingMail.objects.count() == queued
