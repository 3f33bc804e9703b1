"""The page of findings as others would see it, for the host: as it is now, or as it would be with a change."""

from django.contrib.auth.models import AnonymousUser
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from peerchallenge.reviews.audiences import who_sees_findings
from peerchallenge.reviews.findings_page import Rights, cards_of
from peerchallenge.reviews.forms.releasing import ReleaseForm
from peerchallenge.reviews.models import Finding, NextStep, ShownTo
from peerchallenge.reviews.models.levels import TO_DIRECTORS
from peerchallenge.reviews.releasing import change_of, entries_of
from peerchallenge.reviews.views.shared import review_to, trail

AS = {
    ShownTo.DIRECTORS: "a director of {region}",
    ShownTo.REGION: "somebody who holds a post in {region}",
    ShownTo.PUBLIC: "the public",
}


@require_http_methods(["GET", "HEAD", "POST"])
def review_see_as(request, public_id):
    """Draw the page of findings for a level of readers; posting a choice of items shows it as it would be then.

    Nothing is changed by either.
    """
    review = review_to(request, public_id, "reviews.read_as_host")
    level = _level(request.GET.get("as") or request.POST.get("as"))
    after, hidden = _after(request, review)
    found = {kind: [key for key, shown in after.items() if key.startswith(kind) and shown.reach >= level.reach]
             for kind in ("finding", "nextstep")}  # fmt: skip
    findings, steps = (_those(model, found[kind]) for kind, model in (("finding", Finding), ("nextstep", NextStep)))
    if review.replied_at is None:
        steps = steps.filter(is_own=False)  # the host's own, which nobody else reads before it sends its reply
    rights = Rights(replies=review.replied_at is not None)
    # Nothing of the self-assessment: who of them may read that isn't decided here.
    cards = cards_of(review, AnonymousUser(), rights, findings=findings, steps=steps)
    for card in cards:
        card.finding.shown_to = after[f"finding:{card.finding.public_id}"]
    said = {one: words.format(region=review.region) for one, words in AS.items()}
    context = {
        "review": review, "rights": rights, "cards": cards, "count": len(cards), "seen_as": said.pop(level),
        "is_before": bool(hidden), "hidden": hidden, "others": [] if hidden else said.items(),
        "who": who_sees_findings(review, shown_to=level), "trail": trail(review),
        "back_url": reverse("review_release", args=[review.public_id]),
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/releasing/see_as.html", context)


def _level(asked):
    return ShownTo(asked) if asked in TO_DIRECTORS else ShownTo.DIRECTORS


def _after(request, review):
    """Return how far each item is shown, by its key, and the fields of the choice that was posted: after it, if any."""
    entries = entries_of(review)
    form = ReleaseForm(request.POST, review=review, entries=entries) if request.method == "POST" else None
    if form and form.is_valid():
        change = change_of(review, set(form.cleaned_data["items"]), form.cleaned_data["shown_to"])
        return change.after, form.hidden()
    return {entry.key: entry.level for entry in entries}, []


def _those(model, keys):
    return model.objects.filter(public_id__in=[key.partition(":")[2] for key in keys])
