"""The states of the reviews' addresses: a review of Ardenvale in Mercia, Charlie of Severnford on its team in some."""

from uuid import uuid4

from peerchallenge.reviews.models import LINE, ReviewKind, Stage
from portal.regions.models import LocalAuthority
from tests import make
from tests.peerchallenge.reviews import shapes


def _review(world, state):
    at, _, team = state.partition("+")
    review = shapes.review(world.ardenvale, by=world.dana, at=Stage(at))
    if team:
        options = {"status": "asked"} if team == "asked" else {"lead": team == "lead"}
        shapes.member(review, world.cast["charlie"], by=world.dana, **options)
    return review


def of_review(world, state):
    return [uuid4() if state == "unknown" else _review(world, state).public_id]


def of_kind(world, state):
    if state == "unknown":
        return [uuid4()]
    return [shapes.kind(of=world.mercia if state == "own" else None, name=state.capitalize()).public_id]


def new(world, state):
    kind, _ = ReviewKind.objects.get_or_create(region=None, slug="team", name="Team review")
    if not LocalAuthority.objects.filter(region__slug="wessex").exists():
        make.authority("Wexcombe", world.cast["erin"].managed_regions()[0], "W01")
    code = "M01" if state == "here" else "W01"
    return {"form_key": uuid4(), "kind": kind.pk, "authority": code}


def version(world, state):
    return {"version": 1}


def moved(world, state):
    at = LINE.index(Stage(state.partition("+")[0])) if state != "unknown" else 0
    return {"version": 1, "to": LINE[at + 1]}


def because(world, state):
    return {"version": 1, "because": "An inspection came."}


def dated(world, state):
    return {"version": 1, "stage": "closed", "due_on": "2031-01-01", "because": "Easter."}


def kind_edited(world, state):
    rows = {f"{prefix}-{part}_FORMS": 0 for prefix in ("seats", "lines") for part in ("TOTAL", "INITIAL")}
    return rows | {"version": 1, "name": "Own", "form": "team", "days": 1, "shown_to": "authority", "do": "save"}


ARGUMENTS = {
    **dict.fromkeys(("reviews", "reviews_csv", "review_new", "kinds"), lambda world, state: []),
    **dict.fromkeys(
        (
            "review", "review_edit", "review_date", "review_move", "review_postpone", "review_resume",
            "review_withdraw",
        ),
        of_review,
    ),
    **dict.fromkeys(("kind", "kind_copy", "kind_edit", "kind_stages", "kind_retire"), of_kind),
}  # fmt: skip
BODIES = {
    "review_new": new,
    "review_edit": version,
    "review_date": dated,
    "review_move": moved,
    "review_resume": version,
    **dict.fromkeys(("review_postpone", "review_withdraw"), because),
    "kind_copy": lambda world, state: {"form_key": uuid4(), "name": "Our own"},
    "kind_edit": kind_edited,
    "kind_stages": lambda world, state: {"version": 1, "stages-TOTAL_FORMS": 0, "stages-INITIAL_FORMS": 0},
    "kind_retire": version,
}
