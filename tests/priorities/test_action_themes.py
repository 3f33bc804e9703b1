"""What actions after reviews serve: chosen in their form, linked on their page, evidence once they are closed."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from peerchallenge.reviews.actions import acting
from peerchallenge.reviews.models import HostAction
from portal.accounts.models import User
from priorities.evidence import evidence_for
from priorities.models import ActionTheme
from tests import make
from tests.looking import fresh, queries_of
from tests.peerchallenge.reviews import shapes, shapes_actions

pytestmark = pytest.mark.django_db
BASE = "/peer-challenge/reviews/"
NOBODY = AnonymousUser()


@pytest.fixture
def review(ardenvale, severnford, alice, dana):
    shapes.kind()
    return shapes_actions.live(ardenvale, alice, dana)


@pytest.fixture
def running(plan):
    """Mercia's plan, which runs today."""
    today = timezone.localdate()
    type(plan).objects.update(starts_on=today.replace(day=1, month=1), ends_on=today.replace(year=today.year + 1))
    return fresh(plan)


def serve(action, subject):
    key = {subject._meta.model_name: subject}
    return ActionTheme.objects.create(action=action, plan=subject.plan, region=action.region, **key)


def closed(action, by):
    HostAction.objects.filter(pk=action.pk).update(status="closed", closed_by=by, status_at=timezone.now())


def said(subject, person):
    rows = evidence_for([subject], person).get((subject._meta.model_name, subject.pk), [])
    return [(row.kind, row.title, row.said) for row in rows]


def test_the_host_says_which_priority_an_action_serves(signed_in, running, safeguarding, review, alice):
    step, browser = review.next_steps.get(), signed_in(alice)
    form = {"what": "Write it.", "owner": "Head of Early Help", "due_on": "2027-03-01", "form_key": uuid4()}
    page = browser.get(f"{BASE}next-steps/{step.public_id}/actions/new/").content.decode()
    assert "Which priority of the region does it serve?" in page
    made = form | {"serves": [f"priority-{safeguarding.pk}"]}
    assert browser.post(f"{BASE}next-steps/{step.public_id}/actions/new/", made).status_code == 302
    action = HostAction.objects.get(what="Write it.")
    assert [theme.subject for theme in action.themes.all()] == [safeguarding]
    assert "Effective safeguarding" in browser.get(f"{BASE}actions/{action.public_id}/").content.decode()
    browser.post(f"{BASE}actions/{action.public_id}/edit/", form | {"version": action.version})
    assert action.themes.count() == 0


def test_an_action_serves_no_priority_of_another_region(signed_in, running, safeguarding, review, wessex, alice, erin):
    other = make.priority(make.plan(wessex, by=erin, priorities=(), status="published"), "Elsewhere", "P9")
    form = {"what": "Write it.", "owner": "Head", "due_on": "2027-03-01", "form_key": uuid4()}
    url = f"{BASE}next-steps/{review.next_steps.get().public_id}/actions/new/"
    response = signed_in(alice).post(url, form | {"serves": [f"priority-{other.pk}"]})
    assert list(response.context["form"].errors) == ["serves"]
    with pytest.raises(IntegrityError), transaction.atomic():
        serve(review.actions.get(), other)
        connection.check_constraints()
    assert ActionTheme.objects.count() == 0


def test_only_what_is_closed_is_evidence_and_only_for_whoever_reads_the_action(
    running, safeguarding, review, alice, charlie, dana
):
    action = review.actions.get()
    serve(action, safeguarding)
    assert said(safeguarding, dana) == []
    closed(action, dana)
    row = ("Action after a peer review", "Action 1.", "Ardenvale")
    assert [said(safeguarding, person) for person in (alice, dana, charlie, NOBODY)] == [[row], [row], [], []]
    review.next_steps.update(shown_to="directors")
    assert [said(safeguarding, fresh(charlie)), said(safeguarding, NOBODY)] == [[row], []]
    review.next_steps.update(shown_to="public")
    assert said(safeguarding, NOBODY) == [row]


def test_closing_a_public_one_shows_it_on_the_priority(client, running, safeguarding, review, alice, dana):
    action = review.actions.get()
    serve(action, safeguarding)
    review.next_steps.update(shown_to="public")
    address = safeguarding.get_absolute_url()
    assert "Action 1." not in client.get(address).content.decode()
    action = acting.say_done(action, by=alice, version=action.version)
    acting.close(action, by=dana, version=action.version, because="Seen.")
    assert "Action 1." in client.get(address).content.decode()


def test_an_action_taken_out_takes_what_it_serves_along(running, safeguarding, ardenvale, alice, dana):
    shapes.kind()
    review = shapes.review(ardenvale, by=dana, at="final-letter")
    action = shapes_actions.action(shapes_actions.accepted(review, by=alice), by=alice)
    serve(action, safeguarding)
    acting.drop(action, by=alice, version=action.version, because="")
    assert ActionTheme.objects.count() == 0


def test_the_page_of_next_steps_asks_no_more_for_three_links(signed_in, running, safeguarding, review, alice):
    browser, address = signed_in(alice), f"{BASE}{review.public_id}/next-steps/"
    serve(review.actions.get(), safeguarding)
    one = queries_of(browser, address)
    for _ in "ab":
        serve(shapes_actions.action(review.next_steps.get(), by=alice), safeguarding)
    assert queries_of(browser, address) == one
    assert "Serves: P1. Effective safeguarding" in browser.get(address).content.decode()
    assert ActionTheme.objects.visible_to(User.objects.get(pk=alice.pk)).count() == 3
