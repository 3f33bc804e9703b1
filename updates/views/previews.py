"""Preview links: a draft, read without an account by those to whom its programme manager gave the link."""

from contextlib import suppress

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.audit.models import FormKey, KeyAlreadyUsed
from updates.models import PreviewLink
from updates.publication_forms import PreviewLinkForm
from updates.views.public import preview_context
from updates.views.shared import managed


@require_http_methods(["GET", "HEAD", "POST"])
def update_previews(request, pk):
    """The links to the update's draft: who has one, until when, with a form for another."""
    update = managed(request, pk)
    draft = update.draft
    form = PreviewLinkForm(request.POST or None)
    key = FormKey.of_form(request)
    if request.method == "POST" and draft is None:  # a link to nothing would be one to nothing for good
        return redirect("update_record", pk)
    if request.method == "POST" and form.is_valid():
        with suppress(KeyAlreadyUsed):  # pressed twice: the link is in the list
            PreviewLink.make(update, by=request.user, form_key=key, **form.cleaned_data)
        messages.success(request, f"There is a link for {form.cleaned_data['for_whom']}. Copy it from the list below.")
        return redirect("update_previews", pk)
    links = PreviewLink.objects.visible_to(request.user).filter(update=update).select_related("made_by", "ended_by")
    context = {"update": update, "draft": draft, "form": form, "links": links, "hidden": [("form_key", key)]}
    return render(request, "updates/desk/previews.html", context)


@require_POST
def update_preview_end(request, pk, link):
    """Turn a link off: from now on it leads nowhere."""
    update = managed(request, pk)
    found = get_object_or_404(PreviewLink.objects.visible_to(request.user).filter(update=update), pk=link)
    found.turn_off(by=request.user)
    messages.success(request, f"The link for {found.for_whom} is turned off.")
    return redirect("update_previews", pk)


@login_not_required
@require_safe
@never_cache
def preview_link(request, pk, secret):
    """The draft on the real page, for whoever holds the link; 404 once it has expired or was turned off."""
    link = PreviewLink.opened_by(pk, secret)
    if link is None:
        raise Http404("There is no such preview.")
    draft = link.draft
    if draft is None:
        if link.update.live:
            return redirect(link.update)
        raise Http404("There is no draft.")
    context = preview_context(draft) | {"shared": link, "file_query": f"preview={pk}-{secret}"}
    response = render(request, "updates/update.html", context)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
