"""What waits for who writes a self-assessment: its sections, for those who bring it together and those who help."""

from itertools import groupby

from django.db.models import Q
from django.urls import reverse

from peerchallenge.deadlines import LastDays
from peerchallenge.models import Section, SectionHelper
from peerchallenge.models.of_authority import WRITERS, at_own_authority, authorities_of
from portal.home import tasks
from portal.home.tasks import Task
from portal.ui import dates

WRITING = "Self-assessment"
OPEN = ("not-started", "in-progress", "signing")


def _is_open(through=""):
    return Q(**{f"{through}status__in": OPEN, f"{through}cycle__status": "open"})


@tasks.offer
def sections_to_complete(user):
    """For a director or a self-assessment lead, one task an open self-assessment: its sections to complete."""
    if not authorities_of(user, WRITERS):
        return
    left = Section.objects.visible_to(user).filter(at_own_authority(user, WRITERS), _is_open("assessment__"))
    left = left.exclude(status=Section.Status.COMPLETED).order_by("assessment", "area__position")
    left = left.select_related("area", "assessment__authority", "assessment__cycle")
    left = left.prefetch_related("assessment__cycle__steps")
    until = LastDays()
    for assessment, sections in groupby(left, key=lambda section: section.assessment):
        sections = list(sections)
        many = f"{len(sections)} section{'s' if len(sections) > 1 else ''}"
        yield Task(
            f"{many} of {assessment.authority}’s self-assessment to complete", "Carry on with it",
            reverse("assessment", args=[assessment.public_id]), sum(section.area.minutes for section in sections),
            WRITING, due_on=until.of(assessment), since=dates.local(assessment.made_at).date(),
            why="; ".join(section.area.title for section in sections[:3]) + ("; …" if sections[3:] else "."),
        )  # fmt: skip


@tasks.offer
def sections_given(user):
    """For whoever helps, one task a section that they were given and that isn't completed."""
    given = SectionHelper.objects.of(user).filter(_is_open("section__assessment__"))
    given = given.exclude(section__status=Section.Status.COMPLETED)
    given = given.select_related("section__area", "section__assessment__authority", "asked_by")
    return [
        Task(
            f"Write section {one.section.area.code} for {one.section.assessment.authority}: {one.section.area.title}",
            "Write it", reverse("section", args=[one.section.public_id]), one.section.area.minutes, WRITING,
            due_on=one.due_on, since=dates.local(one.asked_at).date(), who=str(one.asked_by),
        )
        for one in given.order_by("due_on", "pk")
    ]  # fmt: skip
