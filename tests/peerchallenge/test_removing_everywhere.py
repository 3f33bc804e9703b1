"""Where a text stands that is gone from where it was written: submitted versions, copies, histories, later rounds."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from peerchallenge.actions import stating
from peerchallenge.actions.moderating import write_remarks
from peerchallenge.actions.removing import remove
from peerchallenge.actions.starting import start_assessment
from peerchallenge.models import Evidence, Extension, LineOfEnquiry, Removal, Signature, Statement
from peerchallenge.remarks import RemarksText
from peerchallenge.removable import KINDS, MARK
from peerchallenge.removal_page import parts_there
from peerchallenge.words import all_statements
from portal.drafting.models import KeptText
from portal.drafting.models.version import versions_of
from tests.peerchallenge import moderation as made
from tests.peerchallenge import shapes
from tests.peerchallenge.test_removing import everything, fresh, written

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgresql]

# Shorter than what is looked for elsewhere, and longer.
SHORT, LONG = "Adam E., 11", "Zebedee Quux, who is eleven, waited for nine weeks."


def opened_again(assessment):
    assessment.status = "in-progress"
    assessment.save(update_fields=["status"])


def next_year(assessment, by):
    assessment.cycle.status, assessment.cycle.closed_at = "closed", assessment.cycle.opened_at
    assessment.cycle.save()
    cycle = shapes.cycle(assessment.region, "2027-28", assessment.authority, by=by)
    return start_assessment(cycle, assessment.authority, by=by)


def claims(submission):
    submission.refresh_from_db()
    return [one["claim"] for _, _, one in all_statements(submission.words)]


def test_an_area_whose_code_has_a_dot_can_be_reported(assessment, alice, signed_in):
    section = shapes.first_section(assessment)
    section.area.code = "A.1"
    section.area.save()
    shapes.statement(section)
    section.rationale = "Why."
    section.save()
    submission = shapes.submission(assessment, by=alice)
    browser = signed_in(alice)
    address = reverse("report_area", args=[submission.public_id, "A.1"])
    assert address in browser.get(reverse("submitted", args=[submission.public_id])).content.decode()
    assert browser.get(address).url == reverse("report", args=["section", section.public_id])


def test_what_was_emptied_since_can_be_removed_from_what_was_submitted(assessment, alice, signed_in):
    statement = shapes.statement(shapes.first_section(assessment), claim=SHORT, so_what="Good.")
    submission = shapes.submission(assessment, by=alice)
    opened_again(assessment)
    Statement.objects.filter(pk=statement.pk).update(claim="")
    form = {"parts": ["claim"], "why": "name"}
    signed_in(alice).post(reverse("remove", args=["statement", statement.public_id]), form)
    statement.refresh_from_db()
    assert (claims(submission), statement.claim) == ([MARK], "")


@pytest.mark.parametrize("text", [SHORT, LONG])
def test_a_copy_of_what_was_reworded_since_goes_too(text, assessment, alice, dana):
    statement = shapes.statement(shapes.first_section(assessment), claim=text, next_step=text)
    shapes.submission(assessment, by=alice)
    following = next_year(assessment, dana)
    copy = stating.copy_statement(following.sections.first(), None, statement.public_id, by=alice)
    second = shapes.submission(following, by=alice)
    Statement.objects.filter(pk=statement.pk).update(claim="Said in other words.", next_step="Done in other ways.")
    Statement.objects.filter(pk=copy.pk).update(claim="Said otherwise.", next_step="Done otherwise.")
    statement.refresh_from_db()
    remove(KINDS["statement"], statement, ["claim", "next_step"], why="name", by=alice)
    copy.refresh_from_db()
    assert (claims(second), copy.claim, copy.next_step) == ([MARK], "Said otherwise.", "Done otherwise.")
    assert everything().count(text) == 0


@pytest.mark.parametrize("text", [SHORT, LONG])
def test_copied_evidence_goes_with_its_origin(text, assessment, alice, dana):
    statement = shapes.statement(shapes.first_section(assessment), evidence=["audit"])
    statement.evidence.update(title=text, figure="82%", source=text)
    shapes.submission(assessment, by=alice)
    following = next_year(assessment, dana)
    stating.copy_statement(following.sections.first(), None, statement.public_id, by=alice, with_evidence=True)
    shapes.submission(following, by=alice)
    remove(KINDS["evidence"], statement.evidence.get(), ["title", "source"], why="name", by=alice)
    rows = Evidence.objects.values_list("title", "figure", "source")
    assert (list(rows), everything().count(text)) == ([(MARK, "82%", MARK)] * 2, 0)


def test_the_mark_fits_where_it_is_longer_than_what_it_stands_for(assessment, alice):
    phrase = "Zebedee Quux is his name."
    text = f"{phrase} " + "x" * (400 - len(phrase) - 1)
    line = LineOfEnquiry.objects.create(assessment=assessment, text=text)
    statement = shapes.statement(shapes.first_section(assessment), claim=phrase)
    remove(KINDS["statement"], statement, ["claim"], why="name", by=alice)
    line.refresh_from_db()
    assert (line.text, len(phrase)) == (f"{MARK} {text[len(phrase) + 1 :]}"[:400], 25)


@pytest.mark.parametrize("place", ["area", "statement"])
def test_a_short_comment_goes_from_its_history_and_from_forms_that_were_kept(place, assessment, alice, moss, dana):
    moderator = made.at_work(made.submission(assessment, by=alice), moss, by=dana)
    [pk] = made.statement_ids(moderator.submission)
    for text in (SHORT, f"{SHORT}."):
        area = made.area_remark(moderator)
        said = RemarksText.of(area)
        said.text = text if place == "area" else said.text
        said.on[pk].text = text if place == "statement" else "Kept."
        write_remarks(area, said, by=moss, version=area.version, over=True)
    field = "on_area" if place == "area" else f"text_{pk}"
    KeptText.objects.create(path=reverse("area_moderate", args=[area.public_id]), person=moss,
                            fields=[[field, SHORT], ["supports", "yes"]])  # fmt: skip
    row = area if place == "area" else moderator.remarks.get(statement=pk)
    remove(KINDS["remark"], row, ["text"], why="name", by=dana)
    assert everything().count(SHORT) == 0
    assert KeptText.objects.get().fields == [[field, MARK], ["supports", "yes"]]
    assert ("Kept." in json.dumps([one.words for one in versions_of(area)])) is (place == "area")


def test_the_history_of_comments_names_statements_by_their_ids(assessment, alice, moss, dana):
    moderator = made.at_work(made.submission(assessment, by=alice), moss, by=dana)
    [pk] = made.statement_ids(moderator.submission)
    labels = [label for label, _ in RemarksText.of(made.area_remark(moderator)).as_words()["rows"]]
    assert labels == ["Does the evidence support the judgement?", "On the area as a whole", pk]


def test_all_the_authoritys_years_are_locked_first(assessment, alice, dana):
    statement = shapes.statement(shapes.first_section(assessment), claim=LONG)
    shapes.submission(assessment, by=alice)
    following = next_year(assessment, dana)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        remove(KINDS["statement"], statement, ["claim"], why="name", by=alice)
    sql = [query["sql"] for query in asked]
    table, submissions = "peerchallenge_selfassessment", "peerchallenge_submission"
    first_read = next(place for place, one in enumerate(sql) if f'FROM "{submissions}"' in one)
    locks = [one for one in sql[:first_read] if one.startswith(f'UPDATE "{table}"')]
    ids = sorted([assessment.pk, following.pk])
    assert [one.rpartition("= ")[2] for one in locks] == [str(pk) for pk in ids]


def test_a_reason_goes_from_later_rounds_and_from_what_was_submitted(assessment, alice, dana, signed_in):
    of_round = {"assessment": assessment, "position": 0, "role": "dcs"}
    first = Signature.objects.create(**of_round)
    first.decide("skipped", by=dana, comment=SHORT)
    later = Signature.objects.create(**of_round, round=2)
    later.decide("skipped", by=dana, comment=SHORT)
    submission = shapes.submission(assessment, by=alice)
    submission.signed = [{"role": "DCS", "skipped": SHORT}, {"role": "Lead", "skipped": "Vacant."}]
    submission.save()
    address = reverse("remove", args=["signature", first.public_id])
    signed_in(dana).post(address, {"parts": ["comment"], "why": "name"})
    submission.refresh_from_db()
    assert everything().count(SHORT) == 0
    assert [one["skipped"] for one in submission.signed] == [MARK, "Vacant."]
    assert list(Signature.objects.values_list("comment", flat=True)) == [MARK, MARK]


def test_a_comment_of_somebody_who_signs_stays_the_authoritys(assessment, alice, dana, signed_in):
    one = Signature.objects.create(assessment=assessment, position=0, role="dcs")
    one.decide("returned", by=alice, sha256="0" * 64, comment=SHORT)
    address = reverse("remove", args=["signature", one.public_id])
    assert [signed_in(person).get(address).status_code for person in (alice, dana)] == [200, 404]


def test_the_reason_for_more_time_is_looked_through(assessment, alice, dana):
    step = assessment.cycle.steps.first()
    participation = assessment.cycle.participations.get(authority=assessment.authority)
    given = Extension.objects.create(step=step, participation=participation, due_on=date(2027, 1, 8), given_by=dana,
                                     reason=f"As you say: {LONG}")  # fmt: skip
    statement = shapes.statement(shapes.first_section(assessment), claim=LONG)
    remove(KINDS["statement"], statement, ["claim"], why="name", by=alice)
    given.refresh_from_db()
    assert given.reason == f"As you say: {MARK}"


def test_what_was_removed_before_it_was_submitted_is_the_authoritys_alone(assessment, alice, dana):
    seen = []
    for _ in range(2):
        statement = shapes.statement(shapes.first_section(assessment), claim=SHORT)
        if seen:
            shapes.submission(assessment, by=alice)
        remove(KINDS["statement"], statement, ["claim"], why="name", by=alice)
        seen.append([Removal.objects.visible_to(fresh(one)).count() for one in (alice, dana)])
    assert seen == [[1, 0], [2, 1]]


def test_outsiders_learn_nothing_of_what_is_written_since(assessment, alice, moss, dana, signed_in):
    statement = shapes.statement(shapes.first_section(assessment), claim="Said.", evidence=["audit"])
    evidence = statement.evidence.get()
    submission = shapes.submission(assessment, by=alice)
    shapes.moderator(submission, moss, by=dana)
    opened_again(assessment)
    written(statement, alice, so_what="Not yet submitted.")
    evidence.kind = "complaints"
    evidence.save()
    Evidence.objects.create(statement=statement, kind="staff", title="New", position=1)
    statement.refresh_from_db()
    offered = [list(parts_there(KINDS["statement"], statement, fresh(one))) for one in (moss, dana, alice)]
    assert offered == [["claim"], ["claim"], ["claim", "so_what"]]
    address = reverse("report", args=["statement", statement.public_id])
    pages = [signed_in(one).get(address).content.decode() for one in (moss, dana, alice)]
    beside = [[word for word in ("Audit", "Complaints", "Staff") if f"Evidence: {word}" in page] for page in pages]
    assert beside == [["Audit"], ["Audit"], ["Complaints", "Staff"]]
