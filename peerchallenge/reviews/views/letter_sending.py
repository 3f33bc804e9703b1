"""Sending the letter of a review to its host: as draft for the factual check, then finally; and taking a draft back."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from peerchallenge.reviews.actions import letters
from peerchallenge.reviews.actions.moving import back_to_draft
from peerchallenge.reviews.actions.telling import tell, told
from peerchallenge.reviews.audiences import who_sees_findings, who_sees_team
from peerchallenge.reviews.forms.letters import SendForm
from peerchallenge.reviews.letter import fingerprint, words_of
from peerchallenge.reviews.letter_page import laid_out, name_of
from peerchallenge.reviews.models import Correction, Stage
from peerchallenge.reviews.stage_words import HOST
from peerchallenge.reviews.stages import next_stage
from peerchallenge.reviews.views.shared import changed_meanwhile, review_to, trail
from portal.audit.models import NotAMove, Overtaken
from portal.ui import dates
from portal.ui.permissions import require
from portal.ui.posted import posted, version_in

# Of each stage that a letter reaches: heading, button, what follows, how its host is told.
SENDING = {
    Stage.FACTUAL_CHECK: (
        "Send the draft to {host}?", "Send the draft",
        ["{host} reads this draft and its headline findings from now on.",
         "It corrects facts, nothing else. You answer each correction before you issue the final letter.",
         "You can take the draft back to write on it; what was sent stays with {host}."],
        "its draft letter is here, to check facts", "You can read the draft letter and correct facts in it{until}.",
    ),
    Stage.FINAL_LETTER: (
        "Issue the final letter?", "Issue the final letter",
        ["The letter and its headline findings can’t be changed any more.",
         "{host} reads it and replies to each finding.",
         "The team’s private notes are destroyed some weeks from now."],
        "its final letter is here, to reply to", "You can read the final letter and reply to its findings{until}.",
    ),
}  # fmt: skip


def to_write(request, public_id):
    return review_to(request, public_id, "reviews.write_letter")


def address_of(review):
    return reverse("letter_write", args=[review.public_id])


@require_http_methods(["GET", "HEAD", "POST"])
def letter_send(request, public_id):
    """One question before the letter goes to its host: what follows, who reads it, what exactly is sent."""
    review = to_write(request, public_id)
    to = next_stage(review)
    if to not in SENDING:
        return _not_now(request, review)
    asked = Correction.objects.visible_to(request.user).filter(review=review, answer=Correction.Answer.WAITING).count()
    needs = asked and to == Stage.FINAL_LETTER
    form = SendForm(posted(request)) if needs else None
    status = 200
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            return _sent(request, review, to, asked)
        except (Overtaken, NotAMove):
            return _not_now(request, review)
        except letters.NoFindings:
            messages.error(request, "A letter needs one headline finding at least. Write it, then send the letter.")
            return redirect(address_of(review))
        except letters.WordsChanged:
            messages.error(request, "It was not sent: the letter changed after you opened this. Read it again.")
            status = 409
        except letters.Unanswered:
            messages.error(request, "It was not sent: a correction came in at this moment. Answer it first.")
            return redirect("corrections", review.public_id)
    return render(
        request, "peerchallenge/reviews/letters/send.html", _send_page(review, to, form, asked), status=status
    )


def _send_page(review, to, form, asked):
    heading, button, consequences, _, _ = SENDING[to]
    words = words_of(review)
    after = who_sees_findings_then(review)
    return {
        "review": review, "form": form, "asked": asked, "heading": heading.format(host=review.authority),
        "button": button, "consequences": [one.format(host=review.authority) for one in consequences],
        "who": who_sees_team(review), "after": after, "told": told(review, [HOST], by=None),
        "hidden": [("version", review.version), ("sha256", fingerprint(words))], "shown": laid_out(words),
        "trail": trail(review, ("Write the letter", address_of(review))), "cancel_url": address_of(review),
    }  # fmt: skip


def who_sees_findings_then(review):
    """Who will read the findings once they are shared with the host."""
    shared, review.shared_at = review.shared_at, review.shared_at or review.made_at
    found = who_sees_findings(review, shown_to=letters.shown_first(review.kind))
    review.shared_at = shared
    return found


def _sent(request, review, to, asked):
    given = {"version": version_in(request.POST.get("version")), "sha256": request.POST.get("sha256", "")}
    if to == Stage.FACTUAL_CHECK:
        letter = letters.send_draft(review, by=request.user, **given)
    else:
        letter = letters.issue(review, by=request.user, **given, unanswered=asked)
    _, _, _, subject, said = SENDING[to]
    after = dict(review.stages.order_by("pk").values_list("stage", "due_on"))
    due = after.get(Stage.FINAL_LETTER if to == Stage.FACTUAL_CHECK else Stage.REPLY)
    people = told(review, [HOST], by=request.user)
    tell(
        review, people, subject=subject, said=said.format(until=f" until {dates.day(due)}" if due else ""),
        key=f"letter:{letter.public_id}", by=request.user, address=reverse("letter", args=[review.public_id]),
    )  # fmt: skip
    messages.success(request, f"{name_of(letter)} is sent. {review.authority} can read it now, and is being told.")
    return redirect("letter", review.public_id)


def _not_now(request, review):
    """Say who was first, or that it isn't the time, and lead to where the person sees how it stands."""
    last = review.letters.select_related("sent_by").order_by("-sent_at", "-pk").first()
    if last and last.sent_by != request.user:
        said = f"You did not send it: {last.sent_by} sent “{name_of(last)}” first, on {dates.moment(last.sent_at)}."
    elif last:
        said = "It was sent before. Look at how the review stands now."
    else:
        said = "The review moved on after you opened this page, or it isn’t time for the letter yet."
    messages.error(request, said)
    return redirect(review)


@require_http_methods(["GET", "HEAD", "POST"])
def letter_take_back(request, public_id):
    """The lead writes on a draft that the host is checking: asked once."""
    review = to_write(request, public_id)
    require(request.user, "reviews.take_draft_back", review)
    if request.method == "POST":
        try:
            back_to_draft(review, by=request.user, version=version_in(request.POST.get("version")))
        except (Overtaken, NotAMove):
            return changed_meanwhile(request, review.get_absolute_url())
        messages.success(request, "You can write on the letter. Send the draft again when it is ready.")
        return redirect(address_of(review))
    context = {
        "review": review, "who": who_sees_team(review), "heading": "Take the draft back to write on it?",
        "button": "Take it back", "hidden": [("version", review.version)],
        "consequences": [
            f"{review.authority} goes on reading the draft that was sent. It can’t correct facts until the next one.",
            "Corrections that were proposed stay, with your answers.",
        ],
        "trail": trail(review, ("Write the letter", address_of(review))),
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/confirm.html", context)
