"""Showing an action or a note of it to everybody, and taking that back: what is shown is what the person looked at."""

from django.db import transaction

from portal.audit.models import Overtaken
from priorities.actions.doing import hold_with, is_read_by_everybody, tell


@transaction.atomic
def show_action(action, shown, *, by, version, plan_version):
    """Show one action publicly (`shown` True), or stop showing it.

    Raises Overtaken, with nothing written, when the action isn't at `version` or its plan isn't at `plan_version` any
    more: somebody else may read it then than the person was told. Also when it was taken out or the plan was closed.
    """
    _hold_at(action, plan_version)
    was_public = is_read_by_everybody(action)
    verb = "shown publicly" if shown else "no longer shown publicly"
    action.rewrite(by=by, version=version, verb=verb, is_public=shown)
    tell(action, was_public)


@transaction.atomic
def show_note(note, shown, *, by, version, plan_version):
    """Let everybody read a note where its action is shown (`shown` True), or only the region again.

    `version` is the action's: it counts this on. Raises Overtaken as `show_action` does.
    """
    action = note.action
    _hold_at(action, plan_version)
    verb = "showed a note publicly of" if shown else "no longer showed a note publicly of"
    action.rewrite(by=by, version=version, verb=verb, details={"note": str(note.public_id)})
    note.is_public = shown
    note.save(update_fields=["is_public"])
    tell(action)


def _hold_at(action, plan_version):
    if hold_with(action).version != plan_version:
        raise Overtaken(f"Somebody else changed {action.plan} first.")
