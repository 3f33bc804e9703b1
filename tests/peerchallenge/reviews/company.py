"""Everybody who could meet a word of a review of Ardenvale's: the cast, and people of its team in every state.

Rhea leads the team and Rolf sits on it. Of those who don't any more, or never did: Ruth's seat ended yesterday, Rob
left, Rex declined, Rita hasn't answered, Rose holds a post at the host since yesterday, Rudi moved to another region.
Wren's authority was brought together with Ardenvale about help.
"""

from datetime import timedelta

from django.utils import timezone

from portal.accounts.roles import Role
from tests import make
from tests.peerchallenge.reviews import shapes

OWN = {"alice", "lena", "lou", "tess"}
WRITERS, OWNERS = {"alice", "lena"}, {"alice", "tess"}
RUNS = {"dana", "ivy"}
LEAD, TEAM = {"rhea"}, {"rhea", "rolf"}
DIRECTORS = {"alice", "tess", "charlie", "wren"}
MEMBERS = OWN | RUNS | DIRECTORS | TEAM | {"bob", "scott", "moss", "ruth", "rob", "rex", "rita", "rose"}
NOT_HERE = {"erin", "frank", "gone", "rudi"}
EVERYBODY = MEMBERS | NOT_HERE


CAST = ("alice", "bob", "charlie", "dana", "ivy", "erin", "frank", "moss", "wren")  # who have a fixture


def company(places, cast) -> dict:
    """Return {first name: person}; `cast` are those who have a fixture, and Lena, `places` as of `places_of`."""
    own, triad, elsewhere = places["own"], places["triad"], places["elsewhere"]
    posts = {
        "lou": (Role.LEAD_MEMBER, own), "tess": (Role.TRUST_CHIEF_EXECUTIVE, places["own trust"]),
        "scott": (Role.SCRUTINY_CHAIR, own), "rose": (Role.MODERATOR, triad),
        **dict.fromkeys(("rhea", "rolf", "ruth"), (Role.MODERATOR, elsewhere)),
        **dict.fromkeys(("rob", "rex", "rita"), (Role.MODERATOR, triad)),
    }  # fmt: skip
    found = cast | {name: make.person(name.title()) for name in (*posts, "rudi", "gone")}
    for name, (role, place) in posts.items():
        make.post(found[name], role, place)
    make.post(found["gone"], Role.DCS, own, to_on=_yesterday())
    make.post(found["rudi"], Role.MODERATOR, triad, to_on=_yesterday())
    make.post(found["rudi"], Role.MODERATOR, places["far"])
    return found


def _yesterday():
    return timezone.localdate() - timedelta(days=1)


def seat_everybody(review, people, places):
    """Ask everybody of the team, and let happen to each what happened to them."""
    dana = people["dana"]
    shapes.member(review, people["rhea"], by=dana, lead=True, home="rheahome", interests="rheainterests")
    shapes.member(review, people["rolf"], by=dana)
    shapes.member(review, people["rob"], by=dana, status="left", left_because="leftbecause", to_on=_yesterday())
    said = {"declined_because": "declinedbecause", "answered_at": timezone.now()}
    shapes.member(review, people["rex"], by=dana, status="declined", **said)
    shapes.member(review, people["rita"], by=dana, status="asked", asked_at=timezone.now() - timedelta(days=30))
    for name in ("rose", "rudi"):
        shapes.member(review, people[name], by=dana, home=f"{name}home", interests=f"{name}interests")
    shapes.member(review, people["ruth"], by=dana, from_on=_yesterday() - timedelta(days=9), to_on=_yesterday())
    if not people["rose"].posts.filter(authority=places["own"]).exists():
        make.post(people["rose"], Role.CONTRIBUTOR, places["own"], from_on=_yesterday())
