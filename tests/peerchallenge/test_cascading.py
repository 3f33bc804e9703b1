"""The framework goes out: the letters are those that were shown, each once, and each authority gets one
self-assessment."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine

from peerchallenge.models import Extension, SelfAssessment
from portal.accounts.models import OutgoingMail
from portal.accounts.roles import Role
from portal.audit.models import AuditEvent
from tests import make
from tests.peerchallenge import shapes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_a_day_in_november():
    with time_machine.travel("2026-11-22 09:00 +0000", tick=False):
        yield


@pytest.fixture
def draft(mercia, ardenvale, severnford, alice, charlie, lead, dana):
    """Ardenvale has a director (Alice) and a lead (Lena), Severnford a director (Charlie) and no lead."""
    made = shapes.cycle(mercia, "2026-27", ardenvale, severnford, by=dana, status="draft")
    made.steps.filter(kind="self-assessment").update(due_on=date(2026, 12, 11))
    return made


def address(cycle):
    return f"{cycle.get_absolute_url()}open/"


def sent_form(page):
    return {
        "form_key": page.context["key"], "version": page.context["cycle"].version,
        "seal": page.context["cascade"].seal,
    }  # fmt: skip


def letters():
    return sorted((mail.to, mail.subject) for mail in OutgoingMail.objects.all())


def test_the_page_shows_each_letter_and_vacancy_and_sends_nothing(signed_in, dana, draft):
    response = signed_in(dana).get(address(draft))
    cascade = response.context["cascade"]
    reached = [(str(one.authority), [str(letter.person) for letter in one.letters], one.vacant)
               for one in cascade.reached]  # fmt: skip
    assert reached == [
        ("Ardenvale", ["Alice", "Lena"], []),
        ("Severnford", ["Charlie"], ["Self-assessment lead, Severnford"]),
    ]  # fmt: skip
    page = response.content.decode()
    assert "asks Ardenvale for its self-assessment by Friday 11 December 2026." in page
    assert (OutgoingMail.objects.count(), SelfAssessment.objects.count()) == (0, 0)


def test_pressing_opens_the_cycle_and_sends_the_letters_that_were_shown(signed_in, dana, draft):
    browser = signed_in(dana)
    page = browser.get(address(draft))
    shown = {letter.person.email: letter.body for letter in page.context["cascade"].letters}
    response = browser.post(address(draft), sent_form(page))
    draft.refresh_from_db()
    assert response["Location"] == f"{draft.get_absolute_url()}control-room/"
    assert draft.status == "open"
    assert {mail.to: mail.body for mail in OutgoingMail.objects.all()} == shown
    assert [(str(one.authority), one.status, one.sections.count()) for one in SelfAssessment.objects.all()] == [
        ("Ardenvale", "not-started", 2), ("Severnford", "not-started", 2),
    ]  # fmt: skip
    assert AuditEvent.objects.get(verb="sent out the framework of").details == {"authorities": ["M01", "M02"]}


def test_pressing_twice_changes_nothing_more(signed_in, dana, draft):
    browser = signed_in(dana)
    form = sent_form(browser.get(address(draft)))
    browser.post(address(draft), form)
    before = letters()
    assert browser.post(address(draft), form).status_code == 302
    assert browser.post(address(draft), form | {"form_key": uuid4()}).status_code == 302
    assert (letters(), SelfAssessment.objects.count()) == (before, 2)


def test_a_letter_that_would_go_to_somebody_else_is_shown_again_first(signed_in, dana, draft, severnford):
    browser = signed_in(dana)
    form = sent_form(browser.get(address(draft)))
    make.post(make.person("Lou"), Role.SELF_ASSESSMENT_LEAD, severnford)
    response = browser.post(address(draft), form)
    assert response["Location"] == address(draft)
    assert (OutgoingMail.objects.count(), SelfAssessment.objects.count()) == (0, 0)
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_an_authority_that_is_added_later_gets_its_own_and_the_others_hear_nothing(
    signed_in, dana, draft, lenchester, wren
):
    browser = signed_in(dana)
    browser.post(address(draft), sent_form(browser.get(address(draft))))
    before = letters()
    draft.participations.create(authority=lenchester)
    page = browser.get(address(draft))
    assert [str(one.authority) for one in page.context["cascade"].reached] == ["Lenchester"]
    browser.post(address(draft), sent_form(page))
    assert letters() == sorted(
        [*before, ("wren@example.org", "Lenchester: Peer challenge 2026-27, your self-assessment")]
    )
    assert SelfAssessment.objects.count() == 3


def test_a_trust_that_delivers_for_two_authorities_is_written_to_for_each(
    signed_in, dana, draft, ardenvale, severnford
):
    tara = make.person("Tara")
    make.post(tara, Role.TRUST_CHIEF_EXECUTIVE, make.trust("Mercia Trust", ardenvale, severnford))
    reached = signed_in(dana).get(address(draft)).context["cascade"].reached
    assert [[str(letter.person) for letter in one.letters] for one in reached] == [
        ["Alice", "Lena", "Tara"], ["Charlie", "Tara"],
    ]  # fmt: skip


def test_who_holds_two_posts_at_an_authority_gets_one_letter(signed_in, dana, draft, ardenvale, alice):
    make.post(alice, Role.SELF_ASSESSMENT_LEAD, ardenvale)
    reached = signed_in(dana).get(address(draft)).context["cascade"].reached
    assert [letter.offices for letter in reached[0].letters] == [
        "Director of Children's Services, Ardenvale; Self-assessment lead, Ardenvale",
        "Self-assessment lead, Ardenvale",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda cycle: type(cycle).objects.update(framework_version=None),
         "Choose the framework that is put to the authorities."),
        (lambda cycle: type(cycle).objects.update(signers=[]), "Say who signs a self-assessment."),
        (lambda cycle: cycle.steps.update(due_on=None), "Set the last day of the self-assessment."),
        (lambda cycle: cycle.steps.update(is_on=False), "Switch the self-assessment on."),
        (lambda cycle: cycle.participations.all().delete(), "Choose the authorities that take part."),
    ],
)  # fmt: skip
def test_a_cycle_that_lacks_something_cannot_be_opened(signed_in, dana, draft, change, said):
    change(draft)
    response = signed_in(dana).post(address(draft), {"version": draft.version, "seal": ""})
    assert response.status_code == 409
    assert [one.text for one in response.context["musts"]] == [said]
    draft.refresh_from_db()
    assert draft.status == "draft"


def extension_form(of, **changes):
    return {
        "form_key": uuid4(),
        "step": of.pk,
        "due_on": "2026-12-18",
        "reason": "An inspection came first",
    } | changes


@pytest.fixture
def opened(cycle, alice, lead):
    cycle.steps.filter(kind="self-assessment").update(due_on=date(2026, 12, 11))
    return cycle


def test_an_extension_is_shown_with_its_letters_then_given_once(signed_in, dana, opened):
    browser, url = signed_in(dana), f"{opened.get_absolute_url()}extend/M01/"
    form = extension_form(opened.steps.get(kind="self-assessment"))
    shown = browser.post(url, form)
    assert [str(letter.person) for letter in shown.context["letters"]] == ["Alice", "Lena"]
    assert (Extension.objects.count(), OutgoingMail.objects.count()) == (0, 0)
    for _ in range(2):
        assert browser.post(url, form | {"confirmed": "on"})["Location"] == f"{opened.get_absolute_url()}control-room/"
    given = Extension.objects.get()
    assert (given.due_on, given.reason, given.given_by) == (date(2026, 12, 18), "An inspection came first", dana)
    assert letters() == [
        ("alice@example.org", "Ardenvale: more time for “Self-assessment”"),
        ("lena@example.org", "Ardenvale: more time for “Self-assessment”"),
    ]
    event = AuditEvent.objects.get(verb="extended")
    assert (event.authority, event.details) == ("M01", {"step": "self-assessment", "until": "2026-12-18"})


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"due_on": "2026-11-21"}, {"due_on": ["This day is past. Enter today or a later day."]}),
        ({"due_on": "2026-12-01"},
         {"due_on": ["Every authority has until 11 December 2026. Enter that day or a later one."]}),
        ({"due_on": "31 February"}, {"due_on": ["Enter a day that exists, like 2026-12-04."]}),
        ({"reason": " "}, {"reason": ["Say why: the authority reads it, and so do those who come after you."]}),
        ({"step": "999999"}, {"step": ["Choose a step of the cycle."]}),
    ],
)  # fmt: skip
def test_an_extension_that_makes_no_sense_is_told_in_words(signed_in, dana, opened, changes, wrong):
    form = extension_form(opened.steps.get(kind="self-assessment"), **changes)
    response = signed_in(dana).post(f"{opened.get_absolute_url()}extend/M01/", form)
    assert {name: list(said) for name, said in response.context["form"].errors.items()} == wrong


def test_a_step_of_another_cycle_is_not_extended(signed_in, dana, opened, mercia):
    other = shapes.cycle(mercia, "2025-26", by=dana)
    form = extension_form(other.steps.get(kind="self-assessment"), confirmed="on")
    assert signed_in(dana).post(f"{opened.get_absolute_url()}extend/M01/", form).status_code == 200
    assert not Extension.objects.exists()
