"""Adding, changing and removing the pictures and documents of a draft."""

from uuid import UUID

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from portal.audit.models import FormKey, KeyAlreadyUsed, Overtaken
from portal.ui.permissions import require
from updates import attachments
from updates.file_forms import DocumentFileForm, PictureForm
from updates.models import Attached
from updates.views.shared import changed_meanwhile, managed, version_in

PICTURE, DOCUMENT = Attached.Kind.PICTURE, Attached.Kind.DOCUMENT


@require_http_methods(["GET", "HEAD", "POST"])
def picture_new(request, pk):
    """Add a picture at the end of a section's text."""
    update, draft = _draft(request, pk)
    if draft is None:
        return redirect("update_record", pk)
    sections = list(draft.sections.all())
    number = version_in(request.GET.get("section"))
    initial = {"section": sections[number].anchor} if number < len(sections) else {}
    form = PictureForm(request.POST or None, request.FILES or None, sections=sections, initial=initial)

    def add(values, **with_):
        section = next((one for one in sections if one.anchor == values.get("section")), None)
        attachments.add_picture(
            draft, values["read"], alt=values["alt"], is_decorative=values["is_decorative"], section=section, **with_
        )
        messages.success(request, f"The picture was added at the end of “{section}”." if section else "Added.")
        return f"#section-{sections.index(section)}" if section else "#files"

    return _add(request, update, draft, form, add, PICTURE)


@require_http_methods(["GET", "HEAD", "POST"])
def file_new(request, pk):
    """Add a document beside the text."""
    update, draft = _draft(request, pk)
    if draft is None:
        return redirect("update_record", pk)
    form = DocumentFileForm(request.POST or None, request.FILES or None)

    def add(values, **with_):
        attachments.add_document(draft, values["read"], title=values["title"], **with_)
        messages.success(request, f"“{values['title']}” was added.")
        return "#files"

    return _add(request, update, draft, form, add, DOCUMENT)


def _draft(request, pk):
    """Return the update and the draft that may be written in; None when there is no draft any more."""
    update = managed(request, pk)
    draft = update.draft
    if draft is not None:
        require(request.user, "updates.edit", draft)
    return update, draft


def _add(request, update, draft, form, add, kind):
    """The page of a form that adds a file: `add` does it and returns the place on the edit page to go on at."""
    key = FormKey.of_form(request)
    edit_url = reverse("update_edit", args=[update.pk])
    status = 200
    if request.method == "POST":
        if FormKey.made_by(key, Attached):
            return redirect(f"{edit_url}#files")
        if form.is_valid():
            try:
                version = version_in(request.POST.get("version"))
                return redirect(edit_url + add(form.cleaned_data, by=request.user, version=version, form_key=key))
            except KeyAlreadyUsed:
                return redirect(f"{edit_url}#files")
            except Overtaken:
                status = _say_overtaken(form, draft)
    context = {
        "update": update, "form": form, "kind": kind, "button": f"Add {kind}", "title": f"Add a {kind}",
        "hidden": [("version", draft.version), ("form_key", key)],
    }  # fmt: skip
    return render(request, "updates/desk/file_form.html", context, status=status)


def _say_overtaken(form, draft):
    """Keep what was typed, with the version that the draft has now."""
    draft.refresh_from_db()
    form.not_added(draft.edited_by)
    return 409


@require_http_methods(["GET", "HEAD", "POST"])
def file_edit(request, pk, slot):
    """Describe a file of the draft anew, or replace it; its address stays."""
    update, draft = _draft(request, pk)
    attached = _of_draft(request, draft, slot)
    form_class, change, fields = _CHANGES[attached.kind]
    initial = {name: getattr(attached, name) for name in fields}
    form = form_class(request.POST or None, request.FILES or None, needs_file=False, initial=initial)
    status = 200
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in fields} | {attached.kind: form.cleaned_data["read"]}
        try:
            change(attached, **values, by=request.user, version=version_in(request.POST.get("version")))
        except Overtaken:
            status = _say_overtaken(form, draft)
        else:
            messages.success(request, "Replaced." if form.cleaned_data["read"] else "Saved.")
            return redirect(reverse("update_edit", args=[pk]) + "#files")
    context = {
        "update": update, "form": form, "kind": attached.kind, "attached": attached, "button": "Save",
        "title": f"Change this {attached.kind}", "hidden": [("version", draft.version)],
    }  # fmt: skip
    return render(request, "updates/desk/file_form.html", context, status=status)


_CHANGES = {
    PICTURE: (PictureForm, attachments.change_picture, ("alt", "is_decorative")),
    DOCUMENT: (DocumentFileForm, attachments.change_document, ("title",)),
}


def _of_draft(request, draft, slot: UUID):
    """Return a file of the draft; 404 when there is no draft or it has no such file."""
    files = Attached.objects.visible_to(request.user).filter(edition=draft, blob__isnull=False)
    return get_object_or_404(files.select_related("blob", "edition__update"), slot=slot, edition__isnull=False)


@require_http_methods(["GET", "HEAD", "POST"])
def file_remove(request, pk, slot):
    """Ask once, then take a file out of the draft."""
    update, draft = _draft(request, pk)
    attached = _of_draft(request, draft, slot)
    if request.method == "POST":
        try:
            attachments.remove(attached, by=request.user, version=version_in(request.POST.get("version")))
        except Overtaken:
            return changed_meanwhile(request, "update_edit", pk)
        messages.success(request, f"“{attached}” was removed from the draft.")
        return redirect(reverse("update_edit", args=[pk]) + "#files")
    context = {"update": update, "attached": attached, "hidden": [("version", draft.version)]}
    return render(request, "updates/desk/file_remove.html", context)


def page_of_button(update, do):
    """Where a button about files of the edit page leads once the draft is saved: "picture-new-2", "file-edit-SLOT".

    None for every other button.
    """
    what, _, which = do.partition("-")
    verb, _, of = which.partition("-")
    if what == "picture" and verb == "new":
        return f"{reverse('picture_new', args=[update.pk])}?section={version_in(of)}"
    if what == "file" and verb == "new":
        return reverse("file_new", args=[update.pk])
    if what == "file" and verb in ("edit", "remove"):
        try:
            return reverse(f"file_{verb}", args=[update.pk, UUID(of)])
        except ValueError:
            return None
    return None
