"""A section: its judgement, its statements in their order, last year's beside them, its promises."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from peerchallenge.models import Promise, Section, SelfAssessment, Statement
from portal.accounts.models import OutgoingMail, User
from portal.accounts.roles import Role
from portal.home.tasks import tasks_for
from tests import make
from tests.looking import queries_of
from tests.peerchallenge import shapes
from tests.peerchallenge.writing import autosaved, section_form, sent, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(signed_in, alice):
    return signed_in(alice)


@pytest.fixture
def section(assessment):
    return shapes.first_section(assessment)


@pytest.fixture
def last_year(mercia, ardenvale, alice, dana):
    """Last year's submission: a statement with evidence and a promise, graded good."""
    before = shapes.assessment(shapes.cycle(mercia, "2025-26", ardenvale, by=dana), ardenvale, by=alice)
    section = shapes.first_section(before)
    section.grade = before.framework_version.scale.get(label="Good")
    section.save()
    shapes.statement(section, section.area.prompts.first(), claim="Said last year", evidence=["audit", "voice"],
                     confidence="high", next_step="Train every manager", next_owner="Head", step=3)  # fmt: skip
    return shapes.submission(before, by=alice)


def test_a_judgement_is_saved_and_the_section_completed(desk, section, alice):
    good = section.assessment.framework_version.scale.get(label="Good")
    sent(desk, section, section_form(section, grade=good.pk, rationale="It holds.", direction="improving",
                                     is_completed="yes"))  # fmt: skip
    section.refresh_from_db()
    assert (section.grade, section.rationale, section.direction, section.status, section.edited_by) == (
        good, "It holds.", "improving", "completed", alice,
    )  # fmt: skip


def test_a_grade_of_another_scale_is_refused_and_the_text_stays(desk, section, mercia):
    other = shapes.framework(mercia, name="Other").scale.first()
    page = sent(desk, section, section_form(section, grade=other.pk, rationale="All of it"))
    assert page.context["errors"][0]["message"] == "Choose a judgement of this framework’s scale."
    assert "All of it" in page.content.decode()


def test_who_judges_second_sees_both(desk, section, signed_in, lead):
    autosaved(signed_in(lead), section, section_form(section, rationale="Lena's"))
    page = sent(desk, section, section_form(section, rationale="Alice's"))
    assert (page.status_code, page.context["conflict"].said.startswith("Lena saved this")) == (409, True)


def test_a_statement_is_added_once_for_a_form_and_what_was_typed_below_is_saved(desk, section):
    prompt = section.area.prompts.first()
    form = section_form(section, rationale="Typed before", do=f"add-{prompt.pk}", form_key=uuid4())
    first, second = (sent(desk, section, form) for _ in range(2))
    made = Statement.objects.get()
    assert (made.prompt, first.url, second.url) == (prompt, url(made), url(made))
    section.refresh_from_db()
    assert section.rationale == "Typed before"


def test_last_years_words_stand_beside_and_are_copied_by_choice(last_year, assessment, desk):
    section = shapes.first_section(assessment)
    page = desk.get(url(section)).content.decode()
    assert ("Said last year" in page, "2025-26, submitted" in page) == (True, True)
    said = Statement.objects.get()
    sent(desk, section, section_form(section, do=f"copy-{said.public_id}", form_key=uuid4()))
    made = Statement.objects.get(section=section)
    assert (made.claim, made.copied_from, made.confidence, made.step, made.evidence.count()) == (
        "Said last year", said, "", 0, 0,
    )  # fmt: skip
    assert made.prompt == said.prompt
    section.refresh_from_db()
    sent(desk, section, section_form(section, do=f"copyall-{said.public_id}", form_key=uuid4()))
    assert [one.kind for one in Statement.objects.filter(section=section).last().evidence.all()] == ["audit", "voice"]


def test_a_statement_of_another_authority_is_not_copied(desk, section, cycle, severnford, charlie):
    theirs = shapes.assessment(cycle, severnford, by=charlie)
    said = shapes.statement(shapes.first_section(theirs), claim="Secret of Severnford")
    shapes.submission(theirs, by=charlie)
    sent(desk, section, section_form(section, do=f"copy-{said.public_id}", form_key=uuid4()))
    assert Statement.objects.filter(section=section).count() == 0


def test_last_year_is_shown_as_it_was_submitted(last_year, assessment, desk):
    section = shapes.first_section(assessment)
    Statement.objects.update(claim="Reworked after it was submitted")
    assert "Reworked after" not in desk.get(url(section)).content.decode()


def test_a_statement_moves_one_place_however_often_it_is_pressed(desk, section):
    shapes.statement(section, claim="One", position=0)
    two = shapes.statement(section, claim="Two", position=1)
    for _ in range(2):
        section.refresh_from_db()
        sent(desk, section, section_form(section, do=f"up-{two.public_id}-1"))
    assert [str(row) for row in section.statements.order_by("position")] == ["Two", "One"]


def test_a_promise_is_answered(last_year, assessment, desk, alice):
    promise = Promise.objects.get()
    page = desk.get(url(promise.section)).content.decode()
    assert ("Train every manager" in page, "Not yet said" in page) == (True, True)
    answer = sent(desk, promise, {"version": 1, "status": "done", "changed": "All were trained.",
                                  "do": "back-to-section"})  # fmt: skip
    promise.refresh_from_db()
    assert (promise.status, promise.changed, promise.edited_by) == ("done", "All were trained.", alice)
    assert answer.url == f"{url(promise.section)}#promises"


