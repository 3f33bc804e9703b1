"""The front page of a self-assessment leads on: until when at first, then to its receipt and remarks."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from peerchallenge.models import Cycle, Moderator
from tests.peerchallenge import shapes
from tests.peerchallenge.signing import member

pytestmark = pytest.mark.django_db


def hub(browser, assessment):
    return browser.get(assessment.get_absolute_url())


@pytest.fixture
def late(assessment):
    """Its last day was yesterday."""
    assessment.cycle.steps.filter(kind="self-assessment").update(due_on=date.today() - timedelta(1))
    return assessment


def test_until_when_is_said_only_while_it_can_be_handed_in(late, alice, signed_in):
    browser = signed_in(alice)
    assert hub(browser, late).context["due"].endswith("yesterday. It can still be submitted.")
    shapes.submission(late, by=alice)
    assert hub(browser, late).context["due"] == ""


def test_nothing_can_be_handed_in_once_the_cycle_is_closed(late, alice, signed_in):
    closed = {"status": "closed", "closed_at": late.cycle.opened_at}
    Cycle.objects.update(**closed)
    assert hub(signed_in(alice), late).context["due"] == ""


def test_once_submitted_its_row_leads_to_the_receipt(assessment, alice, signed_in):
    made = shapes.submission(assessment, by=alice)
    row = hub(signed_in(alice), assessment).context["groups"][-1].tasks[0]
    assert (row.label, row.status, row.url) == (
        "See the confirmation", "Completed", reverse("submission_receipt", args=[made.public_id]),
    )  # fmt: skip


def said_of_moderators(browser, assessment):
    """The words of the link to what moderators said; none without one."""
    page = " ".join(hub(browser, assessment).content.decode().split())
    return [part.split("<")[0] for part in page.split('/remarks/">')[1:]]


def test_what_moderators_said_is_offered_once_they_said_something(assessment, alice, ardenvale, moss, dana, signed_in):
    asked = shapes.moderator(shapes.submission(assessment, by=alice), moss, by=dana)
    councillor = member(ardenvale)
    assert said_of_moderators(signed_in(alice), assessment) == []
    Moderator.objects.filter(pk=asked.pk).update(status="done")
    assert said_of_moderators(signed_in(alice), assessment) == ["Read what moderators said, and answer"]
    assert said_of_moderators(signed_in(councillor), assessment) == ["Read what moderators said"]


@pytest.mark.parametrize("section", ["z" * 36, "", "-" * 36, "0"])
def test_a_section_in_the_address_that_is_none_is_ignored(assessment, alice, signed_in, section):
    url = reverse("section_helpers", args=[assessment.public_id])
    assert signed_in(alice).get(url, {"section": section}).status_code == 200


def test_a_section_in_the_address_is_ticked(assessment, alice, signed_in):
    first = shapes.first_section(assessment)
    page = signed_in(alice).get(
        reverse("section_helpers", args=[assessment.public_id]), {"section": str(first.public_id)}
    )
    assert list(page.context["form"].initial["sections"]) == [first]
