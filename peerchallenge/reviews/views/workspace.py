"""The team's front page: what it needs today, and the way to its notes."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from peerchallenge.reviews import front_page, noting, visit
from peerchallenge.reviews.audiences import who_sees_team
from peerchallenge.reviews.views.shared import review_to, trail
from portal.ui.permissions import may


@never_cache
@require_safe
def workspace(request, public_id):
    """Somebody of the team sees today's sessions, the lines of enquiry, the documents, and takes notes."""
    review = review_to(request, public_id, "reviews.work_in_team")
    days = visit.days_of(review, request.user)
    counts = noting.counted(review, request.user)
    context = {
        "review": review, "who": who_sees_team(review, only_team=True), "days": days, "today": visit.today_of(days),
        "visit": front_page.visit_in_words(review), "enquiries": visit.enquiries_of(review, request.user),
        "documents": visit.documents_of(review, request.user), "counts": counts, "leads":
        may(request.user, "reviews.cluster", review), "kept_in_words": noting.kept_in_words(review),
        "notes": sum(one.notes for one in counts), "trail": trail(review),
        "links": front_page.sub_nav(front_page.reader_of(request.user, review), review, "workspace"),
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/workspace/workspace.html", context)
