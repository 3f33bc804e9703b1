"""The exception report: on a page that prints well, and as Word."""

from django import forms
from django.core.exceptions import BadRequest, ValidationError
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.events.forms import DayField
from portal.paper.answering import download
from portal.ui.permissions import require
from priorities.exceptions import report, usual_since
from priorities.models import Plan
from priorities.paper import WORD
from priorities.paper.report import report_as_word

COLUMNS = [{"label": label} for label in ("Action", "What", "Owner", "Belongs to")]


class SinceForm(forms.Form):
    """From which day the report tells."""

    use_required_attribute = False

    since = DayField(label="First day of the report", required=False, help_text="Such as the day of the last meeting.")

    def clean_since(self):
        day = self.cleaned_data["since"] or usual_since()
        if day > timezone.localdate():
            raise ValidationError("Enter a day that has been.")
        return day


def _plan(request, pk):
    plan = get_object_or_404(Plan.objects.visible_to(request.user).select_related("region"), pk=pk)
    require(request.user, "priorities.see_exceptions", plan)
    return plan


@require_safe
def plan_exceptions(request, pk):
    plan = _plan(request, pk)
    form = SinceForm({"since": request.GET.get("since") or usual_since()})
    since = form.cleaned_data["since"] if form.is_valid() else usual_since()
    found = report(plan, request.user, since)
    tables = [(chapter, _caption(chapter), [_row(line) for line in chapter.lines]) for chapter in found.chapters]
    context = {
        "plan": plan,
        "form": form,
        "report": found,
        "tables": tables,
        "columns": COLUMNS,
        "today": timezone.localdate(),
    }
    return render(request, "priorities/desk/exceptions.html", context)


def _caption(chapter):
    number = len(chapter.lines)
    return f"{chapter.title}: {number} action{'' if number == 1 else 's'}"


def _row(line):
    link = {"text": line.action.title, "url": reverse("action", args=[line.action.public_id])}
    return [link, line.said, line.owner, line.part]


@require_safe
def plan_exceptions_docx(request, pk):
    plan = _plan(request, pk)
    form = SinceForm({"since": request.GET.get("since") or usual_since()})
    if not form.is_valid():
        raise BadRequest("Not a day.")
    body = report_as_word(report(plan, request.user, form.cleaned_data["since"]))
    response = download(body, WORD, f"{plan.region.slug}-exceptions-{timezone.localdate().isoformat()}.docx")
    response.headers["Cache-Control"] = "private, no-store"
    return response
