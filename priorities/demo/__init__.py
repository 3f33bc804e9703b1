"""Plans to look at: the West Midlands' of 2015-16 from public facts, and invented ones of Mercia."""

from datetime import UTC, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from peerchallenge.reviews.models import HostAction, RegionalTheme
from portal.accounts.demo import sample_user
from portal.accounts.models import Office
from portal.events.models import Event
from portal.regions.models import LocalAuthority, Region
from priorities.actions import doing, guiding, measuring, originating, parts, writing
from priorities.actions.tagging import write_themes
from priorities.demo import mercia, west_midlands
from priorities.models import Action, ActionTheme, Became, EventTheme, Plan
from priorities.models.theme import KINDS
from priorities.periods import PlanPeriod
from priorities.theme_choices import ThemeText


@transaction.atomic
def make_plans() -> int:
    """Make the plans that are missing and return how many; regions and people must be loaded. Safe to run twice.

    Mercia's events are about its priorities: make them first.
    """
    made = [_write(west_midlands.PLAN, west_midlands.PLAN["region"], west_midlands.PLAN["period"])]
    today = timezone.localdate()
    year = today.year if (today.month, today.day) >= (4, 1) else today.year - 1
    last, this = PlanPeriod(year - 1, year), PlanPeriod(year, year + 1)
    by = sample_user("dana")
    before = _write(mercia.LAST, "mercia", str(last), by=by)
    now = _write(mercia.THIS, "mercia", str(this), by=by)
    if now:
        _fill(now, by)
        _map(last, now)
        _tag_events(now.region)
        _tag_actions(now)
    made += [before, now]
    for plan in (made[0], before):
        if plan:
            plan.close(by=by, version=plan.version)
            _date(plan)
    return sum(plan is not None for plan in made)


def themes_titled(titles, region, first, last) -> list[ThemeText]:
    """Return the priorities and enablers of `region` with these titles, in plans that run between two days."""
    days = {"plan__region": region, "plan__starts_on__lte": last, "plan__ends_on__gte": first}
    found = [one for model in KINDS.values() for one in model.objects.filter(title__in=titles, **days)]
    return [ThemeText(f"{one._meta.model_name}-{one.pk}") for one in found]


def _tag_events(region):
    for event in Event.objects.filter(region=region, title__in=mercia.EVENTS):
        themes = themes_titled(mercia.EVENTS[event.title], region, event.first_day, event.last_day)
        write_themes(EventTheme.objects.filter(event=event), "event", [(event, themes)], region_id=region.pk)


def _tag_actions(plan):
    """What authorities do after reviews serves a priority."""
    part = {one.title: ThemeText(f"priority-{one.pk}") for one in plan.priorities.all()}
    for action in HostAction.objects.filter(region=plan.region, what__in=mercia.SERVES):
        said = [(action, [part[mercia.SERVES[action.what]]])]
        write_themes(ActionTheme.objects.filter(action=action), "action", said, region_id=plan.region_id)


def _write(words, region, period, by=None):
    """Make and publish a plan; None when it is there already."""
    region, period = Region.objects.get(slug=region), PlanPeriod.parse(period)
    if Plan.objects.filter(region=region, period=str(period)).exists():
        return None
    title = words["title"].format(period=period)
    plan = writing.start_plan(region, period, by=by, title=title, introduction=words["introduction"])
    areas = [(None, title, text) for title, text in words.get("areas", ())]
    plan = writing.edit_plan(plan, by=by, version=plan.version, areas=areas)
    themes = {one.outcome: one for one in RegionalTheme.objects.filter(region=region, status="chosen")}
    themes = {title: themes[outcome] for title, outcome in mercia.CHOSEN.items() if outcome in themes}
    for code, title, narrative, focus in words["priorities"]:
        details = {"code": code, "title": title, "narrative": narrative, "focus": focus}
        _add(plan, themes.get(title), details, by)
    for code, title, narrative in words.get("enablers", ()):
        parts.add_enabler(plan, by=by, code=code, title=title, narrative=narrative)
    plan.publish(by=by, version=plan.version)
    return plan


def _add(plan, theme, details, by):
    """Add a priority, out of the theme that the directors chose if there is one."""
    if theme:
        return originating.add_out_of(theme, plan, by=by, **details)
    return parts.add_priority(plan, by=by, **details)


def _date(plan):
    """Let a plan of the past say that it was published and closed in its time, not when the demonstration was made."""
    out, over = (datetime.combine(day, time(9), UTC) for day in (plan.starts_on, plan.ends_on))
    Plan.objects.filter(pk=plan.pk).update(published_at=out, closed_at=over)


def _fill(plan, by):
    """Give the plan its people, measures and actions."""
    part = {each.code: each for each in [*plan.priorities.all(), *plan.enablers.all()]}
    for code, people in mercia.PEOPLE.items():
        named = {name: guiding.Named(_office(*office).place, plan.starts_on) for name, office in people.items()}
        guiding.name_leads(part[code], by=by, version=part[code].version, named=named)
    for code, words in mercia.MEASURES.items():
        known = {"baseline_on": plan.starts_on, "target_on": plan.ends_on, "current_on": plan.starts_on + timedelta(90)}
        measuring.add_measure(part[code], by=by, **words, **(known if "current" in words else {}))
    for code, title, owner, days, report in mercia.ACTIONS:
        _act(part[code], title, owner and _office(*owner), plan.starts_on + timedelta(days), report, plan, by)
    writing.check_plan(plan, by=by)
    plan.refresh_from_db()


def _act(of, title, owner, due_on, report, plan, by):
    details = {"title": title, "owner": owner, "due_on": due_on, "is_public": True}
    action = doing.add_action(of, details, by=by)
    report = dict(report)
    moved_to, why = report.pop("moved_to", None), report.pop("why", "")
    if moved_to:
        due_on = plan.starts_on + timedelta(moved_to)
        doing.edit_action(action, by=by, version=action.version, reason=why, due_on=due_on)
    if report:
        doing.report_on_action(action, by=by, version=action.version, note_is_public="note" in report, **report)
    if report.get("status") == "done":
        done_on = min(due_on - timedelta(4), timezone.localdate())
        Action.objects.filter(pk=action.pk).update(status_on=done_on)
        action.notes.update(noted_on=done_on)


def _office(role, authority) -> Office:
    authority = LocalAuthority.objects.get(name=authority, region__slug="mercia")
    return Office.objects.get_or_create(role=role, region=None, authority=authority, trust=None)[0]


def _map(last, now):
    """Say what became of last year's priorities."""
    before = Plan.objects.get(region=now.region, period=str(last))
    was = {priority.code: priority for priority in before.priorities.all()}
    becomes = {priority.code: priority for priority in now.priorities.all()}
    for old, new, note in mercia.BECAME:
        Became.objects.get_or_create(plan=now, was=was[old], now=becomes.get(new), defaults={"note": note})
