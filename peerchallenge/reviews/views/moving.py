"""What becomes of a review: edited, dated, moved on, put off, taken up again, given up; each asked once, then done."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from peerchallenge.no_child import explained
from peerchallenge.reviews.actions import running
from peerchallenge.reviews.actions.telling import told
from peerchallenge.reviews.audiences import who_sees_review
from peerchallenge.reviews.forms.running import BecauseForm, ReviewForm, StageDateForm
from peerchallenge.reviews.front_page import due_in_words, leads_of
from peerchallenge.reviews.models import Stage
from peerchallenge.reviews.stage_words import WORDS
from peerchallenge.reviews.stages import next_stage
from peerchallenge.reviews.views.shared import changed_meanwhile, review_to, trail
from portal.audit.models import NotAMove, Overtaken
from portal.drafting.conflict import typed_fields
from portal.ui.posted import address_if_there, posted, version_in
from portal.ui.said import in_words
from portal.ui.saved_first import saved_first


@require_http_methods(["GET", "HEAD", "POST"])
def review_edit(request, public_id):
    """Its title, what the host asks, the days of the visit, its cycle."""
    review = review_to(request, public_id, "reviews.edit")
    form = ReviewForm(posted(request), review=review)
    if form.is_valid():
        version = version_in(request.POST.get("version"))
        try:
            running.edit(review, by=request.user, version=version, form=form, **form.about(review.kind))
        except Overtaken:
            return _conflict(request, review_to(request, public_id, "reviews.edit"), form)
        except NotAMove:
            return changed_meanwhile(request, review.get_absolute_url())
        messages.success(request, "Saved. Whoever knows of the review reads it.")
        return redirect(review)
    context = _page(review) | {"form": form, "version": request.POST.get("version", review.version)}
    return render(request, "peerchallenge/reviews/running/edit.html", context)


def _conflict(request, review, form):
    return saved_first(
        request, review, theirs=in_words(ReviewForm(review=review)), mine=in_words(form),
        typed=typed_fields(request.POST), discard_url=review.get_absolute_url(), trail=trail(review),
        readers=who_sees_review(review), template="peerchallenge/saved_first.html",
    )  # fmt: skip


def _page(review):
    return {"review": review, "who": who_sees_review(review), "trail": trail(review)}


@require_http_methods(["GET", "HEAD", "POST"])
def review_date(request, public_id):
    """Another day for a stage that is to come, with a reason; or what its kind promises again."""
    review = review_to(request, public_id, "reviews.move_on")
    form = StageDateForm(posted(request), review=review, initial={"stage": next_stage(review)})
    if form.is_valid():
        given = form.cleaned_data
        try:
            with explained(form, review, by=request.user):
                running.date_stage(
                    review, given["stage"], due_on=given["due_on"], because=given["because"], by=request.user,
                    version=version_in(request.POST.get("version")),
                )  # fmt: skip
        except (Overtaken, NotAMove):
            return changed_meanwhile(request, review.get_absolute_url())
        messages.success(request, "The day is changed.")
        return redirect(review)
    rows = [row for row in review.stages.all() if row.is_on and row.reached_at is None]
    rows.sort(key=lambda row: list(Stage).index(row.stage))
    context = _page(review) | {"form": form, "version": request.POST.get("version", review.version)}
    return render(
        request, "peerchallenge/reviews/running/date.html", context | {"promised": [due_in_words(row) for row in rows]}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def review_move(request, public_id):
    """On to the next stage: what it means, who is told, what is missing. Some stages have a page of their own."""
    review = review_to(request, public_id, "reviews.move_on")
    to = next_stage(review)
    if to is None:
        return changed_meanwhile(request, review.get_absolute_url())
    if page := WORDS[to].page:
        if url := address_if_there(page, review.public_id):
            return redirect(url)
        raise Http404
    people = told(review, WORDS[to].tells, by=request.user)
    if request.method == "POST" and not running.lacks_days(review, to):
        return _moved(request, review, people)
    context = _page(review) | {
        "to": to, "words": WORDS[to], "lets": [line.format(host=review.authority) for line in WORDS[to].lets],
        "told": people, "missing": _missing(review, to), "lacks_days": running.lacks_days(review, to),
        "hidden": [("version", review.version), ("to", to.value)],
    }  # fmt: skip
    return render(
        request, "peerchallenge/reviews/running/move.html", context, status=409 if request.method == "POST" else 200
    )


def _moved(request, review, people):
    to = request.POST.get("to", "")
    try:
        if to not in Stage.values:
            raise NotAMove(to)
        running.move(review, Stage(to), by=request.user, version=version_in(request.POST.get("version")))
    except (Overtaken, NotAMove):
        return changed_meanwhile(request, review.get_absolute_url())
    sent = f" Mail goes to {len(people)} {'person' if len(people) == 1 else 'people'}." if people else ""
    messages.success(request, f"The review is now at: {Stage(to).label}.{sent}")
    return redirect(review)


def _missing(review, to) -> list[tuple[str, str]]:
    """Return (what, where to mend it) of what usually is there before `to`; it doesn't stand in the way."""
    found = []
    if to in (Stage.TEAM_CONFIRMED, Stage.EVIDENCE_OPEN, Stage.ON_SITE):
        if review.begins_on is None:
            found.append(("The days of the visit aren’t set.", address_if_there("review_edit", review.public_id)))
        if review.pk not in leads_of([review]):
            found.append(("Nobody leads the team yet.", address_if_there("team", review.public_id)))
    return found


