"""Signing: in the order of the cycle, of the very words that were shown, again when they changed."""

import json
from datetime import date, timedelta
from uuid import uuid4

import pytest

from peerchallenge.actions import signing as acts
from peerchallenge.actions.writing import NotOpen
from peerchallenge.models import SelfAssessment, Signature, Statement
from peerchallenge.signers import signing_of
from peerchallenge.summing_up import seal_of
from peerchallenge.words import words_of
from portal.accounts.models import OutgoingMail, User
from portal.accounts.roles import Role
from portal.audit.models import AuditEvent
from portal.home.tasks import tasks_for
from portal.ui import dates
from tests import make
from tests.looking import fresh, queries_of
from tests.peerchallenge import shapes
from tests.peerchallenge.signing import ORDER, approved, asked, chief, member, path, sign_form, to_sign

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgresql]


def mailed(about="Please sign"):
    return list(OutgoingMail.objects.filter(subject__contains=about).order_by("pk").values_list("to", flat=True))


@pytest.fixture
def cora(ardenvale):
    return chief(ardenvale)


@pytest.fixture
def lou(ardenvale):
    return member(ardenvale)


@pytest.fixture
def signatures(assessment, cora, lou, lead):
    """Asked for by Lena: of Alice, then Cora, then Lou."""
    return to_sign(assessment, *ORDER, by=lead)


def change(assessment, claim="Changed."):
    Statement.objects.filter(section__assessment=assessment).update(claim=claim)


def test_asking_begins_a_round_in_the_cycles_order_and_writes_to_the_first(signatures, assessment):
    assert [(one.round, one.role, one.decision) for one in signatures] == [(1, role, "asked") for role in ORDER]
    assert (assessment.status, mailed()) == ("signing", ["alice@example.org"])
    assert AuditEvent.objects.about(assessment).first().verb == "asked for signatures on"


def test_each_approval_writes_to_the_next_and_the_last_to_the_writers(signatures, alice, cora, lou, assessment):
    approved(signatures[0], by=alice)
    assert mailed() == ["alice@example.org", "cora@example.org"]
    approved(signatures[1], by=cora)
    approved(signatures[2], by=lou)
    assert mailed() == ["alice@example.org", "cora@example.org", "lou@example.org"]
    assert sorted(mailed("can be submitted")) == ["alice@example.org", "lena@example.org"]
    assert signing_of(fresh(assessment)).is_complete


def test_who_leads_the_trust_signs_only_where_a_trust_delivers(assessment, ardenvale, alice, severnford):
    tara = make.person("Tara")
    make.post(tara, Role.TRUST_CHIEF_EXECUTIVE, make.trust("Mercia Trust", ardenvale, severnford))
    roles = [one.role for one in to_sign(assessment, "dcs", "trust-chief-executive", by=alice)]
    assert roles == ["dcs", "trust-chief-executive"]


def test_without_a_trust_nobody_signs_for_one(assessment, alice):
    assert [one.role for one in to_sign(assessment, "dcs", "trust-chief-executive", by=alice)] == ["dcs"]


def test_approving_twice_or_out_of_turn_signs_nothing(signatures, alice, lou):
    with pytest.raises(acts.NotDue):
        approved(signatures[2], by=lou)
    approved(signatures[0], by=alice)
    with pytest.raises(acts.NotDue):
        approved(signatures[0], by=alice)
    assert Signature.objects.filter(decision="approved").count() == 1


def test_an_approval_is_of_the_words_that_were_shown(signatures, alice, assessment):
    form = sign_form(signatures[0])
    change(assessment)
    with pytest.raises(acts.WordsChanged):
        acts.approve(signatures[0], by=alice, sha256=form["sha256"])
    assert fresh(signatures[0]).decision == "asked"


def test_the_page_says_what_changed_meanwhile_and_can_be_signed_then(signatures, alice, assessment, signed_in):
    seal = json.dumps(seal_of(words_of(assessment)))
    form = sign_form(signatures[0], seal=seal, comment="Typed before")
    change(assessment, "Visits are late.")
    desk = signed_in(alice)
    page = desk.post(path(signatures[0]), form)
    assert (page.status_code, page.context["changed"]) == (409, ["A. Area A: “Visits are late.” changed."])
    assert "Typed before" in page.content.decode()
    again = {"do": "approve", "sha256": page.context["signing"].sha256, "seal": page.context["seal"]}
    assert desk.post(path(signatures[0]), again).status_code == 302
    assert fresh(signatures[0]).decision == "approved"


