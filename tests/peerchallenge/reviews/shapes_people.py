"""Pools and promises for tests, made plainly."""

from datetime import date

from peerchallenge.reviews.models import Conflict, CoveragePromise, Reviewer, Training
from portal.accounts.roles import Role
from tests import make


def in_pool(region, person, *, trained_for=None, until=None, conflict_with=None, **fields):
    """`person` in the pool of `region`, trained for a kind until a day, with a conflict with an authority."""
    made = Reviewer.objects.create(region=region, person=person, **fields)
    if trained_for:
        Training.objects.create(reviewer=made, kind=trained_for, trained_on=date(2020, 1, 6), expires_on=until)
    if conflict_with:
        Conflict.objects.create(reviewer=made, authority=conflict_with, declared_by=person)
    return made


def reviewer(name, place, *, role=Role.DCS, **fields):
    """Somebody new who holds a post at `place`, an authority, and is in the pool of its region."""
    person = make.person(name)
    make.post(person, role, place)
    in_pool(place.region, person, **fields)
    return person


def promised(kind, region, *, words="Each authority a team review within 15 months of November 2015.", round=1,
             starts_on=date(2015, 11, 1), ends_on=date(2017, 1, 31)):  # fmt: skip
    """A promise of coverage by `region`."""
    known = {"starts_on": starts_on, "ends_on": ends_on}
    return CoveragePromise.objects.create(kind=kind, region=region, words=words, round=round, **known)
