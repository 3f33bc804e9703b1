"""Asks and offers: the board, an entry, bringing two authorities together, what came of it."""

from contextlib import suppress
from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from peerchallenge.models import Submission
from peerchallenge.no_child import explained
from peerchallenge.reviews import help_board as board
from peerchallenge.reviews.actions import brokering as acts
from peerchallenge.reviews.forms.helping import EntryForm, IntroduceForm, OutcomeForm, entry_initial
from peerchallenge.reviews.models import Finding, HelpEntry, Introduction
from peerchallenge.reviews.sent import headline_as_sent
from peerchallenge.reviews.theming import themes_for
from peerchallenge.reviews.views.shared import changed_meanwhile
from peerchallenge.words import all_statements
from portal.audit.models import FormKey, KeyAlreadyUsed, NotAMove, Overtaken
from portal.drafting.conflict import typed_fields
from portal.ui.permissions import may, require
from portal.ui.posted import posted, version_in
from portal.ui.said import in_words
from portal.ui.saved_first import saved_first

BUTTONS = {"met": "Say that it is met", "take-back": "Take it back", "open": "Open it again"}
STATES = {"met": "Met", "take-back": "Taken back", "open": "Open again"}
TO = {"met": HelpEntry.Status.MET, "take-back": HelpEntry.Status.TAKEN_BACK, "open": HelpEntry.Status.OPEN}


def _trail(*more):
    return [("Peer challenge", reverse("peer_challenge")), ("Asks and offers", reverse("help_board")), *more]


def _entry_to(request, public_id, permission=None) -> HelpEntry:
    rows = HelpEntry.objects.visible_to(request.user).select_related(
        "authority__region", "region", "theme", "edited_by"
    )
    entry = get_object_or_404(rows, public_id=public_id)
    if permission:
        require(request.user, permission, entry)
    return entry


