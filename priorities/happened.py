"""What happened with a plan or a priority, as its feed tells it: published, done, noted, and the evidence."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, FilteredRelation, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from priorities.evidence import evidence_for, key_of
from priorities.models import Action, Plan, Priority


@dataclass(frozen=True)
class Happened:
    """One thing: what it was in words, its title, when, where it is read, more about it; `mark` tells it apart."""

    kind: str
    title: str
    at: datetime
    url: str
    said: str
    mark: str


def plan_at(region: str, period: str) -> Plan | None:
    """Return the plan that everybody reads at this address, with its region; one query."""
    return Plan.objects.public().filter(region__slug=region, period=period).select_related("region").first()


def priority_at(region: str, period: str, slug: str) -> Priority | None:
    """Return the priority that everybody reads at this address, with its plan and region; one query."""
    place = {"plan__region__slug": region, "plan__period": period, "slug": slug}
    return Priority.objects.public().filter(**place).select_related("plan__region").first()


def of_plan(plan: Plan, most: int) -> list[Happened]:
    """Return the newest `most` things of all its priorities and enablers; three queries and those of the evidence."""
    subjects = [*plan.priorities.public(), *plan.enablers.public()]
    for subject in subjects:
        subject.plan = plan
    return _newest([_published(plan), *_of_subjects(plan, subjects)], most)


def of_priority(priority: Priority, most: int) -> list[Happened]:
    """Return the newest `most` things of one priority; one query and those of the evidence."""
    return _newest([_published(priority.plan), *_of_subjects(priority.plan, [priority])], most)


def _newest(found, most):
    return sorted(found, key=lambda one: (one.at, one.mark), reverse=True)[:most]


def _published(plan):
    return Happened("Published", plan.title, plan.published_at, plan.get_absolute_url(), "", "published")


def _of_subjects(plan, subjects) -> Iterator[Happened]:
    urls = {key_of(subject): subject.get_absolute_url() for subject in subjects}
    yield from _of_actions(plan, urls)
    today = timezone.localdate()
    for key, rows in evidence_for(subjects, AnonymousUser()).items():
        for row in (row for row in rows if row.happened_on <= today):
            mark = f"{key[0]}-{key[1]}-{row.url}"
            yield Happened(row.kind, row.title, _moment(row.happened_on), row.url, row.said, mark)


def _of_actions(plan, urls):
    """What was done, and the public notes, of the actions that everybody reads."""
    told = FilteredRelation("notes", condition=Q(notes__is_public=True))
    of_priority = Coalesce(F("priority"), F("focus_area__priority"))
    actions = Action.objects.public().filter(plan=plan).annotate(told=told, of_priority=of_priority).order_by("pk")
    columns = (
        "pk",
        "title",
        "status",
        "status_on",
        "of_priority",
        "enabler",
        "told__pk",
        "told__text",
        "told__made_at",
    )
    done = set()
    for pk, title, status, status_on, of, enabler, note, text, noted_at in actions.values_list(*columns):
        url = urls.get(("priority", of) if of else ("enabler", enabler))
        if url is None:
            continue
        if status == Action.Status.DONE and pk not in done:
            done.add(pk)
            yield Happened("Done", title, _moment(status_on), url, "", f"action-{pk}-done")
        if note:
            yield Happened("Note", title, noted_at, url, text, f"note-{note}")


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
