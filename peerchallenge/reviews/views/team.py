"""The team of a review: its seats as those concerned see them, and for those who run it whom to ask to each."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from peerchallenge.no_child import explained
from peerchallenge.reviews import front_page, pool
from peerchallenge.reviews.actions import teaming
from peerchallenge.reviews.actions.teaming import CannotSit
from peerchallenge.reviews.audiences import who_sees_review
from peerchallenge.reviews.candidates import candidates_for
from peerchallenge.reviews.forms.teaming import AskOneForm, RemoveMemberForm, SeatForm
from peerchallenge.reviews.models import Member, Seat
from peerchallenge.reviews.team import seat_rows, who_sees_seat
from peerchallenge.reviews.views.shared import changed_meanwhile, review_to, trail
from portal.audit.models import FormKey, KeyAlreadyUsed, NotAMove, Overtaken
from portal.ui.links import with_query
from portal.ui.permissions import may, require
from portal.ui.posted import posted

OF_SEAT = tuple(f"review__{name}" for name in front_page.RELATED)
OF_MEMBER = ("person", "asked_by", "authority", "region", *(f"seat__{name}" for name in OF_SEAT))


@require_safe
def team(request, public_id):
    """Who sits where, who was asked and hasn't answered, which seats are empty."""
    review = review_to(request, public_id, "reviews.see_team")
    reader = front_page.reader_of(request.user, review)
    may_build = may(request.user, "reviews.build_team", review)
    context = {
        "review": review, "who": who_sees_review(review), "trail": trail(review), "runs": reader.runs,
        "rows": seat_rows(review, request.user, runs=reader.runs), "may_build": may_build,
        "links": front_page.sub_nav(reader, review, "team"), "loads": pool.loads(review.region) if may_build else [],
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/people/team.html", context)


UNSENT = "Notes that still wait on a device without a connection aren’t taken any more: it says so, and shows them."


def _url(review):
    return reverse("team", args=[review.public_id])


def _trail(review):
    return trail(review, ("Team", _url(review)))


@require_http_methods(["GET", "HEAD", "POST"])
def seat_new(request, public_id):
    """One more seat than the kind of review has."""
    review = review_to(request, public_id, "reviews.build_team")
    form, key = SeatForm(posted(request), review=review), FormKey.of_form(request)
    if form.is_valid():
        try:
            with explained(form, review, by=request.user):
                teaming.add_seat(review, by=request.user, form_key=key, **form.cleaned_data)
            messages.success(request, "The seat is there. Ask somebody to it.")
        except KeyAlreadyUsed:
            pass
        except NotAMove:
            return changed_meanwhile(request, _url(review))
        return redirect(_url(review))
    context = {"review": review, "who": who_sees_review(review), "form": form, "key": key, "trail": _trail(review),
               "cancel_url": _url(review)}  # fmt: skip
    return render(request, "peerchallenge/reviews/people/seat_new.html", context)


def _seat_to(request, public_id):
    found = Seat.objects.visible_to(request.user).filter(is_removed=False).select_related("authority", *OF_SEAT)
    seat = get_object_or_404(found, public_id=public_id)
    require(request.user, "reviews.build_team", seat.review)
    return seat


@require_http_methods(["GET", "HEAD", "POST"])
def seat(request, public_id):
    """Whom one could ask to a seat: suggested with reasons, chosen by a person."""
    seat = _seat_to(request, public_id)
    review, candidates = seat.review, candidates_for(seat)
    if seat.members.filter(status__in=[Member.Status.ASKED, Member.Status.ACCEPTED]).exists():
        messages.error(request, "Somebody is asked to this seat by now, or sits there.")
        return redirect(_url(review))
    form = AskOneForm(posted(request), candidates=candidates)
    if form.is_valid():
        return _asked(request, seat, form.chosen)
    profiles = [one.profile for one in candidates]
    selects = pool.choices(profiles, request.GET)
    left = {one.person.pk for one in pool.narrowed(profiles, **{one["name"]: one["value"] for one in selects})}
    context = {
        "seat": seat, "review": review, "who": who_sees_seat(review), "trail": _trail(review), "form": form,
        "candidates": [one for one in candidates if one.person.pk in left], "in_all": len(candidates),
        "can_ask": any(not one.barred for one in candidates if one.person.pk in left), "selects": selects,
        "chips": chips_of(request, selects), "ticked": form.data.get("person") if form.is_bound else "",
        "pool_url": f"{reverse('pool')}?region={review.region.slug}",
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/people/seat.html", context)


def chips_of(request, selects):
    """Return the filters in force, as components/filter_form.html takes them."""
    return [{"label": dict(one["choices"])[one["value"]], "url": with_query(request.GET, **{one["name"]: None})}
            for one in selects if one["value"]]  # fmt: skip


def _asked(request, seat, person):
    try:
        teaming.ask(seat, person, by=request.user)
    except CannotSit as refused:
        messages.error(request, f"Nobody was asked. {refused.why}")
    except (Overtaken, NotAMove):
        messages.error(request, "Nobody was asked: the seat isn’t empty any more, or the review is over.")
    else:
        messages.success(request, f"We are writing to {person}. They can accept or decline.")
    return redirect(_url(seat.review))


@require_http_methods(["GET", "HEAD", "POST"])
def seat_remove(request, public_id):
    """Take away a seat on which nobody is."""
    seat = _seat_to(request, public_id)
    if request.method == "POST":
        try:
            teaming.remove_seat(seat, by=request.user)
        except NotAMove:
            return changed_meanwhile(request, _url(seat.review))
        messages.success(request, "The seat is taken away.")
        return redirect(_url(seat.review))
    words = {
        "heading": f"Take away the seat “{seat}”?", "button": "Take the seat away",
        "consequences": ["The team has one seat fewer.", "You can add one again."],
    }  # fmt: skip
    return _confirm(request, seat.review, words)


def _confirm(request, review, words, form=None):
    context = {"review": review, "who": who_sees_seat(review), "trail": _trail(review), "form": form,
               "cancel_url": _url(review), "warning": True}  # fmt: skip
    return render(request, "peerchallenge/reviews/confirm.html", context | words)


@require_http_methods(["GET", "HEAD", "POST"])
def member_end(request, public_id):
    """Ask somebody no longer, or take them off the team for a reason."""
    found = Member.objects.visible_to(request.user).select_related(*OF_MEMBER)
    member = get_object_or_404(found, public_id=public_id)
    require(request.user, "reviews.end_seat", member)
    sits = member.status == Member.Status.ACCEPTED
    form = RemoveMemberForm(posted(request)) if sits else None
    if request.method == "POST" and (form is None or form.is_valid()):
        return _ended(request, member, form)
    words = {
        "heading": f"Take {member.person} off the team?" if sits else f"Ask {member.person} no longer?",
        "button": "Take them off the team" if sits else "Ask them no longer",
        "consequences": [
            "They read nothing that the team writes from that moment, not even what they wrote themselves."
            if sits else "They read nothing of the review any more.",
            "They are told by mail, without the reason." if sits else "They are told by mail.",
            f"Notes that they made stay with the team. {UNSENT}" if sits else "The seat is empty again.",
        ],
    }  # fmt: skip
    return _confirm(request, member.review, words, form)


def _ended(request, member, form):
    try:
        if form:
            teaming.remove(member, by=request.user, because=form.cleaned_data["because"], form=form)
            said = f"{member.person} is off the team and reads nothing of it any more. We are writing to them."
        else:
            teaming.withdraw(member, by=request.user)
            said = f"{member.person} is no longer asked. We are writing to them."
    except (Overtaken, NotAMove):
        return changed_meanwhile(request, _url(member.review))
    messages.success(request, said)
    return redirect(_url(member.review))
