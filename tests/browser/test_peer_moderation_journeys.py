"""A manager asks, a moderator says yes, comments and sends, the authority answers; a director releases it."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from peerchallenge.models import Concern, Cycle, Moderator, Release, Remark, SelfAssessment, Submission
from portal.accounts.roles import Role
from tests import make
from tests.peerchallenge import moderation as made
from tests.peerchallenge import shapes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BOTH = pytest.mark.parametrize(("size", "javascript"), [("phone", True), ("desktop", False)], ids=["phone", "plain"])


@pytest.fixture
def submission(mercia, ardenvale, severnford, alice, dana):
    cycle = shapes.cycle(mercia, "2026-27", ardenvale, severnford, by=dana, triad=1)
    Cycle.objects.update(concern_protocol="<p>Call first.</p>", concern_contact="Head of safeguarding")
    return made.submission(shapes.assessment(cycle, ardenvale, by=alice), by=alice, statements=2)


def seat(visitor, person, size, javascript):
    one = visitor(size, javascript)
    one.sign_in(person)
    return one


@BOTH
def test_it_is_asked_accepted_commented_sent_answered_and_over(
    visitor, submission, moss, dana, alice, ardenvale, size, javascript
):
    own = make.person("Otto Own")
    make.post(own, Role.MODERATOR, ardenvale)
    manager = seat(visitor, dana, size, javascript)
    page = manager.open("/your-work/")
    page.get_by_role("link", name="Choose moderators").click()
    manager.check()
    page.get_by_role("link", name="Moderators of Ardenvale").click()
    manager.check()
    expect(page.get_by_text("Can’t be asked: holds a post at Ardenvale (Moderator).")).to_be_visible()
    page.get_by_role("button", name="Ask them").click()
    manager.check()
    expect(page.get_by_role("alert")).to_contain_text("Tick at least one person to ask.")
    page.get_by_label("Moss, Severnford").check()
    page.get_by_role("button", name="Ask them").click()
    manager.check()

    moderator = seat(visitor, moss, size, javascript)
    work = moderator.open("/your-work/")
    work.get_by_role("link", name="Accept or decline").click()
    moderator.check()
    expect(work.get_by_role("main")).not_to_contain_text("Claim")
    work.get_by_role("button", name="Accept").click()
    moderator.check()
    work.get_by_role("link", name="A. Area A").click()
    moderator.check()
    work.get_by_label("The evidence supports it in part").check()
    work.get_by_label("Your comment on statement 1").fill("Which audit was it?")
    work.get_by_label("Step of the ladder of statement 1").select_option("1")
    work.get_by_role("button", name="Save", exact=True).last.click()
    moderator.check()
    expect(work.get_by_role("alert")).to_contain_text("Say why you see it on step 1 and not 2.")
    work.get_by_label("Why another step than the coach’s, for statement 1").fill("It has no date.")
    work.get_by_role("button", name="Save and go back to the areas").click()
    moderator.check()
    expect(work.get_by_role("main")).to_contain_text("1 of 2 statements commented, and the judgement")
    work.get_by_role("link", name="Send my comments to Ardenvale").click()
    moderator.check()
    expect(work.get_by_role("main")).to_contain_text("2 comments go to Ardenvale.")
    work.get_by_role("button", name="Send my comments").click()
    moderator.check()

    director = seat(visitor, alice, size, javascript)
    own = director.open("/your-work/")
    own.get_by_role("link", name="Answer them").click()
    director.check()
    expect(own.get_by_role("main")).to_contain_text("0 of 2 answered.")
    own.locator("article", has_text="Claim 1.").get_by_role("link", name="Answer this").click()
    director.check()
    own.get_by_label("We disagree").check()
    own.get_by_role("button", name="Save answer").click()
    director.check()
    expect(own.get_by_role("alert")).to_contain_text("Say in words why you disagree.")
    own.get_by_label("In words").fill("It is dated on page 2.")
    own.get_by_role("button", name="Save answer").click()
    director.check()
    expect(own.get_by_role("main")).to_contain_text("1 of 2 answered.")

    work.get_by_role("link", name="Read its answers").click()
    moderator.check()
    expect(work.get_by_role("main")).to_contain_text("It is dated on page 2.")
    page.reload()
    page.get_by_role("link", name="End moderation").click()
    manager.check()
    page.get_by_role("button", name="End moderation").click()
    manager.check()
    assert SelfAssessment.objects.get().status == "moderated"


@BOTH
def test_an_invitation_is_declined_with_a_reason(visitor, submission, moss, dana, size, javascript):
    one = shapes.moderator(submission, moss, by=dana, status="asked")
    moderator = seat(visitor, moss, size, javascript)
    page = moderator.open(f"/peer-challenge/moderators/{one.public_id}/")
    page.get_by_label("Why not, if you like to say so").fill("On leave")
    page.get_by_role("button", name="Decline").click()
    moderator.check()
    expect(page.get_by_role("heading", level=1)).to_have_text("You don’t moderate Ardenvale’s self-assessment")
    assert Moderator.objects.get().declined_because == "On leave"
    manager = seat(visitor, dana, size, javascript)
    expect(
        manager.open(f"/peer-challenge/submissions/{submission.public_id}/moderators/").get_by_role("main")
    ).to_contain_text("Declined: “On leave”")


@BOTH
@pytest.mark.full
def test_a_director_releases_it_to_people_by_name_and_takes_it_back(
    visitor, submission, alice, charlie, dana, size, javascript
):
    director = seat(visitor, alice, size, javascript)
    page = director.open(SelfAssessment.objects.get().get_absolute_url())
    page.get_by_role("link", name="Who may read it").click()
    director.check()
    expect(page.get_by_role("main")).to_contain_text("Charlie, Director of Children's Services, Severnford")
    page.get_by_role("button", name="Release to these 1 person").click()
    director.check()
    reader = seat(visitor, charlie, size, javascript)
    reader.open(submission.get_absolute_url())
    page.get_by_role("link", name="Who has read it").click()
    director.check()
    expect(page.get_by_role("table")).to_contain_text("Charlie")
    director.open(f"/peer-challenge/assessments/{SelfAssessment.objects.get().public_id}/release/")
    page.get_by_role("link", name="Take it back").click()
    director.check()
    page.get_by_role("button", name="Take it back").click()
    director.check()
    assert Release.objects.get().withdrawn_by == alice
    assert reader.page.goto(submission.get_absolute_url()).status == 404


@BOTH
def test_a_concern_is_noted_without_a_word_of_it(visitor, submission, dana, size, javascript):
    manager = seat(visitor, dana, size, javascript)
    page = manager.open(submission.get_absolute_url())
    page.get_by_role("link", name="Raise a concern").click()
    manager.check()
    expect(page.get_by_role("main")).to_contain_text("Call first.")
    page.get_by_role("button", name="Note that I raised a concern").click()
    manager.check()
    assert Concern.objects.get().raised_to == "Head of safeguarding"


def test_what_two_windows_say_of_an_area_is_shown_side_by_side(visitor, submission, moss, dana):
    one = made.at_work(submission, moss, by=dana)
    area = made.area_remark(one)
    moderator = seat(visitor, moss, "desktop", False)
    page = moderator.open(f"/peer-challenge/remarks/{area.public_id}/")
    Remark.objects.filter(pk=area.pk).update(text="From the other window.", version=2, edited_at=timezone.now())
    page.get_by_label("On the area as a whole").fill("From this window.")
    page.get_by_role("button", name="Save", exact=True).last.click()
    moderator.check()
    expect(page.get_by_role("main")).to_contain_text("From the other window.")
    page.get_by_role("button", name="Replace theirs with mine").click()
    moderator.check()
    assert Remark.objects.get(pk=area.pk).text == "From this window."


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_somebody_is_asked_no_longer(visitor, submission, moss, dana, size):
    shapes.moderator(submission, moss, by=dana, status="asked")
    manager = seat(visitor, dana, size, True)
    page = manager.open(f"/peer-challenge/submissions/{Submission.objects.get().public_id}/moderators/")
    page.get_by_role("link", name="Withdraw Moss").click()
    manager.check()
    page.get_by_role("button", name="Withdraw").click()
    manager.check()
    assert Moderator.objects.get().status == "withdrawn"


@BOTH
def test_several_comments_are_answered_on_one_page(visitor, submission, moss, dana, alice, size, javascript):
    one = made.at_work(submission, moss, by=dana, status="done")
    for pk in made.statement_ids(submission):
        made.remark(one, "Which audit?", statement=pk)
    director = seat(visitor, alice, size, javascript)
    page = director.open(f"/peer-challenge/submissions/{submission.public_id}/remarks/")
    page.get_by_role("link", name="Answer 2 comments on one page").click()
    director.check()
    page.get_by_label("We disagree").first.check()
    page.get_by_role("button", name="Save answers").click()
    director.check()
    expect(page.get_by_role("alert")).to_contain_text("Say in words why you disagree.")
    page.get_by_label("In words").first.fill("It is dated on page 2.")
    page.get_by_label("We agree").last.check()
    page.get_by_role("button", name="Save answers").click()
    director.check()
    expect(page.get_by_role("main")).to_contain_text("It is dated on page 2.")
    assert sorted(Remark.objects.exclude(text="").values_list("reply", flat=True)) == ["agree", "disagree"]


@BOTH
@pytest.mark.full
def test_an_area_is_done_and_a_worry_is_raised_there_and_taken_up(visitor, submission, moss, dana, size, javascript):
    one = made.at_work(submission, moss, by=dana)
    moderator = seat(visitor, moss, size, javascript)
    page = moderator.open(f"/peer-challenge/remarks/{made.area_remark(one).public_id}/")
    page.get_by_label("I have said all I want to say of this area").check()
    page.get_by_role("button", name="Save and go back to the areas").click()
    moderator.check()
    expect(page.get_by_role("main")).to_contain_text("Completed")
    page.get_by_role("link", name="Send my comments to Ardenvale").click()
    moderator.check()
    expect(page.get_by_role("heading", level=1)).to_have_text("Finish without a comment?")
    page.get_by_role("link", name="Back to the areas").click()
    page.get_by_role("link", name="A. Area A").click()
    page.get_by_role("main").get_by_role("link", name="Raise a concern").click()
    moderator.check()
    page.get_by_role("button", name="Note that I raised a concern").click()
    moderator.check()
    page.get_by_role("link", name="Cancel").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A. Area A")
    manager = seat(visitor, dana, size, javascript)
    work = manager.open("/your-work/")
    work.get_by_role("link", name="See with whom").click()
    manager.check()
    work.get_by_role("button", name="I have taken it up").click()
    manager.check()
    assert Concern.objects.get().taken_up_by == dana
