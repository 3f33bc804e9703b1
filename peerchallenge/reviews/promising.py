"""Accepted next steps open the authority's next self-assessment: what did you do, what changed?"""

from django.db.models import F

from peerchallenge.actions.starting import also_promised
from peerchallenge.models import FrameworkArea
from peerchallenge.reviews.models import HostAction, NextStep, Stage


@also_promised
def accepted_steps(assessment, sections):
    """Return a promise for each next step that the authority accepted and that opened none of its self-assessments yet.

    It stands in the section of the area to which its finding relates, or else in the first. Only from reviews whose
    reply was sent: whoever reads a self-assessment reads that the step was accepted. Three queries.
    """
    rows = NextStep.objects.accepted().filter(authority=assessment.authority, review__replied_at__isnull=False)
    rows = rows.filter(promises=None).exclude(review__status=Stage.WITHDRAWN)
    # The version of the framework alone: a submission brings its words with it.
    rows = rows.annotate(asked_in=F("finding__submission__assessment__framework_version"))
    steps = list(rows.select_related("finding").order_by("review_id", *NextStep._meta.ordering))
    areas, actions = _areas_of(steps), _actions_of(steps)
    return [
        {"section": _section_for(step, areas, sections), "next_step": step, "promised": step.text,
         **_by_whom(actions.get(step.pk, []))}
        for step in steps
    ]  # fmt: skip


def _areas_of(steps):
    """Return {(framework version, code): id of an area} of those to which findings relate."""
    versions = {step.asked_in for step in steps if step.asked_in}
    areas = FrameworkArea.objects.filter(framework_version__in=versions)
    return {(area.framework_version_id, area.code): area.pk for area in areas} if versions else {}


def _section_for(step, areas, sections):
    """This year's area may be the same one, a copy of it, or, further back, one of the same code."""
    code, follows = step.finding.area_code, {section.area.came_from_id: section for section in sections}
    follows |= {section.area_id: section for section in sections}
    by_code = {section.area.code: section for section in sections}
    area = areas.get((step.asked_in, code))
    return (area and follows.get(area)) or by_code.get(code) or sections[0]


def _actions_of(steps):
    found = {}
    rows = HostAction.objects.filter(next_step__in=steps).exclude(status=HostAction.Status.DROPPED)
    for action in rows.order_by("due_on", "position", "pk") if steps else ():
        found.setdefault(action.next_step_id, []).append(action)
    return found


def _by_whom(actions):
    """Return who promised it, by when: the owners of its actions, and the day of the last of them."""
    owners = ", ".join(dict.fromkeys(action.owner for action in actions))
    return {"promised_by": owners[:150], "promised_for": actions[-1].due_on if actions else None}
