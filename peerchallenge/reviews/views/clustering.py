"""The lead makes headline findings of the team's notes: choose, move, undo; and puts two findings together."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from peerchallenge.no_child import note_explained
from peerchallenge.reviews import front_page
from peerchallenge.reviews.actions import clustering as acts
from peerchallenge.reviews.audiences import who_sees_team
from peerchallenge.reviews.clusters import clusters_of
from peerchallenge.reviews.forms.clustering import MergeForm, MoveForm
from peerchallenge.reviews.models import Finding
from peerchallenge.reviews.noting import kept_in_words
from peerchallenge.reviews.views.shared import changed_meanwhile, review_to, trail
from peerchallenge.reviews.wording import is_still_worded
from portal.audit.models import Overtaken
from portal.ui.posted import posted, version_in

FINAL = "The findings are final by now, or the notes are destroyed: nothing was changed."
GONE = "Somebody changed or took out what you chose. Look again, then choose."


def _review(request, public_id):
    return review_to(request, public_id, "reviews.cluster")


def _back(review):
    return redirect("cluster", review.public_id)


def _said(request, review, said):
    messages.error(request, said)
    return _back(review)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cluster(request, public_id):
    """The lead chooses notes, by theme, and moves them behind a headline finding."""
    review = _review(request, public_id)
    clusters = clusters_of(review, request.user)
    form = MoveForm(posted(request), clusters=clusters)
    if request.method != "POST" or not form.is_valid():
        return _page(request, review, clusters, form)
    try:
        moved = _moved(request, review, form)
    except acts.Final:
        return changed_meanwhile(request, reverse("cluster", args=[review.public_id]), FINAL)
    except (Overtaken, acts.NothingChosen):
        return changed_meanwhile(request, reverse("cluster", args=[review.public_id]), GONE)
    request.session[_key(review)] = moved._asdict()
    return _back(review)


def _moved(request, review, form):
    given = form.cleaned_data
    if form.is_freeing:
        return acts.free_notes(review, given["notes"])
    headline = " ".join(given["headline"].split())
    return acts.move_notes(
        review, given["notes"], by=request.user, finding=given["to"], headline=headline, kind=given["kind"],
        explain=lambda made: note_explained(form, made, by=request.user),
    )  # fmt: skip


def _key(review):
    return f"moved:{review.public_id}"


def _page(request, review, clusters, form, merge_form=None):
    last = request.session.get(_key(review))
    chosen = set(form["notes"].value() or ())
    context = {
        "review": review, "clusters": clusters, "form": form, "chosen": chosen,
        "who": who_sees_team(review, only_team=True), "kept_in_words": kept_in_words(review),
        "merge_form": merge_form or MergeForm(review=review), "may_move": is_still_worded(review),
        "undo": _in_words(last, clusters) if last else "",
        "links": front_page.sub_nav(front_page.reader_of(request.user, review), review, "workspace"),
        "trail": [*trail(review), ("Workspace", reverse("workspace", args=[review.public_id]))],
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/workspace/cluster.html", context)


def _in_words(last, clusters):
    number = len(last["notes"])
    notes = f"{number} note{'' if number == 1 else 's'}"
    if not last["finding"]:
        return f"{notes} taken out of a headline finding."
    found = next((one.finding.headline for one in clusters.findings if one.finding.pk == last["finding"]), None)
    return f"{notes} moved to “{found}”." if found else ""


@require_POST
def cluster_undo(request, public_id):
    """Take back the last move, as far as nobody moved its notes on since."""
    review = _review(request, public_id)
    last = request.session.pop(_key(review), None)
    if last is None:
        return _said(request, review, "There is nothing to undo any more.")
    try:
        acts.undo(review, acts.Moved(**last), by=request.user)
    except acts.Final:
        return _said(request, review, FINAL)
    messages.success(request, "The notes are back where they were.")
    return _back(review)


@require_http_methods(["GET", "HEAD", "POST"])
def cluster_merge(request, public_id):
    """Put two headline findings together: asked once, with what becomes of each."""
    review = _review(request, public_id)
    if not is_still_worded(review):
        return _said(request, review, FINAL)
    form = MergeForm(request.POST or request.GET or None, review=review)
    if not form.is_valid():
        return _page(request, review, clusters_of(review, request.user), MoveForm(clusters=clusters_of(
            review, request.user)), merge_form=form)  # fmt: skip
    into, other = form.cleaned_data["into"], form.cleaned_data["other"]
    if request.method == "POST":
        return _merged(request, review, into, other)
    context = {
        "review": review, "into": into, "other": other, "who": who_sees_team(review), "trail": trail(review),
        "hidden": [("merge-into", into.public_id), ("merge-other", other.public_id), ("version", other.version)],
        "cancel_url": reverse("cluster", args=[review.public_id]),
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/workspace/merge.html", context)


def _merged(request, review, into, other):
    version = version_in(request.POST.get("version"))
    try:
        merged = acts.merge(review, into, other, by=request.user, version=version)
    except acts.Final:
        return _said(request, review, FINAL)
    except Overtaken:
        return _said(request, review, GONE)
    except acts.TooLong:
        longest = Finding._meta.get_field("heard").max_length
        return _said(request, review, f"Together they say more than {longest} characters. Shorten one of them first.")
    messages.success(request, f"Both are in one headline finding now: “{merged.headline}”.")
    request.session.pop(_key(review), None)
    return _back(review)