# What each verb's page says: question, button, what happens, what is said afterwards.
POSTPONING = {
    "heading": "Put this review off?",
    "button": "Put it off",
    "consequences": [
        "It stays where it stands, with its team and all that is written.",
        "What was promised stops counting until you take it up again.",
    ],
    "said": "The review is put off. Everybody concerned is told.",
}
RESUMING = {
    "heading": "Take this review up again?",
    "button": "Take it up again",
    "consequences": [
        "It goes on where it stood. Set the new days of the visit next: what is promised follows them.",
        "Everybody concerned is told.",
    ],
    "said": "The review goes on where it stood. Set the days of the visit next.",
}
WITHDRAWING = {
    "heading": "Give this review up?",
    "button": "Give it up",
    "consequences": [
        "Nothing in it changes any more, and it can’t be taken up again. You can start another one.",
        "Whoever could read something can go on reading it.",
    ],
    "warning": True,
    "said": "The review is given up. Everybody concerned is told.",
}


@require_http_methods(["GET", "HEAD", "POST"])
def review_postpone(request, public_id):
    return _decided(request, public_id, "reviews.postpone", POSTPONING, running.postpone, BecauseForm)


@require_http_methods(["GET", "HEAD", "POST"])
def review_resume(request, public_id):
    return _decided(request, public_id, "reviews.resume", RESUMING, running.resume)


@require_http_methods(["GET", "HEAD", "POST"])
def review_withdraw(request, public_id):
    return _decided(request, public_id, "reviews.withdraw", WITHDRAWING, running.withdraw, BecauseForm)


def _decided(request, public_id, permission, words, act, asks=None):
    """Ask once, with the form `asks` if there is one, then do `act`."""
    review = review_to(request, public_id, permission)
    form = asks(posted(request)) if asks else None
    if request.method == "POST" and (form is None or form.is_valid()):
        why = {"because": form.cleaned_data["because"]} if form else {}
        try:
            _acted(request, review, act, form, why)
        except (Overtaken, NotAMove):
            return changed_meanwhile(request, review.get_absolute_url())
        messages.success(request, words["said"])
        return redirect(review)
    version = request.POST.get("version", review.version)
    context = _page(review) | {"form": form, "hidden": [("version", version)]} | words
    return render(request, "peerchallenge/reviews/confirm.html", context)


def _acted(request, review, act, form, why):
    version = version_in(request.POST.get("version"))
    if form is None:
        act(review, by=request.user, version=version)
        return
    with explained(form, review, by=request.user):
        act(review, by=request.user, version=version, **why)