def test_a_later_edit_marks_approvals_out_of_date_and_asking_anew_keeps_those_that_stand(
    signatures, alice, cora, lou, lead, assessment
):
    approved(signatures[0], by=alice)
    change(assessment)
    approved(signatures[1], by=cora)
    signing = signing_of(fresh(assessment))
    assert [one.is_out_of_date for one in signing.signers] == [True, False, False]
    second = asked(assessment, by=lead)
    assert [(one.round, one.decision) for one in second] == [(2, "asked"), (2, "approved"), (2, "asked")]
    approved(second[0], by=alice)
    approved(second[2], by=lou)
    assert signing_of(fresh(assessment)).is_complete


def test_changing_it_back_makes_an_approval_stand_again(signatures, alice, assessment):
    approved(signatures[0], by=alice)
    change(assessment, "Other.")
    assert not signing_of(fresh(assessment)).signers[0].is_settled
    change(assessment, "Visits are on time.")
    assert signing_of(fresh(assessment)).signers[0].is_settled


def test_a_return_needs_a_comment_which_the_writers_are_sent(signatures, alice, signed_in, assessment):
    desk = signed_in(alice)
    page = desk.post(path(signatures[0]), sign_form(signatures[0], do="return"))
    assert page.context["form"].errors["comment"] == ["Say what should change: the writers are sent your words."]
    desk.post(path(signatures[0]), sign_form(signatures[0], do="return", comment="Say more of early help."))
    assert (fresh(assessment).status, fresh(signatures[0]).comment) == ("in-progress", "Say more of early help.")
    bodies = OutgoingMail.objects.filter(subject__contains="was returned").values_list("body", flat=True)
    assert ["Say more of early help." in body for body in bodies] == [True, True]


def test_after_a_return_nobody_signs_the_old_round(signatures, alice, cora, lead, assessment):
    approved(signatures[0], by=alice)
    acts.send_back(signatures[1], by=cora, comment="No.")
    second = asked(assessment, by=lead)
    assert [one.decision for one in second] == ["approved", "asked", "asked"]
    with pytest.raises(acts.NotDue):
        acts.send_back(fresh(signatures[2]), by=cora, comment="Again.")


def test_asking_twice_with_one_form_makes_one_round(assessment, alice, signed_in):
    shapes.statement(shapes.first_section(assessment))
    form = {"form_key": uuid4()}
    desk = signed_in(alice)
    answers = [desk.post(path(assessment, "signing"), form).status_code for _ in range(2)]
    assert (answers, Signature.objects.count()) == ([302, 302], 1)


def test_nobody_is_asked_anew_while_those_asked_are_at_it(signatures, assessment, lead):
    with pytest.raises(acts.NothingToAsk):
        acts.ask_for_signatures(assessment, by=lead)


def test_who_left_yesterday_is_not_let_in(signatures, cora, signed_in):
    post = cora.posts.get()
    post.to_on = date.today() - timedelta(days=1)
    post.save(update_fields=["to_on"])
    desk = signed_in(cora)
    form = sign_form(signatures[1])
    assert (desk.get(path(signatures[1])).status_code, desk.post(path(signatures[1]), form).status_code) == (404, 404)


def test_who_moved_to_another_post_there_reads_it_and_signs_nothing(signatures, alice, ardenvale, signed_in):
    alice.posts.update(to_on=date.today() - timedelta(days=1))
    make.post(alice, Role.SELF_ASSESSMENT_LEAD, ardenvale)
    desk = signed_in(alice)
    form = sign_form(signatures[0])
    assert (desk.get(path(signatures[0])).status_code, desk.post(path(signatures[0]), form).status_code) == (200, 403)


def test_out_of_turn_the_page_says_who_signs_before(signatures, cora, signed_in):
    desk = signed_in(cora)
    page = desk.get(path(signatures[1]))
    said = "It is not your turn yet: Director of Children's Services signs before you. You are written to when it is."
    assert page.context["why_not"] == said
    assert desk.post(path(signatures[1]), sign_form(signatures[1])).status_code == 409
    assert fresh(signatures[1]).decision == "asked"


def test_of_two_who_hold_the_post_one_signs_and_the_other_is_told(signatures, alice, ardenvale, signed_in):
    ann = make.person("Ann")
    make.post(ann, Role.DCS, ardenvale)
    form = sign_form(signatures[0])
    first, second = signed_in(alice), signed_in(ann)
    assert first.post(path(signatures[0]), form).status_code == 302
    page = second.post(path(signatures[0]), form)
    assert (page.status_code, page.context["why_not"]) == (409, "Alice decided this already: approved.")
    assert fresh(signatures[0]).decided_by == alice