def test_the_hub_says_that_completed_is_not_submitted(desk, assessment, section):
    Section.objects.filter(pk=section.pk).update(status="completed")
    page = desk.get(f"/peer-challenge/assessments/{assessment.public_id}/")
    assert (page.context["state"], page.context["said"]) == (
        "Not submitted", "You have completed 1 of 2 sections. You must still submit.",
    )  # fmt: skip
    SelfAssessment.objects.update(status="submitted")
    page = desk.get(f"/peer-challenge/assessments/{assessment.public_id}/")
    assert page.context["state"] == "Submitted"


def give(desk, assessment, person, *sections, **fields):
    form = {"person": person.pk, "sections": [one.pk for one in sections], "form_key": uuid4()} | fields
    return desk.post(f"/peer-challenge/assessments/{assessment.public_id}/helpers/", form)


def test_a_section_is_given_to_a_colleague_who_is_told_once(desk, assessment, bob, alice):
    first, second = assessment.sections.all()
    key, soon = uuid4(), date.today() + timedelta(days=9)
    for _ in range(2):
        give(desk, assessment, bob, first, second, due_on=soon, form_key=key)
    rows = [(one.section, one.person, one.due_on, one.asked_by) for one in first.helpers.all()]
    assert rows == [(first, bob, soon, alice)]
    mail = OutgoingMail.objects.get()
    assert (mail.to, str(first) in mail.body, url(second) in mail.body) == (bob.email, True, True)
    assert [task.title for task in tasks_for(User.objects.get(pk=bob.pk))] == [
        f"Write section A for Ardenvale: {first.area.title}", f"Write section B for Ardenvale: {second.area.title}",
    ]  # fmt: skip


def test_somebody_elsewhere_cannot_be_given_a_section(desk, assessment, section, charlie):
    page = give(desk, assessment, charlie, section)
    assert page.context["form"].errors["person"] == ["Choose somebody who holds a post at your authority today."]
    assert section.helpers.count() == 0


def test_a_helper_sees_their_section_alone_and_loses_it_at_once(desk, assessment, section, bob, alice, signed_in):
    helper = shapes.helper(section, bob, by=alice)
    mine = signed_in(bob)
    page = mine.get(url(section))
    assert (page.status_code, "You are helping with section A for Ardenvale." in page.content.decode()) == (200, True)
    assert 'aria-label="Main"' not in page.content.decode()
    assert mine.get(url(assessment.sections.last())).status_code == 404
    hub = mine.get(f"/peer-challenge/assessments/{assessment.public_id}/").content.decode()
    assert (str(section.area) in hub, str(assessment.sections.last().area) in hub) == (True, False)
    desk.post(f"/peer-challenge/assessments/{assessment.public_id}/helpers/", {"do": "take-back", "helper": helper.pk})
    assert mine.get(url(section)).status_code == 404


def test_who_only_reads_is_shown_no_form(assessment, section, signed_in, ardenvale):
    chief = make.person("Chief")
    make.post(chief, Role.COUNCIL_CHIEF_EXECUTIVE, ardenvale)
    client = signed_in(chief)
    assert 'id="section-form"' not in client.get(url(section)).content.decode()
    assert sent(client, section, section_form(section, rationale="Mine")).status_code == 403


def test_your_work_names_the_sections_that_are_left(assessment, alice, section):
    Section.objects.filter(pk=section.pk).update(status="completed")
    titles = [task.title for task in tasks_for(User.objects.get(pk=alice.pk))]
    assert "1 section of Ardenvale’s self-assessment to complete" in titles


def filled(assessment, prompts, statements, evidence):
    section = shapes.first_section(assessment)
    for prompt in section.area.prompts.all()[:prompts]:
        for number in range(statements):
            shapes.statement(section, prompt, claim=f"Claim {number}", evidence=["audit"] * evidence)


@pytest.fixture
def wide(mercia, ardenvale, alice, dana):
    version = shapes.framework(mercia, areas=1, prompts=40, name="Long")
    before = shapes.assessment(
        shapes.cycle(mercia, "2025-26", ardenvale, by=dana, version=version), ardenvale, by=alice
    )
    filled(before, 40, 1, 1)
    shapes.submission(before, by=alice)
    cycle = shapes.cycle(mercia, "2026-27", ardenvale, by=dana, version=version)
    return shapes.assessment(cycle, ardenvale, by=alice)


def test_a_full_section_asks_no_more_than_a_small_one(wide, desk):
    address = url(shapes.first_section(wide))
    filled(wide, 1, 1, 1)
    desk.get(address)
    small = queries_of(desk, address)
    filled(wide, 40, 3, 5)
    assert (queries_of(desk, address), small <= 15) == (small, True), small


def test_the_hub_asks_the_same_for_one_helper_and_for_three(assessment, desk, bob, lead, alice):
    address = f"/peer-challenge/assessments/{assessment.public_id}/"
    first, second = assessment.sections.all()
    shapes.helper(first, bob, by=alice)
    desk.get(address)
    small = queries_of(desk, address)
    shapes.helper(second, bob, by=alice)
    shapes.helper(second, lead, by=alice)
    assert queries_of(desk, address) == small
