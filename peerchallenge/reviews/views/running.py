"""Reviews as those concerned open them: the list, and the front page of one."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from peerchallenge.reviews import front_page, listing, releasing
from peerchallenge.reviews.audiences import who_sees_review
from peerchallenge.reviews.models import Reviewer
from peerchallenge.reviews.stage_words import now_in_words, tag_kind
from peerchallenge.reviews.views.shared import review_to, trail
from portal.audit.models import AuditEvent
from portal.ui.links import with_query
from portal.ui.pagination import page_of
from portal.ui.permissions import may
from portal.ui.posted import address_if_there
from portal.ui.sheets import write_csv

A_PAGE = 50


@require_safe
def reviews(request):
    """Whoever runs reviews, hosts one or sits on a team finds theirs here, by what is going on."""
    selects = listing.choices(request.user, request.GET)
    found = listing.narrowed(listing.listed(request.user), selects)
    page = page_of(request, found, A_PAGE)
    context = {
        "page": page, "rows": listing.rows_of(page.object_list), "selects": selects,
        "chips": [_chip(request, one) for one in selects if one["value"]],
        "trail": trail()[:1], "query": request.GET.urlencode(), "opened": releasing.opened_to(request.user),
        **_ways_on(request.user),
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/running/list.html", context)


def _ways_on(user):
    may_start, may_ask = may(user, "reviews.start_any"), may(user, "reviews.ask_for_any")
    return {
        "may_start": may_start, "may_ask": may_ask,
        "new_url": address_if_there("review_new") if may_start or may_ask else "",
        "bring_url": address_if_there("letter_bring") if may_start else "",
        "kinds_url": address_if_there("kinds") if may(user, "reviews.see_kinds") else "",
        "also": _people_and_coverage(user),
    }  # fmt: skip


def _people_and_coverage(user) -> list[tuple[str, str]]:
    """Return (label, address) of the pool, of the person's own profile in it, and of coverage, as far as theirs."""
    found = [("Pool of reviewers", address_if_there("pool"))] if may(user, "reviews.see_pool") else []
    mine = Reviewer.objects.visible_to(user).standing().filter(person=user).select_related("region")
    found += [(f"Your profile as a reviewer, {one.region}", reverse("reviewer", args=[one.public_id])) for one in mine]
    if may(user, "reviews.see_coverage"):
        found.append(("Coverage: who has had which review, and what was promised", address_if_there("coverage")))
    return [(label, url) for label, url in found if url]


def _chip(request, select):
    label = dict(select["choices"])[select["value"]]
    return {"label": label, "url": with_query(request.GET, **{select["name"]: None})}


@require_safe
def reviews_csv(request):
    """What the list shows, narrowed as it is, as CSV."""
    found = listing.narrowed(listing.listed(request.user), listing.choices(request.user, request.GET))
    columns, rows = listing.table(found)
    headers = {"Content-Disposition": f'attachment; filename="reviews-{timezone.localdate()}.csv"'}
    return HttpResponse(write_csv(columns, rows), content_type="text/csv; charset=utf-8", headers=headers)


@require_safe
def review(request, public_id):
    """Where it stands, by when what is promised, whose turn it is, and the way to its parts."""
    review = review_to(request, public_id)
    lead = front_page.leads_of([review]).get(review.pk)
    reader = front_page.reader_of(request.user, review)
    context = {
        "review": review, "who": who_sees_review(review), "facts": front_page.facts(review, lead),
        "now": now_in_words(review), "tag_kind": tag_kind(review.status), "steps": front_page.timeline(review),
        "next": front_page.next_act(request.user, review, lead), "links": front_page.sub_nav(reader, review),
        "mine": front_page.also_here(request.user, reader, review),
        "events": AuditEvent.objects.visible_to(request.user).about(review)[:10], "trail": trail(),
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/running/review.html", context)
