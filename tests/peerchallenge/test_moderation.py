"""Moderation: suggested and never assigned; accepted or declined; written, sent, answered, over."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from peerchallenge.actions.moderating import (
    CannotModerate,
    NotAllDone,
    accept,
    answer_remark,
    ask,
    decline,
    end_moderation,
    send_remarks,
    withdraw,
    write_remarks,
)
from peerchallenge.actions.writing import NotOpen
from peerchallenge.models import Moderator, Remark, Submission
from peerchallenge.moderation_table import table_of
from peerchallenge.moderators import candidates_for
from peerchallenge.remarks import OnStatement, RemarksText
from portal.accounts.models import OutgoingMail, User
from portal.accounts.roles import Role
from portal.audit.models import FormKey, KeyAlreadyUsed, NotAMove, Overtaken
from tests import make
from tests.peerchallenge import moderation as made
from tests.peerchallenge import shapes

pytestmark = pytest.mark.django_db


@pytest.fixture
def submission(assessment, alice):
    return made.submission(assessment, by=alice, statements=2)


@pytest.fixture
def moderator(submission, moss, dana):
    return made.at_work(submission, moss, by=dana)


def said(submission):
    return {str(one.person): (one.barred, one.in_words) for one in candidates_for(submission)}


def test_a_moderator_from_elsewhere_is_suggested_with_the_reasons(submission, moss):
    assert said(submission) == {"Moss": ("", "moderates nobody yet this year; has never moderated Ardenvale")}


def test_what_somebody_moderated_before_is_said(submission, moss, dana, mercia, ardenvale, lenchester, alice):
    before = shapes.cycle(mercia, "2024-25", ardenvale, by=dana)
    earlier = shapes.submission(shapes.assessment(before, ardenvale, by=alice), by=alice)
    shapes.moderator(earlier, moss, by=dana, status="done")
    other = shapes.submission(shapes.assessment(submission.assessment.cycle, lenchester, by=alice), by=alice)
    shapes.moderator(other, moss, by=dana)
    assert said(submission) == {"Moss": ("", "moderates 1 this year (Lenchester); moderated Ardenvale last in 2024-25")}


def test_nobody_of_the_authority_of_its_trust_or_of_an_authority_of_that_trust_can_be_asked(
    submission, ardenvale, lenchester, severnford, moss, mercia
):
    trust = make.trust("Mercia Trust", ardenvale, lenchester)
    people = {"Own": [ardenvale], "Same trust": [lenchester], "Trust": []}
    for name, places in people.items():
        person = make.person(name)
        for place in places:
            make.post(person, Role.MODERATOR, place)
    leads = User.objects.get(name="Trust")
    make.post(leads, Role.TRUST_CHIEF_EXECUTIVE, trust)
    make.post(leads, Role.MODERATOR, severnford)
    two = make.person("Two posts")
    make.post(two, Role.MODERATOR, severnford)
    make.post(two, Role.CONTRIBUTOR, ardenvale)
    fresh = Submission.objects.get()
    assert {name: barred for name, (barred, _) in said(fresh).items()} == {
        "Moss": "",
        "Own": "Can’t be asked: holds a post at Ardenvale (Moderator).",
        "Same trust": "Can’t be asked: Lenchester and Ardenvale are served by one trust, Mercia Trust.",
        "Trust": "Can’t be asked: works for Mercia Trust, which delivers for Ardenvale.",
        "Two posts": "Can’t be asked: holds a post at Ardenvale (Contributor).",
    }
    with pytest.raises(CannotModerate):
        ask(fresh, [two], by=moss)
    assert not Moderator.objects.exists()


def test_asking_writes_to_each_once_and_lets_nobody_read(submission, moss, dana):
    key = FormKey().key
    ask(submission, [moss], by=dana, form_key=key)
    with pytest.raises(KeyAlreadyUsed):
        ask(submission, [moss], by=dana, form_key=key)
    one = Moderator.objects.get()
    assert (one.status, one.home, one.asked_by) == ("asked", "Severnford", dana)
    mail = OutgoingMail.objects.get()
    assert mail.to == moss.email and f"/peer-challenge/moderators/{one.public_id}/" in mail.body
    assert "Claim" not in mail.body
    assert not Submission.objects.visible_to(moss).exists()
    with pytest.raises(CannotModerate):
        ask(submission, [moss], by=dana)


def test_accepting_opens_what_was_submitted_and_makes_a_place_for_each_area(submission, moss, dana):
    one = ask(submission, [moss], by=dana)[0]
    accept(one, by=moss)
    assert Submission.objects.visible_to(moss).get() == submission
    assert sorted(one.remarks.values_list("area_code", "text")) == [("A", ""), ("B", "")]
    with pytest.raises(NotAMove):
        accept(one, by=moss)


def test_who_came_to_the_authority_meanwhile_can_neither_accept_nor_send(submission, moss, dana, ardenvale):
    one = ask(submission, [moss], by=dana)[0]
    post = make.post(moss, Role.CONTRIBUTOR, ardenvale)
    with pytest.raises(CannotModerate, match="holds a post at Ardenvale"):
        accept(one, by=moss)
    post.delete()
    accept(one, by=moss)
    make.post(moss, Role.CONTRIBUTOR, ardenvale)
    with pytest.raises(CannotModerate):
        send_remarks(Moderator.objects.get(), by=moss)


def test_declining_tells_whoever_asked_without_the_reason(submission, moss, dana):
    one = ask(submission, [moss], by=dana)[0]
    decline(one, by=moss, because="I married their director.")
    assert (one.status, one.declined_because) == ("declined", "I married their director.")
    mail = OutgoingMail.objects.get(to=dana.email)
    assert "married" not in mail.body and "Moss (Severnford)" in mail.body
    assert said(submission)["Moss"][0] == "Declined: “I married their director.”"


def test_who_was_withdrawn_reads_nothing_any_more_and_can_be_asked_again(submission, moderator, moss, dana):
    withdraw(moderator, by=dana)
    assert not Submission.objects.visible_to(moss).exists()
    ask(submission, [moss], by=dana)
    assert sorted(Moderator.objects.values_list("status", flat=True)) == ["asked", "withdrawn"]


def test_nobody_is_asked_about_what_was_opened_again_or_superseded(submission, assessment, moss, dana, alice):
    assessment.reopen(by=dana, reference=submission.reference)
    with pytest.raises(NotOpen):
        ask(submission, [moss], by=dana)
    second = shapes.submission(assessment, by=alice, number=2)
    with pytest.raises(NotOpen):
        ask(Submission.objects.get(number=1), [moss], by=dana)
    assert len(ask(second, [moss], by=dana)) == 1


def a_text(submission, first="", step=None, reason="", **fields):
    ids = made.statement_ids(submission)
    on = {ids[0]: OnStatement(first, step, reason), **{pk: OnStatement() for pk in ids[1:]}}
    return RemarksText(on=on, **fields)


def test_remarks_are_saved_on_top_of_their_version_and_seen_by_nobody_else(submission, moderator, moss, dana, alice):
    row = made.area_remark(moderator)
    text = a_text(submission, "Which audit?", 1, "Undated.", text="Thin.", supports="partly")
    write_remarks(row, text, by=moss, version=1)
    row.refresh_from_db()
    assert (row.version, RemarksText.of(row)) == (2, text)
    with pytest.raises(Overtaken):
        write_remarks(row, a_text(submission, "Late."), by=moss, version=1)
    readers = [person for person in (alice, dana, moss) if Remark.objects.visible_to(person).exists()]
    assert readers == [moss]


def test_what_is_said_no_longer_is_gone(submission, moderator, moss):
    row = made.area_remark(moderator)
    write_remarks(row, a_text(submission, "Which audit?"), by=moss, version=1)
    write_remarks(row, a_text(submission), by=moss, version=2)
    assert moderator.remarks.filter(statement__isnull=False).count() == 0


def test_sending_needs_a_reason_for_each_step_that_differs(submission, moderator, moss):
    row = made.area_remark(moderator)
    write_remarks(row, a_text(submission, step=3), by=moss, version=1)
    with pytest.raises(CannotModerate, match="area A"):
        send_remarks(moderator, by=moss)
    write_remarks(row, a_text(submission, step=2), by=moss, version=2)
    assert send_remarks(moderator, by=moss) == 1


def test_sending_gives_what_was_said_to_the_authority_and_those_who_run_the_region(
    submission, moderator, moss, dana, alice, lead, charlie
):
    write_remarks(made.area_remark(moderator), a_text(submission, "Which audit?"), by=moss, version=1)
    assert send_remarks(moderator, by=moss) == 1
    assert Moderator.objects.get().status == "done"
    readers = {str(person): Remark.objects.visible_to(person).filter(text="Which audit?").count()
               for person in (alice, lead, dana, moss, charlie)}  # fmt: skip
    assert readers == {"Alice": 1, "Lena": 1, "Dana": 1, "Moss": 1, "Charlie": 0}
    assert not Remark.objects.visible_to(alice).filter(text="").exists()
    mails = {mail.to: mail.body for mail in OutgoingMail.objects.all()}
    assert mails.keys() == {alice.email, lead.email}
    assert "1 comment" in mails[alice.email] and "Which audit" not in mails[alice.email]
    with pytest.raises(NotOpen):
        write_remarks(made.area_remark(moderator), a_text(submission, "More."), by=moss, version=2)


def test_an_answer_says_who_and_when_and_the_moderator_reads_it(submission, moderator, moss, alice, lead):
    row = made.remark(moderator)
    answer_remark(row, reply="will-change", answer="By May.", by=alice, version=1)
    with pytest.raises(Overtaken):
        answer_remark(row, reply="agree", answer="", by=lead, version=1)
    row = Remark.objects.visible_to(moss).get(pk=row.pk)
    assert (row.reply, row.answer, row.answered_by) == ("will-change", "By May.", alice)
    with pytest.raises(PermissionDenied):
        answer_remark(made.area_remark(moderator, "B"), reply="agree", answer="", by=alice, version=1)


def test_moderation_ends_when_everybody_who_said_yes_is_done(submission, moderator, moss, wren, dana, lenchester):
    make.post(wren, Role.MODERATOR, lenchester)
    other = ask(submission, [wren], by=dana)[0]
    send_remarks(moderator, by=moss, without_comment=True)
    with pytest.raises(NotAllDone):
        end_moderation(submission.assessment, by=dana)
    decline(other, by=wren)
    end_moderation(submission.assessment, by=dana)
    submission.assessment.refresh_from_db()
    assert submission.assessment.status == "moderated"


def test_moderation_that_nobody_did_does_not_end(submission, dana):
    with pytest.raises(NotAllDone):
        end_moderation(submission.assessment, by=dana)


def test_the_table_counts_moderators_comments_and_load(submission, moderator, moss, cycle, severnford):
    made.remark(moderator, area="A")
    made.remark(moderator, area="B", reply="agree", answered_by=moss, answered_at=submission.submitted_at)
    shapes.assessment(cycle, severnford)
    table = table_of(cycle)
    row = table.rows[0]
    assert (row.remarks_sent, row.remarks_answered, [str(one.person) for one in row.its_moderators]) == (2, 1, ["Moss"])
    assert [(str(load.person), load.asked, load.at_work, load.done) for load in table.loads] == [("Moss", 0, 1, 0)]
    assert [str(one) for one in table.waiting] == ["Severnford"]
    assert table.in_words == "1 self-assessment submitted."


def test_suggesting_and_the_table_ask_the_same_of_many(
    submission, moderator, moss, cycle, severnford, django_assert_num_queries, mercia, dana
):
    def look():
        fresh = Submission.objects.select_related("assessment__cycle", "authority", "region").get(number=1)
        candidates_for(fresh)
        table_of(cycle)

    with django_assert_num_queries(QUERIES):
        look()
    for number in range(3):
        place = make.authority(f"Place {number}", mercia, f"P0{number}")
        person = make.person(f"Person {number}")
        make.post(person, Role.MODERATOR, place)
        shapes.moderator(submission, person, by=dana)
    with django_assert_num_queries(QUERIES):
        look()


QUERIES = 11


def test_a_post_that_ended_ends_moderating(submission, moderator, moss):
    moss.posts.update(to_on=date.today() - timedelta(days=1), from_on=date(2020, 1, 1))
    assert candidates_for(submission) == []
    assert not Submission.objects.visible_to(User.objects.get(pk=moss.pk)).exists()
