"""Bringing an update in from a document: read it, check what was found beside the original, save it as a draft."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from portal.audit.models import FormKey
from portal.documents.bringing import bring, placed_doubts, read_given
from portal.regions.models import Region
from portal.ui.mistakes import field_errors
from portal.ui.permissions import require
from updates import actions, importing
from updates.forms import AddressForm, DocumentForm, EditionWords, address_initial
from updates.models import ImportedDocument
from updates.periods import Period
from updates.words import found_text


@require_http_methods(["GET", "HEAD", "POST"])
def document_new(request):
    require(request.user, "updates.write")
    form, key = DocumentForm(request.POST or None, request.FILES or None), FormKey.of_form(request)
    if request.method == "POST" and form.is_valid():
        document = bring(form, ImportedDocument, read=_read, keep=actions.keep_document, by=request.user, key=key)
        if document:
            return redirect("document_check", document.public_id)
    return render(request, "updates/desk/document_new.html", {"form": form, "form_key": key})


def _read(values, user):
    return read_given(values, user, importing)


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
        "document": document, "found": document.found,
        "doubts": placed_doubts(document.found, ("sections", "heading", "section")),
        "address": address, "words": words, "errors": errors, "taken": getattr(address, "taken", None),
    }  # fmt: skip
    return render(request, "updates/desk/document_check.html", context)


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
