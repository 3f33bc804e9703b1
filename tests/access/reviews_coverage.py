"""The states of the addresses of coverage: one promise of Mercia's."""

from uuid import uuid4

from peerchallenge.reviews.models import ReviewKind
from tests.peerchallenge.reviews import shapes
from tests.peerchallenge.reviews.shapes_people import promised

WITHOUT = ("coverage", "coverage_csv", "coverage_promise_new")


def _kind():
    return ReviewKind.objects.first() or shapes.kind()


def of_promise(world, state):
    return [uuid4() if state == "unknown" else promised(_kind(), world.mercia).public_id]


def said(world, state):
    return {
        "form_key": uuid4(), "version": 1, "words": "Each authority one.", "kind": _kind().pk, "round": 1,
        "starts_on": "2015-11-01", "ends_on": "2017-01-31",
    }  # fmt: skip


ARGUMENTS = {
    **dict.fromkeys(WITHOUT, lambda world, state: []),
    **dict.fromkeys(("coverage_promise_edit", "coverage_promise_remove"), of_promise),
}
QUERIES = dict.fromkeys(WITHOUT, lambda world, state: "?region=mercia" if state == "mercia" else "")
BODIES = {
    **dict.fromkeys(("coverage_promise_new", "coverage_promise_edit"), said),
    "coverage_promise_remove": lambda world, state: {"version": 1},
}
