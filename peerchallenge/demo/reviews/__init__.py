"""Reviews by peers to look at: at Mercia each authority stands somewhere else, last year's are over.

Ardenvale has its final letter and replies; Severnford works on its actions and is asked for progress; Kingsmarsh agreed
its actions; at Hollinmoor the team makes findings of its notes; Temebridge is being prepared; Cressmere slipped; East
Lindenshire asked for one; West Lindenshire has none. Directors chose a theme last year, and have another before them.
"""

from django.db import transaction
from django.utils import timezone

from peerchallenge.demo.reviews import event, hosts, region, teams, visit
from peerchallenge.models import Cycle
from peerchallenge.reviews import shipping
from peerchallenge.reviews.actions.showing import show_publicly
from peerchallenge.reviews.models import Review
from portal.accounts.demo import sample_user
from portal.accounts.models import OutgoingMail
from portal.regions.models import Region


@transaction.atomic
def make_reviews() -> int:
    """Make Mercia's reviews where there are none, and return how many; its two cycles must be there.

    Safe to run twice. Nobody is written to: what would have been sent in the time that it shows is dropped.
    """
    mercia, by, today = Region.objects.get(slug="mercia"), sample_user("dana"), timezone.localdate()
    if Review.objects.filter(region=mercia).exists():
        return 0
    shipping.load()
    before = set(OutgoingMail.objects.values_list("pk", flat=True))
    last, this = Cycle.objects.filter(region=mercia).order_by("year")
    teams.fill_pool(mercia, by=by)
    old = region.last_year(last, by=by)
    for make in (hosts.kingsmarsh, hosts.severnford, visit.hollinmoor, hosts.ardenvale):
        make(by=by, today=today)
    region.to_come(region.promise(mercia, by=by, today=today), by=by, today=today)
    region.themes(last, this, old, by=by)
    region.help_board(by=by, today=today)
    event.make(this, by=by)
    this.refresh_from_db()
    show_publicly(this, True, by=by, version=this.version)
    OutgoingMail.objects.exclude(pk__in=before).delete()
    return Review.objects.filter(region=mercia).count()
