"""Next steps with their actions and progress checks for tests, made plainly."""

from datetime import timedelta

from django.utils import timezone

from peerchallenge.reviews.models import HostAction, ProgressCheck, Stage
from tests.peerchallenge.reviews import shapes


def area(
    of, headline="Thresholds differ between teams.", *, by=None, steps=("Agree one threshold document.",), **fields
):
    """An area to develop of the review `of`, with a recommended next step for each of `steps`."""
    made = shapes.finding(of, headline, kind="area", by=by, **fields)
    for text in steps:
        shapes.next_step(made, text, by=by)
    return made


def accepted(of, text="Agree one threshold document.", *, by):
    """A next step of a new area to develop of the review `of`, which its host accepted."""
    return shapes.next_step(area(of, by=by, steps=()), text, answer="accepted", by=by)


def action(of, what="Write the document.", *, by, status="open", days=30, **fields):
    """An action for the next step `of`, due in so many `days`, straight in `status`."""
    said = {"done": {"said_done_by": by}, "closed": {"closed_by": by}, "dropped": {"because": "Not needed."}}
    known = {"owner": "Head of Early Help", "due_on": timezone.localdate() + timedelta(days=days), "status": status}
    known |= {"position": of.actions.count(), "made_by": by, "edited_by": by} | said.get(status, {})
    return HostAction.objects.create(next_step=of, what=what, **known | fields)


def live(ardenvale, alice, dana, *, actions=1, **fields):
    """A review of Ardenvale's whose actions are live, with so many actions for one accepted next step."""
    review = shapes.review(ardenvale, by=dana, at=Stage.ACTIONS_LIVE, **fields)
    step = accepted(review, by=alice)
    for number in range(actions):
        action(step, f"Action {number + 1}.", by=alice)
    return review


def check(of, months=3, *, days=0, **fields):
    """A progress check of the review `of`, due in so many `days`."""
    due_on = timezone.localdate() + timedelta(days=days)
    return ProgressCheck.objects.create(review=of, months=months, due_on=due_on, **fields)


def sent(check, by):
    """What the page of a progress check sends: each action done, with what difference it made."""
    actions = HostAction.objects.filter(review=check.review).exclude(status="dropped")
    form = {"version": check.version, "difference": "Children wait less.", "do": "save"}
    for one in actions:
        prefix = f"action-{one.public_id.hex}"
        form |= {f"{prefix}-status": "done", f"{prefix}-done": "It was written.", f"{prefix}-difference": "Fewer wait."}
    return form
