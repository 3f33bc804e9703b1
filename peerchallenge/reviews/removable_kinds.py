"""Each kind of record of a review of which something can be reported and removed, with its parts."""

from peerchallenge.reviews.models import (
    ActionReport,
    Correction,
    Finding,
    HostAction,
    Letter,
    LetterDraft,
    NextStep,
    ProgressCheck,
    PublicSummary,
    Reply,
    Review,
    ReviewDocument,
    ReviewEnquiry,
    ReviewStage,
    Session,
    TeamNote,
)
from peerchallenge.reviews.models.levels import TO_HOST
from peerchallenge.reviews.removable import Kind, Part, itself


def _worded(finding):
    return [*itself(finding), finding.wordings.all()]


def _draft(letter):
    return [LetterDraft.objects.filter(review=letter.review_id)]


def _of(model, name):
    """Return the rows of `model` whose field `name` is the record."""
    return lambda record: [model._base_manager.filter(**{name: record})]


def _replied(row):
    return row.review.replied_at is not None


def _shown_to_host(record):
    return record.review.is_shared and record.shown_to in TO_HOST


def _sent(report):
    return report.progress_check.sent_at is not None


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            "finding", "Headline finding", Finding,
            {
                "headline": Part("Headline", "headline", _worded, place="headline"),
                "heard": Part("What the team heard", "heard", _worded, place="heard"),
                "reply": Part("Reply", "words", _of(Reply, "finding"), _replied),
            }, _shown_to_host,
        ),
        Kind(
            "step", "Recommended next step", NextStep,
            {
                "text": Part("Next step", "text", others=lambda one: not one.is_own or _replied(one), place="text"),
                "answer_because": Part("Reason for the answer", "answer_because", others=_replied),
            }, _shown_to_host,
        ),
        Kind(
            "letter", "Letter", Letter,
            {
                "opening": Part("Opening", "opening", _draft, place="opening"),
                "closing": Part("Close", "closing", _draft, place="closing"),
                "signed_by": Part("Who signed it", "signed_by", _draft, place="signed_by"),
                "original": Part("The letter as it was brought in", "", lambda one: [], place="original"),
                "file": Part("The file in which it was brought in", "", lambda one: [], place="file"),
            }, _shown_to_host,
        ),
        Kind(
            "correction", "Correction of facts", Correction,
            {
                "is_wrong": Part("What is wrong", "is_wrong"),
                "is_right": Part("What is right", "is_right"),
                "answer_because": Part("Why it isn’t corrected", "answer_because"),
            },
        ),
        Kind(
            "action", "Action", HostAction,
            {
                "what": Part("What", "what", others=_replied),
                "owner": Part("Owner", "owner", others=_replied),
                "measure": Part("How we will know", "measure", others=_replied),
                "because": Part("How it was checked, or why it was dropped", "because", others=_replied),
                "done": Part("What was done, in progress checks", "done", _of(ActionReport, "action"), _sent),
                "difference": Part(
                    "What difference it made, in progress checks", "difference", _of(ActionReport, "action"), _sent
                ),
            },
        ),
        Kind(
            "check", "Progress check", ProgressCheck,
            {"difference": Part("What difference it made", "difference", others=lambda one: one.sent_at is not None)},
        ),
        Kind(
            "document", "Document", ReviewDocument,
            {"title": Part("Title", "title"), "file": Part("File", "file_name")}, lambda one: one.shown_to in TO_HOST,
        ),
        Kind(
            "session", "Session of the visit", Session,
            {
                "title": Part("Title", "title"), "with_whom": Part("With whom", "with_whom"),
                "place": Part("Room or link", "place"), "team": Part("Who of the team", "team"),
            },
        ),
        Kind("line", "Line of enquiry", ReviewEnquiry, {"text": Part("Question", "text")}),
        Kind(
            "review", "Review", Review,
            {
                "title": Part("Title", "title", place="title"), "asked": Part("What the host asks", "asked"),
                "because": Part("Why it was put off or given up", "because"),
                "moved": Part("Why dates were moved", "moved_because", _of(ReviewStage, "review")),
                "summary": Part(
                    "Public summary", "text", _of(PublicSummary, "review"),
                    lambda one: one.published_at is not None,
                ),
            },
        ),
        Kind(
            "note", "Note of the team", TeamNote,
            {
                "text": Part("Note", "text"), "role": Part("Heard from", "role"),
                "explained": Part("Why it is no identifier", "explained"),
            }, lambda one: False,
        ),
    )
}  # fmt: skip
