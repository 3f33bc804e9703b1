"""Corrections of facts: the host proposes them on the draft, the lead takes each over or says why not."""

from typing import NamedTuple

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from peerchallenge.no_child import explained
from peerchallenge.reviews import front_page
from peerchallenge.reviews.actions import writing_letters as acts
from peerchallenge.reviews.audiences import Audience, who_sees_findings
from peerchallenge.reviews.forms.letters import CorrectionAnswerForm, CorrectionForm
from peerchallenge.reviews.letter_page import letters_of, slug_of
from peerchallenge.reviews.models import Correction, Finding, Stage, Wording
from peerchallenge.reviews.views.shared import changed_meanwhile, review_to, trail
from portal.audit.models import FormKey, KeyAlreadyUsed, NotAMove, Overtaken
from portal.drafting import kept
from portal.drafting.conflict import typed_fields
from portal.ui.permissions import may, require
from portal.ui.posted import address_if_there, posted, version_in
from portal.ui.said import in_words
from portal.ui.saved_first import saved_first

_TEMPLATE = "peerchallenge/reviews/letters/{}.html"


class Group(NamedTuple):
    """Corrections of one finding: its words in the draft that was sent and its id, or of what has none."""

    title: str
    words: dict | None
    id: str
    rows: list


def who_sees_corrections(review) -> Audience:
    """The host's own readers, the team, those who run it; never anybody whom a release lets in."""
    who = who_sees_findings(review, shown_to="authority")
    return Audience(who.level, f"{who.said.split(' It is released')[0]} Nobody else can, whatever is released.")


def _back(review):
    return reverse("corrections", args=[review.public_id])


def _trail(review):
    return trail(review, ("Corrections of facts", _back(review)))


def _of(request, public_id):
    """Return a review whose corrections the person reads: they are its host, on its team, or run it."""
    review = review_to(request, public_id)
    require(request.user, "reviews.read_corrections", review)
    return review


@require_safe
def corrections(request, public_id):
    """The host sees the draft finding by finding, and corrects facts; the lead answers each correction here."""
    review = _of(request, public_id)
    rows = Correction.objects.visible_to(request.user).filter(review=review)
    rows = list(rows.select_related("finding", "edited_by", "answered_by"))
    draft = next((one for one in letters_of(request.user, public_id) if one.sent == Wording.Sent.DRAFT), None)
    may_propose = may(request.user, "reviews.correct_facts", review)
    final = next((row for row in review.stages.all() if row.stage == Stage.FINAL_LETTER), None)
    context = {
        "review": review, "draft_slug": slug_of(draft) if draft else "", "groups": _by_finding(draft, rows),
        "who": who_sees_corrections(review),
        "may_propose": may_propose, "may_answer": may(request.user, "reviews.answer_correction", review),
        "waiting": sum(row.answer == Correction.Answer.WAITING for row in rows), "count": len(rows),
        "until": front_page.due_in_words(final) if final and final.due_on and not final.reached_at else "",
        "links": front_page.sub_nav(front_page.reader_of(request.user, review), review, "corrections"),
        "is_checked": review.status == Stage.FACTUAL_CHECK, "trail": trail(review),
    }  # fmt: skip
    return render(request, _TEMPLATE.format("corrections"), context)


def _by_finding(draft, rows):
    """Return the corrections of the letter as a whole, of each finding of the draft that was sent, of others."""
    words = draft.words["findings"] if draft else []
    of = {"": [row for row in rows if row.finding is None]}
    for row in rows:
        if row.finding:
            of.setdefault(str(row.finding.public_id), []).append(row)
    found = [Group("The letter as a whole", None, "", of.pop(""))]
    found += [Group(f"Finding {one['number']}", one, one["id"], of.pop(one["id"], [])) for one in words]
    gone = [row for rows in of.values() for row in rows]
    return [*found, Group("Findings that were taken out", None, "gone", gone)] if gone else found


@require_http_methods(["GET", "HEAD", "POST"])
def correction_new(request, public_id):
    """The host's director, or who writes for them, says which fact of the draft is wrong, and how they know."""
    review = _of(request, public_id)
    key = FormKey.of_form(request)
    if request.method == "POST" and FormKey.made_by(key, Correction):
        return redirect(_back(review))
    finding = _finding_of(request, review)
    form = CorrectionForm(posted(request) or kept.restored(request))
    if _is_too_late(request, review):
        return _too_late(request, review, form)
    require(request.user, "reviews.correct_facts", review)
    if request.method == "POST" and form.is_valid():
        try:
            with explained(form, review, by=request.user):
                draft = version_in(request.POST.get("draft"))
                acts.propose(review, finding, by=request.user, draft=draft, form_key=key, **form.cleaned_data)
        except (acts.DraftChanged, KeyAlreadyUsed) as problem:
            return _changed_draft(request, review, finding, form, problem)
        except NotAMove:
            return _too_late(request, review, form)
        kept.forget(request)
        messages.success(request, "Proposed. The lead of the team answers it here.")
        return redirect(_back(review))
    return _form_page(request, review, finding, form, key=key)


def _finding_of(request, review):
    """The finding that the address names, of this review and read by the person; None: the letter as a whole."""
    named = request.GET.get("finding")
    if not named:
        return None
    rows = Finding.objects.visible_to(request.user).standing().filter(review=review)
    found = next((one for one in rows if str(one.public_id) == named), None)
    if found is None:
        raise Http404("There is no such finding in this review.")
    return found


