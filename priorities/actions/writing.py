"""Writing a plan: each verb is one transaction under a lock of the plan, and keeps what was said before.

What is written into a published plan is public at once; a closed or discarded one changes no more.
"""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.audit.models import FormKey, Overtaken, record
from portal.drafting.models.version import Version, keep_version
from portal.ui import richtext
from priorities.index import plan_changed
from priorities.models import Area, Plan


class PlanNotOpen(PermissionDenied):
    """The plan is closed or was discarded: nothing in it changes any more."""


class PeriodTaken(Exception):
    """The region has a plan for this period: `plan` is it."""

    def __init__(self, plan):
        super().__init__(f"{plan.region} already has a plan for {plan.period}.")
        self.plan = plan


def open_plan(pk) -> Plan:
    """Return the plan with this id, locked until the caller's transaction ends. Raises PlanNotOpen."""
    plan = Plan.objects.hold(pk)
    if not (plan.is_draft or plan.is_published):
        raise PlanNotOpen(f"{plan} is {plan.status}.")
    return plan


def keep_first(said_by, words):
    """Keep what a record said before its first edit, if its history doesn't begin yet."""
    if not Version.objects.about(said_by).exists():
        keep_version(said_by, words, act=Version.Act.SAVED, by=said_by.edited_by)


def keep_saved(said_by, words, *, by):
    """Keep what a record says from now on."""
    keep_version(said_by, words, act=Version.Act.SAVED, by=by)


@transaction.atomic
def start_plan(region, period, *, by, title, introduction="", form_key=None) -> Plan:
    """Make the draft of the plan of `region` for `period` (a PlanPeriod) and return it.

    Raises PeriodTaken when there is one that wasn't discarded; KeyAlreadyUsed when the form was saved before.
    """
    FormKey.refuse_used(form_key, Plan)
    fields = {"period": str(period), "starts_on": period.starts_on, "ends_on": period.ends_on}
    words = {"title": title, "introduction": richtext.clean(introduction)}
    try:
        with transaction.atomic():
            plan = Plan.objects.create(region=region, **fields, **words, made_by=by, edited_by=by)
    except IntegrityError as taken:
        FormKey.refuse_used(form_key, Plan)
        plan = _standing(region, period)
        if plan is None:
            raise
        raise PeriodTaken(plan) from taken
    if form_key:
        FormKey.spend(form_key, plan)
    keep_saved(plan, words_of_plan(plan), by=by)
    record("started", plan, by=by)
    return plan


def _standing(region, period):
    plans = Plan.objects.filter(region=region, period=str(period)).exclude(status=Plan.Status.DISCARDED)
    return plans.select_related("region").first()


@transaction.atomic
def edit_plan(plan, *, by, version, areas=None, **fields) -> Plan:
    """Set `fields` (title, introduction, says_when_quiet) and the areas; return the plan as it is now.

    `areas` are (id or None, title, narrative) in their order; those of the plan that are left out go, and their
    priorities stay, in no area. None leaves the areas as they are. Raises Overtaken when somebody saved first.
    """
    plan = open_plan(plan.pk)
    keep_first(plan, words_of_plan(plan))
    if "introduction" in fields:
        fields["introduction"] = richtext.clean(fields["introduction"])
    plan.rewrite(by=by, version=version, **fields)
    if areas is not None:
        _set_areas(plan, areas)
    keep_saved(plan, words_of_plan(plan), by=by)
    plan_changed(plan)
    return plan


def _set_areas(plan, areas):
    there = {area.pk: area for area in plan.areas.all()}
    kept = set()
    for position, (pk, title, narrative) in enumerate(areas):
        area = there.get(pk) or Area(plan=plan)
        area.position, area.title, area.narrative = position, title, richtext.clean(narrative)
        area.save()
        kept.add(area.pk)
    gone = [area for pk, area in there.items() if pk not in kept]
    plan.priorities.filter(area__in=gone).update(area=None)
    # What they said stands in the plan's history.
    plan.areas.filter(pk__in=[area.pk for area in gone]).delete()


@transaction.atomic
def publish_plan(plan, *, by, version, changes) -> Plan:
    """Publish what the person looked at: the plan at `version`, with all that was in it after so many `changes`.

    Return the plan as it is now. Raises Overtaken when anything was written into it since, NotAMove when it isn't a
    draft any more.
    """
    plan = _as_looked_at(plan, changes)
    plan.publish(by=by, version=version)
    return plan


def _as_looked_at(plan, changes):
    plan = Plan.objects.hold(plan.pk)
    if plan.changes != changes + 1:  # holding it counts, too
        raise Overtaken(f"Somebody wrote into {plan} after it was looked at.")
    return plan


@transaction.atomic
def show_actions(plan, shown, *, by, version, changes) -> Plan:
    """Show all actions of the plan publicly (`shown` True), or only those that are shown one by one.

    What is shown is what the person looked at, as in `publish_plan`. Return the plan as it is now. Raises Overtaken
    when anything was written into it since, or it was closed.
    """
    plan = _as_looked_at(plan, changes)
    if not (plan.is_draft or plan.is_published):
        raise Overtaken(f"{plan} was closed first.")
    verb = "showed all actions of" if shown else "no longer showed all actions of"
    plan.rewrite(by=by, version=version, verb=verb, shows_actions=shown)
    plan_changed(plan)
    return plan


def words_of_plan(plan) -> dict:
    """What the plan itself says, for its history: plain values."""
    return {
        "title": plan.title,
        "introduction": plan.introduction,
        "says_when_quiet": plan.says_when_quiet,
        "areas": [{"title": area.title, "narrative": area.narrative} for area in plan.areas.all()],
    }


@transaction.atomic
def check_plan(plan, *, by) -> Plan:
    """Somebody read the plan today and found it right: readers see the day. Twice a day is once."""
    plan = open_plan(plan.pk)
    today = timezone.localdate()
    if plan.checked_on != today:
        plan.checked_on = today
        plan.save(update_fields=["checked_on"])
        record("checked", plan, by=by)
        plan_changed(plan)
    return plan
