"""This year's cycle of Mercia, whenever the demonstration is made: each authority stands somewhere else.

Ardenvale is being written, with helpers and more time; Severnford answers its moderator; Temebridge is being signed and
late; Hollinmoor was opened again, with more time; Kingsmarsh is moderated and released, and reads its lines of enquiry;
Cressmere has not begun and is late; East Lindenshire is being moderated; West Lindenshire was submitted, and its
moderator asked. Directors are shown the Performance Summit.
"""

from datetime import timedelta

from django.utils import timezone

from peerchallenge.actions import enquiring, extending, helping, moderating, sharing, submitting
from peerchallenge.actions import writing as writing_verbs
from peerchallenge.audiences import let_in_by
from peerchallenge.demo import content, writing
from peerchallenge.enquiring import suggestions
from peerchallenge.models import Moderator, Promise, Remark, SelfAssessment, Signature, Step, Submission
from peerchallenge.remarks import OnStatement, RemarksText, area_of
from peerchallenge.said import PromiseText
from peerchallenge.summit import summit_of
from peerchallenge.words import all_statements
from portal.accounts.models import User
from portal.accounts.roles import Role

Kind = Step.Kind
SUBMITTED_BEFORE = timedelta(days=12)


def make(region, first_year: int, *, by) -> None:
    today = timezone.localdate()
    days = {
        Kind.FRAMEWORK: (-120, -90),
        Kind.SELF_ASSESSMENT: (-75, -9),
        Kind.MODERATION: (-8, 23),
        Kind.PERFORMANCE_SUMMIT: (-2, -2),
        Kind.CHALLENGE: (30, 30),
        Kind.LEADERSHIP_SUMMIT: (120, 120),
    }
    dates = {kind: tuple(today + timedelta(day) for day in span) for kind, span in days.items()}
    year = f"{first_year}-{(first_year + 1) % 100:02}"
    made = writing.open_cycle(region, year, by=by, dates=dates)
    for shift, (code, assessment) in enumerate(made.items()):
        sections = {"M01": "ABCE", "M06": ""}.get(code, "ABCDEFGH")
        director = writing.director_of(assessment)
        writing.write(assessment, by=director, on=today - SUBMITTED_BEFORE, shift=shift + 2, sections=sections)
        if sections:
            _answer_promises(assessment, director)
    _ardenvale(made["M01"], today)
    writing.sign(made["M03"], by=writing.director_of(made["M03"]), until=Role.TRUST_CHIEF_EXECUTIVE)
    done = ("M02", "M04", "M05", "M07", "M08")
    submitted = {code: writing.submit(made[code], by=writing.director_of(made[code])) for code in done}
    _date(submitted.values())
    _more_time((made["M01"], made["M04"]), today + timedelta(9), by)
    submitting.reopen(submitted["M04"], by=by, reason=content.REOPENED)
    _moderate(submitted, by)
    _enquire(submitted["M05"].assessment, by, sends=True)
    _enquire(submitted["M07"].assessment, by, sends=False)


def _date(submissions):
    """Let those who are in time have submitted before the last day, so before the Performance Summit began."""
    moment = timezone.now() - SUBMITTED_BEFORE
    mine = {"assessment__in": [one.assessment_id for one in submissions]}
    writing.date_submissions(Submission.objects.filter(**mine), moment)
    Signature.objects.filter(**mine).update(asked_at=moment, decided_at=moment)
    SelfAssessment.objects.filter(pk__in=mine["assessment__in"]).update(status_at=moment)


def _more_time(assessments, until, by):
    cycle = assessments[0].cycle
    step = cycle.steps.get(kind=Kind.SELF_ASSESSMENT)
    for one in assessments:
        taking_part = cycle.participations.select_related("authority", "cycle").get(authority=one.authority)
        extending.extend(taking_part, step, due_on=until, reason=content.MORE_TIME, by=by)


def _enquire(assessment, by, *, sends):
    """Choose the first two lines of enquiry that the rules suggest, and perhaps send them."""
    told = next(one for one in summit_of(assessment.cycle, names=True).told if one.submission.assessment == assessment)
    for one in suggestions(told)[:2]:
        enquiring.choose(assessment, by=by, text=one.text, area_code=one.area_code, rule=one.rule, because=one.because)
    if sends:
        enquiring.send(assessment, by=by, seal=enquiring.seal_of(enquiring.standing(assessment)))


def _person(key):
    return User.objects.get(email=f"{key}@example.org")


def _ardenvale(assessment, today):
    """Two sections are with colleagues."""
    alice = _person("alice")
    sections = {one.area.code: one for one in assessment.sections.select_related("area")}
    helping.give_sections(assessment, [sections["B"]], _person("bob"), due_on=today + timedelta(5), by=alice)
    helping.give_sections(assessment, [sections["F"]], _person("jun.parrish"), due_on=today + timedelta(6), by=alice)


def _answer_promises(assessment, by):
    """Say what became of most of what was promised last year; some promises stay without a word."""
    statuses = ("done", "under-way", "unsaid")
    for number, promise in enumerate(Promise.objects.filter(section__assessment=assessment)):
        status, changed = statuses[number % 3], content.CHANGED[number % 3]
        if status != "unsaid":
            writing_verbs.answer_promise(promise, PromiseText(status, changed), by=by, version=promise.version)


def _moderate(submitted, by):
    moss, priya, colm = (_person(key) for key in ("moss", "priya.nott", "colm.avery"))
    _say(_asked(submitted["M02"], priya, by), sends=True)
    _answer(submitted["M02"], most=1)
    _say(_asked(submitted["M05"], moss, by), sends=True)
    _say(_asked(submitted["M05"], colm, by), sends=True)
    _answer(submitted["M05"])
    kingsmarsh = writing.fresh(submitted["M05"].assessment)
    moderating.end_moderation(kingsmarsh, by=by)
    _release(kingsmarsh)
    _say(_asked(submitted["M07"], moss, by), sends=False)
    moderating.ask(submitted["M08"], [moss], by=by)


def _asked(submission, person, by):
    moderator = moderating.ask(submission, [person], by=by)[0]
    moderating.accept(moderator, by=person)
    return Moderator.objects.select_related("submission__assessment__cycle", "person").get(pk=moderator.pk)


def _say(moderator, *, sends):
    """Say something of three areas, and of the first statement of each."""
    for code, (text, supports) in content.REMARKS.items():
        remark = moderator.remarks.get(area_code=code, statement=None)
        section = area_of(moderator.submission.words, code)
        said = [one for _, _, one in all_statements({"sections": [section]})][:1]
        on = {one["id"]: OnStatement("Tell us how you know that it lasts.", one["step"]) for one in said}
        words = RemarksText(text, supports, on)
        moderating.write_remarks(remark, words, by=moderator.person, version=remark.version)
    if sends:
        moderating.send_remarks(moderator, by=moderator.person)


def _answer(submission, most=None):
    director = writing.director_of(submission.assessment)
    remarks = Remark.objects.filter(moderator__submission=submission, sent_at__isnull=False)
    for number, remark in enumerate(remarks.select_related("moderator__submission")[:most]):
        reply, answer = content.ANSWERS[number % len(content.ANSWERS)]
        moderating.answer_remark(remark, reply=reply, answer=answer, by=director, version=remark.version)


def _release(assessment):
    group = let_in_by(assessment, assessment.cycle.shared_with)
    seal = sharing.seal_of(group, assessment.submissions.get())
    director = writing.director_of(assessment)
    sharing.release(assessment, by=director, shared_with=assessment.cycle.shared_with, seal=seal)
