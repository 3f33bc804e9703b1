"""Priorities and enablers of a plan: adding, editing, moving. Codes are unique among both together."""

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from portal.audit.models import FormKey, Overtaken, record
from portal.ui import richtext
from priorities.actions.focus import set_focus
from priorities.actions.writing import keep_first, keep_saved, open_plan
from priorities.index import plan_changed
from priorities.models import Enabler, Priority

# What may stand at the plan's own address beside its priorities.
RESERVED = {"actions", "areas", "enablers", "feed", "history", "measures", "people", "print", "progress"}
LONGEST_SLUG = 80


class CodeTaken(Exception):
    """Another part of the plan has the code: `holder` is it."""

    def __init__(self, holder):
        super().__init__(f"{holder} has this code.")
        self.holder = holder


def code_holder(plan, code, but=None):
    """Return the priority or enabler of `plan` that has `code`, in capitals or not; None when it is free.

    `but` is the part that may have it.
    """
    if not code:
        return None
    parts = (*plan.priorities.standing(), *plan.enablers.standing())
    return next((part for part in parts if part.code.casefold() == code.casefold() and part != but), None)


def free_slug(plan, words) -> str:
    """Return an address for a part called `words` that no part of `plan` has or had."""
    taken = {*RESERVED, *plan.priorities.values_list("slug", flat=True), *plan.enablers.values_list("slug", flat=True)}
    base = slugify(words)[: LONGEST_SLUG - 4].strip("-") or "part"
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


@transaction.atomic
def add_priority(plan, *, by, title, code="", narrative="", area=None, focus=(), form_key=None) -> Priority:
    """Add a priority after the others and return it; `focus` are the sentences of its focus areas.

    Raises CodeTaken, and KeyAlreadyUsed when the form was saved before.
    """
    plan = open_plan(plan.pk)
    fields = {"area": _area_of(plan, area)}
    priority = _add(Priority, plan, by, form_key, code=code, title=title, narrative=narrative, **fields)
    set_focus(priority, focus)
    return _added(priority, words_of_priority(priority), by)


@transaction.atomic
def edit_priority(priority, *, by, version, title, code="", narrative="", area=None, focus=()) -> Priority:
    """Say it so, if nobody saved since `version`. Raises Overtaken, CodeTaken and HasActions (focus.py)."""
    plan = open_plan(priority.plan_id)
    priority = plan.priorities.select_related("area").get(pk=priority.pk)
    keep_first(priority, words_of_priority(priority))
    fields = {"title": title, "narrative": narrative, "area": _area_of(plan, area)}
    _rewrite(priority, plan, by, version, code, **fields)
    set_focus(priority, focus)
    return _edited(priority, words_of_priority(priority), by)


@transaction.atomic
def add_enabler(plan, *, by, title, code="", narrative="", supports=None, form_key=None) -> Enabler:
    """Add an enabler after the others and return it; `supports` are ids of priorities, None means every one.

    Raises CodeTaken, KeyAlreadyUsed, and Overtaken when none of those priorities stands in the plan any more.
    """
    plan = open_plan(plan.pk)
    enabler = _add(Enabler, plan, by, form_key, code=code, title=title, narrative=narrative)
    _narrow(enabler, plan, supports)
    return _added(enabler, words_of_enabler(enabler), by)


@transaction.atomic
def edit_enabler(enabler, *, by, version, title, code="", narrative="", supports=None) -> Enabler:
    """Say it so, if nobody saved since `version`. Raises Overtaken and CodeTaken."""
    plan = open_plan(enabler.plan_id)
    enabler = plan.enablers.get(pk=enabler.pk)
    keep_first(enabler, words_of_enabler(enabler))
    _rewrite(enabler, plan, by, version, code, title=title, narrative=narrative)
    _narrow(enabler, plan, supports)
    return _edited(enabler, words_of_enabler(enabler), by)


@transaction.atomic
def move(part, *, by, up, place):
    """Let a priority or an enabler change places with the one before it (`up`) or after it.

    `place` is where the person saw it, from 0: when it stands elsewhere by now, Overtaken is raised, so that
    pressing twice moves it once.
    """
    plan = open_plan(part.plan_id)
    row = list(type(part).objects.filter(plan=plan).standing())
    there = place - 1 if up else place + 1
    if not 0 <= place < len(row) or row[place] != part:
        raise Overtaken(f"{part} stands elsewhere by now.")
    if not 0 <= there < len(row):
        return
    row[place], row[there] = row[there], row[place]
    for position, one in enumerate(row):
        one.position = position
    type(part).objects.bulk_update(row, ["position"])
    record("moved", part, by=by, to=there + 1)
    plan_changed(plan)


def words_of_priority(priority) -> dict:
    """What a priority says, for its history: plain values."""
    focus = priority.focus_areas.filter(is_removed=False)
    return _words(priority) | {
        "area": priority.area.title if priority.area else "",
        "focus": [one.text for one in focus],
    }


def words_of_enabler(enabler) -> dict:
    """What an enabler says, for its history: plain values. An empty `supports` means every priority."""
    return _words(enabler) | {"supports": [priority.name for priority in enabler.narrowed_to.all()]}


def _words(part):
    return {"code": part.code, "title": part.title, "narrative": part.narrative}


def _add(model, plan, by, form_key, **fields):
    FormKey.refuse_used(form_key, model)
    if holder := code_holder(plan, fields["code"]):
        raise CodeTaken(holder)
    last = model.objects.filter(plan=plan).aggregate(last=Max("position"))["last"]
    part = model.objects.create(
        plan=plan, position=0 if last is None else last + 1, slug=free_slug(plan, fields["code"] or fields["title"]),
        made_by=by, edited_by=by, **fields | {"narrative": richtext.clean(fields["narrative"])},
    )  # fmt: skip
    if form_key:
        FormKey.spend(form_key, part)
    return part


def _added(part, words, by):
    keep_saved(part, words, by=by)
    record("added", part, by=by)
    plan_changed(part.plan)
    return part


def _rewrite(part, plan, by, version, code, **fields):
    if part.is_removed:
        raise Overtaken(f"{part} was taken out.")
    if holder := code_holder(plan, code, but=part):
        raise CodeTaken(holder)
    part.rewrite(by=by, version=version, code=code, **fields | {"narrative": richtext.clean(fields["narrative"])})


def _edited(part, words, by):
    keep_saved(part, words, by=by)
    plan_changed(part.plan)
    return part


def _area_of(plan, area):
    """Return the area as it stands in the plan; None for none, or when it went meanwhile."""
    return plan.areas.filter(pk=area.pk).first() if area else None


def _narrow(enabler, plan, supports):
    if supports is None:
        return enabler.narrowed_to.clear()
    chosen = list(plan.priorities.standing().filter(pk__in=supports))
    if not chosen:
        raise Overtaken("None of these priorities stands in the plan.")
    return enabler.narrowed_to.set(chosen)
