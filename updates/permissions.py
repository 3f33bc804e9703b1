"""Who may do what to updates: person rule and state rule, composed."""

import rules

from portal.accounts.permissions import manages_region
from updates.checking import checked


@rules.predicate
def manages_any_region(user):
    """A programme manager of some region, today."""
    return bool(user.is_authenticated and user.is_active and user.managed_region_slugs())


@rules.predicate
def chairs_the_region(user, record):
    """Chairs the region of an update or of an edition."""
    return bool(user.is_authenticated and user.is_active and record.region.slug in user.chaired_region_slugs())


@rules.predicate
def chairs_any_region(user):
    return bool(user.is_authenticated and user.is_active and user.chaired_region_slugs())


@rules.predicate
def is_draft(user, edition):
    return edition.is_draft


@rules.predicate
def is_working(user, edition):
    return edition.is_working


@rules.predicate
def is_in_review(user, edition):
    return edition.is_in_review


@rules.predicate
def is_approved(user, edition):
    return edition.is_approved


@rules.predicate
def is_scheduled(user, edition):
    return edition.is_scheduled


@rules.predicate
def wrote_it(user, edition):
    """Wrote some of it since it was last published: nobody approves their own work."""
    return edition.writers.filter(pk=user.pk).exists()


@rules.predicate
def needs_second_person(user, edition):
    return edition.region.needs_second_person


@rules.predicate
def is_complete(user, edition):
    """Nothing is missing, and no check says that something must be fixed."""
    return not checked(edition).must


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


may_look_over = (manages_region | chairs_the_region) & ~wrote_it
is_ready = is_approved | (is_working & ~needs_second_person)

rules.add_perm("updates.see_desk", manages_any_region | chairs_any_region)
rules.add_perm("updates.write", manages_any_region)
rules.add_perm("updates.write_in", manages_region)
rules.add_perm("updates.open_record", manages_the_region_read)
rules.add_perm("updates.edit", manages_region & is_draft)
rules.add_perm("updates.submit", manages_region & is_draft & is_complete)
rules.add_perm("updates.take_back", manages_region & (is_in_review | is_approved))
rules.add_perm("updates.read_draft", manages_region | chairs_the_region)
rules.add_perm("updates.review", may_look_over & is_in_review)
rules.add_perm("updates.publish", manages_region & is_ready & is_complete)
# A team of one: published without the second person whom the region asks for, with a reason that is recorded.
rules.add_perm("updates.publish_alone", manages_region & is_working & ~is_ready & is_complete)
rules.add_perm("updates.unschedule", manages_region & is_scheduled)
rules.add_perm("updates.discard", manages_region & is_working)
rules.add_perm("updates.withdraw", manages_region & is_not_withdrawn & has_been_published)
rules.add_perm("updates.move", manages_region)
