"""What two people do with a review at one moment, each in a browser and on a connection of their own: one wins, what is
kept is whole, and whoever lost reads who was faster and has their words back."""

from uuid import uuid4

import pytest
from django.urls import reverse

from peerchallenge.reviews.models import (
    Correction,
    Finding,
    Letter,
    Member,
    ProgressCheck,
    Reply,
    Review,
    Stage,
    TeamNote,
    Wording,
)
from portal.accounts.models import OutgoingMail
from portal.accounts.roles import Role
from tests import make
from tests.looking import fresh
from tests.peerchallenge.reviews import shapes, shapes_actions, shapes_people
from tests.peerchallenge.reviews import shapes_findings as made
from tests.peerchallenge.reviews.test_letters import hidden_of, said_by
from tests.peerchallenge.test_races import pressed, told

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.on_postgresql]


def at(name, record):
    return reverse(name, args=[record.public_id])


@pytest.fixture
def wren(lenchester):
    return shapes_people.reviewer("Wren", lenchester)


@pytest.fixture
def draft(ardenvale, charlie, wren, dana):
    """A review whose letter is being written; Charlie leads its team and so does Wren."""
    shapes.kind()
    review = shapes.review(ardenvale, by=dana, at=Stage.DRAFT)
    for person in (charlie, wren):
        shapes.member(review, person, by=dana, lead=True)
    shapes.finding(review, "Thresholds drift.", kind="area", by=charlie)
    return review


@pytest.fixture
def leads(signed_in, charlie, wren):
    return {"Charlie": signed_in(charlie), "Wren": signed_in(wren)}


def send(review, browser):
    page = at("letter_send", review)
    return browser, page, hidden_of(browser.get(page))


def test_of_two_leads_who_send_the_letter_one_does_and_the_other_reads_who(draft, leads, alice):
    for name in ("Draft 1", "Final letter"):
        answers = pressed(*[send(draft, browser) for browser in leads.values()])
        letter = Letter.objects.latest("pk")
        went = {lead: answer for lead, (_, answer) in zip(leads, answers, strict=True)}
        lost = went.pop(next(lead for lead in leads if lead != str(letter.sent_by)))
        assert [answer.url for answer in went.values()] == [at("letter", draft)]
        loser = next(browser for lead, browser in leads.items() if lead != str(letter.sent_by))
        assert f"You did not send it: {letter.sent_by} sent “{name}” first" in told(loser, lost)
    assert list(Letter.objects.order_by("pk").values_list("sent", "number")) == [("draft", 1), ("final", 1)]
    assert (Wording.objects.count(), OutgoingMail.objects.filter(to=alice.email).count()) == (2, 2)


def typed(headline):
    return {"kind": "area", "headline": headline, "heard": "", "theme": "", "enquiry": "", "version": "1"}


def correction(host, review):
    page = f"{at('correction_new', review)}?finding={review.findings.get().public_id}"
    said = {"is_wrong": "Thresholds drift.", "is_right": "They were agreed in May."}
    return host, page, hidden_of(host.get(page)) | said


def test_a_finding_that_two_leads_edit_while_the_host_corrects_it(draft, leads, alice, signed_in):
    leads["Charlie"].post(*send(draft, leads["Charlie"])[1:])
    finding, host = draft.findings.get(), signed_in(alice)
    page = at("finding_edit", finding)
    first, second, third = pressed(
        (leads["Charlie"], page, typed("Charlie’s words.")), (leads["Wren"], page, typed("Wren’s words.")),
        correction(host, draft),
    )  # fmt: skip
    assert (sorted([first[0], second[0]]), third[0]) == ([302, 409], 302)
    both = said_by((first if first[0] == 409 else second)[1])
    assert ["Charlie’s words." in both, "Wren’s words." in both] == [True, True]
    assert Correction.objects.get().finding == finding
    # The host goes on reading, and correcting, what it was sent.
    assert Letter.objects.get().words["findings"][0]["headline"] == "Thresholds drift."
    assert "Thresholds drift." in said_by(host.get(at("corrections", draft)))


