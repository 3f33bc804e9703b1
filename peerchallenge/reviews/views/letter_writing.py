"""Writing the letter of a review, which saves by itself, and looking at it as it would be sent."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from peerchallenge.no_child import explained
from peerchallenge.reviews.actions import writing_letters
from peerchallenge.reviews.audiences import who_sees_team
from peerchallenge.reviews.forms.kinds import wrong_in
from peerchallenge.reviews.forms.letters import LetterTextForm
from peerchallenge.reviews.letter import findings_of, words_of
from peerchallenge.reviews.letter_page import laid_out
from peerchallenge.reviews.models import Correction, LetterDraft, Stage
from peerchallenge.reviews.replying import is_final
from peerchallenge.reviews.stages import next_stage
from peerchallenge.reviews.views.letter_sending import SENDING, address_of, to_write
from peerchallenge.reviews.views.shared import changed_meanwhile, review_to, trail
from portal.audit.models import NotAMove, Overtaken
from portal.drafting import autosave, kept
from portal.drafting.conflict import typed_fields, who_did
from portal.drafting.models import presence
from portal.ui.posted import posted, version_in
from portal.ui.said import in_words
from portal.ui.saved_first import saved_first


@require_http_methods(["GET", "HEAD", "POST"])
def letter_write(request, public_id):
    """The lead, or who runs it for them, writes what stands around the findings; from here the letter is sent."""
    review = to_write(request, public_id)
    if is_final(review):
        return redirect("letter", review.public_id)
    draft = _draft_of(request, review)
    if request.POST.get("do") == "discard-mine":
        kept.forget(request)
        return redirect(address_of(review))
    form = LetterTextForm(posted(request) or kept.restored(request), initial=LetterTextForm.initial_of(draft))
    if request.method == "POST" and request.POST.get("do") != "edit" and form.is_valid():
        return _save(request, review, form)
    to, corrections = next_stage(review), review.corrections.all()
    context = {
        "review": review, "form": form, "draft": draft, "findings": findings_of(review), "to": to,
        "version": request.POST.get("version", draft.version if draft else 0),
        "waiting": sum(one.answer == Correction.Answer.WAITING for one in corrections), "corrections": len(corrections),
        "can_send": to in SENDING, "is_draft_next": to == Stage.FACTUAL_CHECK, "next_label": to.label if to else "",
        "is_checked": review.status == Stage.FACTUAL_CHECK, "who": who_sees_team(review), "trail": trail(review),
        "place": f"letter-{review.pk}", "state": "unsaved" if form.is_bound else "saved", "errors": wrong_in(form),
        "address": address_of(review), "others": presence.in_words(presence.others_at_work(review, request.user)),
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
            return changed_meanwhile(request, address_of(review))
        return saved_first(
            request, draft, about=f"The letter of {review}", mine=in_words(form),
            theirs=in_words(LetterTextForm(initial=LetterTextForm.initial_of(draft))), discard_url=address_of(review),
            typed=typed_fields(request.POST), template="peerchallenge/saved_first.html", trail=trail(review),
            readers=who_sees_team(review),
        )  # fmt: skip
    kept.forget(request)
    messages.success(request, "Saved. Only the team and those who run the review read it.")
    return redirect(address_of(review))


@require_POST
def letter_save(request, public_id):
    """Save what is typed, as the page does by itself: no message, no event."""
    review = to_write(request, public_id)
    form = LetterTextForm(request.POST, initial=LetterTextForm.initial_of(_draft_of(request, review)))
    if not form.is_valid():
        return autosave.invalid(wrong_in(form))
    version = version_in(request.POST.get("version"))
    try:
        with explained(form, review, by=request.user):
            draft = writing_letters.write_letter(
                review, by=request.user, version=version, quietly=True, **form.cleaned_data
            )
    except NotAMove:
        return autosave.overtaken("The letter was issued, or the review ended, after you opened this.")
    except Overtaken:
        draft = _draft_of(request, review)
        return autosave.overtaken(who_did(draft.edited_by, "saved this", draft.edited_at, request.user))
    kept.forget(request)
    return autosave.saved(draft.edited_at, {"version": draft.version}, presence.meet(review, request.user))


def _draft_of(request, review):
    return LetterDraft.objects.visible_to(request.user).filter(review=review).select_related("edited_by").first()


@require_safe
def letter_preview(request, public_id):
    """The letter as it would be sent now, for whoever writes it and for the team."""
    review = review_to(request, public_id, "reviews.preview_letter")
    context = {
        "review": review, "shown": laid_out(words_of(review)), "who": who_sees_team(review),
        "trail": trail(review, ("Write the letter", address_of(review))),
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/letters/preview.html", context)
