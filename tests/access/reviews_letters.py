"""The states of letters' addresses: a review of Ardenvale in Mercia that Charlie of Severnford leads (“+lead”)."""

from uuid import uuid4

from peerchallenge.reviews.actions import letters as acts
from peerchallenge.reviews.actions import writing_letters
from peerchallenge.reviews.importing.reading import read_text
from peerchallenge.reviews.letter import fingerprint, words_of
from peerchallenge.reviews.models import BroughtLetter, Letter, Review, ReviewDocument, ReviewKind, Stage
from portal.files.storing import keep
from tests.peerchallenge.reviews import shapes
from tests.peerchallenge.reviews import shapes_letters as letters


def of_brought(world, state):
    return [
        uuid4() if state == "unknown" else BroughtLetter.keep("", read_text(letters.PLAIN), by=world.dana).public_id
    ]


def of_brought_into(world, state):
    brought = BroughtLetter.keep("", read_text(letters.PLAIN), by=world.dana).public_id
    return [uuid4() if state == "unknown" else review_at(world, state).public_id, brought]


def checked(world, state):
    kind, _ = ReviewKind.objects.get_or_create(region=None, slug="team", name="Team review")
    rows = {"findings-TOTAL_FORMS": 1, "findings-INITIAL_FORMS": 0, "findings-0-is_taken": "on"}
    rows |= {"findings-0-kind": "area", "findings-0-headline": "Plans drift."}
    about = {"kind": kind.pk, "title": "Team review", "dated_on": "2025-11-12"}
    return rows | about | {"authority": world.ardenvale.pk}


def review_at(world, state):
    """A review at a stage; a draft was sent where it is past that, and released where the state says so."""
    at, _, more = state.partition("+")
    sent = at in ("factual-check", "final-letter")
    review = shapes.review(world.ardenvale, by=world.dana, at=Stage.DRAFT if sent else Stage(at))
    if "lead" in more:
        shapes.member(review, world.cast["charlie"], by=world.dana, lead=True)
    shapes.finding(review, "Plans drift.", kind="area", by=world.dana)
    if sent:
        _sent(review, acts.send_draft, world.dana)
    if at == "final-letter":
        _sent(review, acts.issue, world.dana)
    if "file" in more:
        blob = keep(b"PK", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
        ReviewDocument.objects.create(
            review=review, title="Letter", blob=blob, file_name="letter.docx", given_by=world.dana
        )
        Letter.objects.update(words=Letter.objects.get(sent="final").words | {"file": "letter.docx",
                                                                            "file_sha256": blob.sha256})  # fmt: skip
    if "directors" in more:
        Letter.objects.update(shown_to="directors")
    review.refresh_from_db()
    return review


def _sent(review, verb, by):
    verb(review, by=by, version=review.version, sha256=fingerprint(words_of(review)))
    review.refresh_from_db()


def of_review(world, state):
    return [uuid4() if state == "unknown" else review_at(world, state).public_id]


def sending(world, state):
    review = Review.objects.order_by("-pk").first()
    return {"version": review.version, "sha256": fingerprint(words_of(review)), "confirmed": "on"} if review else {}


def of_correction(world, state):
    if state == "unknown":
        return [uuid4()]
    review = review_at(world, state)
    made = writing_letters.propose(review, None, by=world.dana, draft=1, is_wrong="Four.", is_right="Five.")
    return [made.public_id]


_OF_REVIEW = (
    "letter", "letter_file", "letter_write", "letter_preview", "letter_send", "letter_take_back", "corrections",
    "correction_new",
)  # fmt: skip
_CORRECTED = {"version": 1, "draft": 1, "is_wrong": "Four.", "is_right": "Six."}
ARGUMENTS = {
    "letter_bring": lambda world, state: [],
    "letter_bring_check": of_brought,
    "letter_bring_into": of_review,
    "letter_save": of_review,
    "letter_bring_into_check": of_brought_into,
    **dict.fromkeys(_OF_REVIEW, of_review),
    "letter_sent": lambda world, state: [*of_review(world, state), "draft-1"],
    "letter_paper": lambda world, state: [*of_review(world, state), "docx"],
    "letter_sent_paper": lambda world, state: [*of_review(world, state), "draft-1", "docx"],
    **dict.fromkeys(("correction_edit", "correction_answer"), of_correction),
}
BODIES = {
    "letter_bring": lambda world, state: {"text": letters.PLAIN},
    "letter_bring_check": checked,
    "letter_bring_into": lambda world, state: {"text": letters.PLAIN},
    "letter_bring_into_check": lambda world, state: checked(world, state) | {"version": 0},
    "letter_write": lambda world, state: {"version": 0, "opening": "Thank you."},
    "letter_save": lambda world, state: {"version": 0, "opening": "Thank you."},
    "letter_send": sending,
    "letter_take_back": sending,
    "correction_new": lambda world, state: _CORRECTED | {"form_key": uuid4()},
    "correction_edit": lambda world, state: _CORRECTED,
    "correction_answer": lambda world, state: {"version": 1, "answer": "taken"},
}
