"""Who guides priorities, as everybody reads it: the office and whether it is vacant; never a name."""

from datetime import date
from typing import NamedTuple

from django.utils import timezone

from portal.accounts.models import Office
from priorities.models import Lead


class Guide(NamedTuple):
    """An office in its part, such as "Link DCS".

    `office` is None where nobody took over; `until` is the last day of one that guides it no more.
    """

    part: str
    office: Office | None
    is_vacant: bool = False
    until: date | None = None


def guides_of(priorities, day: date, held) -> dict[int, list[Guide]]:
    """Return who guides each priority on `day`, then who did so before: {its id: guides}; no query.

    The priorities must have their plan and their leads at hand; `held` has the ids of the offices that somebody holds
    now. Of a plan that is over it is those of its last day, and whether their offices are vacant now says nothing of
    it.
    """
    return {priority.pk: _guides(priority, day, held) for priority in priorities}


def _guides(priority, day, held):
    last_day = _last_day(priority.plan)
    is_over, on = day > last_day, min(day, last_day)
    leads = [lead for lead in priority.leads.all() if lead.from_on <= day]
    found = []
    for part in Lead.Part:
        of_part = [lead for lead in leads if lead.part == part]
        now = [lead for lead in of_part if lead.to_on is None or lead.to_on >= on]
        found += [Guide(part.label, lead.office, not is_over and lead.office_id not in held) for lead in now]
        if of_part and not now:
            found.append(Guide(part.label, None, True))
    former = [lead for lead in leads if lead.to_on is not None and lead.to_on < on]
    return found + [Guide(lead.get_part_display(), lead.office, until=lead.to_on) for lead in former]


def _last_day(plan):
    closed_on = timezone.localdate(plan.closed_at) if plan.closed_at else plan.ends_on
    return min(plan.ends_on, closed_on)
