"""Writing the letter of a review, looking at it, and sending it: as draft for the factual check, then finally."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from peerchallenge.no_child import explained
from peerchallenge.reviews.actions import letters, writing_letters
from peerchallenge.reviews.actions.moving import back_to_draft
from peerchallenge.reviews.actions.telling import tell, told
from peerchallenge.reviews.audiences import who_sees_findings, who_sees_team
from peerchallenge.reviews.forms.letters import LetterTextForm, SendForm
from peerchallenge.reviews.letter import findings_of, fingerprint, words_of
from peerchallenge.reviews.letter_page import laid_out, name_of
from peerchallenge.reviews.models import Correction, LetterDraft, Stage
from peerchallenge.reviews.replying import is_final
from peerchallenge.reviews.stage_words import HOST
from peerchallenge.reviews.stages import next_stage
from peerchallenge.reviews.views.shared import changed_meanwhile, review_to, trail
from portal.audit.models import NotAMove, Overtaken
from portal.drafting import kept
from portal.drafting.conflict import typed_fields
from portal.ui import dates
from portal.ui.permissions import require
from portal.ui.posted import posted, version_in
from portal.ui.said import in_words
from portal.ui.saved_first import saved_first

# Of each stage that a letter reaches: heading, button, what follows, how its host is told.
_SENDING = {
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


def _to_write(request, public_id):
    return review_to(request, public_id, "reviews.write_letter")


def _address(review):
    return reverse("letter_write", args=[review.public_id])


@require_http_methods(["GET", "HEAD", "POST"])
def letter_write(request, public_id):
    """The lead, or who runs it for them, writes what stands around the findings; from here the letter is sent."""
    review = _to_write(request, public_id)
    if is_final(review):
        return redirect("letter", review.public_id)
    draft = LetterDraft.objects.visible_to(request.user).filter(review=review).select_related("edited_by").first()
    if request.POST.get("do") == "discard-mine":
        kept.forget(request)
        return redirect(_address(review))
    form = LetterTextForm(posted(request) or kept.restored(request), initial=LetterTextForm.initial_of(draft))
    if request.method == "POST" and form.is_valid():
        return _save(request, review, form)
    to, corrections = next_stage(review), review.corrections.all()
    context = {
        "review": review, "form": form, "draft": draft, "findings": findings_of(review), "to": to,
        "version": request.POST.get("version", draft.version if draft else 0),
        "waiting": sum(one.answer == Correction.Answer.WAITING for one in corrections), "corrections": len(corrections),
        "can_send": to in _SENDING, "is_draft_next": to == Stage.FACTUAL_CHECK, "next_label": to.label if to else "",
        "is_checked": review.status == Stage.FACTUAL_CHECK, "who": who_sees_team(review), "trail": trail(review),
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/letters/write.html", context | kept.page(request))


def _save(request, review, form):
    version = version_in(request.POST.get("version"))
    try:
        with explained(form, review, by=request.user):
            writing_letters.write_letter(review, by=request.user, version=version, **form.cleaned_data)
    except NotAMove:
        return changed_meanwhile(request, reverse("letter", args=[review.public_id]))
    except Overtaken:
        draft = LetterDraft.objects.visible_to(request.user).select_related("edited_by").filter(review=review).first()
        if draft is None:
            return changed_meanwhile(request, _address(review))
        return saved_first(
            request, draft, about=f"The letter of {review}", mine=in_words(form),
            theirs=in_words(LetterTextForm(initial=LetterTextForm.initial_of(draft))), discard_url=_address(review),
            typed=typed_fields(request.POST), template="peerchallenge/saved_first.html", trail=trail(review),
            readers=who_sees_team(review),
        )  # fmt: skip
    kept.forget(request)
    messages.success(request, "Saved. Only the team and those who run the review read it.")
    return redirect(_address(review))


@require_safe
def letter_preview(request, public_id):
    """The letter as it would be sent now, for whoever writes it and for the team."""
    review = review_to(request, public_id, "reviews.preview_letter")
    context = {
        "review": review, "shown": laid_out(words_of(review)), "who": who_sees_team(review),
        "trail": trail(review, ("Write the letter", _address(review))),
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/letters/preview.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def letter_send(request, public_id):
    """One question before the letter goes to its host: what follows, who reads it, what exactly is sent."""
    review = _to_write(request, public_id)
    to = next_stage(review)
    if to not in _SENDING:
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
            return redirect(_address(review))
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
    heading, button, consequences, _, _ = _SENDING[to]
    words = words_of(review)
    after = who_sees_findings_then(review)
    return {
        "review": review, "form": form, "asked": asked, "heading": heading.format(host=review.authority),
        "button": button, "consequences": [one.format(host=review.authority) for one in consequences],
        "who": who_sees_team(review), "after": after, "told": told(review, [HOST], by=None),
        "hidden": [("version", review.version), ("sha256", fingerprint(words))], "shown": laid_out(words),
        "trail": trail(review, ("Write the letter", _address(review))), "cancel_url": _address(review),
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
    _, _, _, subject, said = _SENDING[to]
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
    review = _to_write(request, public_id)
    require(request.user, "reviews.take_draft_back", review)
    if request.method == "POST":
        try:
            back_to_draft(review, by=request.user, version=version_in(request.POST.get("version")))
        except (Overtaken, NotAMove):
            return changed_meanwhile(request, review.get_absolute_url())
        messages.success(request, "You can write on the letter. Send the draft again when it is ready.")
        return redirect(_address(review))
    context = {
        "review": review, "who": who_sees_team(review), "heading": "Take the draft back to write on it?",
        "button": "Take it back", "hidden": [("version", review.version)],
        "consequences": [
            f"{review.authority} goes on reading the draft that was sent. It can’t correct facts until the next one.",
            "Corrections that were proposed stay, with your answers.",
        ],
        "trail": trail(review, ("Write the letter", _address(review))),
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/confirm.html", context)
