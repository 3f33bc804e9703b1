"""The kinds of review and the themes of findings that come with the portal: what is new is added, nothing changed."""

import tomllib
from pathlib import Path

from django.db import transaction

from peerchallenge.reviews.models import LINE, KindEnquiry, KindSeat, KindStage, ReviewKind, Theme
from portal.audit.models import record

FILE = Path(__file__).parent / "shipped" / "kinds.toml"
FIELDS = ("slug", "name", "purpose", "form", "length", "days", "led_by")


@transaction.atomic
def load(file=FILE) -> list[str]:
    """Add the kinds and themes of `file` that aren't there yet; return the names of the kinds. Safe to run twice."""
    shipped = tomllib.loads(Path(file).read_text())
    for position, name in enumerate(shipped["themes"]):
        Theme.objects.get_or_create(region=None, name=name, defaults={"position": position})
    there = set(ReviewKind.objects.filter(region=None).values_list("slug", flat=True))
    return [_add(about, shipped["usual"]).name for about in shipped["kind"] if about["slug"] not in there]


def _add(about, usual):
    kind = ReviewKind.objects.create(region=None, **{name: about[name] for name in FIELDS})
    promises = usual | about.get("by", {})
    for stage in LINE:
        number, unit, after = promises.get(stage, (None, KindStage.Unit.DAYS, KindStage.After.VISIT_ENDS))
        is_on = stage not in about.get("without", ())
        KindStage.objects.create(kind=kind, stage=stage, is_on=is_on, number=number, unit=unit, after=after)
    for position, (label, number) in enumerate(about["seats"]):
        KindSeat.objects.create(kind=kind, position=position, label=label, number=number, is_lead=not position)
    for position, text in enumerate(about["lines"]):
        KindEnquiry.objects.create(kind=kind, position=position, text=text)
    record("came with the portal", kind)
    return kind