def test_a_correction_at_the_moment_of_the_final_letter_is_answered_or_given_back(draft, leads, alice, signed_in):
    leads["Charlie"].post(*send(draft, leads["Charlie"])[1:])
    (_, lead), (status, host) = pressed(send(draft, leads["Wren"]), correction(signed_in(alice), draft))
    if Letter.objects.filter(sent="final").exists():
        assert (status, Correction.objects.count()) == (409, 0)
        assert "They were agreed in May." in said_by(host)
    else:
        assert (status, Correction.objects.count()) == (302, 1)
        assert lead.status_code == 200 or lead.url == at("corrections", draft)


def test_a_finding_edited_at_the_moment_of_the_final_letter_is_in_it_or_given_back(draft, leads):
    leads["Charlie"].post(*send(draft, leads["Charlie"])[1:])
    (sent, _), (status, page) = pressed(
        send(draft, leads["Wren"]), (leads["Charlie"], at("finding_edit", draft.findings.get()), typed("It drifts on."))
    )
    issued = Letter.objects.filter(sent="final").exists()
    assert (sent, status) == ((302, 409) if issued else (409, 302))
    assert Finding.objects.get().headline == ("Thresholds drift." if issued else "It drifts on.")
    assert not issued or "It drifts on." in said_by(page)


def test_a_note_sent_while_its_writer_is_taken_off_is_kept_by_the_team_or_given_back(draft, moss, dana, signed_in):
    member, browser, manager = shapes.member(draft, moss, by=dana), signed_in(moss), signed_in(dana)
    page, note = at("capture", draft), {"kind": "strength", "heard_as": "interview"}
    assert browser.get(page).status_code == 200
    (status, answer), (ended, _) = pressed(
        (browser, page, note | {"text": "Heard at the door.", "sent_as": uuid4()}),
        (manager, at("member_end", member), {"because": "Moves to another region."}),
    )
    kept = list(TeamNote.objects.values_list("text", flat=True))
    assert (ended, kept) == (302, ["Heard at the door."] if status == 302 else [])
    assert status == 302 or "Heard at the door." in said_by(answer)
    late = browser.post(page, note | {"text": "One more word.", "sent_as": uuid4()})
    assert (late.status_code, "One more word." in said_by(late), browser.get(page).status_code) == (404, True, 404)
    assert list(TeamNote.objects.visible_to(fresh(draft.made_by))) == []
    assert TeamNote.objects.count() == len(kept)


def test_a_note_that_is_sent_three_times_at_once_is_one(draft, charlie, signed_in):
    page, note = at("capture", draft), {"kind": "area", "heard_as": "file", "text": "Late plans.", "sent_as": uuid4()}
    answers = pressed(*[(signed_in(charlie), page, note)] * 3)
    assert ([status for status, _ in answers], TeamNote.objects.count()) == ([302] * 3, 1)


def test_two_leads_who_move_one_note_leave_it_behind_one_finding(draft, leads, charlie):
    note = TeamNote.objects.create(review=draft, text="Heard twice.", made_by=charlie, edited_by=charlie)
    body = {"notes": [str(note.public_id)], "to": "", "kind": "", "do": "move"}
    answers = pressed(*((browser, at("cluster", draft), body | {"headline": f"{name} says."})
                        for name, browser in leads.items()))  # fmt: skip
    assert [status for status, _ in answers] == [302, 302]
    counts = {one.headline: one.heard_from.get("notes", 0) for one in draft.findings.standing()}
    behind = fresh(note).finding.headline
    assert (counts.pop(behind), set(counts.values())) == (1, {0})


