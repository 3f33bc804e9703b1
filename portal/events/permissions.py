"""Who may do what to events: a region's by its programme managers, those for every region by site administrators."""

import rules
from django.conf import settings

from portal.accounts.permissions import is_site_administrator, manages_a_region, manages_region


@rules.predicate
def is_every_region(user, region):
    """No region at all: the event is for every one of them."""
    return region is None


@rules.predicate
def is_for_every_region(user, event):
    return event.region_id is None


@rules.predicate
def is_scheduled(user, event):
    return not event.is_cancelled


@rules.predicate
def is_not_over(user, event):
    return not event.is_over


@rules.predicate
def home_is_for_every_region(user, event):
    """A home page that is one region's own shows what that region features."""
    return not settings.HOME_REGION


writes_it = manages_region | (is_for_every_region & is_site_administrator)

rules.add_perm("events.write", manages_a_region | is_site_administrator)
rules.add_perm("events.write_in", manages_region | (is_every_region & is_site_administrator))
rules.add_perm("events.edit", writes_it & is_scheduled)
rules.add_perm("events.cancel", writes_it & is_scheduled & is_not_over)
rules.add_perm("events.feature_on_home", is_site_administrator & is_scheduled & is_not_over & home_is_for_every_region)
