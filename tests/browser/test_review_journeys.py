"""From a draft to the public record: a second person, the moment, history, previews, withdrawal, another address."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from portal.accounts.models import OutgoingMail
from portal.drafting.models.version import versions_of
from portal.ui import dates
from tests import make
from updates import actions
from updates.words import edition_text

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
BOTH = pytest.mark.parametrize(("size", "javascript"), [("desktop", True), ("phone", False)], ids=["script", "plain"])
PHONE = pytest.mark.parametrize(("size", "javascript"), [("phone", True), ("desktop", False)], ids=["phone", "plain"])
# A way that somebody walks with scripts in test_review_visit_journey.py.
PLAIN = pytest.mark.parametrize(("size", "javascript"), [("desktop", False)], ids=["plain"])
LONG = "Mercia Regional Improvement Partnership update on peer challenge, early help and workforce"
BEFORE = "Agency use fell for the third quarter."


class Seat:
    """One of the cast at a browser, or nobody at all: each step checks the page that it leads to."""

    def __init__(self, visitor, person, size, javascript):
        self.browser = visitor(size, javascript)
        self.page = self.browser.page
        if person:
            self.browser.sign_in(person)

    def open(self, path):
        self.page.goto(path)
        self.browser.check()

    def press(self, name, role="button"):
        with self.page.expect_navigation():  # a form may first wait for what it is saving by itself
            self.page.get_by_role(role, name=name).locator("visible=true").first.click()
        self.browser.check()

    def follow(self, name):
        self.press(name, "link")

    def write(self, words):
        self.page.get_by_role("textbox", name="Text").first.fill(words)

    def sees(self, words):
        expect(self.page.get_by_text(words).first).to_be_visible()

    def is_at(self, heading):
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)


@pytest.fixture
def sit(visitor, size, javascript):
    """Return a function that sits somebody of the cast down: `sit(dana)`; nobody at all: `sit()`."""
    return lambda person=None: Seat(visitor, person, size, javascript)


@pytest.fixture
def update(mercia, dana):
    """What the public reads: Dana's update of March 2026."""
    return make.update(
        mercia, "2026-03", by=dana, title=LONG, tags=["Workforce"], sections=[("Workforce", f"<p>{BEFORE}</p>")]
    ).update


def change(update, dana, *sentences):
    """A draft of `update` by Dana, with a version kept in the history after each sentence that she writes."""
    draft = actions.start_draft(update, by=dana)
    for sentence in sentences:
        text = edition_text(draft)
        text.sections[0].body = f"<p>{sentence}</p>"
        actions.keep_draft(draft, text, version=draft.version, by=dana, note=f"It says: {sentence}")
    return draft


def choose_later(page, day):
    page.get_by_label("Later").check()
    page.get_by_label("Day").fill(day.isoformat())
    page.get_by_label("Time").fill("09:00")


