"""The owner's note: asked for by mail, answered by a private link, taken over by a manager or not."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from portal.accounts.models import OutgoingMail
from portal.audit.models import AuditEvent
from priorities.chores import ask_for_notes
from priorities.models import Action, OwnersNote
from tests import make

pytestmark = pytest.mark.django_db
ANSWER = {
    "text": "Two seminars ran. A third is booked.", "action_status": "under-way", "forecast": "at-risk",
    "forecast_reason": "One speaker is ill.",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel("2026-10-02 09:00 +0000", tick=False) as clock:
        yield clock


@pytest.fixture
def plan(mercia, dana):
    return make.plan(mercia, "2026-27", dana, status="published")


@pytest.fixture
def office(charlie):
    return make.office(charlie.posts.get())


def an_action(plan, office, title="Run seminars", **facts):
    """An action that was added in the quarter before."""
    action = make.action(plan.priorities.first(), title, office, **facts)
    Action.objects.filter(pk=action.pk).update(made_at=make.moment("2026-06-01 09:00"))
    return action


@pytest.fixture
def action(plan, office):
    return an_action(plan, office)


def links(mail):
    return re.findall(r"http://127\.0\.0\.1:8000(/priorities/note/\?key=[\w-]+)", mail.body)


def ask():
    """Let the worker ask, and return the link of the only message."""
    ask_for_notes()
    return links(OutgoingMail.objects.get())[0]


@pytest.fixture
def link(action):
    return ask()


def saved(action):
    now = Action.objects.get(pk=action.pk)
    return now.status, now.forecast, now.forecast_reason, [note.text for note in now.notes.all()], now.version


def test_the_worker_asks_each_owner_once_a_quarter_in_one_message(plan, office, alice, action, _clock):
    an_action(plan, office, "Write a guide", due_on=date(2026, 12, 1))
    an_action(plan, make.office(alice.posts.get()), "Hers")
    assert [ask_for_notes(), ask_for_notes()] == ["Asked 2.", "Asked 0."]
    sent = {mail.to: mail for mail in OutgoingMail.objects.all()}
    assert sorted(sent) == ["alice@example.org", "charlie@example.org"]
    mail = sent["charlie@example.org"]
    assert (mail.subject, len(set(links(mail)))) == ("How are your 2 actions going?", 2)
    said = ("Run seminars", "Write a guide", "Due 1 December 2026", "until Sunday 1 November 2026", "Hers")
    assert [words in mail.body for words in said] == [True] * 4 + [False]
    _clock.move_to("2027-01-04 09:00 +0000")
    assert (ask_for_notes(), OutgoingMail.objects.count()) == ("Asked 2.", 4)


@pytest.mark.parametrize("facts", [{"status": "done"}, {"status": "stopped"}, {"is_removed": True}])
def test_nobody_is_asked_about_what_is_over(plan, office, facts):
    an_action(plan, office, **facts)
    assert ask_for_notes() == "Asked 0."


@pytest.mark.parametrize(
    ("period", "status"),
    [("2026-27", "draft"), ("2026-27", "closed"), ("2025-26", "published"), ("2027-28", "published")],
)
def test_nobody_is_asked_of_a_plan_that_is_not_current(mercia, dana, office, period, status):
    an_action(make.plan(mercia, period, dana, status=status), office)
    assert ask_for_notes() == "Asked 0."


def test_what_was_added_this_quarter_is_asked_about_in_the_next(plan, office, _clock):
    make.action(plan.priorities.get(), "New", office)
    assert ask_for_notes() == "Asked 0."
    _clock.move_to("2027-01-01 09:00 +0000")
    assert ask_for_notes() == "Asked 1."


def test_the_database_does_not_hold_the_secret(link):
    secret = link.partition("key=")[2]
    assert secret not in str(OwnersNote.objects.values().get())
    assert secret not in str(list(AuditEvent.objects.values()))


def test_opening_the_link_changes_nothing_and_is_never_kept_or_indexed(client, link, action):
    before = OwnersNote.objects.values().get()
    response = client.get(link)
    assert response.status_code == 200
    assert (OwnersNote.objects.values().get(), saved(action)) == (before, ("not-started", "on-track", "", [], 1))
    assert "no-store" in response["Cache-Control"]
    assert (response["X-Robots-Tag"], response["Referrer-Policy"]) == ("noindex, nofollow", "no-referrer")
    page = response.content.decode()
    assert re.findall(r'(?:src|href)="(https?:[^"]+|//[^"]+)"', page) == []
    assert (link.partition("key=")[2] in page, response.cookies.keys()) == (False, set())


def test_the_form_is_filled_in_with_what_is_known(client, plan, office):
    an_action(plan, office, status="under-way", forecast="late", forecast_reason="No venue yet.")
    form = client.get(ask()).context["form"]
    known = [form[name].value() for name in ("text", "action_status", "forecast", "forecast_reason")]
    assert known == [None, "under-way", "late", "No venue yet."]


def test_an_answer_without_signing_in_is_a_proposal(link, action):
    browser = Client(enforce_csrf_checks=True)
    response = browser.post(link, ANSWER)
    assert (response.status_code, response["Location"]) == (302, link)
    note = OwnersNote.objects.get()
    assert (note.status, note.text, note.action_status, note.forecast, note.forecast_reason) == (
        "answered", *ANSWER.values(),
    )  # fmt: skip
    assert saved(action) == ("not-started", "on-track", "", [], 1)
    assert "Thank you: your note waits for the programme manager" in browser.get(link).content.decode()
    assert AuditEvent.objects.get(verb="answered").by_name == "Charlie"


def test_it_can_be_answered_again_until_it_is_decided(client, link, dana):
    client.post(link, ANSWER)
    client.post(link, ANSWER | {"text": "All three ran."})
    note = OwnersNote.objects.get()
    assert note.text == "All three ran."
    note.decline(by=dana, answered_at=note.answered_at, because="Please name the dates.")
    page = client.post(link, ANSWER | {"text": "Too late."}).content.decode()
    assert ("Please name the dates." in page, OwnersNote.objects.get().text) == (True, "All three ran.")


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"text": " "}, {"text": ["Say in a sentence or two what has happened."]}),
        ({"forecast_reason": ""}, {"forecast_reason": ["Say why the action isn’t on track."]}),
        ({"action_status": ""}, {"action_status": ["Choose how far it is."]}),
        ({"forecast": ""}, {"forecast": ["Choose what you expect."]}),
    ],
)
def test_what_is_missing_is_said_at_the_field_and_nothing_typed_is_lost(client, link, changes, wrong):
    response = client.post(link, ANSWER | {"text": "Two ran."} | changes)
    form = response.context["form"]
    assert (form.errors, OwnersNote.objects.get().status) == (wrong, "asked")
    assert form["text"].value() == ({"text": "Two ran."} | changes)["text"]


def test_a_reason_is_dropped_when_the_action_is_on_track(client, link):
    client.post(link, ANSWER | {"forecast": "on-track"})
    assert OwnersNote.objects.get().forecast_reason == ""


def no_link(client, link):
    responses = [client.get(link), client.post(link, ANSWER)]
    assert [response.status_code for response in responses] == [404, 404]
    assert OwnersNote.objects.get().status == "asked"
    return responses[0].content


def test_links_that_do_not_work_all_say_the_same(client, link, plan, charlie, frank, _clock):
    said = {no_link(client, "/priorities/note/?key=forged"), no_link(client, "/priorities/note/")}
    _clock.shift(timedelta(days=31))
    said.add(no_link(client, link))
    _clock.shift(timedelta(days=-31))
    assert client.get(link).status_code == 200
    charlie.posts.get().end(by=frank)
    said.add(no_link(client, link))
    assert len(said) == 1
    assert b"This link doesn\xe2\x80\x99t work" in said.pop()


def test_who_may_not_sign_in_or_whose_plan_is_closed_cannot_answer(client, link, plan, charlie, frank, dana):
    charlie.suspend(by=frank)
    no_link(client, link)
    charlie.restore(by=frank)
    plan.close(by=dana, version=plan.version)
    no_link(client, link)


def test_a_manager_asks_now_and_sees_first_whom(signed_in, plan, action, dana, charlie):
    browser, address = signed_in(dana), f"/priorities/plans/{plan.pk}/ask/"
    page = browser.get(address).content.decode()
    assert ("Charlie, charlie@example.org" in page, "Run seminars" in page) == (True, True)
    assert OutgoingMail.objects.count() == 0
    assert "Tick whom to ask." in browser.post(address).content.decode()
    browser.post(address, {"to": charlie.pk})
    mail = OutgoingMail.objects.get()
    assert (mail.to, "Dana asks how this action is going" in mail.body) == ("charlie@example.org", True)


def test_asking_again_today_sends_nothing_and_the_link_still_works(signed_in, client, plan, action, dana, charlie):
    browser, address = signed_in(dana), f"/priorities/plans/{plan.pk}/ask/"
    browser.post(address, {"to": charlie.pk})
    page = browser.post(address, {"to": charlie.pk}, follow=True).content.decode()
    assert "Not asked again: Charlie had a message about this plan today." in page
    assert client.get(links(OutgoingMail.objects.get())[0]).status_code == 200


def test_asking_again_tomorrow_takes_the_place_of_the_first_link(
    signed_in, client, plan, action, dana, charlie, _clock
):
    address = f"/priorities/plans/{plan.pk}/ask/"
    signed_in(dana).post(address, {"to": charlie.pk})
    _clock.shift(timedelta(days=1))
    signed_in(dana).post(address, {"to": charlie.pk})
    first, second = (links(mail)[0] for mail in OutgoingMail.objects.order_by("pk"))
    assert [client.get(link).status_code for link in (first, second)] == [404, 200]
    assert OwnersNote.objects.count() == 1


def test_who_has_answered_is_not_asked_again_this_quarter(signed_in, client, link, plan, dana, charlie):
    client.post(link, ANSWER)
    response = signed_in(dana).post(f"/priorities/plans/{plan.pk}/ask/", {"to": charlie.pk})
    assert (response.context["people"], OutgoingMail.objects.count()) == ([], 1)


def decision(browser, note, do="accept", **fields):
    page = browser.get(f"/priorities/notes/{note.public_id}/").context["form"]
    sent = {"version": page["version"].value(), "answered_at": page["answered_at"].value(), "do": do}
    return sent | fields


@pytest.fixture
def note(client, link):
    client.post(link, ANSWER)
    return OwnersNote.objects.get()


def test_accepting_reports_on_the_action_in_the_owners_name(signed_in, note, action, dana, charlie):
    browser = signed_in(dana)
    response = browser.post(f"/priorities/notes/{note.public_id}/", decision(browser, note))
    assert (response.status_code, response["Location"]) == (302, "/your-work/")
    assert saved(action) == ("under-way", "at-risk", "One speaker is ill.", [ANSWER["text"]], 2)
    assert (action.notes.get().made_by, AuditEvent.objects.get(verb="reported on").by) == (charlie, charlie)
    note.refresh_from_db()
    assert (note.status, note.decided_by) == ("accepted", dana)
    assert AuditEvent.objects.get(verb="accepted").by == dana


def test_declining_needs_a_word_which_the_owner_gets(signed_in, note, action, dana):
    browser, address = signed_in(dana), f"/priorities/notes/{note.public_id}/"
    page = browser.post(address, decision(browser, note, "decline", because=" ")).content.decode()
    assert "Say in a few words why you decline it." in page
    browser.post(address, decision(browser, note, "decline", because="Please name the dates."))
    assert saved(action) == ("not-started", "on-track", "", [], 1)
    mail = OutgoingMail.objects.get(subject="About your note: Run seminars")
    assert (mail.to, "Please name the dates." in mail.body) == ("charlie@example.org", True)


def test_the_page_shows_now_beside_proposed(signed_in, note, dana):
    context = signed_in(dana).get(f"/priorities/notes/{note.public_id}/").context
    labels = ("How far", "Forecast", "Why", "Note")
    now = ("Not started", "On track", "Nothing", "Nothing")
    proposed = ("Under way", "At risk", ANSWER["forecast_reason"], ANSWER["text"])
    assert (context["now"], context["proposed"]) == (
        list(zip(labels, now, strict=True)), list(zip(labels, proposed, strict=True)),
    )  # fmt: skip


def answered_again(client, link, action, dana):
    with time_machine.travel("2026-10-02 09:05 +0000", tick=False):
        client.post(link, ANSWER | {"text": "Another."})


def edited(client, link, action, dana):
    action.rewrite(by=dana, version=1, title="Run more seminars")


def closed(client, link, action, dana):
    action.plan.close(by=dana, version=action.plan.version)


@pytest.mark.parametrize("happens", [answered_again, edited])
def test_what_changed_since_it_was_shown_is_shown_again_and_nothing_is_applied(
    signed_in, client, link, note, action, dana, happens
):
    browser = signed_in(dana)
    sent = decision(browser, note)
    happens(client, link, action, dana)
    response = browser.post(f"/priorities/notes/{note.public_id}/", sent)
    assert (response.status_code, OwnersNote.objects.get().status) == (409, "answered")
    assert saved(action)[:4] == ("not-started", "on-track", "", [])


def test_a_note_on_a_closed_plan_can_only_be_declined(signed_in, client, link, note, action, dana):
    browser = signed_in(dana)
    sent = decision(browser, note)
    closed(client, link, action, dana)
    assert browser.get(f"/priorities/notes/{note.public_id}/").context["may_accept"] is False
    assert browser.post(f"/priorities/notes/{note.public_id}/", sent).status_code == 403


def test_deciding_twice_changes_nothing(signed_in, note, action, dana):
    browser = signed_in(dana)
    sent = decision(browser, note)
    answers = [browser.post(f"/priorities/notes/{note.public_id}/", sent).status_code for _ in range(2)]
    assert (answers, saved(action)[4], action.notes.count()) == ([302, 200], 2, 1)


def test_after_a_decision_comes_the_next_note_of_the_plan(signed_in, client, plan, office, action, dana):
    an_action(plan, office, "Write a guide")
    ask_for_notes()
    for link in links(OutgoingMail.objects.get()):
        client.post(link, ANSWER)
    first, second = OwnersNote.objects.order_by("answered_at", "pk")
    browser = signed_in(dana)
    assert (
        browser.post(f"/priorities/notes/{first.public_id}/", decision(browser, first)).url
        == f"/priorities/notes/{second.public_id}/"
    )


@pytest.mark.parametrize("count", [1, 3])
def test_asking_reads_as_often_however_many_actions_there_are(
    signed_in, plan, office, dana, count, django_assert_num_queries
):
    for number in range(count):
        an_action(plan, office, f"Number {number}")
    browser = signed_in(dana)
    browser.get(f"/priorities/plans/{plan.pk}/ask/")
    with django_assert_num_queries(7):
        assert len(browser.get(f"/priorities/plans/{plan.pk}/ask/").context["people"][0].new) == count
