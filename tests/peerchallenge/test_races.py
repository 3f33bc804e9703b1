"""What two people do at one moment, each in a browser and on a connection of their own: one wins, and both are told."""

import threading
from functools import partial
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.urls import reverse

from peerchallenge.actions.cascading import cascade, cascade_of
from peerchallenge.actions.removing import remove
from peerchallenge.models import Promise, Signature, Statement, Submission
from peerchallenge.removable import KINDS, MARK
from portal.accounts.models import OutgoingMail
from portal.accounts.roles import Role
from tests import make
from tests.peerchallenge import shapes
from tests.peerchallenge.signing import approved, path, sign_form, submitted, to_sign
from tests.peerchallenge.test_submitting import fresh, submit_form
from tests.peerchallenge.writing import section_form, url
from tests.updates.test_races import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.on_postgresql]

SECRET = "Zebedee Quux, who is eleven, waited for nine weeks."
ROUNDS = 3


def pressed(*pairs):
    """Let each (browser, address, form) be sent at the same moment, and the pages that they lead to be read."""
    answers = at_once(*(partial(browser.post, *sent) for browser, *sent in pairs))
    return [(answer.status_code, answer) for answer in answers]


def told(browser, answer):
    return " ".join(browser.get(answer.url).content.decode().split())


@pytest.fixture
def ann(ardenvale):
    """A second director: in a handover two hold the post."""
    person = make.person("Ann")
    make.post(person, Role.DCS, ardenvale)
    return person


def test_of_two_signers_at_once_one_signs_and_the_other_reads_who(assessment, alice, ann, signed_in):
    signature = to_sign(assessment, "dcs", by=alice)[0]
    browsers = {"Alice": signed_in(alice), "Ann": signed_in(ann)}
    for _ in range(ROUNDS):
        forms = [sign_form(signature), sign_form(signature, "return", comment="Say more on visits.")]
        answers = pressed(*((one, path(signature), form) for one, form in zip(browsers.values(), forms, strict=True)))
        assert sorted(status for status, _ in answers) == [302, 409]
        first, second = sorted(answers, key=lambda pair: pair[0])
        winner = list(browsers)[answers.index(first)]
        decided = fresh(signature)
        assert (str(decided.decided_by), decided.decision) == (winner, "approved" if winner == "Alice" else "returned")
        page = second[1].content.decode()
        assert f"{winner} decided this already: {decided.get_decision_display().lower()}." in page
        assert ("What you typed" in page, "Say more on visits." in page) == ((True, True) if winner == "Alice" else
                                                                             (False, True))  # fmt: skip
        Signature.objects.filter(pk=signature.pk).update(
            decision="asked", decided_by=None, decided_at=None, sha256="", comment="", at_changes=None
        )
        type(assessment).objects.update(status="signing")


def test_of_two_who_submit_at_once_one_does_and_the_other_reads_who_and_as_what(assessment, alice, lead, signed_in):
    approved(to_sign(assessment, "dcs", by=alice)[0], by=alice)
    browsers = {"Alice": signed_in(alice), "Lena": signed_in(lead)}
    answers = pressed(*((one, path(assessment, "submit"), submit_form(assessment)) for one in browsers.values()))
    made = Submission.objects.get()
    assert [status for status, _ in answers] == [302, 302]
    leads = {name: answer.url for name, (_, answer) in zip(browsers, answers, strict=True)}
    loser = next(name for name in browsers if name != str(made.submitted_by))
    assert leads == {str(made.submitted_by): path(made, "receipt"), loser: assessment.get_absolute_url()}
    said = f"{made.submitted_by} submitted it first, as M01-2026-27-1: there is nothing left to do."
    assert said in told(browsers[loser], answers[list(browsers).index(loser)][1])
    assert OutgoingMail.objects.filter(subject__contains="was submitted", to="alice@example.org").count() == 1


def test_a_button_pressed_twice_at_once_submits_once(assessment, alice, signed_in):
    approved(to_sign(assessment, "dcs", by=alice)[0], by=alice)
    form, browser = submit_form(assessment), signed_in(alice)
    answers = pressed(*[(browser, path(assessment, "submit"), form)] * 3)
    receipt = path(Submission.objects.get(), "receipt")
    assert [(status, answer.url) for status, answer in answers] == [(302, receipt)] * 3


