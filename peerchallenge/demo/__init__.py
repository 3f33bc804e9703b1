"""Peer challenge to look at: Mercia's closed cycle of last year, and this year's with each authority elsewhere."""

from django.db import transaction
from django.utils import timezone

from peerchallenge.demo import last_year, people, this_year
from peerchallenge.demo.content import SOURCE
from peerchallenge.frameworks import shipping
from peerchallenge.models import Cycle, EarlierCount
from portal.accounts.demo import make_person, sample_user
from portal.accounts.models import OutgoingMail
from portal.regions.models import Region

# A cycle begins in May, as the course of the West Midlands does.
FIRST_MONTH = 5


@transaction.atomic
def make_peer_challenge() -> int:
    """Make the two cycles that are missing, and return how many; region and sample people must be there.

    Safe to run twice. Nobody is written to: what would have been sent in the time that it shows is dropped.
    """
    for person in people.everybody():
        make_person(person)
    shipping.load()
    region, by, today = Region.objects.get(slug="mercia"), sample_user("dana"), timezone.localdate()
    year = today.year if today.month >= FIRST_MONTH else today.year - 1
    before = set(OutgoingMail.objects.values_list("pk", flat=True))
    made = 0
    for module, first_year in ((last_year, year - 1), (this_year, year)):
        if not Cycle.objects.filter(region=region, year=in_words(first_year)).exists():
            module.make(region, first_year, by=by)
            made += 1
    if made:
        _count_earlier(region, year - 2, by)
    OutgoingMail.objects.exclude(pk__in=before).delete()
    return made


def in_words(first_year: int) -> str:
    return f"{first_year}-{(first_year + 1) % 100:02}"


def _count_earlier(region, year, by):
    """The year before the first that was run here, from paper."""
    counts = {"prompts": 128, "prompts_answered": 61, "education_answered": 9, "statements": 84, "with_evidence": 29,
              "about_practice": 17, "at_three_or_more": 8, "source": SOURCE}  # fmt: skip
    EarlierCount.objects.get_or_create(region=region, authority=None, year=in_words(year), area_title="",
                                       defaults=counts | {"made_by": by, "edited_by": by})  # fmt: skip
