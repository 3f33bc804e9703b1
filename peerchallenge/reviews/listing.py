"""The list of reviews: which ones, grouped by what is going on, narrowed by GET, and as a table."""

from typing import Any, NamedTuple

from django.db.models import Case, F, Value, When, prefetch_related_objects

from peerchallenge.reviews.front_page import due_in_words, leads_of, visit_in_words
from peerchallenge.reviews.models import Review, ReviewKind, Stage
from peerchallenge.reviews.models.review import BEFORE_THE_VISIT
from peerchallenge.reviews.stage_words import PHASES, tag_kind
from peerchallenge.reviews.stages import next_stage
from portal.regions.models import LocalAuthority

PHASE_OF = {stage: phase for phase, (_, stages) in PHASES.items() for stage in stages}
RANK = Case(*(When(status__in=stages, then=Value(rank)) for rank, (_, stages) in enumerate(PHASES.values())))
COLUMNS = (
    "Host", "Title", "Kind", "Round", "Stage", "Visit begins", "Visit ends", "Led by", "Comes next", "Promised for",
)  # fmt: skip


class Row(NamedTuple):
    """One review of the list: the heading above it, where it stands and what comes next, in words."""

    review: Any
    phase: str
    when: str
    lead: str
    tag_kind: str
    due: str


def listed(user):
    """Return the reviews that `user` knows of, what is going on first, the latest visit first in each."""
    found = Review.objects.visible_to(user).select_related("authority", "region", "kind")
    return found.order_by(RANK, F("begins_on").desc(nulls_first=True), "-pk")


def choices(user, asked) -> list[dict]:
    """Return the filters for `user`, as components/filter_form.html takes them; three queries.

    `asked` is a QueryDict; what isn't among the choices counts as all.
    """
    known = Review.objects.visible_to(user)
    kinds = ReviewKind.objects.filter(pk__in=known.values("kind")).values_list("pk", "name")
    places = LocalAuthority.objects.filter(pk__in=known.values("authority")).values_list("code", "name")
    found = [
        ("phase", "What is going on", [(phase, label) for phase, (label, _) in PHASES.items()]),
        ("kind", "Kind", [(str(pk), name) for pk, name in kinds.order_by("name")]),
        ("host", "Host", list(places.order_by("name"))),
    ]
    return [_select(name, label, options, asked.get(name, "")) for name, label, options in found]


def _select(name, label, options, value):
    known = value if value in dict(options) else ""
    return {"name": name, "label": label, "choices": [("", "All"), *options], "value": known}


def narrowed(reviews, selects):
    """Return those of `reviews` that the filters leave."""
    chosen = {one["name"]: one["value"] for one in selects if one["value"]}
    if "phase" in chosen:
        reviews = reviews.filter(status__in=PHASES[chosen["phase"]][1])
    if "kind" in chosen:
        reviews = reviews.filter(kind=chosen["kind"])
    return reviews.filter(authority__code=chosen["host"]) if "host" in chosen else reviews


def rows_of(reviews) -> list[Row]:
    """Return the rows of `reviews`, a page of the list; two queries."""
    reviews = list(reviews)
    leads = leads_of(reviews)
    stages = _stages(reviews)
    return [_row(one, leads.get(one.pk), stages) for one in reviews]


def _stages(reviews):
    prefetch_related_objects(reviews, "stages")
    return {(row.review_id, row.stage): row for one in reviews for row in one.stages.all()}


def _row(review, lead, stages):
    to = next_stage(review)
    due = due_in_words(stages[review.pk, to]) if to else ""
    nobody = "Nobody leads it yet" if review.status in BEFORE_THE_VISIT else ""
    led = f"Led by {lead.person}" if lead else nobody
    phase = PHASES[PHASE_OF[Stage(review.status)]][0]
    return Row(review, phase, visit_in_words(review), led, tag_kind(review.status), due)


def table(reviews) -> tuple[tuple, list]:
    """Return columns and rows of the list for a spreadsheet."""
    reviews = list(reviews)
    leads, stages = leads_of(reviews), _stages(reviews)
    return COLUMNS, [_cells(one, leads.get(one.pk), stages) for one in reviews]


def _cells(review, lead, stages):
    to = next_stage(review)
    days = (review.begins_on, review.ends_on, stages[review.pk, to].due_on if to else None)
    begins, ends, due = (day.isoformat() if day else "" for day in days)
    return [
        str(review.authority), review.title, str(review.kind), str(review.round), review.get_status_display(),
        begins, ends, str(lead.person) if lead else "", to.label if to else "", due,
    ]  # fmt: skip
