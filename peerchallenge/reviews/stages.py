"""The stages of a review: which its kind uses, which comes next, by when each is promised."""

import calendar
from datetime import date, timedelta

from django.utils import timezone

from peerchallenge.reviews.models import LINE, KindStage, Review, Stage
from portal.ui import dates


def used(review) -> list[str]:
    """Return the stages that it goes through, in their order, out of its rows (prefetched or one query)."""
    on = {row.stage for row in review.stages.all() if row.is_on}
    return [stage for stage in LINE if stage in on]


def next_stage(review) -> Stage | None:
    """Return the stage after the one at which it stands; None at the end, while put off and when given up."""
    if review.status not in LINE:
        return None
    later = [stage for stage in used(review) if LINE.index(stage) > LINE.index(review.status)]
    return Stage(later[0]) if later else None


def is_used(review, stage) -> bool:
    return stage in used(review)


def promised(rule: KindStage, review: Review, final_letter: date | None = None) -> date | None:
    """Return the day that `rule` promises for a stage of `review`; None while what it counts from isn't known."""
    after = KindStage.After
    begins = {
        after.REQUEST: dates.local(review.made_at).date(), after.VISIT_BEGINS: review.begins_on,
        after.VISIT_ENDS: review.ends_on, after.FINAL_LETTER: final_letter,
    }[rule.after]  # fmt: skip
    if rule.number is None or begins is None:
        return None
    if rule.unit == KindStage.Unit.MONTHS:
        return months_after(begins, rule.number)
    return begins + timedelta(days=rule.number)


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later; the last of the month where there is no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return day.replace(year=year, month=month + 1, day=min(day.day, calendar.monthrange(year, month + 1)[1]))


def days_left(due_on: date | None) -> int | None:
    """Return how many days are left until `due_on`, below 0 when it has passed; None without one."""
    return None if due_on is None else (due_on - timezone.localdate()).days
