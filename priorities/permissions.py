"""Who may do what to plans, priorities and actions: person rule and state rule, composed.

Everything here is asked of a record that has a `plan` (a priority, an enabler, an action) or is one.
"""

import rules

from portal.accounts.permissions import manages_a_region, manages_region, posts_of
from portal.accounts.roles import Role


def _plan(record):
    return getattr(record, "plan", record)


@rules.predicate
def is_draft(user, record):
    return _plan(record).is_draft


@rules.predicate
def is_published(user, record):
    return _plan(record).is_published


@rules.predicate
def is_closed(user, record):
    return _plan(record).is_closed


@rules.predicate
def has_priorities(user, plan):
    """A plan says at least one thing."""
    return plan.priorities.standing().exists()


@rules.predicate
def owns_it(user, action):
    """Holds the office that owns the action, by a post that works in its region today."""
    return action.owner is not None and any(post.holds(action.owner, action.region_id) for post in posts_of(user))


@rules.predicate
def chairs_region(user, record):
    """Chairs the region of the record."""
    region = record.region
    return any(post.role == Role.REGIONAL_CHAIR and post.region_id == region.pk for post in posts_of(user))


@rules.predicate
def chairs_a_region(user):
    return any(post.role == Role.REGIONAL_CHAIR for post in posts_of(user))


@rules.predicate
def works_in_region(user, record):
    """Holds a post in the region of the record: at the region, an authority of it, or a trust there."""
    return any(region.pk == record.region.pk for post in posts_of(user) for region in post.regions())


is_open = is_draft | is_published

rules.add_perm("priorities.see_desk", manages_a_region)
# Who may read a draft finds it on the desk: who chairs the region reads there, and writes nothing.
rules.add_perm("priorities.see_plans", manages_a_region | chairs_a_region)
rules.add_perm("priorities.read_draft", manages_region | chairs_region)
rules.add_perm("priorities.write", manages_a_region)
rules.add_perm("priorities.write_in", manages_region)
rules.add_perm("priorities.edit", manages_region & is_open)
rules.add_perm("priorities.publish", manages_region & is_draft & has_priorities)
rules.add_perm("priorities.close", manages_region & is_published)
rules.add_perm("priorities.reopen", manages_region & is_closed)
rules.add_perm("priorities.discard", manages_region & is_draft)
# The next period's plan starts from one that everybody reads.
rules.add_perm("priorities.plan_next", manages_region & (is_published | is_closed))
# The report for the directors' meeting.
rules.add_perm("priorities.see_exceptions", works_in_region)
rules.add_perm("priorities.edit_action", manages_region & is_open)
# Owners change only status, forecast and notes of what they own.
rules.add_perm("priorities.report_on_action", (manages_region | owns_it) & is_open)
rules.add_perm("priorities.decide_note", manages_region)
rules.add_perm("priorities.ask_for_notes", manages_region & is_published)
