"""What the worker does every so often about plans."""

from datetime import timedelta

from django.utils import timezone

from portal.audit.chores import chore
from priorities.actions.asking import ask, quarter_began_on, quarter_of, whom_to_ask
from priorities.models import BroughtPlan, Plan
from priorities.owing import unfinished


@chore("Ask owners for their note of the quarter", every=timedelta(days=1))
def ask_for_notes():
    """Ask each holder of an office that owns an unfinished action of a current plan, once a quarter, in one message.

    Actions that were added in this very quarter are asked about in the next: their owners have just agreed to them.
    """
    today = timezone.localdate()
    actions = list(unfinished().filter(plan__in=Plan.objects.current(), made_at__date__lt=quarter_began_on(today)))
    people, _ = whom_to_ask(actions)
    quarter = quarter_of(today)
    asked = [one for one in people if one.new and ask(one.person, one.new, key=_key(quarter, one.person))]
    return f"Asked {len(asked)}."


def _key(quarter, person):
    return f"owners-note:{quarter}:{person.pk}"


@chore("Delete documents that no plan was made of", every=timedelta(days=1))
def delete_left_documents():
    """Delete what was brought in 30 days ago and left on its check screen."""
    return BroughtPlan.objects.forget_left()
