"""Kinds of review: copied to a region, written, retired. Each is one transaction; what comes with the portal stays.

Reviews that have begun keep their stages, seats and lines of enquiry; what is promised follows the kind as it is when
they next move on.
"""

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from peerchallenge.reviews.models import KindEnquiry, KindSeat, KindStage, ReviewKind
from portal.audit.models import FormKey, record

COPIED = ("purpose", "form", "length", "days", "led_by", "shown_to")


class NameTaken(Exception):
    """The region has a kind of this name."""


@transaction.atomic
def copy_kind(kind, region, name, *, by, form_key=None) -> ReviewKind:
    """Make a kind of `region` called `name` that says what `kind` says. Raises NameTaken, KeyAlreadyUsed."""
    FormKey.refuse_used(form_key, ReviewKind)
    made = _made(region, name, by, {field: getattr(kind, field) for field in COPIED})
    if form_key:
        FormKey.spend(form_key, made)
    for rows in (kind.stages, kind.seats, kind.enquiries):
        for row in rows.all():
            row.pk, row.kind, row._state.adding = None, made, True
            row.save()
    record("copied", made, by=by, of=kind.slug)
    return made


def _made(region, name, by, fields):
    slug = slugify(name)[:60]
    if not slug or ReviewKind.objects.filter(region=region, slug=slug).exists():
        raise NameTaken(name)
    try:
        with transaction.atomic():
            return ReviewKind.objects.create(region=region, slug=slug, name=name, made_by=by, edited_by=by, **fields)
    except IntegrityError as taken:
        raise NameTaken(name) from taken


@transaction.atomic
def edit_kind(kind, *, by, version, seats, lines, **fields) -> ReviewKind:
    """Set what a kind says, its seats ({label, number, is_lead}) and its lines of enquiry. Raises Overtaken."""
    kind.rewrite(by=by, version=version, **fields)
    kind.seats.all().delete()
    kind.enquiries.all().delete()
    KindSeat.objects.bulk_create(KindSeat(kind=kind, position=place, **seat) for place, seat in enumerate(seats))
    KindEnquiry.objects.bulk_create(
        KindEnquiry(kind=kind, position=place, text=text) for place, text in enumerate(lines)
    )
    return kind


@transaction.atomic
def edit_stages(kind, rows, *, by, version) -> ReviewKind:
    """Set which stages a kind goes through and what it promises: {stage: fields of KindStage}. Raises Overtaken."""
    kind.rewrite(by=by, version=version, verb="edited the stages of")
    for stage, fields in rows.items():
        KindStage.objects.update_or_create(kind=kind, stage=stage, defaults=fields)
    return kind


@transaction.atomic
def retire(kind, *, by, version, is_retired) -> ReviewKind:
    """Offer a kind no longer for new reviews, or again. Raises Overtaken."""
    kind.rewrite(by=by, version=version, verb="retired" if is_retired else "offered again", is_retired=is_retired)
    return kind
