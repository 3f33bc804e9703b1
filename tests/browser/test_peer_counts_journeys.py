"""A manager reads how self-assessments grow and enters the years before; a director reads their own years."""

import pytest
from playwright.sync_api import expect

from peerchallenge.counts import count
from tests.peerchallenge import shapes

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.on_postgresql]
BOTH = pytest.mark.parametrize(("size", "javascript"), [("phone", True), ("desktop", False)], ids=["phone", "plain"])


@pytest.fixture
def assessment(mercia, ardenvale, severnford, alice, charlie, dana):
    """Ardenvale's of this year, in progress; both authorities submitted last year's."""
    last = shapes.cycle(mercia, "2025-26", ardenvale, severnford, by=dana, status="closed")
    for place, person, steps in ((ardenvale, alice, range(5)), (severnford, charlie, [0, 1, 3] * 6)):
        made = shapes.assessment(last, place, by=person)
        part = shapes.first_section(made)
        for step in steps:
            shapes.statement(part, part.area.prompts.first(), step=step, evidence=["audit"] if step > 1 else [])
        count(shapes.submission(made, by=person))
    now = shapes.assessment(shapes.cycle(mercia, "2026-27", ardenvale, by=dana), ardenvale, by=alice)
    shapes.statement(shapes.first_section(now), evidence=["audit", "voice"], so_what="Children feel heard.", step=4)
    return now


@BOTH
def test_a_manager_reads_the_years_and_enters_one_before(visitor, assessment, dana, size, javascript):
    manager = visitor(size, javascript)
    manager.sign_in(dana)
    page = manager.open(assessment.cycle.get_absolute_url())
    page.get_by_role("link", name="Self-assessments year by year").click()
    manager.check()
    main = page.get_by_role("main")
    expect(main).to_contain_text("In 2025-26, 8 of 23 statements stand at step 3 or 4 (35%).")
    expect(main).to_contain_text("The line starts with 2025-26, the first cycle run here.")
    page.get_by_label("Authority", exact=True).select_option("Ardenvale")
    page.get_by_role("button", name="Show").click()
    manager.check()
    expect(main).to_contain_text("In 2025-26, 2 of 5 statements stand at step 3 or 4.")

    page.get_by_role("link", name="Enter counts").click()
    manager.check()
    page.get_by_role("button", name="Enter counts").click()
    manager.check()
    expect(page.get_by_role("alert")).to_contain_text("Write the year like this")
    page.get_by_label("Year").fill("2014-15")
    page.get_by_label("Statements (optional)", exact=True).fill("200")
    page.get_by_label("Statements with evidence").fill("90")
    page.get_by_label("Source").fill("Annual report 2015, page 4")
    page.get_by_role("button", name="Enter counts").click()
    manager.check()
    expect(main).to_contain_text("2014-15: Annual report 2015, page 4")
    expect(main).to_contain_text("in 2014-15 it was 90 of 200 (45%).")
    page.get_by_role("link", name="Mercia, 2014-15").click()
    manager.check()
    page.get_by_role("link", name="Take these counts out").click()
    manager.check()
    page.get_by_role("button", name="Take out").click()
    manager.check()
    expect(main).to_contain_text("None is entered.")


@BOTH
def test_a_director_reads_their_own_years_and_what_is_not_submitted(visitor, assessment, alice, size, javascript):
    director = visitor(size, javascript)
    director.sign_in(alice)
    page = director.open(assessment.get_absolute_url())
    page.get_by_role("link", name="Your years in counts").click()
    director.check()
    main = page.get_by_role("main")
    expect(main).to_contain_text(
        "In 2026-27, not submitted, 1 of 1 statements stand at step 3 or 4; in 2025-26 it was 2 of 5."
    )
    expect(main).not_to_contain_text("Severnford")
    page.get_by_text("How it is counted").click()
    expect(main).to_contain_text("A percentage stands beside its numbers")