def test_a_vacant_post_is_told_to_the_manager_who_leaves_it_out_with_a_reason(assessment, alice, lou, dana, signed_in):
    signatures = to_sign(assessment, *ORDER, by=alice)
    approved(signatures[0], by=alice)
    assert mailed("nobody holds a post") == ["dana@example.org"]
    assert [task.title for task in tasks_for(User.objects.get(pk=dana.pk)) if task.kind == "Signing"] == [
        "Ardenvale’s self-assessment waits for the Council chief executive: nobody holds the post"
    ]
    desk, page = signed_in(dana), path(signatures[1], "leave-out")
    assert desk.post(page, {"reason": ""}).status_code == 200
    desk.post(page, {"reason": "The post is vacant until May."})
    assert (fresh(signatures[1]).decision, mailed()[-1]) == ("skipped", "lou@example.org")
    approved(signatures[2], by=lou)
    assert signing_of(fresh(assessment)).is_complete


def test_a_post_that_somebody_holds_is_not_left_out(signatures, dana):
    with pytest.raises(acts.NotVacant):
        acts.leave_out(signatures[1], by=dana, reason="In a hurry.")


def test_nothing_is_signed_once_the_cycle_is_closed(signatures, alice, dana, assessment):
    cycle = assessment.cycle
    cycle.close(by=dana, version=cycle.version)
    with pytest.raises(NotOpen):
        approved(signatures[0], by=alice)


def test_your_work_shows_a_signature_to_those_whose_turn_it_is(signatures, alice, cora):
    def waiting(person):
        found = tasks_for(User.objects.get(pk=person.pk))
        return [(task.title, task.url) for task in found if task.kind == "Signing"]

    sign = "Sign Ardenvale’s self-assessment 2026-27 as Director of Children's Services"
    assert (waiting(alice), waiting(cora)) == ([(sign, path(signatures[0]))], [])
    approved(signatures[0], by=alice)
    assert (waiting(alice), [url for _, url in waiting(cora)]) == ([], [path(signatures[1])])


def test_the_pages_ask_as_much_of_the_database_for_three_statements_as_for_one(
    signatures, assessment, alice, signed_in, django_assert_num_queries
):
    desk = signed_in(alice)
    addresses = [path(signatures[0]), path(assessment, "signing"), path(assessment, "submit")]
    counts = [queries_of(desk, one) for one in addresses]
    for number in range(2):
        shapes.statement(shapes.first_section(assessment), claim=f"More {number}", evidence=["audit", "voice"])
    assert [queries_of(desk, one) for one in addresses] == counts
    assert max(counts) <= 15


def test_the_assessment_itself_is_not_seen_by_those_who_run_the_region(signatures, dana, signed_in, assessment):
    desk = signed_in(dana)
    assert [desk.get(one).status_code for one in (path(signatures[0]), path(assessment, "signing"))] == [404, 404]
    assert SelfAssessment.objects.visible_to(dana).count() == 0


def test_a_seal_of_brackets_within_brackets_is_not_ours(signatures, assessment, alice, signed_in):
    form = sign_form(signatures[0], seal="[" * 100_000)
    change(assessment)
    page = signed_in(alice).post(path(signatures[0]), form)
    assert (page.status_code, page.context["changed"]) == (409, ["The text changed."])


def test_who_signs_is_told_until_when_on_each_page_in_the_mail_and_in_their_work(
    assessment, cora, lead, alice, signed_in
):
    last = date.today() + timedelta(3)
    assessment.cycle.steps.filter(kind="self-assessment").update(due_on=last)
    first, second = to_sign(assessment, "dcs", "council-chief-executive", by=lead)
    told = f"Due on {dates.weekday(last).removesuffix(f' {date.today().year}')}, in 3 days"
    for page in (path(first), path(assessment, "signing")):
        assert told in signed_in(alice).get(page).content.decode()
    mail = OutgoingMail.objects.get(subject__contains="Please sign")
    assert f"The whole self-assessment is to be submitted by {dates.weekday(last)}." in mail.body
    due = {task.title.split(" ")[0]: task.due_on for task in tasks_for(User.objects.get(pk=alice.pk))}
    assert due["Sign"] == last
    approved(first, by=alice)
    approved(second, by=cora)
    due = {task.title.split(" ")[0]: task.due_on for task in tasks_for(User.objects.get(pk=lead.pk))}
    assert due["Submit"] == last
