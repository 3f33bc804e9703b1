"""Somebody follows a region from its page, confirms from the e-mail, is told of an update, and stops."""

import email
import email.policy
import re

import pytest
from django.core import mail
from django_tasks_db.models import DBTaskResult
from playwright.sync_api import expect

from portal.accounts.mail import send_mail
from portal.audit.models import Worker
from portal.following.actions import start_mailing
from portal.following.letters import Letter
from portal.following.models import Follower, Recipient
from portal.following.sending import send_some
from tests.following.make import followers

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def letter_file(settings, tmp_path):
    """Return a function: the newest .eml file that the worker wrote, read back."""
    settings.EMAIL_BACKEND, settings.EMAIL_FOLDER = "portal.upkeep.mail.FolderBackend", tmp_path

    def newest():
        for task in DBTaskResult.objects.ready().filter(task_path="portal.accounts.mail.send_mail"):
            send_mail.func(*task.args_kwargs["args"])
            task.delete()
        return email.message_from_bytes(max(tmp_path.iterdir()).read_bytes(), policy=email.policy.default)

    return newest


def link_in(text, word):
    """The path of the link in `text` whose address holds `word`."""
    return re.search(rf"http://[^/\s]+(/\S*{word}\S*)", text)[1]


@pytest.mark.parametrize(("size", "javascript"), [("desktop", True), ("phone", False)], ids=["script", "plain"])
def test_a_region_is_followed_confirmed_and_left(visitor, mercia, dana, letter_file, size, javascript):
    reader = visitor(size, javascript)
    page = reader.open("/mercia/")
    page.get_by_role("link", name="Get an e-mail about each update").click()
    reader.check()
    page.get_by_role("button", name="Follow Mercia").click()
    reader.check()
    expect(page.get_by_role("alert")).to_contain_text("Fill in “E-mail address”")
    page.get_by_label("E-mail address").fill("Reader@example.org")
    page.get_by_role("button", name="Follow Mercia").click()
    reader.check()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look in your mailbox")

    asked = letter_file().get_content()
    reader.open(link_in(asked, "confirm"))
    expect(page.get_by_text("Send me an e-mail when Mercia publishes an update")).to_be_visible()
    assert not Follower.objects.following().exists()
    page.get_by_role("button", name="Follow Mercia").click()
    reader.check()
    expect(page.get_by_text("You now follow Mercia.")).to_be_visible()

    letter = Letter(
        "Mercia: an update", "Mercia update", "/mercia/", "<p>More stayed.</p>", [("Workforce", "/mercia/")]
    )
    assert send_some(start_mailing(about=mercia, region=mercia, letter=letter, by=dana), "test") is None
    told = letter_file()
    assert told["To"] == "reader@example.org"
    reader.open(link_in(told.get_body(("plain",)).get_content(), "end"))
    page.get_by_role("link", name="See what you follow").click()
    reader.check()
    page.get_by_role("button", name="Stop following").click()
    reader.check()
    expect(page.get_by_text("You no longer follow Mercia.")).to_be_visible()
    reader.open(link_in(told.get_body(("plain",)).get_content(), "end"))
    assert not Follower.objects.following().exists()


@pytest.mark.parametrize(("size", "javascript"), [("phone", True), ("desktop", False)], ids=["script", "plain"])
@pytest.mark.full
def test_a_manager_watches_a_mailing_stops_it_and_removes_somebody(visitor, mercia, dana, size, javascript):
    followers(mercia, 4)
    Worker.begin()
    letter = Letter("Mercia: an update", "Mercia update", "/mercia/")
    mailing = start_mailing(about=mercia, region=mercia, letter=letter, by=dana)
    manager = visitor(size, javascript)
    manager.sign_in(dana)
    page = manager.open(f"/mailings/{mailing.pk}/")
    expect(page.get_by_role("progressbar")).to_have_accessible_name("0 of 4 sent, 4 to go.")
    mailing.recipients.first().settle(Recipient.State.SENT)
    if not javascript:
        page.get_by_role("link", name="Look again").click()
    expect(page.get_by_text("1 of 4 sent")).to_be_visible()
    page.get_by_role("link", name="Stop sending").click()
    manager.check()
    page.get_by_role("button", name="Stop sending").click()
    manager.check()
    expect(page.get_by_text("Stopped by Dana")).to_be_visible()

    manager.open("/mercia/followers/")
    page.get_by_label("Their e-mail address").fill("READER00002@example.org")
    page.get_by_role("button", name="Find").click()
    manager.check()
    page.get_by_role("link", name="Remove this address").click()
    manager.check()
    page.get_by_role("button", name="Remove follower").click()
    manager.check()
    assert Follower.objects.following().count() == 3
    manager.open("/worker/")
    expect(page.get_by_role("heading", level=1)).to_have_text("The worker")
    assert mail.outbox == []
