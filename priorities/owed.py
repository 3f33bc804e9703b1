"""What the chase board of a region shows of its plans: actions, owners' notes and priorities that wait for somebody."""

from django.urls import reverse
from django.utils import timezone

from portal.accounts.models.office import holders
from portal.home import tasks
from portal.home.tasks import Owed
from priorities.models import Lead, OwnersNote
from priorities.owing import DUE_SOON, SILENT, standing, unfinished
from priorities.quiet import quiet_priorities

ACTION, PRIORITY, NOTE = "Action", "Priority", "Owner’s note"
NOBODY, ASKED = "Nobody to do it", "Asked for a note"
NO_OWNER, NO_GUIDE = "No owner named", "Nobody named to guide it"


@tasks.owed
def actions_owed(region):
    """Actions that are late, at risk, without a word or with an old forecast, and all that nobody can do."""
    actions = list(unfinished().filter(region=region))
    held = holders({action.owner for action in actions if action.owner})
    rows = []
    for action in actions:
        how, people = standing(action), _people(held, action.owner_id)
        if how and how.state != DUE_SOON:
            rows += [_action(action, how.state, how.since, person) for person in people or [None]]
        elif not people:
            rows.append(_action(action, NOBODY, None, None))
    return rows


def _people(held, office_id):
    return list({post.person_id: post.person for post in held.get(office_id, ())}.values())


def _action(action, state, since, person):
    return Owed(
        action.title, reverse("action", args=[action.public_id]), ACTION, state, person=person,
        office=str(action.owner) if action.owner else NO_OWNER, since=since, due_on=action.due_on,
    )  # fmt: skip


@tasks.owed
def notes_owed(region):
    """Owners' notes that were asked for and have not come, of those who still hold the office."""
    asked = OwnersNote.objects.unanswered().filter(region=region, action__in=unfinished().values("pk"))
    notes = list(
        asked.select_related("person", *[f"action__owner__{place}" for place in ("region", "authority", "trust")])
    )
    held = holders({note.action.owner for note in notes if note.action.owner})
    return [
        Owed(
            note.action.title, reverse("action", args=[note.action.public_id]), NOTE, ASKED, person=note.person,
            office=str(note.action.owner), since=timezone.localdate(note.asked_at),
            due_on=timezone.localdate(note.ends_at),
        )
        for note in notes
        if note.person in _people(held, note.action.owner_id)
    ]  # fmt: skip


@tasks.owed
def quiet_priorities_owed(region):
    """Priorities with nothing recorded for 90 days: owed by each who guides them."""
    quiet = quiet_priorities(region)
    if not quiet:
        return []
    leads = Lead.objects.filter(to_on=None, priority__in=[one.priority.pk for one in quiet])
    leads = list(leads.select_related("office__region", "office__authority", "office__trust"))
    held = holders({lead.office for lead in leads})
    of_priority = {one.priority.pk: [lead for lead in leads if lead.priority_id == one.priority.pk] for one in quiet}
    return [row for one in quiet for row in _quiet(one, of_priority[one.priority.pk], held)]


def _quiet(quiet, leads, held):
    url = reverse("plan_actions", args=[quiet.priority.plan_id])
    facts = {"what": quiet.priority.name, "url": url, "kind": PRIORITY, "state": SILENT, "since": quiet.since}
    if not leads:
        yield Owed(**facts, office=NO_GUIDE)
    for lead in leads:
        for person in _people(held, lead.office_id) or [None]:
            yield Owed(**facts, person=person, office=str(lead.office))