@require_safe
def help_board(request):
    """Directors and those who run peer challenge see who asks for help and who offers it."""
    require(request.user, "reviews.see_help")
    selects = board.choices(request.user, request.GET)
    entries = list(board.narrowed(board.on_board(request.user), selects))
    context = {
        "selects": selects, "is_narrowed": any(one["value"] for one in selects),
        "asks": [one for one in entries if one.is_ask], "offers": [one for one in entries if not one.is_ask],
        "over": board.left_open(request.user)[:20], "counts": board.counts_for(request.user),
        "may_write": may(request.user, "reviews.write_any_help"), "who": board.who_sees_board(request.user),
        "trail": _trail()[:1],
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/help/board.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def help_new(request):
    """A director or self-assessment lead asks or offers, out of a finding, a statement or freely."""
    require(request.user, "reviews.write_any_help")
    places = board.authorities_to_write_for(request.user)
    came = _came_from(request, places)
    of = [came["authority"]] if came else list(places)
    options = of if len(of) == 1 else places
    initial = {name: came[name] for name in ("kind", "text", "theme")} if came else {}
    form = EntryForm(posted(request), themes=themes_for(of[0].region), authorities=options, initial=initial)
    key = FormKey.of_form(request)
    if form.is_valid():
        fields = form.details() | ({"finding": came["finding"], "statement": came["statement"]} if came else {})
        try:
            with explained(form, form.authority_chosen, by=request.user):
                made = acts.post(form.authority_chosen, by=request.user, form_key=key, **fields)
        except KeyAlreadyUsed as used:
            made = HelpEntry.objects.visible_to(request.user).get(pk=used.record_id)
        messages.success(request, "It stands on the board. The region’s directors can read it.")
        return redirect(made)
    context = {
        "form": form, "key": key, "who": board.who_sees_board(request.user), "came": came,
        "cancel_url": reverse("help_board"), "trail": _trail(),
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/help/edit.html", context)


def _came_from(request, places):
    """Return what the address says that it comes from: a finding or a statement of one of `places`; None without."""
    asked = request.GET
    if uuid := _uuid(asked.get("finding")):
        rows = Finding.objects.visible_to(request.user).standing().filter(public_id=uuid, authority__in=places)
        one = get_object_or_404(rows.select_related("authority__region"))
        kind = HelpEntry.Kind.ASK if one.kind == Finding.Kind.AREA else HelpEntry.Kind.OFFER
        return {"authority": one.authority, "finding": one, "statement": None, "kind": kind,
                "text": headline_as_sent(one), "theme": one.theme_id}  # fmt: skip
    if uuid := _uuid(asked.get("statement")):
        rows = (
            Submission.objects.visible_to(request.user).filter(authority__in=places).select_related("authority__region")
        )
        for submission in rows.order_by("-submitted_at"):
            for _, _, said in all_statements(submission.words):
                if said["id"] == str(uuid):
                    kind = HelpEntry.Kind.ASK if said["kind"] == "area" else HelpEntry.Kind.OFFER
                    return {"authority": submission.authority, "finding": None, "statement": uuid, "kind": kind,
                            "text": said["claim"][:400], "theme": None}  # fmt: skip
        raise Http404("No such statement was submitted.")
    return None


def _uuid(text):
    with suppress(ValueError):
        return UUID(text or "")
    return None


@require_safe
def help_entry(request, public_id):
    """One ask or offer: what came of it so far; for those who run peer challenge who might help."""
    entry = _entry_to(request, public_id)
    runs = may(request.user, "reviews.broker", entry)
    rows = Introduction.objects.visible_to(request.user).filter(entry=entry)
    introductions = list(rows.select_related("helper", "authority", "region", "said_by"))
    finding = Finding.objects.visible_to(request.user).filter(pk=entry.finding_id).first() if entry.finding_id else None
    context = {
        "entry": entry, "introductions": introductions, "runs": runs,
        "suggestions": board.suggestions(entry, request.user) if runs and entry.is_ask and entry.is_open else [],
        "finding": finding, "headline": headline_as_sent(finding) if finding else "",
        "who": board.who_sees_entry(entry), "trail": _trail(),
        "may_edit": may(request.user, "reviews.write_help", entry),
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/help/entry.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def help_edit(request, public_id):
    """The authority words its ask or offer anew."""
    entry = _entry_to(request, public_id, "reviews.write_help")
    form = EntryForm(posted(request), themes=themes_for(entry.region), initial=entry_initial(entry))
    if form.is_valid():
        try:
            with explained(form, entry, by=request.user):
                version = version_in(request.POST.get("version"))
                acts.edit(entry, by=request.user, version=version, **form.details())
        except Overtaken:
            saved = _entry_to(request, public_id)
            theirs = EntryForm(themes=themes_for(saved.region), initial=entry_initial(saved))
            return saved_first(
                request, saved, theirs=in_words(theirs), mine=in_words(form), typed=typed_fields(request.POST),
                discard_url=saved.get_absolute_url(), trail=_trail(), readers=board.who_sees_entry(saved),
                template="peerchallenge/saved_first.html",
            )  # fmt: skip
        messages.success(request, "Saved.")
        return redirect(entry)
    context = {
        "form": form, "entry": entry, "version": request.POST.get("version", entry.version),
        "who": board.who_sees_entry(entry), "cancel_url": entry.get_absolute_url(), "trail": _trail(),
    }  # fmt: skip
    return render(request, "peerchallenge/reviews/help/edit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def help_state(request, public_id, state):
    """Ask once, then let an entry be met, taken back or open again."""
    if state not in TO:
        raise Http404("There is no such state.")
    entry = _entry_to(request, public_id, "reviews.end_help")
    if request.method == "POST":
        try:
            entry.stand_at(TO[state], by=request.user, version=version_in(request.POST.get("version")))
        except (Overtaken, NotAMove):
            return changed_meanwhile(request, entry.get_absolute_url())
        messages.success(request, f"{STATES[state]}.")
        return redirect(entry)
    context = {"entry": entry, "state": state, "who": board.who_sees_entry(entry), "trail": _trail(),
               "hidden": [("version", entry.version)], "button": BUTTONS[state]}  # fmt: skip
    return render(request, "peerchallenge/reviews/help/state.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def help_introduce(request, public_id):
    """Those who run peer challenge bring who asks together with who can help; both are written to."""
    entry = _entry_to(request, public_id, "reviews.broker")
    if not (entry.is_ask and entry.is_open):
        return changed_meanwhile(request, entry.get_absolute_url())
    found = board.suggestions(entry, request.user)
    offer = next((one for one in found if str(one.public_id) == request.GET.get("offer")), None)
    others = entry.region.authorities_on().exclude(pk=entry.authority_id)
    form = IntroduceForm(posted(request), authorities=others, initial={"helper": offer and offer.authority_id})
    key = FormKey.of_form(request)
    if form.is_valid():
        helper = form.cleaned_data["helper"]
        theirs = offer if offer and offer.authority_id == helper.pk else None
        try:
            with explained(form, entry, by=request.user):
                acts.introduce(
                    entry, helper, by=request.user, note=form.cleaned_data["note"], offer=theirs, form_key=key
                )
        except KeyAlreadyUsed:
            return redirect(entry)
        except Overtaken:
            return changed_meanwhile(request, entry.get_absolute_url())
        messages.success(request, f"{entry.authority} and {helper} were written to.")
        return redirect(entry)
    context = {"entry": entry, "form": form, "key": key, "offer": offer, "who": board.who_sees_entry(entry),
               "trail": _trail()}  # fmt: skip
    return render(request, "peerchallenge/reviews/help/introduce.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def introduction(request, public_id):
    """The authority that asked, or who brought it together, says what came of it."""
    rows = Introduction.objects.visible_to(request.user).select_related("entry__authority", "entry__region", "helper")
    one = get_object_or_404(rows.select_related("authority", "region"), public_id=public_id)
    require(request.user, "reviews.say_what_came", one)
    form = OutcomeForm(posted(request), initial={"outcome": one.outcome, "what_came": one.what_came})
    if form.is_valid():
        try:
            with explained(form, one, by=request.user):
                version = version_in(request.POST.get("version"))
                acts.say_outcome(one, by=request.user, version=version, **form.cleaned_data)
        except Overtaken:
            return changed_meanwhile(request, reverse("introduction", args=[one.public_id]))
        messages.success(request, "Thank you: what came of it is kept.")
        return redirect(one.entry)
    context = {"one": one, "form": form, "version": request.POST.get("version", one.version),
               "who": board.who_sees_introduction(one), "trail": _trail()}  # fmt: skip
    return render(request, "peerchallenge/reviews/help/outcome.html", context)
