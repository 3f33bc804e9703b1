"""Who may do what to updates: person rule and state rule, composed."""

import rules

from portal.accounts.permissions import manages_region


@rules.predicate
def manages_any_region(user):
    """A programme manager of some region, today."""
    return bool(user.is_authenticated and user.is_active and user.managed_region_slugs())


@rules.predicate
def is_draft(user, edition):
    return edition.is_draft


@rules.predicate
def is_complete(user, edition):
    return not edition.missing()


@rules.predicate
def has_been_published(user, update):
    return update.editions.filter(live_from__isnull=False, status="published").exists()


@rules.predicate
def is_not_withdrawn(user, update):
    return not update.is_withdrawn


@rules.predicate
def manages_the_region_read(user, edition):
    """Is programme manager of the region that a page of an update (an EditionRead) is of."""
    return bool(user.is_authenticated and user.is_active and edition.region_slug in user.managed_region_slugs())


rules.add_perm("updates.write", manages_any_region)
rules.add_perm("updates.write_in", manages_region)
rules.add_perm("updates.open_record", manages_the_region_read)
rules.add_perm("updates.edit", manages_region & is_draft)
rules.add_perm("updates.publish", manages_region & is_draft & is_complete)
rules.add_perm("updates.discard", manages_region & is_draft)
rules.add_perm("updates.withdraw", manages_region & is_not_withdrawn & has_been_published)
