"""An unfinished action that a later plan carries on is asked for there: in the older plan nobody owes it any more."""

import re
from datetime import date

import pytest
import time_machine

from portal.accounts.models import OutgoingMail
from portal.home.tasks import owed_in, tasks_for
from priorities.actions import asking
from priorities.exceptions import report
from priorities.owing import unfinished
from tests import make

pytestmark = pytest.mark.django_db
SAID = "Carried on in the plan for 2027-28"


@pytest.fixture(autouse=True)
def _a_day_in_may():
    with time_machine.travel("2027-05-04 09:00 +0000", tick=False):
        yield


@pytest.fixture
def office(charlie):
    return make.office(charlie.posts.get())


@pytest.fixture
def old(mercia, dana, office):
    plan = make.plan(mercia, "2026-27", dana, status="published")
    return make.action(plan.priorities.get(), owner=office, due_on=date(2027, 3, 1))


@pytest.fixture
def new(mercia, dana, office, old):
    """It isn't late, and nothing else stands in its plan."""
    plan = make.plan(mercia, "2027-28", dana, status="published")
    return make.action(plan.priorities.get(), owner=office, due_on=date(2028, 3, 1), carried_from=old)


def change(new, status="published", **fields):
    type(new).objects.filter(pk=new.pk).update(**fields)
    published = {"published_at": None, "published_by": None} if status == "draft" else {}
    closed = {"closed_at": new.plan.published_at} if status == "closed" else {}
    type(new.plan).objects.filter(pk=new.plan_id).update(status=status, **published, **closed)


OVER = [{}, {"status": "closed"}]
NOT_OVER = [{"status": "draft"}, {"is_removed": True}, {"carried_from": None}]


@pytest.mark.parametrize(("how", "is_over"), [*((how, True) for how in OVER), *((how, False) for how in NOT_OVER)])
def test_nobody_owes_what_a_public_plan_carries_on(old, new, how, is_over, mercia, charlie, dana):
    change(new, **how)
    assert (old in unfinished()) is not is_over
    assert [task.title for task in tasks_for(charlie)] == ([] if is_over else [old.title])
    assert [row.what for row in owed_in(mercia) if row.kind == "Action"] == ([] if is_over else [old.title])
    lines = {chapter.title: len(chapter.lines) for chapter in report(old.plan, dana, date(2027, 5, 1)).chapters}
    assert lines["What is late or at risk"] == (0 if is_over else 1)


def test_nobody_need_decide_about_it(old, new, dana):
    type(old).objects.filter(pk=old.pk).update(owner=None)
    chapter = report(old.plan, dana, date(2027, 5, 1)).chapters[2]
    assert (chapter.title, chapter.lines) == ("What needs a decision", [])


@pytest.mark.parametrize(("how", "opens"), [({}, False), ({"status": "draft"}, True)])
def test_its_private_link_opens_no_more(old, new, how, opens, charlie):
    change(new, **how)
    asking.ask(charlie, [old], key="once")
    secret = re.search(r"key=([\w-]+)", OutgoingMail.objects.get().body)[1]
    assert (asking.opened_by(secret) is not None) is opens


def text(response):
    return " ".join(re.sub(r"\s+", " ", response.content.decode()).split())


def test_its_page_and_its_row_lead_to_where_it_goes_on(old, new, charlie, signed_in):
    client = signed_in(charlie)
    link = f'<a href="/priorities/actions/{new.public_id}/">{SAID}</a>'
    pages = [f"/priorities/actions/{old.public_id}/", f"/priorities/plans/{old.plan_id}/actions/"]
    assert [text(client.get(page)).count(link) for page in pages] == [1, 1]
    assert SAID not in text(client.get(f"/priorities/actions/{new.public_id}/"))


def test_who_may_not_read_the_later_action_is_told_without_a_link(old, new, erin, signed_in):
    type(old).objects.filter(pk=old.pk).update(is_public=True)
    page = text(signed_in(erin).get(f"/priorities/actions/{old.public_id}/"))
    assert (page.count(SAID), page.count(f"{SAID}</a>")) == (1, 0)


def test_of_a_draft_nothing_is_said(old, new, charlie, signed_in):
    change(new, status="draft")
    assert SAID not in text(signed_in(charlie).get(f"/priorities/actions/{old.public_id}/"))


@pytest.mark.parametrize(("how", "says_so"), [({}, True), ({"status": "draft"}, False)])
def test_who_decides_on_a_note_that_waited_reads_that_a_later_plan_carries_it_on(
    old, new, how, says_so, charlie, dana, signed_in
):
    change(new, **how)
    asking.ask(charlie, [old], key="once")
    note = old.owners_notes.get()
    note.answer(text="Held.", action_status="done", forecast="on-track")
    page = signed_in(dana).get(f"/priorities/notes/{note.public_id}/").content.decode()
    assert (f"/priorities/actions/{new.public_id}/" in page, SAID in page) == (says_so, says_so)
