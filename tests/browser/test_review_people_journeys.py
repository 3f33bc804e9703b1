"""A team is built out of a pool and answers; coverage is read; a challenge event is made. On a phone and without
JavaScript."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from peerchallenge.reviews import shipping
from peerchallenge.reviews.models import CoveragePromise, Member, ReviewKind, Stage
from portal.accounts.roles import Role
from tests import make
from tests.peerchallenge import shapes as cycles
from tests.peerchallenge.reviews import shapes
from tests.peerchallenge.reviews.shapes_people import reviewer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BOTH = pytest.mark.parametrize(("size", "javascript"), [("phone", True), ("desktop", False)], ids=["phone", "plain"])
TODAY = timezone.localdate()


@pytest.fixture
def review(ardenvale, severnford, mercia, dana):
    shipping.load()
    kind = ReviewKind.objects.get(slug="team-review")
    other = make.authority("Westmarch with Lenchester and the Isle of Saltmarsh", mercia, "M03")
    reviewer("Wilhelmina Featherstonehaugh-Cholmondeley", other, trained_for=kind, until=TODAY - timedelta(days=9),
             conflict_with=ardenvale, days_a_year=6, availability="Not in May")  # fmt: skip
    reviewer("Una", ardenvale, role=Role.LEAD_OFFICER)
    return shapes.review(ardenvale, by=dana, at=Stage.SCOPING, kind_of=kind, begins_on=TODAY + timedelta(days=60))


@BOTH
def test_a_team_is_built_and_somebody_accepts_and_is_taken_off(visitor, review, charlie, dana, size, javascript):
    manager = visitor(size, javascript)
    manager.sign_in(dana)
    page = manager.open("/peer-challenge/reviews/")
    page.get_by_role("link", name="Pool of reviewers").click()
    manager.check()
    page.get_by_role("link", name="Put somebody into the pool").click()
    manager.check()
    page.get_by_label("Who").select_option(label="Charlie: Director of Children's Services, Severnford")
    page.get_by_label("What they bring").fill("Early help")
    page.get_by_role("button", name="Put into the pool").click()
    manager.check()
    page.get_by_role("link", name="Note training").click()
    manager.check()
    page.get_by_label("Trained for").select_option(label=str(review.kind))
    page.get_by_label("Trained on").fill("2025-03-03")
    page.get_by_role("button", name="Note it").click()
    manager.check()
    expect(page.get_by_role("listitem").filter(has_text=str(review.kind))).to_have_count(1)

    page = manager.open(f"/peer-challenge/reviews/{review.public_id}/team/")
    page.get_by_role("link", name="Choose somebody to ask as Director of Children’s Services").first.click()
    manager.check()
    expect(page.get_by_text("Can’t be asked: holds a post at Ardenvale", exact=False)).to_be_visible()
    expect(page.get_by_text("Declared a conflict with Ardenvale", exact=False)).to_be_visible()
    page.get_by_role("button", name="Ask them").click()
    manager.check()
    expect(page.get_by_role("alert")).to_contain_text("Choose somebody to ask.")
    page.get_by_label("Charlie: Director of Children's Services, Severnford").check()
    page.get_by_role("button", name="Ask them").click()
    manager.check()

    asked = visitor(size, javascript)
    asked.sign_in(charlie)
    page = asked.open("/your-work/")
    page.get_by_role("link", name="Will you review Ardenvale?", exact=False).first.click()
    asked.check()
    page.get_by_role("button", name="Accept").click()
    asked.check()
    expect(page.get_by_role("alert")).to_contain_text("Choose whether you have an interest to declare.")
    page.get_by_label("No, none").check()
    page.get_by_label("I keep what I read and hear in this review confidential").check()
    page.get_by_role("button", name="Accept").click()
    asked.check()
    page.get_by_role("link", name="Team", exact=True).click()
    asked.check()
    member = Member.objects.get(person=charlie)
    assert member.status == "accepted"
    asked.open(f"/peer-challenge/reviews/invitations/{member.public_id}/")
    page.get_by_role("link", name="Leave the team").click()
    asked.check()

    page = manager.open(f"/peer-challenge/reviews/{review.public_id}/team/")
    page.get_by_role("link", name="Take off the team").click()
    manager.check()
    page.get_by_role("button", name="Take them off the team").click()
    manager.check()
    page.get_by_label("Why").fill("Moves to another region.")
    page.get_by_role("button", name="Take them off the team").click()
    manager.check()
    asked.open(review.get_absolute_url(), status=404)
    expect(page.get_by_text("left the team on", exact=False)).to_be_visible()


@BOTH
@pytest.mark.full
def test_a_reviewer_declines_declares_and_leaves_the_pool(visitor, review, mercia, severnford, dana, size, javascript):
    person = reviewer("Moira", severnford)
    member = shapes.member(review, person, by=dana, status="asked")
    browser = visitor(size, javascript)
    browser.sign_in(person)
    page = browser.open(f"/peer-challenge/reviews/invitations/{member.public_id}/")
    page.get_by_role("button", name="Decline").click()
    browser.check()
    expect(page.get_by_text("You declined on", exact=False)).to_be_visible()
    page = browser.open("/peer-challenge/reviews/")
    page.get_by_role("link", name="Your profile as a reviewer").click()
    browser.check()
    page.get_by_role("link", name="Declare a conflict").click()
    browser.check()
    page.get_by_label("Authority").select_option(label="Ardenvale")
    page.get_by_role("button", name="Declare it").click()
    browser.check()
    page.get_by_role("link", name="Back to your profile").click()
    browser.check()
    page.get_by_role("link", name="Edit what you bring").click()
    browser.check()
    page.get_by_label("Days a year").fill("5")
    page.get_by_role("button", name="Save changes").click()
    browser.check()
    page.get_by_role("link", name="Leave the pool").click()
    browser.check()
    page.get_by_role("button", name="Leave the pool").click()
    browser.check()
    expect(page.get_by_text("Not in the pool: nothing is kept there.")).to_be_visible()


@BOTH
def test_a_promise_is_noted_and_coverage_says_whether_it_will_be_kept(
    visitor, review, mercia, dana, alice, size, javascript
):
    manager = visitor(size, javascript)
    manager.sign_in(dana)
    page = manager.open("/peer-challenge/coverage/")
    page.get_by_role("link", name="Note a promise").click()
    manager.check()
    page.get_by_label("As it was promised").fill("Each authority a team review within 15 months.")
    page.get_by_label("Kind of review").select_option(label=str(review.kind))
    page.get_by_label("From").fill(TODAY.isoformat())
    page.get_by_label("Until").fill((TODAY + timedelta(days=400)).isoformat())
    page.get_by_role("button", name="Note the promise").click()
    manager.check()
    expect(page.get_by_text("Won’t be kept as it stands")).to_be_visible()
    page.get_by_text("Authority by authority").click()
    manager.check()
    director = visitor(size, javascript)
    director.sign_in(alice)
    director.open("/peer-challenge/coverage/")
    assert CoveragePromise.objects.count() == 1


@BOTH
def test_a_challenge_event_is_made_and_its_directors_asked(
    visitor, review, mercia, ardenvale, severnford, dana, alice, charlie, size, javascript
):
    cycle = cycles.cycle(mercia, "2026-27", ardenvale, severnford, by=dana, triad=1)
    manager = visitor(size, javascript)
    manager.sign_in(dana)
    page = manager.open(cycle.get_absolute_url())
    page.get_by_role("link", name="Challenge event and triads").click()
    manager.check()
    page.get_by_role("link", name="Make the event").click()
    manager.check()
    page.get_by_label("Date").fill((TODAY + timedelta(days=90)).isoformat())
    page.get_by_role("button", name="Make the event").click()
    manager.check()
    page.get_by_role("link", name="Ask the directors").click()
    manager.check()
    page.get_by_role("button", name="Ask them").click()
    manager.check()
    expect(page.get_by_text("2 invitations go out.")).to_be_visible()
    page.get_by_label("Triad of Severnford").fill("2")
    page.get_by_role("button", name="Save triads").click()
    manager.check()
    expect(page.get_by_text("Has 1 authority.").first).to_be_visible()
