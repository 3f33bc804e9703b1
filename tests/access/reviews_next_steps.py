"""The states of reviews_next_steps.txt: a review of Ardenvale with a next step, its action and a progress check."""

from uuid import uuid4

from django.utils import timezone

from peerchallenge.reviews.models import ActionReport, Finding, HostAction, NextStep, ProgressCheck, Review, Stage
from tests.peerchallenge.reviews import shapes, shapes_actions

STAGES = {"draft": Stage.DRAFT, "issued": Stage.FINAL_LETTER, "replied": Stage.REPLY, "over": Stage.CLOSED}


def a_review(world, state):
    """Alice writes for its host; in "charlies-…" Charlie leads the team."""
    alice, dana = world.cast["alice"], world.dana
    shapes.kind()
    review = shapes.review(
        world.ardenvale, by=alice, at=STAGES.get(state.removeprefix("charlies-"), Stage.ACTIONS_LIVE)
    )
    finding = shapes_actions.area(review, by=dana, steps=())
    is_answered = review.status not in (Stage.DRAFT, Stage.FINAL_LETTER)
    step = shapes.next_step(finding, answer="accepted" if is_answered else "waiting", by=alice)
    if state == "own":
        NextStep.objects.update(is_own=True)
    if is_answered:
        status = {"done": "done", "closed": "closed"}.get(state, "open")
        who = {"done": {"said_done_by": world.cast["bob"]}, "closed": {"closed_by": dana}}.get(state, {})
        shapes_actions.action(step, by=alice, status=status, **who)
    if state.startswith("charlies-"):
        shapes.member(review, world.cast["charlie"], by=dana, lead=True)
    if state == "released":
        for model in (Finding, NextStep):
            model.objects.update(shown_to="directors")
    check = shapes_actions.check(review, difference="Fewer wait." if state in ("said", "sent") else "")
    for action in HostAction.objects.all() if state in ("said", "sent") else ():
        ActionReport.objects.create(progress_check=check, action=action, status="done")
    if state == "sent":
        ProgressCheck.objects.update(sent_at=timezone.now(), sent_by=alice)
    return review


def _of(find):
    def arguments(world, state):
        review = a_review(world, state)
        found = find(review)
        return [uuid4() if state == "unknown" or found is None else found.public_id]

    return arguments


def _step(review):
    return review.next_steps.first()


def _action(review):
    return review.actions.first()


ARGUMENTS = {
    **dict.fromkeys(("next_steps", "next_steps_csv", "next_steps_word", "actions_agree", "review_close"),
                    _of(lambda review: review)),
    **dict.fromkeys(("next_step_new", "own_step_new"), _of(lambda review: review.findings.first())),
    **dict.fromkeys(("next_step_edit", "next_step_remove", "next_step_answer", "host_action_new"), _of(_step)),
    **dict.fromkeys(("host_action", "host_action_edit", "host_action_done", "host_action_close", "host_action_reopen",
                     "host_action_drop"), _of(_action)),
    **dict.fromkeys(("progress_check", "progress_check_send"), _of(lambda review: review.checks.first())),
}  # fmt: skip


def _version(model):
    return lambda world, state: {"version": getattr(model.objects.first(), "version", 1), "because": "Because."}


def an_action(world, state):
    return {"form_key": uuid4(), "version": 1, "what": "New.", "owner": "Head of service", "due_on": "2027-03-01"}


BODIES = {
    "actions_agree": lambda world, state: {"seal": "unknown"},
    "review_close": _version(Review),
    **dict.fromkeys(("next_step_new", "own_step_new"), lambda world, state: {"form_key": uuid4(), "text": "New."}),
    "next_step_edit": lambda world, state: {"text": "New.", "version": 1},
    "next_step_remove": _version(NextStep),
    "next_step_answer": lambda world, state: {"says": "accepted", "version": 1},
    **dict.fromkeys(("host_action_new", "host_action_edit"), an_action),
    **dict.fromkeys(("host_action_done", "host_action_close", "host_action_reopen", "host_action_drop"),
                    _version(HostAction)),
    "progress_check": lambda world, state: {"version": 1, "difference": "New.", "do": "save"},
    "progress_check_send": _version(ProgressCheck),
}  # fmt: skip
