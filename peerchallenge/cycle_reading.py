"""A cycle whole, as its own page shows it: what is missing, its steps, its settings, who takes part."""

from typing import NamedTuple

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from peerchallenge.models import Cycle, Step
from portal.accounts.roles import Role
from portal.ui import dates
from portal.ui.posted import address_if_there


class Missing(NamedTuple):
    """What a cycle lacks, and where it is put right; without a `must` the cycle can't be opened."""

    text: str
    url: str
    must: bool = True


def listed_cycles(user):
    """Return the cycles that `user` reads in the list of those who run them, latest first, with how many take part."""
    cycles = Cycle.objects.visible_to(user).select_related("region", "framework_version__framework")
    return cycles.annotate(authority_count=Count("participations")).order_by("-year", "region__name", "-pk")


def what_is_missing(cycle) -> list[Missing]:
    """Return what a draft lacks before it can be opened, and what it may lack."""
    edit, steps, who = (
        reverse(name, args=[cycle.public_id]) for name in ("cycle_edit", "cycle_steps", "cycle_authorities")
    )
    step = cycle.steps.filter(kind=Step.Kind.SELF_ASSESSMENT, is_on=True).first()
    version = cycle.framework_version
    found = [
        (version is None, Missing("Choose the framework that is put to the authorities.", edit)),
        (version and not version.is_published, Missing("Its framework isn’t published yet. Choose another.", edit)),
        (not cycle.signers, Missing("Say who signs a self-assessment.", edit)),
        (step is None, Missing("Switch the self-assessment on.", steps)),
        (step and not step.due_on, Missing("Set the last day of the self-assessment.", steps)),
        (not cycle.participations.exists(), Missing("Choose the authorities that take part.", who)),
        (not cycle.concern_contact, Missing("Say whom to tell of a concern.", edit, must=False)),
    ]
    return [missing for is_missing, missing in found if is_missing]


def shown_steps(steps, deadlines=None, authority=None) -> list[dict]:
    """Return `steps` as components/progress.html takes them; for `authority` with its own last days."""
    today = timezone.localdate()
    found = []
    for step in steps:
        last = deadlines.of(step, authority).due_on if deadlines and authority else step.due_on
        has_begun = step.opens_on and step.opens_on <= today
        state = "done" if last and last < today else "now" if has_begun else "next"
        found.append({"label": step.name, "state": state, "when": when_in_words(step.opens_on, last, step.place)})
    return found


def when_in_words(first, last, place="") -> str:
    """Return "3 to 30 June 2026, Town Hall"; "until 30 June 2026" without a first day; "" when nothing is known."""
    if first and last:
        said = dates.days(first, last)
    else:
        said = f"from {dates.day(first)}" if first else f"until {dates.day(last)}" if last else ""
    return ", ".join(filter(None, [said, place]))


def settings_of(cycle) -> list[dict]:
    """Return what the cycle says itself, as components/summary_list.html takes it."""
    version = cycle.framework_version
    signers = ", then ".join(Role(role).label for role in cycle.signers)
    return [
        {
            "label": "Framework",
            "value": str(version) if version else "Not chosen yet",
            "url": address_if_there("framework", version.pk) if version else "",
        },
        {"label": "Who signs, in this order", "value": signers or "Nobody yet"},
        {"label": "Who reads what a director releases", "value": cycle.get_shared_with_display()},
        {"label": "Whom to tell of a concern", "value": cycle.concern_contact or "Not said yet"},
    ]


def triads_of(cycle) -> list[tuple[str, list]]:
    """Return (triad, authorities) in the order of their numbers; those in no triad last."""
    found = {}
    taking_part = cycle.participations.select_related("authority__region")
    for one in sorted(taking_part, key=lambda one: (one.triad is None, one.triad or 0, one.authority.name)):
        found.setdefault(one.triad, []).append(one.authority)
    return [(f"Triad {number}" if number else "In no triad", names) for number, names in found.items()]