@BOTH
def test_a_draft_is_returned_changed_sent_again_and_approved(sit, update, mercia, dana, greta):
    mercia.ask_for_second_person(True, by=dana)
    due = timezone.localdate() + timedelta(days=3)
    hers = sit(dana)
    hers.open(f"/updates/{update.pk}/")
    hers.press("Correct or add to it")
    hers.write("Agency use fell for the fourth quarter.")
    hers.press("Save and send for review…")
    hers.sees("An e-mail goes to:")
    hers.page.get_by_label("Please look it over by").fill(due.isoformat())
    hers.page.get_by_label("Anything to tell them?").fill("Is the quarter right?")
    hers.press("Send for review")
    hers.sees(f"To be looked over by {dates.weekday(due)}.")
    hers.open("/updates/desk/in-review/")
    hers.sees("Mercia update, March 2026")
    expect(hers.page.get_by_role("heading", name="Waiting for you to look over")).to_have_count(0)

    chair = sit(greta)
    chair.open("/updates/desk/")
    chair.sees(f"Due {dates.day(due)}")
    chair.follow(LONG)
    chair.sees("Is the quarter right?")
    expect(chair.page.locator("ins")).to_contain_text(["Added words", "fourth"])
    expect(chair.page.locator("del")).to_contain_text(["removed words", "third"])
    chair.press("Tell others that you are looking at it")
    hers.open(f"/updates/{update.pk}/")
    hers.sees(re.compile(r"^\s*Greta is looking at this \(since \d{1,2}:\d\d\)\.\s*$"))
    chair.follow("Read it on the real page")
    banner = chair.page.get_by_role("region", name="Draft")
    assert banner.get_by_role("link").all_inner_texts() == ["Approve or return it"]
    chair.follow("Approve or return it")
    chair.press("Return with this comment")
    expect(chair.page.get_by_role("alert")).to_contain_text("Say what should change before you return it.")
    chair.page.get_by_label("What should change?").fill("It was the fifth quarter.")
    chair.press("Return with this comment")
    chair.sees("is returned. Its writers have your comment.")

    mail = OutgoingMail.objects.get(to=dana.email)
    assert (mail.subject, "It was the fifth quarter." in mail.body) == ("Returned: Mercia update, March 2026", True)
    hers.open(f"/updates/{update.pk}/")
    hers.sees(re.compile("^Returned by Greta on "))
    hers.sees("It was the fifth quarter.")
    hers.follow("Go on writing")
    hers.sees("It was the fifth quarter.")
    hers.write("Agency use fell for the fifth quarter.")
    hers.press("Save and send for review…")
    hers.press("Send for review")

    chair.open("/updates/desk/")
    chair.follow(LONG)
    expect(chair.page.locator("ins")).to_contain_text(["Added words", "fifth"])
    chair.press("Approve")
    chair.sees("is approved. It is not public until it is published.")
    chair.open("/updates/desk/")
    chair.sees("Nothing waits for you to look over.")
    hers.open(f"/updates/{update.pk}/")
    hers.sees(re.compile("^Approved by Greta on "))
    hers.follow("History")
    assert [version.act for version in versions_of(update)][:4] == ["approved", "submitted", "returned", "submitted"]
    hers.sees("It was the fifth quarter.")


@PHONE
def test_it_is_scheduled_stopped_and_published_with_a_note(sit, update, dana):
    day = timezone.localdate() + timedelta(days=200)
    moment = f"{dates.weekday(day)} at 9:00, UK time"
    change(update, dana, "Agency use fell for the fifth quarter.")
    hers, reader = sit(dana), sit()
    hers.open(f"/updates/{update.pk}/publish/")
    hers.page.get_by_label("Later").check()
    hers.press("Publish update")
    alert = hers.page.get_by_role("alert")
    assert alert.get_by_role("link").all_inner_texts() == [
        "Say in a sentence what has changed, or choose a small correction.",
        "Choose the day.", "Enter the time, such as 9:00.",
    ]  # fmt: skip
    hers.page.get_by_label("What has changed?").fill("The quarter is put right.")
    choose_later(hers.page, day)
    hers.press("Publish update")
    hers.sees(f"Goes live on {moment}")
    hers.sees("Readers are told what has changed: “The quarter is put right.”")
    hers.press("Schedule update")
    hers.sees(f"goes live on {moment}")
    hers.open("/updates/desk/scheduled/")
    hers.sees(f"Goes live on {moment}.")
    reader.open("/mercia/updates/2026-03/")
    reader.sees(BEFORE)

    hers.follow("Mercia update, March 2026")
    hers.follow("Stop it…")
    hers.sees(f"was to go live on {moment}.")
    hers.press("Stop it")
    hers.sees("will not go live. It is a draft again.")
    hers.follow("Publish…")
    hers.page.get_by_label("What has changed?").fill("The quarter is put right.")
    hers.press("Publish update")
    hers.sees("Agency use fell for the fifth quarter.")
    reader.open("/mercia/updates/2026-03/")
    notes = reader.page.locator(".change-notes")
    notes.locator("summary").click()
    expect(notes.get_by_role("listitem")).to_have_text([re.compile("The quarter is put right."), re.compile("First")])


