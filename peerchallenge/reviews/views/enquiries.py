"""Lines of enquiry of a review: what the team will ask about. The team and those who run it choose, the host reads."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from peerchallenge.no_child import explained
from peerchallenge.reviews import front_page
from peerchallenge.reviews.actions import planning as acts
from peerchallenge.reviews.audiences import who_sees_review
from peerchallenge.reviews.forms.planning import MOST_ENQUIRIES, EnquiryForm, EnquiryOrderForm
from peerchallenge.reviews.models import ReviewEnquiry
from peerchallenge.reviews.views.shared import changed_meanwhile, review_to, trail
from peerchallenge.reviews.visit import enquiries_of, lines_to_take
from portal.audit.models import FormKey, KeyAlreadyUsed, NotAMove, Overtaken
from portal.drafting import kept
from portal.ui.permissions import may, require
from portal.ui.posted import posted, version_in
from portal.ui.saved_first import saved_first

CHOOSES = "reviews.choose_enquiries"


def _list(review):
    return reverse("review_enquiries", args=[review.public_id])


def _one(request, public_id):
    rows = ReviewEnquiry.objects.visible_to(request.user).standing()
    rows = rows.select_related("edited_by", *(f"review__{name}" for name in front_page.RELATED))
    found = get_object_or_404(rows, public_id=public_id)
    require(request.user, CHOOSES, found.review)
    return found


def _context(review, **more):
    return {"review": review, "who": who_sees_review(review), "cancel_url": _list(review),
            "trail": trail(review, ("Lines of enquiry", _list(review)))} | more  # fmt: skip


@require_safe
def review_enquiries(request, public_id):
    """What the team will ask about, in order."""
    review = review_to(request, public_id, "reviews.see_visit")
    may_choose = may(request.user, CHOOSES, review)
    reader = front_page.reader_of(request.user, review)
    context = _context(
        review, enquiries=enquiries_of(review, request.user), may_choose=may_choose, trail=trail(review),
        lines=lines_to_take(review, request.user) if may_choose else [],
        links=front_page.sub_nav(reader, review, "review_enquiries"),
    )  # fmt: skip
    return render(request, "peerchallenge/reviews/workspace/enquiries.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def review_enquiry_new(request, public_id):
    """Somebody of the team, or who runs the review, adds a line of enquiry of their own."""
    review = review_to(request, public_id, CHOOSES)
    form, key = EnquiryForm(posted(request) or kept.restored(request)), FormKey.of_form(request)
    if request.method == "POST" and form.is_valid():
        if len(enquiries_of(review, request.user)) >= MOST_ENQUIRIES:
            form.add_error("text", f"There are {MOST_ENQUIRIES} lines already. Take one out first.")
        else:
            return _added(request, review, form, key)
    context = _context(review, form=form, key=key, heading="Add a line of enquiry", button="Add it")
    return render(request, "peerchallenge/reviews/workspace/plan_form.html", context | kept.page(request))


def _added(request, review, form, key):
    try:
        with explained(form, review, by=request.user):
            acts.add_enquiry(review, by=request.user, form_key=key, **form.said())
    except KeyAlreadyUsed:
        pass
    except NotAMove:
        return changed_meanwhile(request, review.get_absolute_url())
    kept.forget(request)
    messages.success(request, "The line of enquiry is added.")
    return redirect(_list(review))


@require_POST
def review_enquiries_take(request, public_id):
    """Take over the lines of enquiry that were sent to the host in this year’s cycle."""
    review = review_to(request, public_id, CHOOSES)
    chosen = set(request.POST.getlist("lines"))
    lines = [line for line in lines_to_take(review, request.user) if str(line.public_id) in chosen]
    try:
        number = acts.take_enquiries(review, lines, by=request.user)
    except NotAMove:
        return changed_meanwhile(request, review.get_absolute_url())
    lines = f"{number} line{'' if number == 1 else 's'} of enquiry"
    messages.success(request, f"{lines} taken over." if number else "Choose at least one line of enquiry.")
    return redirect(_list(review))


@require_http_methods(["GET", "HEAD", "POST"])
def review_enquiry_edit(request, public_id):
    """Word a line of enquiry anew."""
    enquiry = _one(request, public_id)
    review = enquiry.review
    form = EnquiryForm(posted(request) or kept.restored(request), initial={"text": enquiry.text})
    if request.method == "POST" and form.is_valid():
        return _edited(request, enquiry, form)
    version = request.POST.get("version", enquiry.version)
    context = _context(review, form=form, version=version, heading="Edit this line of enquiry", button="Save")
    return render(request, "peerchallenge/reviews/workspace/plan_form.html", context | kept.page(request))


def _edited(request, enquiry, form):
    review, version = enquiry.review, version_in(request.POST.get("version"))
    try:
        with explained(form, review, by=request.user):
            acts.change(enquiry, by=request.user, version=version, permission=CHOOSES, **form.said())
    except NotAMove:
        return changed_meanwhile(request, review.get_absolute_url())
    except Overtaken:
        saved = ReviewEnquiry.objects.visible_to(request.user).standing().filter(pk=enquiry.pk).first()
        if saved is None:
            return changed_meanwhile(request, _list(review))
        return saved_first(
            request, saved, theirs=[("Line of enquiry", saved.text)], typed=[("text", form.said()["text"])],
            mine=[("Line of enquiry", form.said()["text"])], discard_url=_list(review), trail=trail(review),
            template="peerchallenge/saved_first.html", readers=who_sees_review(review),
        )  # fmt: skip
    kept.forget(request)
    messages.success(request, "The line of enquiry is saved.")
    return redirect(_list(review))


@require_http_methods(["GET", "HEAD", "POST"])
def review_enquiry_remove(request, public_id):
    """Take a line of enquiry out, asked once."""
    enquiry = _one(request, public_id)
    review = enquiry.review
    if request.method == "POST":
        version = version_in(request.POST.get("version"))
        try:
            acts.take_out(enquiry, by=request.user, version=version, permission=CHOOSES)
        except (Overtaken, NotAMove):
            return changed_meanwhile(request, _list(review))
        messages.success(request, "The line of enquiry is taken out.")
        return redirect(_list(review))
    context = _context(
        review, quoted=enquiry.text, heading="Take this line of enquiry out?", hidden=[("version", enquiry.version)],
        button="Take it out", warning=True,
        intro="Notes and headline findings that name it go on naming it.",
    )  # fmt: skip
    return render(request, "peerchallenge/reviews/confirm.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def review_enquiries_order(request, public_id):
    """Put the lines of enquiry in order."""
    review = review_to(request, public_id, CHOOSES)
    form = EnquiryOrderForm(posted(request), enquiries=enquiries_of(review, request.user))
    if request.method == "POST" and form.is_valid():
        try:
            acts.order_enquiries(review, form.order(), by=request.user)
        except NotAMove:
            return changed_meanwhile(request, review.get_absolute_url())
        messages.success(request, "The lines of enquiry stand in the order that you gave.")
        return redirect(_list(review))
    context = _context(review, form=form, heading="Order of the lines of enquiry", button="Save the order")
    return render(request, "peerchallenge/reviews/workspace/plan_form.html", context)
