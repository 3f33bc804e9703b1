"""Last year's cycle of Mercia: everybody submitted, nobody was asked to moderate, and it is closed."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from peerchallenge.actions.closing import close_cycle
from peerchallenge.demo import writing
from peerchallenge.models import Cycle, SelfAssessment, Signature, Statement, Step, Submission
from portal.audit.models import AuditEvent

Kind = Step.Kind


def make(region, first_year: int, *, by) -> None:
    dates = {
        Kind.FRAMEWORK: (date(first_year, 5, 5), date(first_year, 6, 30)),
        Kind.SELF_ASSESSMENT: (date(first_year, 7, 1), date(first_year, 9, 16)),
        Kind.PERFORMANCE_SUMMIT: (date(first_year, 10, 7), date(first_year, 10, 7)),
        Kind.CHALLENGE: (date(first_year, 11, 18), date(first_year, 11, 18)),
        Kind.LEADERSHIP_SUMMIT: (date(first_year + 1, 3, 10), date(first_year + 1, 3, 10)),
    }
    year = f"{first_year}-{(first_year + 1) % 100:02}"
    submitted_on = date(first_year, 9, 11)
    made = writing.open_cycle(region, year, by=by, dates=dates)
    for shift, assessment in enumerate(made.values()):
        director = writing.director_of(assessment)
        writing.write(assessment, by=director, on=submitted_on, shift=shift, leave=2, older=330)
        writing.submit(assessment, by=director, on=submitted_on)
    cycle = next(iter(made.values())).cycle
    cycle.refresh_from_db()
    writing.date_submissions(Submission.objects.filter(assessment__cycle=cycle), _at(submitted_on))
    close_cycle(cycle, by=by, version=cycle.version)
    _date(cycle, submitted_on)


def _date(cycle, submitted_on):
    """Let everything of the year say that it happened in its time, not when the demonstration was made."""
    begun, signed, closed = _at(cycle.steps.first().opens_on), _at(submitted_on), _at(submitted_on + timedelta(200))
    mine = {"assessment__cycle": cycle}
    Cycle.objects.filter(pk=cycle.pk).update(opened_at=begun, closed_at=closed, made_at=begun, edited_at=begun)
    SelfAssessment.objects.filter(cycle=cycle).update(status_at=signed, made_at=begun, edited_at=signed)
    Statement.objects.filter(section__assessment__cycle=cycle).update(edited_at=signed, made_at=signed)
    Signature.objects.filter(**mine).update(asked_at=signed, decided_at=signed)
    subjects = [str(pk) for pk in SelfAssessment.objects.filter(cycle=cycle).values_list("pk", flat=True)]
    for kind, pks in (("peerchallenge.selfassessment", subjects), ("peerchallenge.cycle", [str(cycle.pk)])):
        AuditEvent.objects.filter(subject_type=kind, subject_id__in=pks).update(at=signed)


def _at(day):
    return datetime.combine(day, time(10), timezone.get_current_timezone())
