"""An owner answers by the link of an e-mail, a manager takes it over; who owes something is nudged, once."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from portal.accounts.models import OutgoingMail
from priorities.models import Action
from tests import make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.on_postgresql]
BOTH = pytest.mark.parametrize(("size", "javascript"), [("phone", True), ("desktop", False)], ids=["phone", "plain"])


@pytest.fixture
def plan(mercia, dana, charlie):
    """A plan in force with two actions of Charlie's, one of them late, and one that nobody owns."""
    year, today = timezone.localdate().year, timezone.localdate()
    plan = make.plan(mercia, f"{year - 2}-{year + 2}", dana, status="published")
    office = make.office(charlie.posts.get())
    make.action(plan.priorities.get(), "Run learning seminars", office, today - timedelta(days=20))
    make.action(plan.priorities.get(), "Write a guide", office, today + timedelta(days=200))
    make.action(plan.priorities.get(), "Find a venue", None, today + timedelta(days=200))
    return plan


@BOTH
def test_an_owners_note_is_asked_for_answered_and_accepted(visitor, plan, dana, charlie, size, javascript):
    manager = visitor(size, javascript)
    manager.sign_in(dana)
    page = manager.open(f"/priorities/plans/{plan.pk}/actions/")
    page.get_by_role("link", name="Ask owners for a note").click()
    manager.check()
    expect(page.get_by_role("main")).to_contain_text("No owner")
    page.get_by_role("button", name="Ask for notes").click()
    manager.check()
    expect(page.get_by_role("main")).to_contain_text("We are asking Charlie.")

    owner = visitor(size, javascript)
    form = owner.open(re.search(r"/priorities/note/\?key=[\w-]+", OutgoingMail.objects.get().body)[0])
    form.get_by_label("What has happened since").fill("Two seminars ran. A third is booked.")
    form.get_by_label("Under way").check()
    form.get_by_label("At risk").check()
    form.get_by_role("button", name="Send to the programme manager").click()
    owner.check()
    expect(form.get_by_role("alert")).to_contain_text("Say why the action isn’t on track.")
    form.get_by_label("Why?").fill("One speaker is ill.")
    form.get_by_role("button", name="Send to the programme manager").click()
    owner.check()
    expect(form.get_by_role("main")).to_contain_text("your note waits for the programme manager")

    manager.open("/your-work/")
    page.get_by_role("link", name="Read and decide").click()
    manager.check()
    page.get_by_role("button", name="Decline with this word").click()
    manager.check()
    expect(page.get_by_role("alert")).to_contain_text("Say in a few words why you decline it.")
    page.get_by_role("button", name="Accept").click()
    manager.check()
    said = Action.objects.get(title="Run learning seminars")
    assert (said.status, said.forecast, said.notes.get().made_by) == ("under-way", "at-risk", charlie)
    form.reload()
    owner.check()
    expect(form.get_by_role("main")).to_contain_text("Your note was accepted. Thank you.")
    owner.open("/priorities/note/?key=forged", status=404)


@BOTH
def test_who_owes_something_is_nudged_once_and_finds_it_in_their_work(visitor, plan, dana, charlie, size, javascript):
    manager = visitor(size, javascript)
    manager.sign_in(dana)
    page = manager.open("/your-work/chase/")
    expect(page.get_by_role("region", name="Charlie")).to_contain_text("Late since")
    expect(page.get_by_role("main")).to_contain_text("No owner named")
    page.get_by_label("How it stands").select_option("Late")
    page.get_by_role("button", name="Show").click()
    manager.check()
    page.get_by_label("Write to Charlie").check()
    page.get_by_role("button", name="Write the nudge").click()
    manager.check()
    page.get_by_label("Your note on top").fill("Before Friday, please.")
    page.get_by_role("button", name="Send 1 message").click()
    manager.check()
    expect(page.get_by_role("main")).to_contain_text("Nudged on")
    assert "Before Friday, please." in OutgoingMail.objects.get(to=charlie.email).body
    manager.open("/your-work/chase/nudge/")

    owner = visitor(size, javascript)
    owner.sign_in(charlie)
    work = owner.open("/your-work/")
    expect(work.get_by_role("article")).to_contain_text("Late since")
    work.get_by_role("link", name="Report on it").click()
    owner.check()
