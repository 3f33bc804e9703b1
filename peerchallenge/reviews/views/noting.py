"""The team takes notes: one line, Enter, the next. A script sends them one by one; without it each is a plain form."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from peerchallenge.reviews import front_page, noting
from peerchallenge.reviews.actions import noting as acts
from peerchallenge.reviews.audiences import who_sees_team
from peerchallenge.reviews.forms.noting import NoteForm, choices_for, sent_as_of
from peerchallenge.reviews.models import Session, TeamNote
from peerchallenge.reviews.views.shared import changed_meanwhile, review_to, trail
from peerchallenge.reviews.wording import themes_for
from portal.audit.models import Overtaken
from portal.drafting import autosave, kept
from portal.ui.pagination import page_of
from portal.ui.permissions import may
from portal.ui.posted import version_in
from portal.ui.typed import typed_into

A_PAGE = 50
REFUSED = "Not taken: you aren’t on the team of this review now, or there is no such review."


def _team_review(request, public_id):
    return review_to(request, public_id, "reviews.work_in_team")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def capture(request, public_id):
    """Somebody of the team takes notes: each is kept with what the one before had."""
    try:
        review = _team_review(request, public_id)
    except (Http404, PermissionDenied):
        if request.method != "POST":
            raise
        return _refused(request, REFUSED, 404)
    if noting.are_gone(review):
        return _refused(request, acts.DESTROYED, 409) if request.method == "POST" else _closed(request, review)
    choices = choices_for(review, themes_for(review))
    if request.method == "POST":
        return _taken(request, review, NoteForm(request.POST, choices=choices))
    begins = noting.next_begins_with(review, request.user, _session(request, review))
    return _page(request, review, NoteForm(kept.restored(request), choices=choices, initial=begins))


def _session(request, review):
    """Return the session that `?session=` names, from the timetable."""
    asked = request.GET.get("session", "")
    rows = Session.objects.visible_to(request.user).standing().filter(review=review)
    return next((one for one in rows if str(one.public_id) == asked), None) if asked else None


def _taken(request, review, form):
    by_script = autosave.wants_json(request)
    if not form.is_valid():
        return _invalid(form) if by_script else _page(request, review, form)
    try:
        note = acts.take_note(review, by=request.user, sent_as=sent_as_of(request.POST), **form.said())
    except acts.NotTaken as reason:
        return _refused(request, str(reason), 409)
    kept.forget(request)
    if by_script:
        return _answer(request, review, note)
    return redirect(reverse("capture", args=[review.public_id]))


def _invalid(form):
    answer = {"state": "invalid", "errors": form.mistakes(), "doubts": bool(form.doubts)}
    return JsonResponse(answer, status=422, headers={"Cache-Control": "no-store"})


def _answer(request, review, note):
    drawn = {
        "note": render_to_string("peerchallenge/reviews/workspace/_note.html",
                                 {"note": note, "may_edit": True, "review": review}),
        "counts": render_to_string("peerchallenge/reviews/workspace/_counts.html",
                                   {"counts": noting.counted(review, request.user)}),
    }  # fmt: skip
    return JsonResponse({"state": "saved"} | drawn, headers={"Cache-Control": "no-store"})


def _refused(request, said, status):
    """Say why a note isn't taken, and give it back to be copied. The same for no such review as for no longer one's."""
    if autosave.wants_json(request):
        return JsonResponse({"state": "refused", "said": said}, status=status, headers={"Cache-Control": "no-store"})
    context = {"said": said, "typed": typed_into(request), "trail": trail()}
    return render(request, "peerchallenge/reviews/workspace/refused.html", context, status=status)


def _closed(request, review):
    context = {"review": review, "said": noting.kept_in_words(review), "who": who_sees_team(review, only_team=True),
               "trail": trail(review)}  # fmt: skip
    return render(request, "peerchallenge/reviews/workspace/destroyed.html", context)


def _page(request, review, form, *, editing=None, edit_form=None, status=200):
    """The page of notes: the line, the list, newest first, and how many on each theme."""
    page = page_of(request, noting.notes_of(review, request.user), A_PAGE)
    leads = may(request.user, "reviews.cluster", review)
    asked = editing or request.GET.get("edit", "")
    rows = [(note, leads or note.made_by_id == request.user.pk) for note in page.object_list]
    opened = next((note for note, may_edit in rows if may_edit and str(note.public_id) == str(asked)), None)
    removed = TeamNote.objects.visible_to(request.user).filter(review=review, is_removed=True)
    context = {
        "review": review, "form": form, "who": who_sees_team(review, only_team=True), "rows": rows, "page": page,
        "counts": noting.counted(review, request.user), "roles": noting.roles_in(review, request.user),
        "removed": removed if leads else removed.filter(made_by=request.user), "leads": leads,
        "sent_as": sent_as_of(request.POST), "opened": opened, "kept_in_words": noting.kept_in_words(review),
        "edit_form": edit_form or (opened and NoteForm.of(opened, choices=_choices_of(form))),
        "links": front_page.sub_nav(front_page.reader_of(request.user, review), review, "workspace"),
        "trail": [*trail(review), ("Workspace", reverse("workspace", args=[review.public_id]))],
        "capture_url": reverse("capture", args=[review.public_id]), "version": request.POST.get("version"),
    }  # fmt: skip
    template = "peerchallenge/reviews/workspace/capture.html"
    return render(request, template, context | kept.page(request), status=status)


def _choices_of(form):
    names = ("theme", "enquiry", "session")
    return {name: (form.fields[name].queryset, form.fields[name].widget.choices) for name in names}


def _note(request, public_id, note_id):
    review = _team_review(request, public_id)
    notes = TeamNote.objects.visible_to(request.user).filter(review=review).select_related("made_by", "finding")
    note = get_object_or_404(notes, public_id=note_id)
    if not (note.made_by_id == request.user.pk or may(request.user, "reviews.cluster", review)):
        raise PermissionDenied
    note.review = review
    return review, note


def _list(review, note=None):
    return reverse("capture", args=[review.public_id]) + (f"#note-{note.public_id}" if note else "")


@never_cache
@require_POST
def note_edit(request, public_id, note_id):
    """Whoever wrote a note, or the lead, changes it or takes it away, where it stands in the list."""
    review, note = _note(request, public_id, note_id)
    choices = choices_for(review, themes_for(review))
    version = version_in(request.POST.get("version"))
    if request.POST.get("do") == "remove":
        return _done(request, review, acts.remove_note, note, version, "The note is taken away. You can put it back.")
    form = NoteForm.of(note, request.POST, choices=choices)
    if not form.is_valid():
        begins = noting.next_begins_with(review, request.user)
        return _page(request, review, NoteForm(choices=choices, initial=begins), editing=note.public_id, edit_form=form)
    return _done(request, review, acts.edit_note, note, version, "The note is saved.", **form.said())


@require_POST
def note_back(request, public_id, note_id):
    """Put back a note that was taken away."""
    review, note = _note(request, public_id, note_id)
    version = version_in(request.POST.get("version"))
    return _done(request, review, acts.put_note_back, note, version, "The note is back.")


def _done(request, review, act, note, version, said, **fields):
    try:
        act(note, by=request.user, version=version, **fields)
    except acts.NotTaken as reason:
        return _refused(request, str(reason), 409)
    except Overtaken:
        return changed_meanwhile(request, _list(review))
    messages.success(request, said)
    return redirect(_list(review, note))