@BOTH
def test_two_versions_are_compared_and_one_is_restored(sit, update, dana):
    change(update, dana, "It fell twice.", "It fell three times.")
    hers = sit(dana)
    hers.open(f"/updates/{update.pk}/history/")
    hers.page.get_by_label("This", exact=True).select_option(label=f"Version 2, {dates.day(timezone.now())}")
    hers.page.get_by_label("with this").select_option(label=f"Version 3, {dates.day(timezone.now())}")
    hers.press("Compare")
    hers.sees("From: Version 2. To: Version 3.")
    expect(hers.page.locator("ins")).to_contain_text(["Added words", "three times"])
    expect(hers.page.locator("del")).to_contain_text(["removed words", "twice"])
    hers.follow("Choose two others")
    hers.follow("Version 2")
    hers.is_at("Version 2: saved")
    hers.press("Restore into the draft")
    hers.sees("The draft now says what version 2 said.")
    expect(hers.page.get_by_role("textbox", name="Text")).to_contain_text("It fell twice.")
    hers.open(f"/updates/{update.pk}/")
    hers.follow("Compare the draft with what is public")
    expect(hers.page.locator("del").nth(1)).to_be_visible()
    assert update.draft.sections.get().body == "<p>It fell twice.</p>"


@PHONE
@pytest.mark.full
def test_a_preview_link_is_read_without_an_account_until_it_is_turned_off(sit, update, dana):
    change(update, dana, "Only in the draft.")
    hers, reader = sit(dana), sit()
    hers.open(f"/updates/{update.pk}/previews/")
    hers.press("Create link")
    expect(hers.page.get_by_role("alert")).to_contain_text("Say who the link is for.")
    hers.page.get_by_label("Who is it for?").fill("The editor of the newsletter")
    hers.page.get_by_label("How long should it work?").select_option(label="14 days")
    hers.press("Create link")
    address = update.preview_links.get().get_absolute_url()
    assert hers.page.locator(".preview-address").inner_text().endswith(address)
    reader.open(address)
    reader.sees("Draft: not published.")
    reader.sees("Only in the draft.")
    hers.press("Turn off the link for The editor of the newsletter")
    hers.sees("The link for The editor of the newsletter is turned off.")
    assert reader.page.goto(address).status == 404
    reader.browser.check()


@BOTH
def test_a_withdrawn_update_leads_to_the_one_that_replaces_it(sit, update, mercia, dana):
    old = make.update(mercia, "2026-02", by=dana).update
    hers, reader = sit(dana), sit()
    hers.open(f"/updates/{old.pk}/withdraw/")
    hers.page.get_by_label("Replaced by another update").check()
    hers.page.get_by_label("Why is it withdrawn?").fill("March says it all.")
    hers.press("Withdraw update")
    expect(hers.page.get_by_role("alert")).to_contain_text("Choose the update that replaces it.")
    hers.page.get_by_label("Replaced by", exact=True).select_option(label=str(update))
    hers.press("Withdraw update")
    hers.sees("Whoever opens its address is sent to Mercia update, March 2026.")
    reader.open("/mercia/updates/2026-02/")
    assert reader.page.url.endswith("/mercia/updates/2026-03/")
    reader.is_at(LONG)


@PHONE
def test_a_withdrawal_is_set_called_off_and_made_at_once_with_the_text_still_there(sit, update, dana):
    day = timezone.localdate() + timedelta(days=200)
    hers, reader = sit(dana), sit()
    hers.open(f"/updates/{update.pk}/withdraw/")
    hers.page.get_by_label("Withdrawn but still readable").check()
    hers.page.get_by_label("Why is it withdrawn?").fill("The guidance has changed.")
    choose_later(hers.page, day)
    hers.press("Withdraw update")
    hers.sees(f"It will be withdrawn on {dates.weekday(day)} at 9:00, UK time")
    hers.sees("Withdrawn, and still readable")
    hers.press("Set the withdrawal")
    hers.follow("Keep it public…")
    hers.press("Keep it public")
    expect(hers.page.get_by_role("link", name="Keep it public…")).to_have_count(0)
    hers.follow("Withdraw…")
    hers.page.get_by_label("Withdrawn but still readable").check()
    hers.page.get_by_label("Why is it withdrawn?").fill("The guidance has changed.")
    hers.press("Withdraw update")
    reader.open("/mercia/updates/2026-03/")
    reader.sees(re.compile("^This update was withdrawn on "))
    reader.sees("The guidance has changed.")
    reader.sees(BEFORE)
    reader.open("/mercia/updates/")
    expect(reader.page.get_by_role("link", name=LONG)).to_have_count(0)


