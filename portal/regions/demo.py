"""Mercia: an invented region, with invented authorities and an invented trust. Nothing in this file is real.

Demonstrations and tests that need people, assessments or findings put them here, never on a real council. Its codes
have a letter, so that they can't be a real authority's.
"""

from datetime import date

from django.db import transaction

from portal.ui.pagecache import public_content_changed

from .models import LocalAuthority, Region, Trust, TrustDelivery

SOURCE = "Invented for demonstration."
Type = LocalAuthority.Type
NEW_COUNCILS_BEGAN = date(2022, 4, 1)

AUTHORITIES = [
    # code, name, type, first day, last day
    ("M01", "Ardenvale", Type.COUNTY, None, None),
    ("M02", "Severnford", Type.UNITARY, None, None),
    ("M03", "Temebridge", Type.METROPOLITAN, None, None),
    ("M04", "Hollinmoor", Type.METROPOLITAN, None, None),
    ("M05", "Kingsmarsh", Type.UNITARY, None, None),
    ("M06", "Cressmere", Type.COUNTY, None, None),
    ("M07", "East Lindenshire", Type.UNITARY, NEW_COUNCILS_BEGAN, None),
    ("M08", "West Lindenshire", Type.UNITARY, NEW_COUNCILS_BEGAN, None),
    ("M09", "Lindenshire", Type.COUNTY, None, date(2022, 3, 31)),
]
SUCCESSORS = {"M09": ["M07", "M08"]}
TRUST = ("mercia-children-first", "Mercia Children First", date(2019, 4, 1))
DELIVERIES = {"M03": date(2019, 4, 1), "M04": date(2021, 10, 1)}
ABOUT = (
    "<p>Mercia is invented. It shows what the portal does with a region of eight authorities, and nothing in it, "
    "no place, person or finding, is real.</p>"
)


@transaction.atomic
def make_mercia():
    """Make what is missing of the invented region, its authorities and its trust; return the region.

    Safe to run twice: what is there stays as people have left it. Raises IntegrityError if a real region has its slug.
    """
    mercia, _ = Region.objects.get_or_create(
        slug="mercia", is_invented=True, defaults={"name": "Mercia", "about": ABOUT, "source": SOURCE}
    )
    authorities = {}
    for code, name, kind, from_on, to_on in AUTHORITIES:
        facts = {"name": name, "type": kind, "from_on": from_on, "to_on": to_on, "source": SOURCE}
        authorities[code], _ = LocalAuthority.objects.get_or_create(code=code, region=mercia, defaults=facts)
    for code, successors in SUCCESSORS.items():
        authorities[code].successors.add(*(authorities[successor] for successor in successors))
    slug, name, from_on = TRUST
    facts = {"name": name, "from_on": from_on, "source": SOURCE}
    trust, _ = Trust.objects.get_or_create(slug=slug, defaults=facts)
    for code, from_on in DELIVERIES.items():
        facts = {"from_on": from_on, "source": SOURCE}
        TrustDelivery.objects.get_or_create(trust=trust, authority=authorities[code], defaults=facts)
    public_content_changed()
    return mercia