def test_of_two_who_open_it_again_one_does_and_the_other_reads_who_and_why(assessment, alice, dana, carol, signed_in):
    approved(to_sign(assessment, "dcs", by=alice)[0], by=alice)
    browsers = {"Dana": signed_in(dana), "Carol": signed_in(carol)}
    for _ in range(ROUNDS):
        made = submitted(fresh(assessment), by=alice)
        page = path(made, "reopen")
        answers = pressed(*((one, page, {"reason": f"{name} says so."}) for name, one in browsers.items()))
        assert [(status, answer.url) for status, answer in answers] == [(302, path(made))] * 2
        made = fresh(made)
        winner, loser = str(made.reopened_by), next(name for name in browsers if name != str(made.reopened_by))
        assert made.reopened_because == f"{winner} says so."
        said = (
            f"You did not open it again. {winner} opened it again first, because: {winner} says so. "
            f"Your reason was not kept: {loser} says so."
        )
        assert said in told(browsers[loser], answers[list(browsers).index(loser)][1])
        assert OutgoingMail.objects.filter(key=f"reopened:{made.pk}:{alice.pk}").count() == 1


def test_two_who_ask_for_signatures_begin_one_round_and_both_are_told(assessment, alice, lead, signed_in):
    shapes.statement(shapes.first_section(assessment))
    browsers = [signed_in(alice), signed_in(lead)]
    answers = pressed(*((one, path(assessment, "signing"), {"form_key": uuid4()}) for one in browsers))
    assert [(status, answer.url) for status, answer in answers] == [(302, path(assessment, "signing"))] * 2
    assert Signature.objects.count() == 1
    said = sorted("Nobody has to be asked now" in told(one, answer[1])
                  for one, answer in zip(browsers, answers, strict=True))  # fmt: skip
    assert said == [False, True]


@pytest.fixture
def last_year(mercia, ardenvale, alice, dana):
    """Last year's submission, with a phrase that has to go."""
    before = shapes.assessment(shapes.cycle(mercia, "2025-26", ardenvale, by=dana), ardenvale, by=alice)
    section = shapes.first_section(before)
    shapes.statement(section, section.area.prompts.first(), claim=SECRET, next_step=f"Write to {SECRET}")
    return shapes.submission(before, by=alice)


def while_it_is_removed(act, by):
    """Do `act` while a removal of the phrase is under way that isn't committed yet; return what it returned."""
    removing, done, answers = threading.Event(), threading.Event(), []

    def removal():
        try:
            with transaction.atomic():
                remove(KINDS["statement"], Statement.objects.get(), ["claim", "next_step"], why="name", by=by)
                removing.set()
                done.wait(1)  # as long as whoever copies could read what still stands
        finally:
            connection.close()

    thread = threading.Thread(target=removal)
    thread.start()
    assert removing.wait(20)
    answers.append(act())
    done.set()
    thread.join()
    return answers[0]


def test_what_is_being_removed_from_last_year_is_not_copied(last_year, assessment, alice, signed_in):
    section, said = shapes.first_section(assessment), Statement.objects.get()
    form = section_form(section, do=f"copyall-{said.public_id}", form_key=uuid4())
    answer = while_it_is_removed(lambda: signed_in(alice).post(url(section), form), alice)
    copy = Statement.objects.get(section=section)
    assert (answer.status_code, answer.url, copy.claim, copy.next_step) == (302, url(copy), MARK, MARK)


def test_what_is_being_removed_from_last_year_is_promised_nowhere(last_year, cycle, alice, dana):
    found = cascade_of(cycle, by=dana)
    sent = partial(cascade, cycle, by=dana, version=cycle.version, seal=found.seal)
    [made] = [one for one in while_it_is_removed(sent, alice) if one.authority == last_year.authority]
    assert [one.promised for one in Promise.objects.filter(section__assessment=made)] == [MARK]


def test_however_a_removal_and_a_copy_meet_nothing_of_it_is_left(last_year, assessment, alice, lead, signed_in):
    section, said = shapes.first_section(assessment), Statement.objects.get()
    address = reverse("remove", args=["statement", said.public_id])
    copy = {"do": f"copy-{said.public_id}", "form_key": uuid4()}
    answers = pressed(
        (signed_in(lead), address, {"parts": ["claim", "next_step"], "why": "name", "form_key": uuid4()}),
        (signed_in(alice), url(section), section_form(section) | copy),
    )
    assert [status for status, _ in answers] == [302, 302]
    assert [one.claim for one in Statement.objects.order_by("pk")] == [MARK, MARK]
