"""What following hands to the regions' pages."""

from portal.accounts.roles import Role
from portal.home import offers


@offers.panel("region", order=40)
def follow_a_region(user, region):
    """The link to the form: the page itself is kept for every reader alike, so the form stands on its own page.

    None in a region that nobody writes for yet: it would promise what nobody keeps.
    """
    if not region.posts.current().filter(role=Role.PROGRAMME_MANAGER).exists():
        return None
    return offers.Panel("following/_panel.html", {"region": region}, aside=True)
