"""What following hands to the regions' pages."""

from portal.home import offers


@offers.panel("region", order=40)
def follow_a_region(user, region):
    """The link to the form: the page itself is kept for every reader alike, so the form stands on its own page."""
    return offers.Panel("following/_panel.html", {"region": region}, aside=True)
