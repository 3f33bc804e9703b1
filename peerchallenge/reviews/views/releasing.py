"""The host lets others read of its review: choose items, see whom that lets in, confirm; and who has read it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from peerchallenge.audiences import Audience, capital, own_readers_in_words
from peerchallenge.reviews import front_page
from peerchallenge.reviews.actions import releasing as acts
from peerchallenge.reviews.audiences import let_in_by, who_sees_findings
from peerchallenge.reviews.forms.releasing import ReleaseForm
from peerchallenge.reviews.models import ItemRelease, ShownTo
from peerchallenge.reviews.models.levels import TO_DIRECTORS
from peerchallenge.reviews.reading_log import readings_of
from peerchallenge.reviews.releasing import change_of, counted, entries_of, people, warning
from peerchallenge.reviews.views.shared import review_to, trail
from portal.audit.models import NotAMove, Overtaken
from portal.ui import dates
from portal.ui.permissions import may, require
from portal.ui.posted import posted
from portal.ui.sheets import write_csv

NOT_FINAL = "Nothing is released before the findings are final: others never read a draft."
AFTERWARDS = "Look at the findings as others see them, on this page."


@require_http_methods(["GET", "HEAD", "POST"])
def review_release(request, public_id):
    """Whoever answers for the host chooses what others read of its review; its other readers see what they do."""
    review = review_to(request, public_id, "reviews.read_as_host")
    if request.method == "POST":
        require(request.user, "reviews.release", review)
    ticks_all = request.GET.get("tick") == "all" and request.method != "POST"
    form = ReleaseForm(posted(request), review=review, entries=entries_of(review), ticks_all=ticks_all)
    if request.method == "POST" and form.is_valid():
        change = change_of(review, set(form.cleaned_data["items"]), form.cleaned_data["shown_to"])
        if request.POST.get("do") == "release":
            return _released(request, review, form, change)
        if not change.problems and (review.is_issued or not change.wider):
            return _asked(request, review, form, change)
        for problem in change.problems or [NOT_FINAL]:
            form.add_error("items", problem)
    return _page(request, review, form)


def _page(request, review, form):
    rows = ItemRelease.objects.visible_to(request.user).filter(review=review).select_related("made_by")
    context = {
        "review": review, "form": form, "may_release": may(request.user, "reviews.release", review),
        "may_read_log": may(request.user, "reviews.read_log", review), "releases": rows[:20],
        "who": _who_sees_this(review), "lets_in": _lets_in(review),
        "always": who_sees_findings(review, shown_to=ShownTo.AUTHORITY, names=True).groups,
        "links": front_page.sub_nav(front_page.reader_of(request.user, review), review, "review_release"),
        "trail": trail(review), "as_levels": [level for level in ShownTo if level in TO_DIRECTORS],
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/releasing/release.html", context)


def _who_sees_this(review):
    own = capital(own_readers_in_words(review.authority))
    return Audience("Authority", f"{own} can see this page. How far each item is read stands beside it.")


def _lets_in(review):
    """Return (level, whom it lets in) for those beyond the authority whom a level lets in by name."""
    return [(level, let_in_by(review, level)) for level in (ShownTo.DIRECTORS, ShownTo.REGION)]


def _asked(request, review, form, change, *, is_new=False):
    """The one question before it happens: what, whom it lets in by name, and that it can't be undone."""
    context = {
        "review": review, "change": change, "warning": warning(change), "is_new": is_new, "trail": trail(review),
        "hidden": form.hidden(), "confirm": [*form.hidden(), ("do", "release"), ("seal", change.seal)],
        "wider": counted(change.wider), "narrower": counted(change.narrower), "along": counted(change.along),
        "cancel_url": reverse("review_release", args=[review.public_id]), "button": _button(change),
        "closing": counted(change.narrower + change.along),
        "as_level": change.level if change.level in TO_DIRECTORS else ShownTo.DIRECTORS,
    }  # fmt: skip
    status = 409 if is_new else 200
    return render(request, "peerchallenge/reviews/releasing/confirm.html", context, status=status)


def _button(change):
    if not change.wider:
        return "Close them to others" if len(change.entries) > 1 else "Close it to others"
    them = "them" if len(change.wider) > 1 else "it"
    return f"Make {them} public" if change.is_public else f"Let {people(len(change.lets_in.readers))} read {them}"


def _released(request, review, form, change):
    given = form.cleaned_data
    try:
        acts.release(review, given["items"], given["shown_to"], by=request.user, seal=request.POST.get("seal", ""))
    except Overtaken:
        return _asked(request, review, form, change, is_new=True)
    except NotAMove:
        messages.error(request, NOT_FINAL)
        return redirect("review_release", review.public_id)
    messages.success(request, f"Done: {counted(change.entries)}. {AFTERWARDS}")
    return redirect("review_release", review.public_id)


@require_safe
def review_access_log(request, public_id):
    """Who of neither the host nor the team has opened findings or the letter: people, as what, when."""
    review = review_to(request, public_id, "reviews.read_log")
    rows = [[str(one.person), one.part, one.what, dates.day(one.day), _times(one)]
            for one in readings_of(review, request.user)[:500]]  # fmt: skip
    context = {
        "review": review, "rows": rows, "trail": trail(review), "who": who_sees_findings(review),
        "columns": [{"label": label} for label in ("Who", "As what", "What", "Day", "When")],
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/releasing/access_log.html", context)


def _times(one):
    last = dates.clock(one.last_at)
    return f"at {last}" if one.times == 1 else f"{one.times} times, last at {last}"


@require_safe
def review_access_log_csv(request, public_id):
    """The whole list of who has read it, as CSV."""
    review = review_to(request, public_id, "reviews.read_log")
    columns = ["Who", "As what", "What", "Day", "First at", "Last at", "Times"]
    rows = [
        [str(one.person), one.part, one.what, one.day.isoformat(), dates.clock(one.first_at), dates.clock(one.last_at),
         str(one.times)]
        for one in readings_of(review, request.user)
    ]  # fmt: skip
    name = f"{review.authority.code}-review-who-has-read-it-{timezone.localdate()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(write_csv(columns, rows), content_type="text/csv; charset=utf-8", headers=headers)
