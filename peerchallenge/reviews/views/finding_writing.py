"""The lead, or who runs the review, words its findings: add, edit, take out, put in order, until they are final."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from peerchallenge.no_child import explained
from peerchallenge.reviews.actions import wording as acts
from peerchallenge.reviews.audiences import who_sees_findings
from peerchallenge.reviews.forms.finding import FindingForm
from peerchallenge.reviews.front_page import RELATED
from peerchallenge.reviews.models import Finding, ShownTo
from peerchallenge.reviews.relating import related
from peerchallenge.reviews.views.shared import review_to, trail
from peerchallenge.reviews.wording import is_still_worded, submission_for, themes_for
from portal.audit.models import FormKey, KeyAlreadyUsed, Overtaken
from portal.drafting import kept
from portal.ui.permissions import require
from portal.ui.posted import posted, version_in
from portal.ui.saved_first import saved_first
from portal.ui.typed import typed_into

FINAL = "The findings are final by now, or the review is over: nothing was changed."


def _finding(request, public_id):
    rows = Finding.objects.visible_to(request.user).standing()
    rows = rows.select_related("theme", "enquiry", "edited_by", *(f"review__{name}" for name in RELATED))
    found = get_object_or_404(rows, public_id=public_id)
    require(request.user, "reviews.write_letter", found.review)
    return found


def _form(request, review, finding=None):
    data = posted(request) or kept.restored(request)
    submission = submission_for(review, request.user, finding)
    enquiries = review.enquiries.standing()
    return FindingForm(
        data, themes=themes_for(review, finding), enquiries=enquiries, submission=submission, finding=finding
    )


def at_findings(review, finding=None) -> str:
    """Return the address of the findings, or of one among them."""
    address = reverse("findings", args=[review.public_id])
    return f"{address}#finding-{finding.public_id}" if finding else address


def who_of(review, finding=None):
    """Return who reads what is written here: an Audience."""
    return who_sees_findings(review, shown_to=finding.shown_to if finding else ShownTo.TEAM)


def final(request, review):
    """Say that the findings are final, and lead to them."""
    messages.error(request, FINAL)
    return redirect(at_findings(review))


@require_http_methods(["GET", "HEAD", "POST"])
def finding_new(request, public_id):
    """Add a headline finding to those of the review; the host reads it once it is sent."""
    review = review_to(request, public_id, "reviews.write_letter")
    if not is_still_worded(review):
        return final(request, review) if request.method != "POST" else _page(request, review, typed=True)
    form, key = _form(request, review), FormKey.of_form(request)
    if request.method == "POST" and form.is_valid():
        try:
            with explained(form, review, by=request.user):
                made = acts.add_finding(review, by=request.user, form_key=key, **form.said())
        except KeyAlreadyUsed as used:
            made = get_object_or_404(Finding.objects.visible_to(request.user), pk=used.record_id)
        except acts.Final:
            return _page(request, review, typed=True)
        kept.forget(request)
        messages.success(request, f"The finding is added. {review.authority} doesn’t read it before it is sent.")
        return redirect(at_findings(review, made))
    return _page(request, review, form, key=key)


@require_http_methods(["GET", "HEAD", "POST"])
def finding_edit(request, public_id):
    """Word a finding anew; the host goes on reading the wording that it was sent."""
    finding = _finding(request, public_id)
    review = finding.review
    if not is_still_worded(review):
        return final(request, review) if request.method != "POST" else _page(request, review, typed=True)
    if request.POST.get("do") == "discard-mine":
        kept.forget(request)
        return redirect(at_findings(review, finding))
    form = _form(request, review, finding)
    if request.method == "POST" and form.is_valid():
        return _edited(request, finding, form)
    return _page(request, review, form, finding=finding)


def _edited(request, finding, form):
    try:
        with explained(form, finding, by=request.user):
            acts.edit_finding(finding, by=request.user, version=version_in(request.POST.get("version")), **form.said())
    except acts.Final:
        return _page(request, finding.review, typed=True)
    except Overtaken:
        return _overtaken(request, finding, form)
    kept.forget(request)
    messages.success(request, "The finding is saved.")
    return redirect(at_findings(finding.review, finding))


def _overtaken(request, finding, form):
    """Both wordings, and the button that puts the typed one over the other; what was typed alone, if it is gone."""
    saved = Finding.objects.visible_to(request.user).standing().filter(pk=finding.pk)
    saved = saved.select_related("theme", "enquiry", "edited_by", "submission").first()
    if saved is None:
        return _page(request, finding.review, typed=True, said="Somebody took this finding out. Nothing was saved.")
    mine = Finding(position=saved.position, **form.said())
    return saved_first(
        request, saved, theirs=_in_words(saved), mine=_in_words(mine),
        typed=[(name, request.POST.get(name, "")) for name in form.fields],
        discard_url=at_findings(finding.review, finding), trail=trail(finding.review),
        template="peerchallenge/saved_first.html", readers=who_of(finding.review, finding),
    )  # fmt: skip


def _in_words(one):
    about = related(one, one.submission)
    own = f"{about.said}: {'; '.join(filter(None, [about.place, about.prompt, about.claim]))}" if about else ""
    return [
        ("Type", Finding.Kind(one.kind).label), ("Headline", one.headline), ("What the team heard", one.heard),
        ("Theme", str(one.theme or "")), ("Line of enquiry", one.enquiry.text if one.enquiry else ""),
        ("Self-assessment", own),
    ]  # fmt: skip


def _page(request, review, form=None, *, finding=None, key=None, typed=False, said=FINAL):
    context = {
        "review": review, "form": form, "finding": finding, "key": key, "who": who_of(review, finding),
        "version": _version(request, finding), "cancel_url": at_findings(review, finding),
        "said": said if typed else "", "typed": typed_into(request) if typed else [],
        "trail": [*trail(review), ("Headline findings", at_findings(review))],
        "is_sent": finding is not None and finding.shown_to != ShownTo.TEAM,
    }  # fmt: skip
    status = 409 if typed else 200
    return render(request, "peerchallenge/reviews/findings/edit.html", context | kept.page(request), status=status)


def _version(request, finding):
    if finding is None:
        return ""
    return version_in(request.POST.get("version")) if request.method == "POST" else finding.version


@require_http_methods(["GET", "HEAD", "POST"])
def finding_remove(request, public_id):
    """Take a finding out, asked once."""
    finding = _finding(request, public_id)
    review = finding.review
    if not is_still_worded(review):
        return final(request, review)
    if request.method == "POST":
        try:
            acts.take_out_finding(finding, by=request.user, version=version_in(request.POST.get("version")))
        except acts.Final:
            return final(request, review)
        except Overtaken:
            messages.error(request, "Somebody changed this finding after you opened the page. Look at it again.")
            return redirect(at_findings(review, finding))
        messages.success(request, "The finding is taken out.")
        return redirect(at_findings(review))
    context = {
        "review": review, "finding": finding, "who": who_of(review, finding), "hidden": [("version", finding.version)],
        "cancel_url": at_findings(review, finding),
        "trail": [*trail(review), ("Headline findings", at_findings(review))],
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/findings/remove.html", context)
