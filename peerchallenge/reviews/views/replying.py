"""The host's reply: to one finding, to all strengths at once, and sending it as a whole."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from peerchallenge.no_child import explained
from peerchallenge.reviews.actions import replying as acts
from peerchallenge.reviews.audiences import who_sees_reply
from peerchallenge.reviews.forms.kinds import wrong_in
from peerchallenge.reviews.forms.replying import ReplyForm, SendForm
from peerchallenge.reviews.models import Reply
from peerchallenge.reviews.replying import awaits_reply, due_or_sent, standing_of
from peerchallenge.reviews.views.findings import finding_page, finding_read, review_read
from peerchallenge.reviews.views.shared import trail
from portal.audit.models import Overtaken
from portal.drafting import autosave, kept
from portal.drafting.conflict import who_did
from portal.ui.permissions import require
from portal.ui.posted import posted, version_in
from portal.ui.saved_first import saved_first
from portal.ui.typed import typed_into

CLOSED = "The reply was sent, or can’t be written any more: nothing was saved."


@require_http_methods(["GET", "HEAD", "POST"])
def reply(request, public_id):
    """Whoever writes for the host replies to one finding, and goes on to the next that has no reply."""
    opened, card = finding_read(request, public_id)
    require(request.user, "reviews.write_reply", opened.review)
    if request.method != "POST":
        return finding_page(request, opened, card)
    if request.POST.get("do") == "discard-mine":
        kept.forget(request)
        return redirect(_at(opened.review, card))
    form = ReplyForm(request.POST, finding=card.finding, said=card.reply)
    if request.POST.get("do") == "edit" or not form.is_valid():
        return finding_page(request, opened, card, form, version=version_in(request.POST.get("version")))
    try:
        with explained(form, card.finding, by=request.user):
            acts.reply(
                card.finding, **form.cleaned_data, by=request.user, version=version_in(request.POST.get("version"))
            )
    except acts.NotOpen:
        return finding_page(request, opened, card, said=CLOSED, typed=typed_into(request), status=409)
    except Overtaken:
        return _overtaken(request, opened, card, form)
    kept.forget(request)
    return _on_to_the_next(request, opened, card)


@require_POST
def reply_save(request, public_id):
    """Save a reply as it is typed, as the page does by itself; nobody else reads it before the whole is sent."""
    opened, card = finding_read(request, public_id)
    require(request.user, "reviews.write_reply", opened.review)
    form = ReplyForm(request.POST, finding=card.finding, said=card.reply)
    if not form.is_valid():
        return autosave.invalid(wrong_in(form))
    version = version_in(request.POST.get("version"))
    try:
        with explained(form, card.finding, by=request.user):
            saved = acts.reply(card.finding, **form.cleaned_data, by=request.user, version=version)
    except acts.NotOpen:
        return autosave.overtaken(CLOSED)
    except Overtaken:
        there = Reply.objects.visible_to(request.user).filter(finding=card.finding).select_related("edited_by").first()
        by = who_did(there.edited_by, "saved this", there.edited_at, request.user) if there else CLOSED
        return autosave.overtaken(by)
    kept.forget(request)
    return autosave.saved(saved.edited_at, {"version": saved.version})


def _on_to_the_next(request, opened, card):
    """After a reply: the next finding without one, after this one or else from the start; in the way they came."""
    later = [one for one in opened.cards if one.number > card.number and not one.reply]
    left = later or [one for one in opened.cards if not one.reply and one.number != card.number]
    if request.POST.get("from") == "one" and left:
        messages.success(request, f"Your reply to finding {card.number} is saved. It is not sent yet.")
        return redirect("reply", left[0].finding.public_id)
    if not left:
        messages.success(request, "Saved. Every finding has a reply now. It is not sent yet.")
        return redirect("findings", opened.review.public_id)
    return redirect(_at(opened.review, left[0]))


def _at(review, card):
    return f"{reverse('findings', args=[review.public_id])}#finding-{card.finding.public_id}"


def _overtaken(request, opened, card, form):
    """Both replies, and the button that puts the typed one over the other."""
    saved = Reply.objects.visible_to(request.user).filter(finding=card.finding).select_related("edited_by").first()
    if saved is None:  # the finding was taken out: its page is gone
        return finding_page(request, opened, card, said=CLOSED, typed=typed_into(request), status=409)
    said = form.cleaned_data
    return saved_first(
        request, saved, about=f"Finding {card.number}: {card.headline}",
        theirs=_in_words(saved.says, saved.words), mine=_in_words(said["says"], said["words"]),
        typed=[("says", said["says"]), ("words", said["words"])], discard_url=_at(opened.review, card),
        trail=trail(opened.review), template="peerchallenge/saved_first.html", readers=who_sees_reply(opened.review),
    )  # fmt: skip


def _in_words(says, words):
    return [("Reply", Reply.Says(says).label), ("In words", words)]


@require_http_methods(["GET", "HEAD", "POST"])
def reply_strengths(request, public_id):
    """Agree to all strengths that have no reply yet, asked once."""
    review = review_read(request, public_id)
    require(request.user, "reviews.write_reply", review)
    address = reverse("findings", args=[public_id])
    if not awaits_reply(review):
        messages.error(request, CLOSED)
        return redirect(address)
    if request.method == "POST":
        return _agreed(request, review, address)
    left = standing_of(review).strengths_left
    if not left:
        messages.info(request, "Every strength has a reply.")
        return redirect(address)
    context = {
        "review": review, "left": left, "who": who_sees_reply(review), "cancel_url": address,
        "hidden": [("finding", one.public_id) for one in left],
        "trail": [*trail(review), ("Headline findings", address)],
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/findings/agree.html", context)


def _agreed(request, review, address):
    wanted = request.POST.getlist("finding")
    try:
        made = acts.agree_to_strengths(review, set(wanted), by=request.user)
    except acts.NotOpen:
        messages.error(request, CLOSED)
        return redirect(address)
    others = len(wanted) - made
    also = f" {others} had a reply by then, which stays as it is." if others else ""
    messages.success(request, f"You agree to {made} strength{'' if made == 1 else 's'}. It is not sent yet.{also}")
    return redirect(address)


@require_http_methods(["GET", "HEAD", "POST"])
def reply_send(request, public_id):
    """The host's director, or who leads its trust, sends the reply as a whole, once they have seen what it says."""
    review = review_read(request, public_id)
    require(request.user, "reviews.send_reply", review)
    address = reverse("findings", args=[public_id])
    if not awaits_reply(review):
        messages.error(request, CLOSED)
        return redirect(address)
    standing = standing_of(review)
    form = SendForm(posted(request), lacks=_lacks(standing))
    if request.method == "POST" and form.is_valid():
        try:
            acts.send_reply(
                review,
                by=request.user,
                seal=request.POST.get("seal", ""),
                without=form.cleaned_data.get("without", False),
            )
        except (acts.ReplyChanged, acts.NotWhole):
            return _send_page(request, review, SendForm(lacks=_lacks(standing)), standing, changed=True)
        except acts.NotOpen:
            messages.error(request, CLOSED)
            return redirect(address)
        messages.success(request, "The reply is sent. We are writing to the team and to those who run peer challenge.")
        return redirect(address)
    return _send_page(request, review, form, standing)


def _lacks(standing):
    """Return what has no answer, in words: "2 findings and 1 next step"; "" when nothing lacks."""
    counts = [(len(standing.left), "finding"), (len(standing.unanswered), "next step")]
    return " and ".join(f"{many} {what}{'' if many == 1 else 's'}" for many, what in counts if many)


def _send_page(request, review, form, standing, *, changed=False):
    address = reverse("findings", args=[review.public_id])
    says = [(label, sum(one.said.says == value for one in standing.replied)) for value, label in Reply.Says.choices]
    context = {
        "review": review, "form": form, "standing": standing, "counts": says, "changed": changed,
        "due": due_or_sent(review), "who": who_sees_reply(review), "cancel_url": address,
        "trail": [*trail(review), ("Headline findings", address)],
        "hidden": [("seal", standing.seal)], "lacks": _lacks(standing),
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/findings/send.html", context, status=409 if changed else 200)
