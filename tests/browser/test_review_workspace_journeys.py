"""A visit: notes that are lost, refused or late; headline findings made of notes; the timetable.

How they are taken by the keyboard alone, also without a connection: test_review_visit_journey.py.
"""

import pytest
from playwright.sync_api import expect

from peerchallenge.reviews.models import Finding, Member, TeamNote
from tests.peerchallenge.reviews import shapes_workspace as made

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.on_postgresql]
BOTH = pytest.mark.parametrize(("size", "javascript"), [("phone", True), ("desktop", False)], ids=["phone", "plain"])


@pytest.fixture
def review(ardenvale, charlie, moss, dana):
    review = made.visited(ardenvale, moss, lead=charlie, by=dana)
    made.theme()
    made.enquiry(review)
    made.session(review)
    return review


@pytest.fixture
def at_work(visitor, review, moss):
    """Moss at the line of notes, with a keyboard."""
    browser = visitor()
    browser.sign_in(moss)
    browser.open(capture_of(review))
    return browser


def capture_of(review):
    return f"/peer-challenge/reviews/{review.public_id}/capture/"


def status(page):
    return page.locator("[data-capture-status]")


def texts():
    return list(TeamNote.objects.order_by("pk").values_list("kind", "text"))


def test_an_answer_that_is_lost_makes_no_second_note(at_work):
    page, lost = at_work.page, []

    def lose(route):
        """The first note arrives and its answer doesn't."""
        if route.request.method != "POST" or lost:
            route.continue_()
            return
        lost.append(route.fetch())
        route.abort()

    page.route("**/capture/", lose)
    page.keyboard.type("Once only")
    page.keyboard.press("Enter")
    expect(status(page)).to_have_text("All notes are sent.")
    assert (len(lost), texts()) == (1, [("strength", "Once only")])


