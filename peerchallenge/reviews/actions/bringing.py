"""A review made of its letter alone: it begins at its final letter, and its host reads and replies the same day."""

from datetime import datetime, time

from django.db import transaction
from django.utils import timezone

from peerchallenge.no_child import note_explained
from peerchallenge.reviews.actions.letters import freeze, share, shown_first
from peerchallenge.reviews.actions.moving import date_stages, reach, start
from peerchallenge.reviews.actions.telling import tell, told
from peerchallenge.reviews.letter import words_of
from peerchallenge.reviews.models import BroughtLetter, Finding, NextStep, Review, ReviewDocument, Stage, Wording
from peerchallenge.reviews.stage_words import HOST
from portal.documents.found import CannotRead
from portal.files import storing
from portal.files.intake import read_document
from portal.files.refusals import Refused
from portal.ui import dates

KEPT_AS_A_FILE = "docx"


class KeptBefore(Exception):
    """A review of this authority and kind with a letter of this day is there: `review`."""

    def __init__(self, review):
        super().__init__(str(review))
        self.review = review


@transaction.atomic
def keep_letter(name, found, *, by, form_key=None, form=None) -> BroughtLetter:
    """Keep what was found in a letter, and its file if it is Word, for the check screen.

    `form` is the valid one that it came with. Raises KeyAlreadyUsed, CannotRead when the file can't be kept.
    """
    kept = BroughtLetter.keep(name, found, by=by, form_key=form_key)
    file = form.cleaned_data["file"] if form else None
    if file and file.name.lower().endswith(f".{KEPT_AS_A_FILE}"):
        try:
            file.seek(0)
            document = read_document(file)
        except Refused as refusal:
            raise CannotRead(str(refusal)) from None
        kept.blob = storing.keep(document.data, document.kind.content_type)
        kept.file_name = document.name
        kept.save(update_fields=["blob", "file_name"])
    if form:
        note_explained(form, kept, by=by)
    return kept


def same_letter(authority, kind, dated_on) -> Review | None:
    """Return the review that was made of this very letter before, if there is one."""
    on = {"stages__stage": Stage.FINAL_LETTER, "stages__reached_at__range": _whole(dated_on)}
    found = Review.objects.filter(authority=authority, kind=kind, is_brought_in=True, **on)
    return found.exclude(status=Stage.WITHDRAWN).first()


def _whole(day):
    zone = timezone.get_current_timezone()
    return datetime.combine(day, time.min, zone), datetime.combine(day, time.max, zone)


@transaction.atomic
def take_letter(brought, about, findings, *, by) -> Review:
    """Make the review of a letter that was checked, once: pressing the button twice finds the first.

    `about` is {authority, kind, title, begins_on, ends_on, dated_on}, `findings` a list of {kind, headline, heard,
    theme, place, steps: [text]} in their order. Raises KeptBefore.
    """
    brought = BroughtLetter.objects.hold(brought.pk)
    if brought.review_id:
        return brought.review
    about = dict(about)
    authority, kind, dated_on = about.pop("authority"), about.pop("kind"), about.pop("dated_on")
    authority = type(authority).objects.select_for_update(no_key=True).select_related("region").get(pk=authority.pk)
    if there := same_letter(authority, kind, dated_on):
        raise KeptBefore(there)
    review = start(kind, authority, by=by, is_brought_in=True, **about)
    review = Review.objects.hold(review.pk)
    write_findings(review, findings, shown_to=shown_first(review.kind), by=by)
    at = datetime.combine(dated_on, time(12), timezone.get_current_timezone())
    final = Wording.Sent.FINAL
    written = share(review, final, by=by, at=at)
    document = _document(review, brought, dated_on, by)
    words = words_of(review, dated_on=dated_on, findings=written, original=brought.found["body"], document=document)
    freeze(review, final, words, by=by, at=at)
    _reach_letter(review, at, by)
    brought.become(review)
    tell(
        review, told(review, [HOST], by=by), key="brought-in", by=by,
        subject="its letter is here, to read and reply to",
        said=f"The letter of {dates.day(dated_on)} with its {len(written)} headline findings is in the portal. You can "
        f"read them and reply from today.",
    )  # fmt: skip
    return review


def write_findings(review, findings, *, shown_to, by, first=0) -> None:
    """Add `findings`, as take_letter gets them, to a locked review, from the position `first` on."""
    for position, one in enumerate(findings, start=first):
        finding = Finding.objects.create(
            review=review, position=position, kind=one["kind"], headline=one["headline"], heard=one["heard"],
            theme=one["theme"], source_place=one["place"], shown_to=shown_to, made_by=by, edited_by=by,
        )  # fmt: skip
        for at, text in enumerate(one["steps"]):
            NextStep.objects.create(
                finding=finding, position=at, text=text, shown_to=shown_to, made_by=by, edited_by=by
            )


def _document(review, brought, dated_on, by):
    if brought.blob is None:
        return None
    return ReviewDocument.objects.create(
        review=review, title=f"Letter of {dates.day(dated_on)}", blob=brought.blob, file_name=brought.file_name,
        shown_to="authority", given_by=by,
    )  # fmt: skip


def _reach_letter(review, at, by):
    """Stand at the final letter, with the days that are known: of the visit, and of the letter itself."""
    review.stages.filter(stage__in=[Stage.FINAL_LETTER, Stage.REPLY]).update(is_on=True)
    reach(review, Stage.FINAL_LETTER, by=by, shared_at=timezone.now())
    on = [Stage.FINAL_LETTER] + ([Stage.ON_SITE] if review.begins_on else [])
    for stage in on:
        when = at if stage == Stage.FINAL_LETTER else _whole(review.begins_on)[0]
        review.stages.filter(stage=stage).update(reached_at=when, reached_by=by)
    before = [Stage.REQUESTED, Stage.SCOPING, Stage.TEAM_CONFIRMED, Stage.EVIDENCE_OPEN, Stage.FEEDBACK_GIVEN,
              Stage.DRAFT, Stage.FACTUAL_CHECK]  # fmt: skip
    review.stages.filter(stage__in=before).update(reached_at=None, reached_by=None)
    date_stages(review)
    # What lay before the letter is known to nobody here, and promised by nobody.
    review.stages.filter(stage__in=before).update(due_on=None)
