"""Who guides a priority: naming the offices, with the history of those that did before."""

from datetime import timedelta
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import Office
from portal.audit.models import Overtaken
from priorities.actions.writing import open_plan
from priorities.index import plan_changed


class Named(NamedTuple):
    """Who guides it in one part: the `place` of an office (Office.place) or None for nobody, from a day on.

    `from_on` None means from today where that changes something, and otherwise as it was.
    """

    place: tuple | None
    from_on: object = None


@transaction.atomic
def name_leads(priority, *, by, version, named: dict[str, Named]):
    """Let the offices `named` (by Lead.Part) guide the priority; whoever did before is kept with the last day.

    Raises Overtaken when somebody saved since `version`.
    """
    plan = open_plan(priority.plan_id)
    if not plan.priorities.standing().filter(pk=priority.pk).exists():
        raise Overtaken(f"{priority} was taken out.")
    now = {lead.part: lead for lead in priority.leads.filter(to_on=None).select_related("office")}
    changed = {part: _name(priority, part, now.get(part), choice) for part, choice in named.items()}
    details = {"people": {part: said for part, said in changed.items() if said}}
    priority.rewrite(by=by, version=version, verb="named the people of", details=details)
    plan_changed(plan)


def _name(priority, part, lead, choice) -> str:
    """Write one part; return what changed, for the audit event, or nothing."""
    if lead is None:
        return _begin(priority, part, choice) if choice.place else ""
    if choice.place == lead.office.place:
        return _correct_day(lead, choice.from_on)
    first_day = choice.from_on or timezone.localdate()
    if choice.place and first_day <= lead.from_on:
        # It never guided for a day: the choice was a mistake, and is put right.
        lead.office, lead.from_on = _office(choice.place), first_day
        lead.save(update_fields=["office", "from_on"])
        return str(lead.office)
    lead.to_on = max(lead.from_on, first_day - timedelta(days=1))
    lead.save(update_fields=["to_on"])
    return _begin(priority, part, choice) if choice.place else "nobody"


def _begin(priority, part, choice):
    from_on = choice.from_on or timezone.localdate()
    return str(priority.leads.create(part=part, office=_office(choice.place), from_on=from_on).office)


def _correct_day(lead, from_on):
    if from_on is None or from_on == lead.from_on:
        return ""
    lead.from_on = from_on
    lead.save(update_fields=["from_on"])
    return f"{lead.office} from {from_on.isoformat()}"


def _office(place) -> Office:
    role, region, authority, trust = place
    return Office.objects.get_or_create(role=role, region_id=region, authority_id=authority, trust_id=trust)[0]
