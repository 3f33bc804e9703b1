"""A director signs on a phone, the writers submit, the programme manager opens it again; each once without scripts."""

import pytest
from playwright.sync_api import expect

from peerchallenge.models import Signature, Statement, Submission
from portal.accounts.roles import Role
from tests import make
from tests.browser.test_review_journeys import BOTH, PHONE, Seat
from tests.peerchallenge import shapes
from tests.peerchallenge.conftest import assessment, cycle, lenchester  # noqa: F401
from tests.peerchallenge.signing import path

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
LONG = "Interim Corporate Director of Children’s Services, Skills and Lifelong Learning"


@pytest.fixture
def sit(visitor, size, javascript):
    return lambda person=None: Seat(visitor, person, size, javascript)


@pytest.fixture
def written(assessment, severnford):  # noqa: F811
    """With statements of both kinds; signed by the director and by the Lead Member, which post nobody holds."""
    assessment.cycle.signers = ["dcs", "lead-member"]
    assessment.cycle.save(update_fields=["signers"])
    for section in assessment.sections.all():
        prompt = section.area.prompts.first()
        shapes.statement(section, prompt, claim="Visits are on time.", evidence=["audit", "voice"], next_owner=LONG,
                         next_step="Train every manager.", so_what="Children see one worker.")  # fmt: skip
        shapes.statement(section, prompt, kind="area", claim="Plans are late " * 20)
    return assessment


@PHONE
def test_a_director_returns_it_then_approves_what_was_changed(sit, written, lead, alice):
    writer, director = sit(lead), sit(alice)
    writer.open(path(written, "signing"))
    writer.press("Ask for signatures")
    writer.sees("Director of Children's Services is next: we are writing to Alice.")
    director.open(path(written, "signing"))
    director.follow("Read and sign")
    director.is_at("Sign as Director of Children's Services")
    director.press("Return with comments")
    director.sees("Say what should change")
    director.page.get_by_label("Comments, if you return it").fill("Say more of early help.")
    director.press("Return with comments")
    director.sees("You returned it.")
    writer.open(path(written, "signing"))
    writer.sees("Say more of early help.")
    writer.press("Ask for signatures again")
    signature = Signature.objects.filter(decision="asked", role="dcs").get()
    director.open(path(signature))
    Statement.objects.filter(kind="strength").update(claim="Visits are late.")
    director.press("Approve as Director of Children's Services")
    director.sees("You did not sign: the text changed after you opened it")
    director.press("Approve as Director of Children's Services")
    director.sees("You approved it as Director of Children's Services.")


@BOTH
@pytest.mark.full
def test_a_vacant_post_is_left_out_and_it_is_submitted_and_opened_again(sit, written, alice, dana):
    director, manager = sit(alice), sit(dana)
    director.open(path(written, "signing"))
    director.press("Ask for signatures")
    director.follow("Read and sign")
    director.press("Approve as Director of Children's Services")
    manager.open("/your-work/")
    manager.follow("Decide")
    manager.page.get_by_label("Reason").fill("The post is vacant until May.")
    manager.press("Leave it out")
    director.open(path(written, "submit"))
    director.press("Submit the self-assessment")
    director.sees("Confirm that you submit it with what is missing")
    director.page.get_by_label("We know what is missing and submit it all the same").check()
    director.press("Submit the self-assessment")
    director.is_at("The self-assessment is submitted")
    director.sees("M01-2026-27-1")
    director.follow("Read what was submitted")
    made = Submission.objects.get()
    manager.open(path(made))
    manager.sees("Visits are on time.")
    manager.follow("Open it again")
    manager.page.get_by_label("Reason").fill("A figure was wrong.")
    manager.press("Open it again")
    manager.sees("Ardenvale can write in it again")
    director.open(path(made, "receipt"))
    director.sees("A figure was wrong.")


@PHONE
def test_two_versions_and_who_has_read_them(sit, written, alice, dana):
    first = shapes.submission(written, by=alice)
    Statement.objects.filter(kind="strength").update(claim="Visits are late.")
    second = shapes.submission(written, by=alice, number=2)
    reader = sit(dana)
    reader.open(path(second))
    reader.page.get_by_role("link", name="compare with version 1").click()
    reader.browser.check()
    reader.is_at("From version 1 to version 2")
    own = sit(alice)
    own.open(path(first))
    expect(own.page.get_by_text("Dana (Regional programme manager, Mercia)")).to_be_visible()


@PHONE
def test_out_of_turn_the_page_says_whose_turn_it_is(sit, written, ardenvale, alice):
    lou = make.person("Lou")
    make.post(lou, Role.LEAD_MEMBER, ardenvale)
    director = sit(alice)
    director.open(path(written, "signing"))
    director.press("Ask for signatures")
    member = sit(lou)
    member.open(path(Signature.objects.get(role="lead-member")))
    member.sees("It is not your turn yet: Director of Children's Services signs before you.")
