"""The sample people of a demonstration: invented, at Mercia, but one who may show the importer on a real region."""

from datetime import date
from typing import NamedTuple

from django.db import transaction

from portal.accounts.models import Post, User
from portal.accounts.roles import Role, Scope
from portal.regions.models import LocalAuthority, Region, Trust


class SamplePerson(NamedTuple):
    """Somebody to try the portal as. `place` is the name of the region, authority or trust, empty for the network."""

    key: str
    name: str
    role: Role
    place: str = ""

    @property
    def email(self) -> str:
        return f"{self.key}@example.org"

    @property
    def post(self) -> str:
        return ", ".join(word for word in (self.role.label, self.place) if word)


SAMPLE_PEOPLE = (
    SamplePerson("dana", "Dana Ashby", Role.PROGRAMME_MANAGER, "Mercia"),
    SamplePerson("demo.west.midlands", "Demo manager (West Midlands)", Role.PROGRAMME_MANAGER, "West Midlands"),
    SamplePerson("alice", "Alice Thorne", Role.DCS, "Ardenvale"),
    SamplePerson("bob", "Bob Marlow", Role.CONTRIBUTOR, "Ardenvale"),
    SamplePerson("lena", "Lena Frost", Role.SELF_ASSESSMENT_LEAD, "Ardenvale"),
    SamplePerson("hugh", "Hugh Pemberton", Role.COUNCIL_CHIEF_EXECUTIVE, "Ardenvale"),
    SamplePerson("olive", "Councillor Olive Marsh", Role.LEAD_MEMBER, "Ardenvale"),
    SamplePerson("charlie", "Charlie Wren", Role.DCS, "Severnford"),
    SamplePerson("moss", "Moss Tindall", Role.MODERATOR, "Severnford"),
    SamplePerson("tara", "Tara Quill", Role.TRUST_CHIEF_EXECUTIVE, "Mercia Children First"),
    SamplePerson("ivy", "Ivy Marchetti", Role.PEER_CHALLENGE_ASSOCIATE, "Mercia"),
    SamplePerson("grace", "Grace Holloway", Role.REGIONAL_CHAIR, "Mercia"),
    SamplePerson("frank", "Frank Odell", Role.SITE_ADMINISTRATOR),
)
SINCE = date(2024, 9, 2)
WHERE = {Scope.REGION: Region, Scope.AUTHORITY: LocalAuthority, Scope.TRUST: Trust}


def make_sample_people(by=None) -> int:
    """Make the sample people and their posts where they are missing; return how many posts are new.

    The regions must be loaded. Raises DoesNotExist when a place of theirs is missing. Safe to run twice.
    """
    with transaction.atomic():
        return sum(make_person(sample, by=by) for sample in SAMPLE_PEOPLE)


def sample_user(key: str):
    """Return the user who plays the sample person `key`, or None."""
    known = next((sample for sample in SAMPLE_PEOPLE if sample.key == key), None)
    return User.objects.filter(email=known.email, is_active=True).first() if known else None


def make_person(sample, *, by=None) -> bool:
    """Make one person with their post, if they are missing; return whether the post is new."""
    person = User.objects.filter(email=sample.email).first() or User.objects.create_user(sample.email, sample.name)
    person.emailaddress_set.update(verified=True)
    place = WHERE[sample.role.scope].objects.get(name=sample.place) if sample.place else None
    _, is_new = Post.objects.get_or_create(
        person=person, role=sample.role, to_on=None, **Post.place_of(place), defaults={"given_by": by, "from_on": SINCE}
    )
    return is_new
