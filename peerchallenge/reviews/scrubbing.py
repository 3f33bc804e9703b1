"""What follows when something is removed from what an authority wrote, in a review or in a self-assessment.

The region's themes that say the same lose it too, packs that were made go, and the public page and search are made
anew.
"""

from peerchallenge.phrases import also_scrubbed, names_of_texts, scrub_rows
from peerchallenge.reviews.models import Pack, RegionalStep, RegionalTheme
from peerchallenge.reviews.public_face import public_changed
from portal.files import storing
from portal.files.models import Blob


@also_scrubbed
def themes_packs_and_public_page(authority, phrases) -> int:
    """Put the mark into themes that rest on the authority; packs that may hold it go, to be asked for again."""
    themes = RegionalTheme.objects.filter(findings__authority=authority)
    themes |= RegionalTheme.objects.filter(areas__authority=authority)
    rested = RegionalTheme.objects.filter(pk__in=set(themes.values_list("pk", flat=True)))
    steps = RegionalStep.objects.filter(theme__in=rested)
    changed = sum(scrub_rows(rows, names_of_texts(rows.model), phrases) for rows in (rested, steps)) if phrases else 0
    packs = Pack.objects.filter(authority=authority)
    if changed:
        packs |= Pack.objects.filter(kind=Pack.Kind.LEADERSHIP_SUMMIT, region=authority.region_id)
    blobs = [blob for blob in packs.values_list("blob", flat=True) if blob]
    packs.delete()
    storing.drop_unused(Blob.objects.filter(pk__in=blobs))
    public_changed(authority.region)
    return changed
