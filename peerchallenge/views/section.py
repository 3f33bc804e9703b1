"""A section: its questions with their statements, and below them what the authority judges of the area."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from peerchallenge.actions import stating
from peerchallenge.actions.writing import NotOpen, answer_promise, write_section
from peerchallenge.forms.section import PromiseForm, SectionForm
from peerchallenge.models import Promise, Section, Statement
from peerchallenge.said import PromiseText, SectionText
from peerchallenge.section_page import last_year_of, prompts_of, questions_of
from peerchallenge.views.sheet import Sheet, at_work_on_sheet, open_sheet, save_sheet
from portal.audit.models import FormKey, KeyAlreadyUsed, Overtaken
from portal.ui.posted import version_in

OF_SECTION = (
    "area__came_from", "grade", "edited_by", "assessment__cycle__region", "assessment__region",
    "assessment__authority__region", "assessment__framework_version", "assessment__previous",
)  # fmt: skip


class SectionSheet(Sheet):
    template = "peerchallenge/writing/section.html"
    text_type, form_type = SectionText, SectionForm

    def __init__(self, request, record):
        super().__init__(request, record)
        self.section, self.assessment = record, record.assessment
        self.url = reverse("section", args=[record.public_id])
        self.autosave_url = reverse("section_save", args=[record.public_id])
        self.at_work_url = reverse("section_at_work", args=[record.public_id])
        self.heading = str(record)

    def fresh(self):
        return _sheet(self.request, self.record.public_id)

    def form(self, data=None, files=None, *, do="", is_strict=True, text=None):
        scale = self.assessment.framework_version.scale.all()
        return SectionForm(data, initial=SectionForm.values_of(text or self.text()), scale=scale)

    def write(self, text, *, version, do):
        write_section(self.record, text, by=self.request.user, version=version, over=do == "replace")

    def context(self):
        last_year = last_year_of(self.record)
        return {
            "section": self.record, "questions": questions_of(self.record, last_year), "last_year": last_year,
            "promises": self.record.promises.select_related("edited_by", "next_step__review"),
            "rows": self.text().rows(),
            "removed": self.record.statements.filter(is_removed=True), "form_key": FormKey.of_form(self.request),
        }  # fmt: skip

    def after(self, do):
        """Add, copy or move a statement, once the judgement is saved."""
        verb, _, rest = do.partition("-")
        act = {"add": self._add, "copy": self._copy, "copyall": self._copy, "up": self._move, "down": self._move}
        try:
            return act[verb](verb, rest) if verb in act else ""
        except (NotOpen, Overtaken):  # submitted in this very moment, or removed from last year's
            return ""

    def _add(self, verb, rest):
        prompt = next((one for one in prompts_of(self.record) if str(one.pk) == rest), None)
        return self._made(lambda **made: stating.add_statement(self.record, prompt=prompt, **made))

    def _copy(self, verb, rest):
        last_year = last_year_of(self.record)
        said = last_year.statements.get(rest)
        if said is None:
            return ""
        questions = questions_of(self.record, last_year)
        prompt = next((one.prompt for one in questions if said in one.before), None)
        return self._made(
            lambda **made: stating.copy_statement(self.record, prompt, rest, with_evidence=verb == "copyall", **made)
        )

    def _made(self, make):
        """Make a statement, once for each form, and return the address of its page."""
        try:
            made = make(by=self.request.user, form_key=FormKey.of_form(self.request))
        except KeyAlreadyUsed as used:
            made = get_object_or_404(Statement.objects.visible_to(self.request.user), pk=used.record_id)
        return reverse("statement", args=[made.public_id])

    def _move(self, verb, rest):
        public_id, _, place = rest.rpartition("-")
        found = {str(one.public_id): one for one in self.record.statements.standing()}
        if public_id in found:
            stating.move(found[public_id], by=self.request.user, up=verb == "up", place=version_in(place))
        return f"{self.url}#statement-{public_id}"


class PromiseSheet(Sheet):
    template = "peerchallenge/writing/promise.html"
    text_type, form_type = PromiseText, PromiseForm

    def __init__(self, request, record):
        super().__init__(request, record)
        self.section, self.assessment = record.section, record.section.assessment
        self.url = reverse("promise", args=[record.public_id])
        self.autosave_url = reverse("promise_save", args=[record.public_id])
        self.at_work_url = reverse("promise_at_work", args=[record.public_id])
        asks_step = "What did you do about this next step, and what changed?"
        self.heading = asks_step if record.next_step_id else "What became of this promise?"

    def fresh(self):
        return _promise(self.request, self.record.public_id)

    def form(self, data=None, files=None, *, do="", is_strict=True, text=None):
        initial, of_review = PromiseForm.values_of(text or self.text()), bool(self.record.next_step_id)
        return PromiseForm(data, initial=initial, of_review=of_review)

    def write(self, text, *, version, do):
        answer_promise(self.record, text, by=self.request.user, version=version, over=do == "replace")

    def context(self):
        return {"promise": self.record, "section": self.section, "rows": self.text().rows()}

    def after(self, do):
        return reverse("section", args=[self.section.public_id]) + "#promises" if do == "back-to-section" else ""


def _sheet(request, public_id):
    sections = Section.objects.visible_to(request.user).select_related(*OF_SECTION)
    return SectionSheet(request, get_object_or_404(sections, public_id=public_id))


def _promise(request, public_id):
    promises = Promise.objects.visible_to(request.user)
    promises = promises.select_related("edited_by", "next_step__review", *(f"section__{name}" for name in OF_SECTION))
    return PromiseSheet(request, get_object_or_404(promises, public_id=public_id))


@require_http_methods(["GET", "HEAD", "POST"])
def section(request, public_id):
    return open_sheet(request, _sheet(request, public_id))


@require_POST
def section_save(request, public_id):
    return save_sheet(request, _sheet(request, public_id))


@require_POST
def section_at_work(request, public_id):
    return at_work_on_sheet(request, _sheet(request, public_id))


@require_http_methods(["GET", "HEAD", "POST"])
def promise(request, public_id):
    return open_sheet(request, _promise(request, public_id))


@require_POST
def promise_save(request, public_id):
    return save_sheet(request, _promise(request, public_id))


@require_POST
def promise_at_work(request, public_id):
    return at_work_on_sheet(request, _promise(request, public_id))
