"""Updates to look at: two of the West Midlands, in our own words from public facts, and invented ones of Mercia.

Contacts are posts without a person or an address: nothing here names anybody.
"""

from django.utils.text import slugify

from portal.accounts.demo import sample_user
from portal.regions.models import Region
from priorities.demo import themes_titled
from updates.actions import publish, start_update, submit
from updates.demo import mercia, west_midlands
from updates.models import Update
from updates.periods import Period
from updates.words import EditionText, SectionText


def make_updates(*, by=None):
    """Make the updates that aren't there yet and return how many; regions must be loaded. Safe to run twice.

    Their sections are about the priorities and enablers that are there: make the plans first.
    """
    return sum(_make(Region.objects.get(slug=module.REGION), update, by) for module in (west_midlands, mercia)
               for update in module.UPDATES)  # fmt: skip


def _make(region, update, by):
    period = Period.parse(update["period"])
    special = update.get("special", "")
    if Update.objects.in_period(region, period, slugify(special)).exists():
        return False
    text = EditionText(
        title=update.get("title", f"{region} update, {period}" + (f": {special}" if special else "")),
        in_short=update["in_short"],
        supported_by=update.get("supported_by", ""),
        contacts=[{"post": post, "name": "", "email": ""} for post in update["contacts"]],
        tags=update["tags"],
        sections=[
            SectionText(heading, body, themes=themes_titled(about, region, period.from_on, period.to_on))
            for heading, body, *about in update["sections"]
        ],
    )
    if update.get("in_review"):
        by = by or sample_user("dana")
    draft = start_update(region, period, by=by, special=special, text=text)
    if update.get("in_review") and by:
        submit(draft, by=by, version=draft.version)
    elif not update.get("is_draft"):
        publish(draft, by=by, version=draft.version, at=update["published_at"])
    return True
