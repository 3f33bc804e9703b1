"""What waits for the owners of actions, for those who guide priorities and for programme managers."""

from itertools import groupby

from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import Office
from portal.accounts.models.office import holders
from portal.home import tasks
from portal.home.tasks import Task
from portal.ui import dates
from priorities import owed  # noqa: F401  what others owe, declared there
from priorities.models import Lead, OwnersNote, Plan
from priorities.owing import standing, unfinished
from priorities.quiet import quiet_priorities

ACTION, PRIORITY, PLAN, NOTE = "Action", "Priority", "Plan", "Owner’s note"
NAMED_AT_MOST = 3


def actions_place(plan):
    """Return where the actions of a plan are, as a Task's `place`."""
    return f"the actions of {plan.region}, {plan.period}", reverse("plan_actions", args=[plan.pk])


@tasks.offer
def actions_to_report_on(user):
    """Actions that `user` owns and that are due soon, late, at risk, without a word or with an old forecast."""
    mine = unfinished().filter(owner__in=Office.objects.held_by(user)) if user.posts_now() else []
    found = [(action, standing(action)) for action in mine]
    return [
        Task(
            action.title, "Report on it", reverse("action_report", args=[action.public_id]), 2, ACTION,
            due_on=action.due_on, since=how.since, why=how.said, who=str(action.plan.region),
            place=("your actions", reverse("my_actions")),
        )
        for action, how in found
        if how
    ]  # fmt: skip


@tasks.offer
def quiet_priorities_of_mine(user):
    """Priorities that an office of `user` guides and of which nothing was recorded for 90 days."""
    regions = user.regions_now()
    if not regions:
        return
    mine = Lead.objects.filter(to_on=None, office__in=Office.objects.held_by(user))
    guided = {lead.priority_id: lead.get_part_display() for lead in mine.filter(priority__plan__region__in=regions)}
    for region in regions if guided else ():
        for priority, since in quiet_priorities(region):
            if priority.pk in guided:
                yield _quiet(priority, since, f"You are its {guided[priority.pk]}.")


def _quiet(priority, since, more=""):
    return Task(
        f"{priority.name}: nothing recorded for 90 days", "See what to report", actions_place(priority.plan)[1], 5,
        PRIORITY, since=since, why=f"Nothing since {dates.day(since)}. {more}".strip(), who=str(priority.plan.region),
        place=actions_place(priority.plan), comes_first=True,
    )  # fmt: skip


@tasks.offer
def quiet_priorities_of_my_regions(user):
    """For a programme manager, one task for each region whose current plan has priorities that are quiet."""
    for region in user.managed_regions():
        found = quiet_priorities(region)
        if len(found) == 1:
            yield _quiet(*found[0])
        elif found:
            plan = found[0].priority.plan
            yield Task(
                f"{len(found)} priorities with nothing recorded for 90 days", "See their actions",
                actions_place(plan)[1], 10, PRIORITY, since=found[0].since,
                why=_named([quiet.priority.name for quiet in found]), place=actions_place(plan), comes_first=True,
            )  # fmt: skip


def _named(names):
    """Return the first names in words: "A; B; C and 2 more"."""
    more = len(names) - NAMED_AT_MOST
    return "; ".join(names[:NAMED_AT_MOST]) + (f" and {more} more" if more > 0 else "") + "."


@tasks.offer
def notes_to_decide(user):
    """For a programme manager, one task a plan: what its owners have answered and nobody has taken over yet."""
    if not user.managed_regions():
        return
    waiting = OwnersNote.objects.visible_to(user).waiting().select_related("action__plan__region", "person")
    for plan, notes in groupby(waiting.order_by("action__plan", "answered_at"), key=lambda note: note.action.plan):
        notes = list(notes)
        names = list(dict.fromkeys(str(note.person) for note in notes))
        many = f"{len(notes)} owners’ notes wait for your decision"
        yield Task(
            many if len(notes) > 1 else f"A note on “{notes[0].action}” waits for your decision", "Read and decide",
            reverse("note_decide", args=[notes[0].public_id]), 2 * len(notes), NOTE,
            since=timezone.localdate(notes[0].answered_at), who=_named(names).rstrip("."), place=actions_place(plan),
        )  # fmt: skip


@tasks.offer
def actions_without_an_owner(user):
    """For a programme manager, one task a plan: its unfinished actions whose office is vacant, or that have none."""
    regions = user.managed_regions()
    if not regions:
        return
    actions = list(unfinished().filter(region__in=regions).order_by("plan", "due_on", "pk"))
    held = holders({action.owner for action in actions if action.owner})
    vacant = [action for action in actions if action.owner_id not in held]
    for plan, found in groupby(vacant, key=lambda action: action.plan):
        titles = [action.title for action in found]
        yield Task(
            f"{len(titles)} action{'s' if len(titles) > 1 else ''} with nobody to own {'them' if titles[1:] else 'it'}",
            "Name owners", actions_place(plan)[1], 3 * len(titles), ACTION, why=_named(titles),
            place=actions_place(plan),
        )  # fmt: skip


@tasks.offer
def drafts_of_plans(user):
    """For a programme manager, the plans of their regions that are still drafts."""
    regions = user.managed_regions()
    drafts = Plan.objects.visible_to(user).filter(status="draft", region__in=regions) if regions else []
    return [
        Task(
            f"{plan.region}: {plan.title}, a draft", "Carry on with it", reverse("plan_desk", args=[plan.pk]), 30, PLAN,
            since=timezone.localdate(plan.made_at),
            why=f"Last saved on {dates.day(plan.edited_at)}. Its period begins on {dates.day(plan.starts_on)}.",
        )
        for plan in (drafts.select_related("region") if regions else ())
    ]  # fmt: skip