def test_two_managers_fill_one_seat_once_and_one_person_sits_once(draft, charlie, dana, carol, moss, signed_in):
    review = shapes.review(draft.authority, by=dana, at=Stage.SCOPING)
    for person in (charlie, moss):
        shapes_people.in_pool(review.region, person)
    first = review.seats.first()
    managers = [signed_in(dana), signed_in(carol)]
    pressed(*((one, at("seat", first), {"person": who.pk}) for one, who in zip(managers, (charlie, moss), strict=True)))
    member = Member.objects.get(seat=first)
    assert OutgoingMail.objects.filter(subject="Will you review Ardenvale?").count() == 1
    # One who says yes while they are no longer asked: one of both holds, and the other person reads that.
    browser = signed_in(member.person)
    yes = {"do": "accept", "has_interests": "no", "promises": "on"}
    answers = pressed((browser, at("invitation", member), yes), (managers[0], at("member_end", member), {}))
    changed = ["Something changed after you opened this page" in told(one, answer) if status == 302 else True
               for one, (status, answer) in zip([browser, managers[0]], answers, strict=True)]  # fmt: skip
    assert (fresh(member).status, changed) in [("accepted", [False, True]), ("withdrawn", [True, False])]


def test_a_review_asked_for_twice_at_once_and_actions_agreed_twice_at_once_are_one(ardenvale, alice, signed_in):
    chosen, key = shapes.kind(), uuid4()
    pressed(*[(signed_in(alice), reverse("review_new"), {"kind": chosen.pk, "form_key": key})] * 3)
    review = Review.objects.get()
    at_reply = {"shared_at": review.made_at, "replied_at": review.made_at, "replied_by": alice}
    Review.objects.update(status=Stage.REPLY, **at_reply)
    shapes_actions.action(shapes_actions.accepted(review, by=alice), by=alice)
    director = signed_in(alice)
    form = dict(director.get(at("actions_agree", review)).context["hidden"])
    pressed(*[(director, at("actions_agree", review), form)] * 2)
    assert fresh(review).status == Stage.ACTIONS_LIVE
    assert ProgressCheck.objects.filter(review=review).values("months").distinct().count() == 3
    assert ProgressCheck.objects.count() == 3


@pytest.fixture
def issued(ardenvale, dana):
    return made.issued(ardenvale, by=dana)


def test_of_two_who_reply_at_once_one_does_and_the_other_sees_both(signed_in, issued, alice, lead):
    page = at("reply", issued.findings.first())
    answers = pressed(
        (signed_in(alice), page, {"says": "with-changes", "words": "From May on.", "version": "0"}),
        (signed_in(lead), page, {"says": "disagree", "words": "Not so at all.", "version": "0"}),
    )
    assert sorted(status for status, _ in answers) == [302, 409]
    assert Reply.objects.count() == 1
    both = said_by(next(answer for status, answer in answers if status == 409))
    assert ["From May on." in both, "Not so at all." in both] == [True, True]


def sealed(director, review):
    page = at("reply_send", review)
    return director, page, dict(director.get(page).context["hidden"]) | {"without": "on"}


def test_a_reply_written_while_it_is_sent_goes_with_it_or_is_given_back(signed_in, issued, alice, lead):
    page = at("reply", issued.findings.first())
    sent, wrote = pressed(
        sealed(signed_in(alice), issued), (signed_in(lead), page, {"says": "agree", "words": "", "version": "0"})
    )
    is_sent = Review.objects.get().replied_at is not None
    assert (sent[0], wrote[0], Reply.objects.count()) == ((302, 409, 0) if is_sent else (409, 302, 1))


def test_the_reply_is_sent_once(signed_in, issued, ardenvale, alice, dana):
    head = make.person("Tara")
    make.post(head, Role.TRUST_CHIEF_EXECUTIVE, make.trust("Mercia Trust", ardenvale))
    pressed(*[sealed(browser, issued) for browser in (signed_in(alice), signed_in(head))])
    assert OutgoingMail.objects.filter(to=dana.email).count() == 1
