"""Next steps: all on one page with the host's answers and actions, and answering one of them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from peerchallenge.no_child import explained
from peerchallenge.reviews import front_page
from peerchallenge.reviews.acting import can_be_agreed, can_be_answered, is_asked
from peerchallenge.reviews.actions import answering
from peerchallenge.reviews.actions.replying import NotOpen
from peerchallenge.reviews.audiences import who_sees_items, who_sees_reply
from peerchallenge.reviews.forms.next_steps import AnswerForm
from peerchallenge.reviews.models import NextStep
from peerchallenge.reviews.next_steps_page import NextStepsPage, checks_of, readable
from peerchallenge.reviews.next_steps_table import as_table, as_word
from peerchallenge.reviews.replying import is_final
from peerchallenge.reviews.stage_words import now_in_words, tag_kind
from peerchallenge.reviews.views.shared import changed_meanwhile, trail
from portal.audit.models import Overtaken
from portal.drafting import kept
from portal.paper.answering import download, too_often
from portal.paper.word import WORD
from portal.ui.permissions import may, require
from portal.ui.posted import version_in
from portal.ui.saved_first import saved_first
from portal.ui.sheets import write_csv
from portal.ui.typed import typed_into

CLOSED = "This answer stands as it was sent, or can’t be written any more: nothing was saved."


def page_to(request, public_id) -> NextStepsPage:
    """Return the NextStepsPage for somebody who knows of the review or reads next steps of it; 404 otherwise."""
    found = readable(request.user).select_related(*front_page.RELATED).prefetch_related("stages")
    review = get_object_or_404(found, public_id=public_id)
    return NextStepsPage(review, request.user, front_page.reader_of(request.user, review))


def who_reads(page):
    """Return who reads the next steps of a page: an Audience."""
    return who_sees_items(page.review, page.steps)


def head_of(page, here="next_steps") -> dict:
    """Return what the head of each page about these next steps takes."""
    review, reader = page.review, page.reader
    inside = reader.runs or reader.in_team or reader.is_host
    return {
        "review": review, "inside": inside, "now": now_in_words(review) if inside else "",
        "tag_kind": tag_kind(review.status), "who": who_reads(page),
        "links": front_page.sub_nav(reader, review, here) if inside else [],
        "trail": trail(review)[: 3 if inside else 1],
    }  # fmt: skip


def address_of(review, step=None) -> str:
    """Return the address of the page of next steps, at a step."""
    return reverse("next_steps", args=[review.public_id]) + (f"#step-{step.public_id}" if step else "")


@require_safe
def next_steps(request, public_id):
    """The director answers what peers recommend and writes actions; the team and others read what they may."""
    page = page_to(request, public_id)
    review = page.review
    checks = checks_of(review) if page.reader.is_host or page.reader.runs or page.reader.in_team else []
    for card in page.to_answer:
        card.form = AnswerForm(step=card.step)
    for check in checks:
        check.review = review
    context = head_of(page) | {
        "page": page, "groups": page.groups, "to_answer": page.to_answer,
        "left": [card for card in page.to_answer if card.step.answer == NextStep.Answer.WAITING],
        "checks": checks, "check_now": next((one for one in checks if is_asked(one)), None),
        "may_check": may(request.user, "reviews.write_check", review),
        "may_agree": may(request.user, "reviews.agree_actions", review) and can_be_agreed(review),
        "can_be_agreed": can_be_agreed(review) and page.reader.is_host,
        "may_close": may(request.user, "reviews.close", review),
        "who_reply": who_sees_reply(review) if page.may_answer and review.replied_at is None else None,
        "lacks_reply": page.may_answer and review.replied_at is None,
    }  # fmt: skip
    if page.to_answer:
        context |= kept.page(request)
    return render(request, "peerchallenge/reviews/next_steps/page.html", context)


@require_safe
def next_steps_csv(request, public_id):
    """The action plan as a table."""
    page = page_to(request, public_id)
    columns, rows = as_table(page)
    headers = {"Content-Disposition": f'attachment; filename="{_file_name(page)}.csv"'}
    return HttpResponse(write_csv(columns, rows), content_type="text/csv; charset=utf-8", headers=headers)


@require_safe
def next_steps_word(request, public_id):
    """The action plan as a Word document, with its classification on each page."""
    page = page_to(request, public_id)
    if response := too_often(request):
        return response
    body = as_word(page, who_reads(page), request.user, timezone.now())
    return download(body, WORD, f"{_file_name(page)}.docx")


def _file_name(page):
    return f"action-plan-{page.review.authority.code}-{timezone.localdate()}"


def step_to(request, public_id, permission) -> NextStep:
    """Return a next step for somebody who reads it and may do `permission` with its review; 404, 403 otherwise."""
    related = ("finding", "edited_by", *(f"review__{name}" for name in front_page.RELATED))
    rows = NextStep.objects.visible_to(request.user).standing().select_related(*related)
    step = get_object_or_404(rows.prefetch_related("review__stages"), public_id=public_id)
    require(request.user, permission, step.review)
    return step


@require_http_methods(["GET", "HEAD", "POST"])
def next_step_answer(request, public_id):
    """Whoever writes for the host answers one next step, and goes on to the next that has no answer."""
    step = step_to(request, public_id, "reviews.answer_steps")
    if request.POST.get("do") == "discard-mine":
        kept.forget(request)
        return redirect(address_of(step.review, step))
    if not is_final(step.review):
        return changed_meanwhile(request, address_of(step.review))
    if not can_be_answered(step):
        return _answer_page(request, step, said=CLOSED, status=409 if request.method == "POST" else 200)
    if request.method != "POST":
        return _answer_page(request, step, AnswerForm(kept.restored(request), step=step))
    form = AnswerForm(request.POST, step=step)
    if not form.is_valid():
        return _answer_page(request, step, form)
    version = version_in(request.POST.get("version"))
    try:
        with explained(form, step, by=request.user):
            answering.answer(step, **form.cleaned_data, by=request.user, version=version)
    except NotOpen:
        return _answer_page(request, step, said=CLOSED, status=409)
    except Overtaken:
        return _overtaken(request, step, form)
    kept.forget(request)
    return _on_to_the_next(request, step)


def _answer_page(request, step, form=None, *, said="", status=200):
    context = {
        "step": step, "review": step.review, "form": form, "said": said, "who": who_sees_reply(step.review),
        "version": request.POST.get("version", step.version), "typed": typed_into(request) if said else [],
        "trail": [*trail(step.review), ("Next steps", address_of(step.review))],
        "back_url": address_of(step.review, step),
    }  # fmt: skip
    context |= kept.page(request) if form else {}
    return render(request, "peerchallenge/reviews/next_steps/answer.html", context, status=status)


def _overtaken(request, step, form):
    saved = NextStep.objects.visible_to(request.user).standing().filter(pk=step.pk).select_related("edited_by").first()
    if saved is None:
        return _answer_page(request, step, said=CLOSED, status=409)
    said = form.cleaned_data
    return saved_first(
        request, saved, about=step.text, theirs=_in_words(saved.answer, saved.answer_because),
        mine=_in_words(said["says"], said["because"]), typed=[("says", said["says"]), ("because", said["because"])],
        discard_url=address_of(step.review, step), trail=trail(step.review), template="peerchallenge/saved_first.html",
        readers=who_sees_reply(step.review),
    )  # fmt: skip


def _in_words(says, because):
    return [("Answer", NextStep.Answer(says).label), ("Why", because)]


def _on_to_the_next(request, step):
    """After an answer: to the next step that has none, after this one or else from the start."""
    rows = list(step.review.next_steps.standing().order_by("finding__position", "finding_id", "position", "pk"))
    waiting = [one for one in rows if one.answer == NextStep.Answer.WAITING]
    if not waiting:
        messages.success(request, "Saved. Every next step has an answer now.")
        return redirect(address_of(step.review, step))
    place = next((at for at, one in enumerate(rows) if one.pk == step.pk), 0)
    later = [one for one in waiting if rows.index(one) > place]
    return redirect(address_of(step.review, (later or waiting)[0]))
