"""A director lets others read findings, sees them as those will, tells the public; anybody reads the region's page."""

import pytest
from playwright.sync_api import expect

from peerchallenge.reviews.actions.showing import show_publicly
from tests import make
from tests.peerchallenge import shapes as cycles
from tests.peerchallenge.reviews import shapes
from tests.peerchallenge.reviews.shapes_releasing import AREA, STRENGTH, final

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.on_postgresql]
BOTH = pytest.mark.parametrize(("size", "javascript"), [("phone", True), ("desktop", False)], ids=["phone", "plain"])


@pytest.fixture
def review(ardenvale, severnford, dana, alice, charlie, greta):
    """A review of Ardenvale whose letter is final; Charlie, who directs Severnford, and Greta aren't on its team."""
    shapes.kind()
    return final(ardenvale, by=dana)


def press(somebody, button):
    somebody.page.get_by_role("button", name=button).click()
    return somebody.check().get_by_role("main")


@BOTH
def test_a_director_lets_the_others_read_two_findings(visitor, review, alice, charlie, size, javascript):
    director = visitor(size, javascript)
    director.sign_in(alice)
    page = director.open(review.get_absolute_url())
    page.get_by_role("link", name="Who can read it").first.click()
    director.check()
    press(director, "Look at what this does…")
    expect(page.get_by_role("alert")).to_contain_text("Choose what others are to read")
    for name in ("Finding 1, strength", "Next step 1 of finding 2"):
        page.get_by_label(name).check()
    page.get_by_label("Mercia’s directors, the chief executives").check()
    main = press(director, "Look at what this does…")
    expect(page.get_by_role("alert")).to_contain_text("Choose finding 2 too.")
    page.get_by_label("Finding 2, area to develop").check()
    main = press(director, "Look at what this does…")
    expect(main).to_contain_text("You are about to let 2 people see 2 findings and 1 next step.")
    expect(main).to_contain_text("Charlie, Director of Children's Services, Severnford")
    main = press(director, "See the page as they will")
    expect(main).to_contain_text("This is what they would read.")
    expect(main).to_contain_text(STRENGTH)
    press(director, "Back to the question")
    main = press(director, "Let 2 people read them")
    expect(main).to_contain_text("Done: 2 findings and 1 next step.")
    expect(main).to_contain_text("Alice set 2 findings, 1 next step to “Directors”. It let in 2 people.")

    other = visitor(size, javascript)
    other.sign_in(charlie)
    expect(other.open(f"{review.get_absolute_url()}findings/").get_by_role("main")).to_contain_text(AREA)
    director.open(f"{review.get_absolute_url()}readers/")
    expect(page.get_by_role("main")).to_contain_text("Charlie")
    director.open(f"{review.get_absolute_url()}see-as/?as=public")
    expect(page.get_by_role("main")).not_to_contain_text(STRENGTH)


@BOTH
def test_a_director_publishes_a_summary_and_anybody_reads_it(visitor, review, alice, dana, size, javascript):
    cycle = cycles.cycle(review.region, "2026-27", review.authority, by=dana)
    show_publicly(cycle, True, by=dana, version=cycle.version)
    make.plan(review.region, "2026-27", by=dana, status="published")
    director = visitor(size, javascript)
    director.sign_in(alice)
    page = director.open(review.get_absolute_url())
    page.get_by_role("link", name="Public summary").click()
    director.check()
    page.get_by_label("Summary for the public").fill("Peers saw that children are seen quickly.\n\nPlans are next.")
    main = press(director, "Save and look at it…")
    expect(main).to_contain_text("Everybody can read it at once")
    main = press(director, "Publish summary")
    expect(main).to_contain_text("Alice published it on")

    anybody = visitor(size, javascript)
    main = anybody.open("/mercia/").get_by_role("main")
    anybody.page.get_by_role("link", name="Peer challenge in Mercia").click()
    anybody.check()
    for words in ("It is not an inspection", "2026-27: where it stands", "Peers saw that children are seen quickly."):
        expect(main).to_contain_text(words)
    expect(anybody.page.get_by_role("link", name="Our priorities 2026-27")).to_be_visible()
    main = anybody.open(review.authority.get_absolute_url()).get_by_role("main")
    expect(main).to_contain_text("Peers saw that children are seen quickly.")

    page.get_by_role("link", name="Take it off the public pages…").click()
    director.check()
    main = press(director, "Take it off")
    expect(main).to_contain_text("It is off the public pages.")


@BOTH
def test_a_manager_shows_the_steps_of_a_year(visitor, ardenvale, dana, size, javascript):
    cycle = cycles.cycle(ardenvale.region, "2026-27", ardenvale, by=dana)
    manager = visitor(size, javascript)
    manager.sign_in(dana)
    page = manager.open(cycle.get_absolute_url())
    page.get_by_role("link", name="Show its steps on the public page").click()
    manager.check()
    main = press(manager, "Show them to everybody")
    expect(main).to_contain_text("Its steps are public now.")
    page.get_by_role("link", name="Take its steps off the public page").click()
    manager.check()
    press(manager, "Take them off")
