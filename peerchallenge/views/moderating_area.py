"""For a moderator: one area as it was submitted, with a place for what they say of it and of each statement."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from peerchallenge.actions.moderating import write_remarks
from peerchallenge.audiences import who_sees_remarks
from peerchallenge.forms.moderation import RemarksForm
from peerchallenge.models import Moderator, Remark
from peerchallenge.reading import note_reading
from peerchallenge.remarks import RemarksText, area_of, statements_in
from peerchallenge.shown import heading_of, shown
from peerchallenge.views.moderating import OF_MODERATOR, trail
from peerchallenge.views.sheet import Sheet, at_work_on_sheet, open_sheet, save_sheet
from portal.drafting.conflict import DISCARD
from portal.ui.permissions import may


class AreaSheet(Sheet):
    """What a moderator says of one area; the record is their remark on the area itself."""

    template, conflict_template = "peerchallenge/moderation/area.html", "peerchallenge/moderation/conflict.html"
    text_type, form_type = RemarksText, RemarksForm
    writes, writes_in = "peerchallenge.moderate", "peerchallenge.moderate_in"
    said_when_saved = "Saved. It is not sent yet: only you can see it."
    helper = None

    def __init__(self, request, record):
        super().__init__(request, record)
        self.moderator, self.section = record.moderator, record
        self.submission = self.moderator.submission
        self.assessment = self.submission.assessment
        self.url = reverse("area_moderate", args=[record.public_id])
        self.autosave_url = reverse("area_moderate_save", args=[record.public_id])
        self.at_work_url = reverse("area_moderate_at_work", args=[record.public_id])
        self.words = area_of(self.submission.words, record.area_code)
        self.heading = heading_of(self.words)
        self.shown = shown({**self.submission.words, "sections": [self.words]})[0]

    @property
    def asked_about(self):
        return self.moderator

    @property
    def is_open(self):
        return may(self.request.user, self.writes, self.moderator)

    @property
    def trail(self):
        return trail(self.moderator)

    @property
    def who(self):
        return who_sees_remarks(self.assessment, sent=self.moderator.status == Moderator.Status.DONE)

    def fresh(self):
        return _sheet(self.request, self.record.public_id)

    def form(self, data=None, files=None, *, do="", is_strict=True, text=None):
        initial = RemarksForm.values_of(text or self.text())
        statements = statements_in(self.record)
        return RemarksForm(data, initial=initial, statements=statements, section=self.shown, is_strict=is_strict)

    def write(self, text, *, version, do):
        write_remarks(self.record, text, by=self.request.user, version=version, over=do == "replace")

    def after(self, do):
        return reverse("moderate", args=[self.moderator.public_id]) if do == "back-to-areas" else ""

    def what_happened(self):
        if not self.is_open:
            return "It was sent, you were withdrawn, or the self-assessment was opened again: nothing can be saved."
        return super().what_happened()

    def choices(self):
        return super().choices() if self.is_open else (DISCARD,)

    def context(self):
        return {"section": self.shown, "moderator": self.moderator, "submission": self.submission,
                "rows": self.text().rows()}  # fmt: skip


def _sheet(request, public_id):
    remarks = Remark.objects.visible_to(request.user).filter(moderator__person=request.user, statement=None)
    related = (f"moderator__{name}" for name in OF_MODERATOR)
    remark = get_object_or_404(remarks.select_related(*related), public_id=public_id)
    if not remark.moderator.is_at_work or area_of(remark.moderator.submission.words, remark.area_code) is None:
        raise Http404  # who was withdrawn reads nothing of it any more
    return AreaSheet(request, remark)


@require_http_methods(["GET", "HEAD", "POST"])
def area_moderate(request, public_id):
    """One area as it was submitted, with the coach's step of each statement and a place for comments."""
    sheet = _sheet(request, public_id)
    note_reading(sheet.submission, request.user, "Page")
    return open_sheet(request, sheet)


@require_POST
def area_moderate_save(request, public_id):
    return save_sheet(request, _sheet(request, public_id))


@require_POST
def area_moderate_at_work(request, public_id):
    return at_work_on_sheet(request, _sheet(request, public_id))
