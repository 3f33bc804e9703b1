"""The front page of a self-assessment: what is done, what is left, who writes what, until when."""

from dataclasses import dataclass, field

from django.db.models import Max, Prefetch

from peerchallenge.deadlines import deadline_at
from peerchallenge.models import Section, SectionHelper, SelfAssessment, Step
from portal.accounts.models import User
from portal.ui import dates
from portal.ui.posted import address_if_there

TO_START, UNDER_WAY, COMPLETED, NOT_YET = "Not yet started", "In progress", "Completed", "Cannot start yet"
KINDS = {TO_START: "plain", UNDER_WAY: "started", COMPLETED: "", NOT_YET: "muted"}


@dataclass
class Row:
    """A row of the task list, as components/task_list.html takes it."""

    label: str
    status: str
    url: str = ""
    hint: str = ""

    @property
    def kind(self) -> str:
        return KINDS.get(self.status, "")


@dataclass
class Group:
    title: str
    tasks: list[Row] = field(default_factory=list)


def opened_by(user):
    """Return the self-assessments whose front page `user` opens: to read them whole, or to help with a section."""
    return SelfAssessment.objects.opened_by(user)


def sections_of(assessment, user=None) -> list[Section]:
    """Return its sections with their areas, helpers of today (`helped_by`) and `last_saved_at`; two queries.

    With `user` only those with which that person helps.
    """
    now = SectionHelper.objects.now().select_related("person")
    sections = assessment.sections.select_related("area", "edited_by")
    if user is not None:
        sections = sections.filter(pk__in=SectionHelper.objects.of(user).values("section"))
    helpers = Prefetch("helpers", now, to_attr="helped_by")
    return list(sections.annotate(stated_at=Max("statements__edited_at")).prefetch_related(helpers))


def completed(sections) -> int:
    return sum(section.status == Section.Status.COMPLETED for section in sections)


def last_saved_at(section):
    """The moment at which somebody last wrote into a section (from `sections_of`); None while nobody has."""
    if section.status == Section.Status.NOT_STARTED:
        return None
    return max(filter(None, [section.edited_at, section.stated_at]))


def groups(assessment, sections, submission, *, may_write) -> list[Group]:
    """Return the task list of who reads the self-assessment whole; `submission` is the latest one, or None.

    Whoever may write in it may submit it; others are told so, without a way to a page that refuses them.
    """
    return [
        Group("Prepare", _prepare(assessment, sections, may_write)),
        Group("Sections", [section_row(section, assessment) for section in sections]),
        Group("Sign-off", [_signing(assessment)]),
        Group("Submit", [_submitting(assessment, submission, may_write)]),
    ]


def _prepare(assessment, sections, may_write):
    rows = [Row("Read what is asked", "", address_if_there("framework", assessment.framework_version_id),
                str(assessment.framework_version))]  # fmt: skip
    if last := last_submission(assessment):
        hint = f"Submitted on {dates.day(last.submitted_at)}"
        rows.append(Row("Read last year’s self-assessment", "", address_if_there("submitted", last.public_id), hint))
    if may_write:
        given = sum(bool(section.helped_by) for section in sections)
        status = COMPLETED if sections and given == len(sections) else UNDER_WAY if given else TO_START
        url = address_if_there("section_helpers", assessment.public_id)
        rows.append(Row("Give sections to colleagues", status, url, f"{given} of {len(sections)} given"))
    return rows


def last_submission(assessment):
    """Return what was submitted last in the cycle before, or None."""
    return assessment.previous.submissions.order_by("-number").first() if assessment.previous else None


def section_row(section, assessment) -> Row:
    """Return the row of a section: who writes it, and when it was last saved."""
    names = ", ".join(str(helper.person) for helper in section.helped_by)
    written = f"{names} write{'' if ',' in names else 's'} this" if names else ""
    at = last_saved_at(section)
    saved = f"Last saved {dates.day(at)}" if at else ""
    hint = ". ".join(filter(None, [written, saved, f"About {section.area.minutes} minutes" if not saved else ""]))
    return Row(str(section), section.get_status_display(), address_if_there("section", section.public_id), hint)


def _signing(assessment):
    status = {
        SelfAssessment.Status.NOT_STARTED: NOT_YET,
        SelfAssessment.Status.IN_PROGRESS: TO_START,
        SelfAssessment.Status.SIGNING: UNDER_WAY,
    }.get(assessment.status, COMPLETED)
    url = "" if status == NOT_YET else address_if_there("assessment_signing", assessment.public_id)
    return Row("Have it signed", status, url, "Whoever signs reads the whole text and approves it, or returns it.")


def _submitting(assessment, submission, may_write):
    if assessment.is_submitted:
        url = address_if_there("submission_receipt", submission.public_id) if submission else ""
        return Row("See the confirmation", COMPLETED, url, "Its reference, who can read it now, what comes next.")
    if assessment.status == SelfAssessment.Status.NOT_STARTED:
        return Row("Submit it", NOT_YET, hint="Once there is something to submit")
    if not may_write:
        return Row("Check and submit it", TO_START, hint="Whoever leads the writing submits it.")
    url = address_if_there("assessment_submit", assessment.public_id)
    return Row("Check and submit it", TO_START, url, "Nobody outside the authority reads it before.")


def progress(assessment, sections) -> tuple[str, str]:
    """Return how it stands: a sentence in bold ("Not submitted") and the one that follows."""
    done, every = completed(sections), len(sections)
    if assessment.is_submitted:
        return "Submitted", "Nothing in it changes unless the programme manager opens it again."
    if not assessment.cycle.is_open:
        return "Not submitted", "The cycle is closed: nothing in it changes any more."
    counted = f"You have completed {done} of {every} section{'' if every == 1 else 's'}."
    return "Not submitted", f"{counted} You must still submit."


def due_in_words(assessment) -> str:
    """Return until when the authority has, in a sentence; empty without a day, and once nothing is handed in."""
    if not assessment.is_open:
        return ""
    deadline = deadline_at(assessment.cycle, Step.Kind.SELF_ASSESSMENT, assessment.authority)
    return deadline.said if deadline else ""


def helpers_of(assessment) -> list[SectionHelper]:
    """Return who was given which section and still has it, in the order of the sections; one query."""
    rows = SectionHelper.objects.now().filter(section__assessment=assessment)
    related = rows.select_related("section__area", "section__assessment", "person", "asked_by")
    return list(related.order_by("section__area__position", "section", "pk"))


def people_who_left(helpers, colleagues) -> set[int]:
    """Return the ids of those who were given a section and hold no post at the authority any more."""
    here = set(User.objects.filter(pk__in=colleagues.values("pk")).values_list("pk", flat=True))
    return {helper.person_id for helper in helpers} - here