def _changed_draft(request, review, finding, form, problem):
    if isinstance(problem, KeyAlreadyUsed):
        return redirect(_back(review))
    said = "Another draft was sent after you opened this page. Read it, then send your correction if it still holds."
    return _form_page(request, review, finding, form, key=FormKey.of_form(request), said=said, status=409)


def _is_too_late(request, review):
    """Whether somebody who writes for the host sends a correction when facts can't be corrected any more."""
    return (
        request.method == "POST"
        and review.status != Stage.FACTUAL_CHECK
        and may(request.user, "reviews.write_reply", review)
    )


def _too_late(request, review, form):
    """What was typed stands on the page, to be copied: facts can't be corrected any more."""
    said = "It is not saved: facts can be corrected only while the draft is being checked."
    context = {
        "review": review, "said": said, "typed": in_words(form) if form.is_valid() else [], "trail": _trail(review),
        "who": who_sees_corrections(review), "back": _back(review),
    }  # fmt: skip
    return render(request, _TEMPLATE.format("too_late"), context, status=409)


def _form_page(request, review, finding, form, *, key=None, correction=None, said="", status=200):
    draft = acts.latest_draft(review)
    posted_draft = request.POST.get("draft") if request.method == "POST" and not said else None
    sent = finding.wordings.filter(sent=Wording.Sent.DRAFT).order_by("-made_at", "-pk").first() if finding else None
    context = {
        "review": review, "finding": finding, "sent": sent, "form": form, "key": key, "correction": correction,
        "draft": posted_draft or draft, "said": said, "who": who_sees_corrections(review), "trail": _trail(review),
        "version": request.POST.get("version") or (correction.version if correction else ""), "back": _back(review),
    }  # fmt: skip
    return render(request, _TEMPLATE.format("correction"), context | kept.page(request), status=status)


def _correction(request, public_id):
    rows = Correction.objects.visible_to(request.user).select_related("finding", "edited_by", "answered_by")
    found = get_object_or_404(rows.select_related("review"), public_id=public_id)
    return found, _of(request, found.review.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def correction_edit(request, public_id):
    """The host words a correction anew, until the lead answered it."""
    found, review = _correction(request, public_id)
    form = CorrectionForm(
        posted(request) or kept.restored(request), initial={"is_wrong": found.is_wrong, "is_right": found.is_right}
    )
    if _is_too_late(request, review):
        return _too_late(request, review, form)
    require(request.user, "reviews.correct_facts", review)
    if found.answer != Correction.Answer.WAITING:
        return changed_meanwhile(request, _back(review))
    if request.method == "POST" and form.is_valid():
        try:
            with explained(form, review, by=request.user):
                acts.edit_correction(
                    found, by=request.user, version=version_in(request.POST.get("version")),
                    draft=version_in(request.POST.get("draft")), **form.cleaned_data,
                )  # fmt: skip
        except acts.DraftChanged as problem:
            return _changed_draft(request, review, found.finding, form, problem)
        except NotAMove:
            return _too_late(request, review, form)
        except Overtaken:
            return _edited_first(request, public_id, form)
        kept.forget(request)
        messages.success(request, "Saved. The lead reads it as it is now.")
        return redirect(_back(review))
    return _form_page(request, review, found.finding, form, correction=found)


def _edited_first(request, public_id, form):
    found, review = _correction(request, public_id)
    saved = CorrectionForm(initial={"is_wrong": found.is_wrong, "is_right": found.is_right})
    return saved_first(
        request, found, theirs=in_words(saved), mine=in_words(form), typed=typed_fields(request.POST),
        discard_url=_back(review), template="peerchallenge/saved_first.html", trail=_trail(review),
        readers=who_sees_corrections(review),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def correction_answer(request, public_id):
    """The lead takes a correction over or says why not; the host reads the answer at once."""
    found, review = _correction(request, public_id)
    require(request.user, "reviews.answer_correction", review)
    answer = "" if found.answer == Correction.Answer.WAITING else found.answer
    form = CorrectionAnswerForm(
        posted(request) or kept.restored(request), initial={"answer": answer, "because": found.answer_because}
    )
    if request.method == "POST" and form.is_valid():
        try:
            with explained(form, review, by=request.user):
                version = version_in(request.POST.get("version"))
                acts.answer_correction(found, by=request.user, version=version, **form.cleaned_data)
        except (Overtaken, NotAMove):
            return changed_meanwhile(request, _back(review))
        kept.forget(request)
        taken = form.cleaned_data["answer"] == Correction.Answer.TAKEN
        more = " Now correct it in the words of the letter." if taken else ""
        messages.success(request, f"Answered. {review.authority} can read it.{more}")
        return redirect(_edit_address(found, review) if taken else _back(review))
    context = {
        "review": review, "correction": found, "form": form, "who": who_sees_corrections(review),
        "version": request.POST.get("version", found.version), "trail": _trail(review), "back": _back(review),
    }  # fmt: skip
    return render(request, _TEMPLATE.format("answer"), context | kept.page(request))


def _edit_address(correction, review):
    """Where the corrected words are written: the finding's own page, or the letter's."""
    finding = correction.finding
    address = address_if_there("finding_edit", finding.public_id) if finding and not finding.is_removed else ""
    return address or reverse("letter_write", args=[review.public_id])
