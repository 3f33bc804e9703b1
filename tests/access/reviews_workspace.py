"""The states of a team's pages: a review of Ardenvale, Charlie of Severnford on its team or leading it in some."""

from uuid import uuid4

from peerchallenge.reviews.models import ReviewDocument, Stage
from portal.files.storing import keep
from tests.peerchallenge.reviews import shapes
from tests.peerchallenge.reviews import shapes_workspace as made


def _review(world, state):
    at, _, team = state.partition("+")
    review = shapes.review(world.ardenvale, by=world.dana, at=Stage(at))
    if team:
        shapes.member(review, world.cast["charlie"], by=world.dana, lead=team == "lead")
    return review


def of_review(world, state):
    return [uuid4() if state == "unknown" else _review(world, state).public_id]


def of_note(world, state):
    if state == "unknown":
        return [uuid4(), uuid4()]
    review = _review(world, state)
    return [review.public_id, made.note(review, by=world.cast["charlie"]).public_id]


def of_enquiry(world, state):
    return [uuid4() if state == "unknown" else made.enquiry(_review(world, state)).public_id]


def of_session(world, state):
    return [uuid4() if state == "unknown" else made.session(_review(world, state)).public_id]


def of_document(world, state):
    if state == "unknown":
        return [uuid4()]
    at, _, whose = state.partition("+")
    review = _review(world, f"{at}+team" if whose != "nobody" else at)
    file = {"blob": keep(b"plan,grade\n", "text/csv"), "file_name": "plans.csv"}
    shown_to = "authority" if whose == "hosts" else "team"
    made_by = world.cast["alice"] if whose == "hosts" else world.cast["charlie"]
    row = ReviewDocument.objects.create(review=review, title="Plans", shown_to=shown_to, given_by=made_by, **file)
    return [row.public_id]


def note(world, state):
    return {"text": "Heard twice.", "kind": "area", "heard_as": "file", "version": 1, "sent_as": uuid4()}


def session(world, state):
    return {"day": "2026-11-04", "starts": "9:00", "title": "Managers", "version": 1}


def text(world, state):
    return {"text": "How quickly?", "version": 1}


def version(world, state):
    return {"version": 1}


def nothing(world, state):
    return {}


ARGUMENTS = {
    **dict.fromkeys(
        ("workspace", "capture", "cluster", "cluster_undo", "cluster_merge", "review_enquiries", "review_enquiry_new",
         "review_enquiries_take", "review_enquiries_order", "timetable", "session_new", "review_documents"), of_review,
    ),
    "note_edit": of_note, "note_back": of_note, "review_enquiry_edit": of_enquiry, "review_enquiry_remove": of_enquiry,
    "session_edit": of_session, "session_remove": of_session, "review_document": of_document,
    "review_document_remove": of_document,
}  # fmt: skip
BODIES = {
    "capture": note, "note_edit": note, "note_back": version, "cluster": nothing, "cluster_undo": nothing,
    "cluster_merge": nothing, "review_enquiry_new": text, "review_enquiries_take": nothing,
    "review_enquiries_order": nothing, "review_enquiry_edit": text, "review_enquiry_remove": version,
    "session_new": session, "session_edit": session, "session_remove": version, "review_documents": nothing,
    "review_document_remove": nothing,
}  # fmt: skip
