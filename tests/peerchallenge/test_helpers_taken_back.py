"""A colleague's section is taken back whatever became of the self-assessment."""

import pytest
from django.urls import reverse

from peerchallenge.models import Section, SectionHelper, SelfAssessment
from portal.accounts.models import User
from tests.peerchallenge import shapes

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("status", ["submitted", "moderated", "closed"])
def test_a_helper_is_taken_back_once_it_is_submitted_or_closed(assessment, cycle, alice, bob, signed_in, status):
    section = shapes.first_section(assessment)
    helper = shapes.helper(section, bob, by=alice)
    if status == "closed":
        type(cycle).objects.update(status="closed", closed_at=cycle.opened_at)
    else:
        SelfAssessment.objects.update(status=status)
    desk, url = signed_in(alice), reverse("section_helpers", args=[assessment.public_id])
    assert url in desk.get(assessment.get_absolute_url()).content.decode()
    page = desk.get(url).content.decode()
    assert ("Take back" in page, 'value="take-back"' in page, "Your colleague gets" in page) == (True, True, False)
    form = {"person": bob.pk, "sections": [assessment.sections.last().pk]}
    assert (desk.post(url, form).status_code, SectionHelper.objects.count()) == (403, 1)
    desk.post(url, {"do": "take-back", "helper": helper.pk})
    assert SectionHelper.objects.get().ended_by == alice
    assert not Section.objects.visible_to(User.objects.get(pk=bob.pk)).exists()