def test_what_waits_survives_the_page_and_is_shown_to_nobody_else(at_work, review, charlie, moss):
    page = at_work.page
    page.route("**/capture/", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    page.keyboard.type("Only mine")
    page.keyboard.press("Enter")
    expect(status(page)).to_contain_text("1 not yet sent. No connection.")
    page.goto("about:blank")
    at_work.trouble.clear()
    at_work.sign_in(charlie)
    page.goto(capture_of(review))
    expect(page.get_by_role("heading", level=1)).to_have_text("Take notes")
    expect(status(page)).to_have_text("")
    assert texts() == []
    assert "Only mine" not in page.content()
    page.unroute("**/capture/")
    at_work.sign_in(moss)
    page.goto(capture_of(review))
    expect(status(page)).to_have_text("All notes are sent.")
    assert [(note.text, note.made_by) for note in TeamNote.objects.all()] == [("Only mine", moss)]


def test_signing_out_throws_away_what_waits_and_says_so_before(at_work, review):
    page = at_work.page
    page.route("**/capture/", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    page.keyboard.type("Not to stay")
    page.keyboard.press("Enter")
    expect(status(page)).to_contain_text("1 not yet sent")
    at_work.trouble.clear()
    page.goto("/accounts/logout/")
    expect(page.get_by_text("Notes of a review that aren’t sent yet wait on this device.")).to_be_visible()
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.wait_for_load_state()
    assert page.evaluate("Object.keys(localStorage)") == []


def test_a_member_removed_mid_visit_keeps_the_words_and_is_told(at_work, review):
    page = at_work.page
    page.keyboard.type("Before")
    page.keyboard.press("Enter")
    expect(status(page)).to_have_text("All notes are sent.")
    Member.objects.filter(person__name="Moss").update(status="left")
    page.keyboard.type("After")
    page.keyboard.press("Enter")
    expect(status(page)).to_contain_text("1 refused. Not taken: you aren’t on the team of this review now")
    expect(page.locator("[data-waiting] .note-text")).to_have_text(["After"])
    at_work.check()
    page.get_by_role("button", name="Throw it away").click()
    expect(page.locator("[data-waiting]")).to_be_hidden()
    assert texts() == [("strength", "Before")]


def test_whoever_was_removed_before_they_were_online_again_meets_their_words_in_the_list(
    at_work, review, charlie, moss
):
    page = at_work.page
    page.route("**/capture/", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    page.keyboard.type("Never sent")
    page.keyboard.press("Enter")
    expect(status(page)).to_contain_text("No connection.")
    page.goto("about:blank")
    at_work.trouble.clear()
    Member.objects.filter(person=moss).update(status="left")
    at_work.sign_in(charlie)
    at_work.open("/peer-challenge/reviews/")
    assert "Never sent" not in page.content()
    at_work.sign_in(moss)
    at_work.open("/peer-challenge/reviews/")
    expect(page.get_by_text("Never sent")).to_be_visible()
    page.get_by_role("button", name="Throw it away").click()
    expect(page.get_by_text("Notes that you took on this device")).to_be_hidden()
    assert page.evaluate("Object.keys(localStorage)") == []


def test_a_note_that_may_name_a_child_is_refused_beside_it_and_not_lost(at_work):
    page = at_work.page
    for text in ("NHS number 943 476 5919", "Fine", "DOB 12/03/2011 is the example in our guidance."):
        page.keyboard.type(text)
        page.keyboard.press("Enter")
    expect(status(page)).to_contain_text("2 refused.")
    first, second = page.locator("[data-waiting] .note").all()
    expect(first).to_contain_text("no child may be identifiable")
    at_work.check()
    second.get_by_label("What makes you sure").fill("It is the example of our guidance.")
    second.get_by_role("button", name="Send again").click()
    expect(status(page)).to_contain_text("1 refused.")
    first.get_by_role("button", name="Put it back on the line").click()
    expect(page.get_by_label("What did you hear or read?")).to_have_value("NHS number 943 476 5919")
    page.get_by_label("What did you hear or read?").fill("A number was said aloud")
    page.keyboard.press("Enter")
    expect(status(page)).to_have_text("All notes are sent.")
    assert [text for _, text in texts()] == [
        "Fine", "DOB 12/03/2011 is the example in our guidance.", "A number was said aloud"
    ]  # fmt: skip


@BOTH
def test_a_note_is_taken_edited_and_taken_away(visitor, review, moss, size, javascript):
    browser = visitor(size, javascript)
    browser.sign_in(moss)
    page = browser.open(capture_of(review))
    page.get_by_label("What did you hear or read?").fill("Seen quickly")
    page.get_by_label("Theme").select_option("Front door")
    page.get_by_role("button", name="Save note").click()
    expect(page.locator("[data-notes] .note-text")).to_have_text(["Seen quickly"])
    browser.check()
    page.get_by_role("link", name="Edit").click()
    browser.check()
    opened = page.locator(".note-open")
    opened.get_by_label("What did you hear or read?").fill("Seen late")
    opened.get_by_label("Area to develop").check()
    opened.get_by_role("button", name="Save note").click()
    browser.check()
    assert texts() == [("area", "Seen late")]
    page.get_by_role("link", name="Edit").click()
    page.locator(".note-open").get_by_role("button", name="Take it away").click()
    browser.check()
    page.get_by_text("1 note taken away").click()
    page.get_by_role("button", name="Put back").click()
    browser.check()
    assert TeamNote.objects.standing().count() == 1


@BOTH
def test_the_lead_makes_headline_findings_of_notes_and_takes_one_back(visitor, review, charlie, moss, size, javascript):
    session, front = review.sessions.get(), made.theme()
    for text in ("Seen quickly.", "Never a long wait.", "Parking is hard."):
        made.note(review, text, by=moss, session=session, theme=front, role="Social worker")
    browser = visitor(size, javascript)
    browser.sign_in(charlie)
    page = browser.open(f"/peer-challenge/reviews/{review.public_id}/workspace/")
    page.get_by_role("link", name="Make headline findings").click()
    browser.check()
    page.get_by_role("button", name="Move to headline").click()
    browser.check()
    expect(page.get_by_role("alert")).to_contain_text("Choose at least one note.")
    page.get_by_label("Seen quickly.").check()
    page.get_by_label("Never a long wait.").check()
    page.get_by_label("Headline of the new one").fill("Children are seen quickly")
    page.get_by_role("button", name="Move to headline").click()
    browser.check()
    expect(page.get_by_role("main")).to_contain_text("2 notes moved to “Children are seen quickly”.")
    expect(page.get_by_role("main")).to_contain_text("1 of 3 notes is in no headline finding yet.")
    finding = Finding.objects.get()
    assert finding.heard_from == {
        "notes": 2, "sessions": 1, "roles": ["practitioners"], "ways": {"interview": 2}
    }  # fmt: skip
    page.get_by_role("button", name="Undo").click()
    browser.check()
    expect(page.get_by_role("main")).to_contain_text("The notes are back where they were.")
    assert Finding.objects.standing().count() == 0
    for text in ("Seen quickly.", "Parking is hard."):
        page.get_by_label(text).check()
        page.get_by_label("Headline of the new one").fill(f"About: {text}")
        page.get_by_role("button", name="Move to headline").click()
        browser.check()
    page.get_by_label("Take out", exact=True).select_option(index=2)
    page.get_by_label("and put all of it into").select_option(index=1)
    page.get_by_role("button", name="Put them together…").click()
    browser.check()
    page.get_by_role("button", name="Put them together").click()
    browser.check()
    assert Finding.objects.standing().get().heard_from["notes"] == 2


@BOTH
def test_a_visit_is_planned_by_team_and_host(visitor, review, charlie, alice, size, javascript, tmp_path):
    here = f"/peer-challenge/reviews/{review.public_id}"
    browser = visitor(size, javascript)
    browser.sign_in(alice)
    page = browser.open(f"{here}/timetable/")
    page.get_by_role("link", name="Add a session").click()
    browser.check()
    page.get_by_label("Day").fill("2026-11-04")
    page.get_by_label("From").fill("09:30")
    page.get_by_label("What it is").fill("Front door, observation")
    page.get_by_label("With whom").fill("Six social workers and their two team managers of the first response service")
    page.get_by_role("button", name="Add it").click()
    browser.check()
    expect(page.get_by_role("heading", level=2)).to_have_text(
        ["Day 1, Tuesday 3 November 2026", "Day 2, Wednesday 4 November 2026"]
    )
    browser.open(f"{here}/documents/")
    (tmp_path / "audit.csv").write_text("plan,grade\n1,good\n")
    page.get_by_label("Title").fill("Audit of 40 plans")
    page.get_by_label("File").set_input_files(tmp_path / "audit.csv")
    page.get_by_role("button", name="Give it").click()
    browser.check()
    expect(page.get_by_role("main")).to_contain_text("Team and host")

    browser.sign_in(charlie)
    browser.open(f"{here}/enquiries/")
    page.get_by_role("link", name="Add a line of enquiry").click()
    browser.check()
    page.get_by_label("What the team will ask about").fill("Do children know their plan?")
    page.get_by_role("button", name="Add it").click()
    browser.check()
    page.get_by_role("link", name="Change their order").click()
    browser.check()
    page.get_by_label("Do children know their plan?").fill("0")
    page.get_by_role("button", name="Save the order").click()
    browser.check()
    page.get_by_label("Do children know their plan?").fill("1")
    page.get_by_label("How quickly are children seen?").fill("2")
    page.get_by_role("button", name="Save the order").click()
    browser.check()
    assert [one.text for one in review.enquiries.standing()] == [
        "Do children know their plan?", "How quickly are children seen?"
    ]  # fmt: skip
    page.get_by_role("link", name="Take out line 2").click()
    browser.check()
    page.get_by_role("button", name="Take it out").click()
    browser.check()
    browser.open(f"{here}/timetable/")
    page.get_by_role("link", name="Add notes from Front door, observation").click()
    browser.check()
    expect(page.get_by_label("Session").locator("option:checked")).to_have_text("Wed 9:30 Front door, observation")
    browser.open(f"{here}/workspace/")
