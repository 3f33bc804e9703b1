"""A statement: writing it with its evidence, taking it out, putting it back; and the files of evidence."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from peerchallenge.actions import stating
from peerchallenge.actions.writing import NotOpen
from peerchallenge.coaching import LADDER, seen
from peerchallenge.forms.statement import MOST_EVIDENCE, StatementForm
from peerchallenge.models import Evidence, Statement
from peerchallenge.said import StatementText
from peerchallenge.section_page import prompt_choices
from peerchallenge.views.section import OF_SECTION
from peerchallenge.views.sheet import Sheet, at_work_on_sheet, open_sheet, save_sheet
from portal.audit.models import Overtaken
from portal.files.serving import answer
from portal.ui.permissions import require
from portal.ui.posted import version_in


class StatementSheet(Sheet):
    template = "peerchallenge/writing/statement.html"
    text_type, form_type = StatementText, StatementForm

    def __init__(self, request, record):
        super().__init__(request, record)
        self.section, self.assessment = record.section, record.section.assessment
        self.is_removed = record.is_removed
        self.url = reverse("statement", args=[record.public_id])
        self.autosave_url = reverse("statement_save", args=[record.public_id])
        self.at_work_url = reverse("statement_at_work", args=[record.public_id])
        self.heading = "Statement"

    def fresh(self):
        return _sheet(self.request, self.record.public_id)

    def form(self, data=None, files=None, *, do="", is_strict=True, text=None):
        choices = prompt_choices(self.section, but=self.record.prompt)
        text = text or self.text()
        more = 1 if not text.evidence or self.request.GET.get("add") == "evidence" else 0
        return StatementForm(data, files, choices=choices, text=text, do=do, is_strict=is_strict, more=more)

    def write(self, text, *, version, do):
        stating.write_statement(
            self.record, text, by=self.request.user, version=version, over=do == "replace",
            put_back=do == "put-back",
        )  # fmt: skip

    def context(self):
        text = self.text()
        return {
            "statement": self.record, "section": self.section, "rows": text.rows(), "most_evidence": MOST_EVIDENCE,
            "coach": seen(self.record), "ladder": LADDER,
            "saved_evidence": self.record.evidence.standing().select_related("blob"),
        }  # fmt: skip

    def after(self, do):
        if do == "back-to-section":
            where = self.record.prompt_id or "whole"
            return reverse("section", args=[self.section.public_id]) + f"#question-{where}"
        if do == "evidence-add":
            number = self.record.evidence.standing().count()
            return f"{self.url}?add=evidence#evidence-{number}"
        if do.startswith("evidence-remove-"):
            return f"{self.url}#evidence"
        return ""


def _sheet(request, public_id):
    statements = Statement.objects.visible_to(request.user)
    related = ("prompt", "edited_by", "copied_from", *(f"section__{name}" for name in OF_SECTION))
    return StatementSheet(request, get_object_or_404(statements.select_related(*related), public_id=public_id))


@require_http_methods(["GET", "HEAD", "POST"])
def statement(request, public_id):
    return open_sheet(request, _sheet(request, public_id))


@require_POST
def statement_save(request, public_id):
    return save_sheet(request, _sheet(request, public_id))


@require_POST
def statement_at_work(request, public_id):
    return at_work_on_sheet(request, _sheet(request, public_id))


@require_http_methods(["GET", "HEAD", "POST"])
def statement_take_out(request, public_id):
    """Ask once, then take a statement out; it can be put back."""
    sheet = _sheet(request, public_id)
    require(request.user, "peerchallenge.write_section", sheet.record)
    section_url = reverse("section", args=[sheet.section.public_id])
    if request.method == "POST":
        try:
            stating.take_out(sheet.record, by=request.user, version=version_in(request.POST.get("version")))
        except (Overtaken, NotOpen):
            messages.error(request, "Somebody else changed this after you opened it. Look at it again, then decide.")
            return redirect(sheet.url)
        messages.success(request, "The statement was taken out. You can put it back at the end of this page.")
        return redirect(f"{section_url}#taken-out")
    context = {"sheet": sheet, "assessment": sheet.assessment, "helper": sheet.helper, "statement": sheet.record}
    context |= {"trail": sheet.trail, "who": sheet.who}
    context["hidden"] = [("version", sheet.record.version)]
    return render(request, "peerchallenge/writing/take_out.html", context)


@require_POST
def statement_put_back(request, public_id):
    sheet = _sheet(request, public_id)
    require(request.user, "peerchallenge.write_section", sheet.record)
    try:
        stating.put_back(sheet.record, by=request.user)
    except NotOpen:
        messages.error(request, sheet.fresh().what_happened())
    else:
        messages.success(request, "The statement stands again.")
    return redirect(f"{reverse('section', args=[sheet.section.public_id])}#statement-{sheet.record.public_id}")


@require_safe
def evidence_file(request, public_id):
    """The file of a piece of evidence, for those who read the working text: always to be saved, never shown."""
    files = Evidence.objects.visible_to(request.user).filter(blob__isnull=False).select_related("blob")
    evidence = get_object_or_404(files, public_id=public_id, is_removed=False)
    return answer(request, evidence.blob, name=evidence.file_name, is_public=False)
