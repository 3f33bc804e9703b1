"""Writing into a self-assessment: each verb is one transaction under a lock of the assessment.

Nothing is written into one that was submitted, or whose cycle is closed. Saving makes no audit event of each word: the
record says who saved it last, and the events are about the section.
"""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from peerchallenge.models import Promise, Section, SelfAssessment
from peerchallenge.said import PromiseText, SectionText
from portal.audit.models import Overtaken, record
from portal.drafting.models.version import Version, keep_version


class NotOpen(Exception):
    """The self-assessment was submitted, or its cycle was closed: nothing in it changes."""


def open_assessment(pk, *, by) -> SelfAssessment:
    """Return the self-assessment `pk`, locked until the caller's transaction ends; from now on it is in progress.

    Raises NotOpen.
    """
    assessment = SelfAssessment.objects.hold(pk)
    if not assessment.is_open:
        raise NotOpen(f"{assessment} is {assessment.status}.")
    if assessment.status == SelfAssessment.Status.NOT_STARTED:
        assessment.begin(by=by)
    return assessment


def open_section(section, *, by) -> Section:
    """Return the section as it is now, its assessment locked; from now on it is in progress. Raises NotOpen."""
    assessment = open_assessment(section.assessment_id, by=by)
    section = Section.objects.select_related("area", "grade", "edited_by").get(pk=section.pk)
    section.assessment = assessment
    if section.status == Section.Status.NOT_STARTED:
        section.status = Section.Status.IN_PROGRESS
        section.save(update_fields=["status"])
    return section


def take_version(written, *, version, by, **fields):
    """Set `fields` of a record with a version and take the next one, if nobody saved since `version`.

    Raises Overtaken, with nothing written.
    """
    rows = (
        type(written)
        ._base_manager.filter(pk=written.pk, version=version)
        .update(version=F("version") + 1, edited_at=timezone.now(), edited_by=by, **fields)
    )
    if not rows:
        raise Overtaken("Somebody else saved this first.")
    written.refresh_from_db()


def keep_theirs(written, words, *, by):
    """Keep what somebody else had saved, as plain values, before `by` writes over it."""
    who = written.edited_by or "somebody"
    note = f"What {who} had saved, before {by} replaced it."
    keep_version(written, words, act=Version.Act.SAVED, by=written.edited_by, note=note)


@transaction.atomic
def write_section(section, text, *, by, version, over=False):
    """Write the judgement `text` (a SectionText) on top of `version`; `over` keeps first what somebody else had saved.

    Whether it is completed is its writers' word. Raises Overtaken and NotOpen.
    """
    section = open_section(section, by=by)
    if over:
        keep_theirs(section, SectionText.of(section).as_words(), by=by)
    was = section.status
    status = Section.Status.COMPLETED if text.is_completed else Section.Status.IN_PROGRESS
    fields = {"grade_id": text.grade, "rationale": text.rationale, "direction": text.direction}
    take_version(section, version=version, by=by, status=status, **fields)
    if status != was:
        record("completed" if text.is_completed else "began again", section, by=by)
    return section


@transaction.atomic
def answer_promise(promise, text, *, by, version, over=False) -> Promise:
    """Say what became of a promise of last year (a PromiseText). Raises Overtaken and NotOpen."""
    section = open_section(promise.section, by=by)
    promise = section.promises.select_related("edited_by").get(pk=promise.pk)
    if over:
        keep_theirs(promise, PromiseText.of(promise).as_words(), by=by)
    take_version(promise, version=version, by=by, status=text.status, changed=text.changed)
    return promise
