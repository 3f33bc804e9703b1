"""The timetable of a visit: by day, a page for each day in print. The team, the host and those who run it plan it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from peerchallenge.no_child import explained
from peerchallenge.reviews import front_page
from peerchallenge.reviews.actions import planning as acts
from peerchallenge.reviews.audiences import who_sees_review
from peerchallenge.reviews.forms.planning import SessionForm
from peerchallenge.reviews.models import Session
from peerchallenge.reviews.views.shared import changed_meanwhile, review_to, trail
from peerchallenge.reviews.visit import days_of
from portal.audit.models import FormKey, KeyAlreadyUsed, NotAMove, Overtaken
from portal.drafting import kept
from portal.ui import dates
from portal.ui.permissions import may, require
from portal.ui.posted import posted, version_in
from portal.ui.saved_first import saved_first

PLANS = "reviews.plan_visit"


def _page_of(review):
    return reverse("timetable", args=[review.public_id])


def _one(request, public_id):
    rows = Session.objects.visible_to(request.user).standing()
    rows = rows.select_related("edited_by", *(f"review__{name}" for name in front_page.RELATED))
    found = get_object_or_404(rows, public_id=public_id)
    require(request.user, PLANS, found.review)
    return found


def _context(review, **more):
    return {"review": review, "who": who_sees_review(review), "cancel_url": _page_of(review),
            "trail": trail(review, ("Timetable", _page_of(review)))} | more  # fmt: skip


@require_safe
def timetable(request, public_id):
    """Who meets whom, when and where, day by day."""
    review = review_to(request, public_id, "reviews.see_visit")
    reader = front_page.reader_of(request.user, review)
    context = _context(
        review, days=days_of(review, request.user), may_plan=may(request.user, PLANS, review), trail=trail(review),
        takes_notes=reader.in_team and not review.is_over, visit=front_page.visit_in_words(review),
        links=front_page.sub_nav(reader, review, "timetable"),
    )  # fmt: skip
    return render(request, "peerchallenge/reviews/workspace/timetable.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def session_new(request, public_id):
    """Add a session to the timetable."""
    review = review_to(request, public_id, PLANS)
    first = {"day": review.begins_on}
    form, key = SessionForm(posted(request) or kept.restored(request), initial=first), FormKey.of_form(request)
    if request.method == "POST" and form.is_valid():
        try:
            with explained(form, review, by=request.user):
                acts.add_session(review, by=request.user, form_key=key, **form.said())
        except KeyAlreadyUsed:
            pass
        except NotAMove:
            return changed_meanwhile(request, review.get_absolute_url())
        kept.forget(request)
        messages.success(request, "The session stands in the timetable.")
        return redirect(_page_of(review))
    context = _context(review, form=form, key=key, heading="Add a session", button="Add it")
    return render(request, "peerchallenge/reviews/workspace/plan_form.html", context | kept.page(request))


@require_http_methods(["GET", "HEAD", "POST"])
def session_edit(request, public_id):
    """Change a session."""
    session = _one(request, public_id)
    initial = {name: getattr(session, name) for name in SessionForm.FIELDS}
    form = SessionForm(posted(request) or kept.restored(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        return _edited(request, session, form)
    context = _context(
        session.review, form=form, version=request.POST.get("version", session.version), heading="Edit this session",
        button="Save", remove_url=reverse("session_remove", args=[session.public_id]),
    )  # fmt: skip
    return render(request, "peerchallenge/reviews/workspace/plan_form.html", context | kept.page(request))


def _edited(request, session, form):
    review, version = session.review, version_in(request.POST.get("version"))
    try:
        with explained(form, review, by=request.user):
            acts.change(session, by=request.user, version=version, permission=PLANS, **form.said())
    except NotAMove:
        return changed_meanwhile(request, review.get_absolute_url())
    except Overtaken:
        saved = Session.objects.visible_to(request.user).standing().filter(pk=session.pk).first()
        if saved is None:
            return changed_meanwhile(request, _page_of(review))
        return saved_first(
            request, saved, theirs=_in_words(saved), mine=_in_words(Session(**form.said())),
            typed=[(name, request.POST.get(name, "")) for name in form.fields], discard_url=_page_of(review),
            trail=trail(review), template="peerchallenge/saved_first.html", readers=who_sees_review(review),
        )  # fmt: skip
    kept.forget(request)
    messages.success(request, "The session is saved.")
    return redirect(_page_of(review))


def _in_words(one):
    until = f" to {one.ends:%-H:%M}" if one.ends else ""
    return [
        ("When", f"{dates.weekday(one.day)}, {one.starts:%-H:%M}{until}"), ("What it is", one.title),
        ("With whom", one.with_whom), ("Room or link", one.place), ("Who of the team", one.team),
    ]  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def session_remove(request, public_id):
    """Take a session out of the timetable, asked once."""
    session = _one(request, public_id)
    review = session.review
    if request.method == "POST":
        version = version_in(request.POST.get("version"))
        try:
            acts.take_out(session, by=request.user, version=version, permission=PLANS)
        except (Overtaken, NotAMove):
            return changed_meanwhile(request, _page_of(review))
        messages.success(request, "The session is taken out of the timetable.")
        return redirect(_page_of(review))
    context = _context(
        review, quoted=f"{dates.weekday(session.day)}: {session.title}", heading="Take this session out?",
        button="Take it out", warning=True, hidden=[("version", session.version)],
        intro="It goes from the timetable. What the team noted in it stays.",
    )  # fmt: skip
    return render(request, "peerchallenge/reviews/confirm.html", context)
