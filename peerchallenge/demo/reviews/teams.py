"""Who reviews whom at Mercia: the pool with its training, teams that are filled, one that is being built."""

from datetime import timedelta

from django.utils import timezone

from peerchallenge.demo.reviews import standing
from peerchallenge.reviews.actions import pooling, teaming
from peerchallenge.reviews.models import Member, ReviewKind, Stage
from peerchallenge.reviews.pool import profiles
from portal.accounts.models import User
from portal.regions.models import LocalAuthority

# key: what they bring, when they can, days a year, {kind: days since they were trained, days until that ends or None}
POOL = {
    "beatrix.lowell": ("Led three team reviews. Housing, care leavers.", "Spring and autumn, not in March", 8,
                       {"team-review": (500, None)}),
    "charlie": ("Finance and commissioning; speaks to elected members.", "Any week but half-term", 6,
                {"team-review": (400, 330)}),
    "moss": ("SEND, education; chaired a parent carer forum.", "Tuesdays to Thursdays", 10,
             {"send-peer-challenge": (300, 430), "team-review": (760, -30)}),
    "lena": ("Self-assessment, reading data with people who don’t like it.", "October to February", 6,
             {"send-peer-challenge": (120, None)}),
    "priya.nott": ("Audit and practice; principal social worker for four years.", "", 6, {"team-review": (260, 470)}),
    "colm.avery": ("Help and protection, rural services.", "Not in school holidays", 5,
                   {"team-review": (650, 80), "send-peer-challenge": (90, None)}),
    "edda.stone": ("Performance, surveys.", "Needs six weeks’ notice", 4, {"team-review": (200, None)}),
    "tomas.reed": ("Youth justice, exploitation.", "Any time, with notice", 8, {"team-review": (150, None)}),
    "asha.penrose": ("Thresholds; trains the region’s auditors.", "Mondays and Tuesdays", 8,
                     {"safeguarding-assurance-visit": (220, 500), "team-review": (220, 500)}),
    "leopold.hart": ("Corporate parenting, councils that are new.", "", 5, {}),
}  # fmt: skip
CONFLICTS = (("colm.avery", "West Lindenshire", "Close family works there."), ("asha.penrose", "Severnford", ""))


def person(key):
    return User.objects.get(email=f"{key}@example.org")


def fill_pool(region, *, by):
    kinds, today = {kind.slug: kind for kind in ReviewKind.objects.filter(region=None)}, timezone.localdate()
    for key, (brings, when, days, trained) in POOL.items():
        reviewer = pooling.join(region, person(key), by=by, brings=brings, availability=when, days_a_year=days)
        for kind, (since, until) in trained.items():
            ends = None if until is None else today + timedelta(until)
            pooling.train(reviewer, by=by, kind=kinds[kind], trained_on=today - timedelta(since), expires_on=ends)
    for key, place, because in CONFLICTS:
        reviewer = region.reviewers.select_related("person").get(person__email=f"{key}@example.org")
        authority = LocalAuthority.objects.get(name=place, region=region)
        pooling.declare(reviewer, by=reviewer.person, authority=authority, because=because)


def fill(review, keys, *, by, asked=()) -> None:
    """Let the people with these `keys` sit on the team, the first as its lead; those of them in `asked` haven't
    answered yet. They were asked seven weeks before the visit, or three days ago if that is to come.
    """
    people = [person(key) for key in keys]
    found = profiles(review.region, people)
    day = min(standing.day_of(Stage.TEAM_CONFIRMED, review.begins_on, review.ends_on),
              timezone.localdate() - timedelta(3))  # fmt: skip
    with standing.on(day):
        for key, seat, profile in zip(keys, review.seats.order_by("position"), found, strict=False):
            seat.review = review
            member = teaming.invite(seat, profile, by=by)
            if key not in asked:
                teaming.accept(member, by=profile.person, interests="None.")
    at = standing.moment(day)
    rows = Member.objects.filter(seat__review=review)
    rows.update(asked_at=at, from_on=day)
    rows.filter(status=Member.Status.ACCEPTED).update(answered_at=at, declared_at=at)
