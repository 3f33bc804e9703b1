"""Bringing an update in from a document: read it, check what was found beside the original, save it as a draft."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from portal.documents.process import LARGEST_FILE
from portal.regions.models import Region
from portal.ui.permissions import require
from updates import actions
from updates.forms import AddressForm, DocumentForm, EditionWords, address_initial, field_errors
from updates.importing import CannotRead, read, read_text
from updates.models import ImportedDocument
from updates.periods import Period
from updates.words import found_text


@require_http_methods(["GET", "HEAD", "POST"])
def document_new(request):
    require(request.user, "updates.write")
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            document = _read(form.cleaned_data, request.user)
        except CannotRead as problem:
            form.add_error("file" if form.cleaned_data["file"] else "text", str(problem))
        else:
            return redirect("document_check", document.public_id)
    return render(request, "updates/desk/document_new.html", {"form": form})


def _read(values, user):
    """Read the pasted text or the file and keep what was found for the check screen; raises CannotRead."""
    regions = {region.slug: [region.name] for region in Region.objects.visible_to(user)}
    file = values["file"]
    if file is None:
        name, found = "", read_text(values["text"], regions)
    elif file.size > LARGEST_FILE:
        raise CannotRead("This file is larger than 25 MB. Save the document without its pictures, or paste its text.")
    else:
        name, found = file.name[:200], read(file.name, file.read(), regions)
    return actions.keep_document(name, found, by=user)


@require_http_methods(["GET", "HEAD", "POST"])
def document_check(request, public_id):
    """What was found, in a form, beside the original; saving it makes the draft."""
    document = get_object_or_404(ImportedDocument.objects.visible_to(request.user), public_id=public_id)
    require(request.user, "updates.write")
    if document.update_id:
        return redirect("update_edit", document.update_id)
    if request.method == "POST":
        return _save_check(request, document)
    found = document.found
    region = Region.objects.visible_to(request.user).filter(slug=found["region"] or "").first()
    period = Period.parse(found["period"]) if found["period"] else None
    address = AddressForm(initial=address_initial(region, period), user=request.user)
    words = EditionWords(text=found_text(found))
    return _check_page(request, document, address, words)


def _check_page(request, document, address, words):
    errors = []
    if address.is_bound:
        errors = field_errors(address) + words.errors()
    context = {
        "document": document, "found": document.found, "doubts": _placed_doubts(document.found),
        "address": address, "words": words, "errors": errors, "taken": getattr(address, "taken", None),
    }  # fmt: skip
    return render(request, "updates/desk/document_check.html", context)


def _placed_doubts(found):
    """Return the doubts of what was found, each with the address of its section on the page, if it has one."""
    places = {section["heading"]: f"#section-{number}" for number, section in enumerate(found["sections"])}
    return [doubt | {"url": places.get(doubt["place"])} for doubt in found["doubts"]]


def _save_check(request, document):
    address = AddressForm(request.POST, user=request.user)
    words = EditionWords(request.POST)
    valid = [address.is_valid(), words.is_valid()]
    if not all(valid):
        return _check_page(request, document, address, words)
    values = address.cleaned_data
    require(request.user, "updates.write_in", values["region"])
    try:
        draft = actions.take_document(
            document, values["region"], values["period"],
            special=values["special"], text=words.text(request.POST.get("do", "")), by=request.user,
        )  # fmt: skip
    except actions.PeriodTaken as taken:
        address.is_taken(taken.update)
        return _check_page(request, document, address, words)
    messages.success(request, "Saved as a draft. Only your region’s programme managers can see it.")
    return redirect("update_edit", draft.update_id)
