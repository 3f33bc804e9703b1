"""Writing a draft of a framework: its settings with the scale, an area with its questions."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from peerchallenge.actions import framing
from peerchallenge.forms import framework_writing as forms
from peerchallenge.forms.frameworks import LABEL_TAKEN
from peerchallenge.forms.rows import after, typed_rows
from peerchallenge.frameworks import columns as of
from peerchallenge.frameworks.text import AreaText, area_text, text_of
from peerchallenge.models import FrameworkArea
from peerchallenge.views.framework_shared import changed_meanwhile, conflict, draft_to, trail
from portal.audit.models import FormKey, KeyAlreadyUsed, Overtaken
from portal.ui.posted import posted, version_in
from portal.ui.said import in_words

SAVED = "Saved. Only your region’s programme managers read the draft."
CODE_TAKEN = "Another area, or a question of another area, has one of these codes. Enter others."


@require_http_methods(["GET", "HEAD", "POST"])
def framework_edit(request, pk):
    """What the version says of itself, and its scale."""
    version = draft_to(request, pk)
    keeps_name = not framing.may_be_renamed(version.framework)
    form = forms.SettingsForm(posted(request), version=version, keeps_name=keeps_name)
    rows = forms.PointRows(posted(request), prefix="points", initial=_points(version))
    if button := _button(request):
        typed = after(typed_rows(request.POST, "points", forms.POINT_NAMES, of.MOST_POINTS), button, "points")
        rows = forms.PointRows(prefix="points", initial=typed[: of.MOST_POINTS])
        form = forms.SettingsForm(version=version, keeps_name=keeps_name)
        form.initial |= forms.typed_into(forms.SettingsForm, request.POST)
        return _settings_page(request, version, form, rows, is_typed=True)
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        try:
            framing.edit_version(
                version, by=request.user, seen=version_in(request.POST.get("version")), scale=rows.texts(),
                **form.cleaned_data,
            )  # fmt: skip
            messages.success(request, SAVED)
            return redirect(version)
        except framing.LabelTaken:
            form.add_error("label", LABEL_TAKEN)
        except Overtaken:
            return _settings_conflict(request, form, rows, version.pk, keeps_name)
    return _settings_page(request, version, form, rows)


def _button(request):
    """Return which button that moves rows was pressed; empty for saving and for a page that is only shown."""
    do = request.POST.get("do", "save")
    return do if request.method == "POST" and do != "save" else ""


def _points(version):
    return forms.points_initial(text_of(version).scale)


def _settings_conflict(request, form, rows, pk, keeps_name):
    version = draft_to(request, pk)
    saved = forms.SettingsForm(version=version, keeps_name=keeps_name)
    saved_rows = forms.PointRows(prefix="points", initial=_points(version))
    theirs = [*in_words(saved), *saved_rows.said("Judgement")]
    return conflict(request, version, version, theirs, [*in_words(form), *rows.said("Judgement")])


def _settings_page(request, version, form, rows, is_typed=False):
    context = {
        "version": version, "form": form, "rows": rows, "is_typed": is_typed, "most": of.MOST_POINTS,
        "seen": request.POST.get("version", version.version), "trail": trail(request.user, version),
    }  # fmt: skip
    return render(request, "peerchallenge/framework/edit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def framework_area_new(request, pk):
    version = draft_to(request, pk)
    form, rows = _area_forms(request, AreaText("", ""))
    key = FormKey.of_form(request)
    if button := _button(request):
        return _area_page(request, version, None, *_after_button(request, button), key=key, is_typed=True)
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        text = AreaText(**form.cleaned_data, prompts=rows.texts())
        try:
            framing.add_area(version, text, by=request.user, form_key=key)
            messages.success(request, SAVED)
            return redirect(version)
        except KeyAlreadyUsed:
            return redirect(version)
        except framing.CodeTaken:
            form.add_error("code", CODE_TAKEN)
    return _area_page(request, version, None, form, rows, key=key)


@require_http_methods(["GET", "HEAD", "POST"])
def framework_area(request, pk, area_pk):
    """One area with its questions."""
    version = draft_to(request, pk)
    area = version.areas.prefetch_related("prompts").filter(pk=area_pk).first()
    if area is None and request.method == "POST":
        return _taken_out(request, version)
    area = area or get_object_or_404(version.areas, pk=area_pk)
    form, rows = _area_forms(request, area_text(area))
    if button := _button(request):
        return _area_page(request, version, area, *_after_button(request, button), is_typed=True)
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        text = AreaText(**form.cleaned_data, prompts=rows.texts())
        try:
            seen = version_in(request.POST.get("version"))
            framing.edit_area(version, area.pk, text, by=request.user, seen=seen)
            messages.success(request, SAVED)
            return redirect(version.get_absolute_url() + f"#area-{area.pk}")
        except framing.CodeTaken:
            form.add_error("code", CODE_TAKEN)
        except FrameworkArea.DoesNotExist:
            return _taken_out(request, version)
        except Overtaken:
            return _area_conflict(request, version, area.pk, form, rows)
    return _area_page(request, version, area, form, rows)


def _area_forms(request, text):
    form = forms.AreaForm(posted(request), initial=forms.area_initial(text))
    return form, forms.PromptRows(posted(request), prefix="prompts", initial=forms.prompts_initial(text.prompts))


def _after_button(request, button):
    """Return both forms as they were typed, the rows after the button; nothing is checked before it is saved."""
    typed = after(typed_rows(request.POST, "prompts", forms.PROMPT_NAMES, forms.MOST_PROMPTS), button, "prompts")
    form = forms.AreaForm(initial=forms.typed_into(forms.AreaForm, request.POST))
    return form, forms.PromptRows(prefix="prompts", initial=typed[: forms.MOST_PROMPTS])


def _taken_out(request, version):
    """Give back what was typed into an area that somebody took out meanwhile: saved, it becomes a new one."""
    form, rows = _area_forms(request, AreaText("", ""))
    return _area_page(request, version, None, form, rows, key=FormKey.of_form(request), is_gone=True)


def _area_conflict(request, version, area_pk, form, rows):
    area = get_object_or_404(version.areas.select_related("edited_by").prefetch_related("prompts"), pk=area_pk)
    text = area_text(area)
    saved = forms.AreaForm(initial=forms.area_initial(text))
    saved_rows = forms.PromptRows(prefix="prompts", initial=forms.prompts_initial(text.prompts))
    theirs = [*in_words(saved), *saved_rows.said("Question")]
    return conflict(request, version, area, theirs, [*in_words(form), *rows.said("Question")])


def _area_page(request, version, area, form, rows, *, key=None, is_typed=False, is_gone=False):
    context = {
        "version": version, "area": area, "form": form, "rows": rows, "key": key, "is_typed": is_typed,
        "is_gone": is_gone, "most": forms.MOST_PROMPTS, "trail": trail(request.user, version),
        "action": reverse("framework_area_new", args=[version.pk]) if is_gone else "",
        "seen": request.POST.get("version", area.version if area else ""),
    }  # fmt: skip
    return render(request, "peerchallenge/framework/area.html", context, status=409 if is_gone else 200)


@require_POST
def framework_area_move(request, pk, area_pk):
    version = draft_to(request, pk)
    step = {"up": -1, "down": 1}.get(request.POST.get("do"), 0)
    try:
        framing.move_area(version, area_pk, step, by=request.user, seen=version_in(request.POST.get("changes")))
    except Overtaken:
        return changed_meanwhile(request, version)
    return redirect(version.get_absolute_url() + f"#area-{area_pk}")


@require_http_methods(["GET", "HEAD", "POST"])
def framework_area_take_out(request, pk, area_pk):
    """Ask once, then take the area with its questions out of the draft."""
    version = draft_to(request, pk)
    if request.method == "POST":
        try:
            framing.take_out_area(version, area_pk, by=request.user, seen=version_in(request.POST.get("version")))
        except Overtaken:
            return changed_meanwhile(request, version)
        messages.success(request, "The area is taken out of the draft.")
        return redirect(version)
    area = get_object_or_404(version.areas.prefetch_related("prompts"), pk=area_pk)
    count = len(area.prompts.all())
    context = {
        "version": version, "trail": trail(request.user, version), "hidden": [("version", area.version)],
        "heading": "Take this area out?", "button": "Take it out", "warning": True,
        "consequences": [
            f"“{area}” leaves the draft, with {count} question{'' if count == 1 else 's'}.",
            "What it said stays in the history of the draft. No published version changes.",
        ],
    }  # fmt: skip
    return render(request, "peerchallenge/framework/confirm.html", context)