@BOTH
def test_the_old_address_leads_to_the_new_one(sit, update, mercia, dana):
    make.update(mercia, "2026-02", by=dana)
    hers, reader = sit(dana), sit()
    hers.open(f"/updates/{update.pk}/")
    hers.follow("Change its months or name…")
    hers.page.get_by_label("Month", exact=True).select_option(label="February")
    hers.press("Change the address")
    expect(hers.page.get_by_role("alert")).to_contain_text("There is a problem")
    hers.page.get_by_label("Month", exact=True).select_option(label="April")
    hers.press("Change the address")
    hers.is_at("Mercia update, April 2026")
    reader.open("/mercia/updates/2026-03/")
    assert reader.page.url.endswith("/mercia/updates/2026-04/")


def test_an_empty_desk_says_so_in_the_chairs_words(visitor, mercia, greta):
    chair = Seat(visitor, greta, "phone", True)
    chair.open("/updates/desk/")
    chair.sees("Nothing waits for you to look over. You get an e-mail when something does.")
    chair.sees("Nothing has been sent for your review or published yet.")
    expect(chair.page.get_by_role("link", name="Write an update")).to_have_count(0)


@PHONE
def test_each_list_of_the_desk_shows_what_is_in_it(sit, update, mercia, dana):
    tomorrow = timezone.now() + timedelta(days=1)
    for number, month in enumerate(("2026-04", "2026-05", "2026-06")):
        draft = make.draft(mercia, month, by=dana)
        if number == 1:
            actions.submit(draft, by=dana, version=draft.version)
        if number == 2:
            actions.publish(draft, by=dana, version=draft.version, at=tomorrow)
    hers = sit(dana)
    hers.open("/updates/desk/due/")
    hers.sees("Nothing is due.")
    hers.open(f"/updates/{update.pk}/")
    hers.follow("Set a date to look at it again…")
    hers.page.get_by_label("Look at it again on").fill(timezone.localdate().isoformat())
    hers.press("Save the date")
    lists = {"Drafts": "April", "In review": "May", "Scheduled": "June", "Due for review": "March"}
    hers.open("/updates/desk/")
    for name, month in lists.items():
        hers.follow(name)
        assert hers.page.locator(".task-list a").all_inner_texts() == [f"Mercia update, {month} 2026"]


@BOTH
@pytest.mark.full
def test_a_team_of_one_publishes_with_a_reason(sit, mercia, dana):
    draft = make.draft(mercia, "2026-04", by=dana)
    hers = sit(dana)
    hers.open("/updates/desk/")
    hers.follow("Change this for Mercia")
    hers.press("Ask for a second person")
    hers.sees("A second person is asked for in Mercia.")
    hers.open(f"/updates/{draft.update_id}/submit/")
    hers.sees("There is nobody to look it over")
    hers.follow("Publish it yourself")
    hers.sees("Nobody else can approve this")
    hers.press("Publish update")
    expect(hers.page.get_by_role("alert")).to_contain_text("Say why nobody else has looked it over")
    hers.page.get_by_label("Why without a second person?").fill("I am the whole team.")
    hers.press("Publish update")
    assert hers.page.url.endswith("/mercia/updates/2026-04/")
    hers.open(f"/updates/{draft.update_id}/")
    hers.sees("Published without a second person: I am the whole team.")


def test_the_checks_beside_the_text_follow_each_save(visitor, mercia, dana):
    draft = make.draft(mercia, "2026-04", by=dana, tags=["Workforce"])
    hers = Seat(visitor, dana, "desktop", True)
    hers.open(f"/updates/{draft.update_id}/edit/")
    panel = hers.page.get_by_role("region", name="Before you publish")
    expect(panel).to_contain_text("Nothing to fix.")
    hers.page.get_by_label("Title").fill("")
    expect(panel.get_by_role("link", name="Give the update a title.")).to_be_visible()
    panel.get_by_role("link", name="Give the update a title.").click()
    expect(hers.page.get_by_label("Title")).to_be_focused()
    hers.page.get_by_label("Title").fill("A title again")
    expect(panel.get_by_role("link", name="Give the update a title.")).to_have_count(0)
    hers.browser.check()
