"""A manager goes from the spread to lines of enquiry and sends them; the authority and a director read; every size."""

import pytest
from playwright.sync_api import expect

from peerchallenge.actions import enquiring
from peerchallenge.models import LineOfEnquiry
from tests.peerchallenge import shapes
from tests.peerchallenge.summit import on_its_day, places, said

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BOTH = pytest.mark.parametrize(
    ("size", "javascript"), [("phone", True), ("desktop", True), ("desktop", False)], ids=["phone", "desktop", "plain"]
)


@pytest.fixture
def cycle(mercia, ardenvale, severnford, dana, alice):
    """Mercia's open cycle: six authorities have submitted, Ardenvale among them, two with long names."""
    made = shapes.cycle(mercia, "2026-27", ardenvale, severnford, by=dana, triad=1)
    mercia.authorities.filter(pk=severnford.pk).update(
        name="The Royal Borough of Severnford and Upper Dunmere with Elmsworth Magna and Parva"
    )
    made.framework_version.areas.filter(code="B").update(
        title="The experiences and progress of children in care and of care leavers, wherever they live and learn"
    )
    for number, place in enumerate([ardenvale, *places(made, 5)]):
        said(made, place, by=alice, grade=1 if number < 3 else 2, steps=(1, 2), kinds=("strength", "area"))
    on_its_day(made)
    return made


@BOTH
def test_lines_of_enquiry_are_chosen_and_sent(visitor, cycle, dana, size, javascript):
    manager = visitor(size, javascript)
    manager.sign_in(dana)
    page = manager.open("/your-work/")
    page.get_by_role("link", name="Choose them").first.click()
    manager.check()
    page.get_by_role("link", name="Ardenvale", exact=True).click()
    manager.check()
    page.get_by_role("link", name="Use this A1 is both").click()
    manager.check()
    page.get_by_label("Question").fill("")
    page.get_by_role("button", name="Choose it").click()
    manager.check()
    expect(page.get_by_role("alert")).to_contain_text("Write the question that the challenge will ask.")
    page.get_by_label("Question").fill("For which children is early help both?")
    page.get_by_role("button", name="Choose it").click()
    manager.check()
    page.get_by_role("link", name="Write one").click()
    manager.check()
    page.get_by_label("Question").fill("What do families tell you?")
    page.get_by_role("button", name="Choose it").click()
    manager.check()
    page.get_by_role("button", name="Move up What do families tell you?").click()
    manager.check()
    page.get_by_role("link", name="Edit What do families tell you?").click()
    manager.check()
    page.get_by_label("Area").select_option(label="A. Area A")
    page.get_by_role("button", name="Save changes").click()
    manager.check()
    page.get_by_role("link", name="Take out For which children").click()
    manager.check()
    page.get_by_role("button", name="Take out").click()
    manager.check()
    page.get_by_role("link", name="Send 1 to Ardenvale…").click()
    manager.check()
    expect(page.get_by_text("Who will be able to see it:")).to_be_visible()
    page.get_by_role("button", name="Send to Ardenvale").click()
    manager.check()
    expect(page.get_by_text("Sent to Ardenvale. We are writing to Alice.")).to_be_visible()
    line = LineOfEnquiry.objects.standing().get()
    assert (line.text, line.area_code, line.sent_at is None) == ("What do families tell you?", "A", False)


@BOTH
@pytest.mark.full
def test_a_director_reads_what_was_sent_and_the_spread_without_names(visitor, cycle, dana, alice, size, javascript):
    assessment = cycle.assessments.get(authority__name="Ardenvale")
    enquiring.choose(assessment, by=dana, text="What do families tell you?")
    enquiring.send(assessment, by=dana, seal=enquiring.seal_of(enquiring.standing(assessment)))
    director = visitor(size, javascript)
    director.sign_in(alice)
    page = director.open(assessment.get_absolute_url())
    page.get_by_role("link", name="Lines of enquiry").click()
    director.check()
    expect(page.get_by_text("What do families tell you?", exact=True)).to_be_visible()
    page = director.open("/peer-challenge/")
    page.get_by_role("link", name="Performance Summit").click()
    director.check()
    expect(page.get_by_text("Of 6 authorities, 3 judge it “Good” and 3 judge it", exact=False).first).to_be_visible()
    expect(page.get_by_text("Ashbrook")).to_have_count(0)
    page.get_by_role("link", name="Show it large, without names").click()
    director.check()
    expect(page.get_by_role("heading", name="A. Area A")).to_be_visible()


def test_two_who_edit_at_once_see_both_texts(visitor, cycle, dana, carol):
    assessment = cycle.assessments.get(authority__name="Ardenvale")
    line = enquiring.choose(assessment, by=dana, text="Why?")
    manager = visitor("phone")
    manager.sign_in(dana)
    page = manager.open(f"/peer-challenge/enquiries/{line.public_id}/edit/")
    enquiring.edit(line, by=carol, version=1, text="Hers", area_code="")
    page.get_by_label("Question").fill("His")
    page.get_by_role("button", name="Save changes").click()
    manager.check()
    page.get_by_role("button", name="Save mine instead").click()
    manager.check()
    line.refresh_from_db()
    assert line.text == "His"
