"""Everybody who could meet a word of Ardenvale's: each is invented, and named in the tests of access by a first name.

Alice, Dana, … are the cast; beside them stand those who read at the authority and at its trust, who runs the cycle,
moderators in every state, who directs elsewhere, who has left, and who holds a post that lets nobody in.
"""

from datetime import timedelta

from django.utils import timezone

from portal.accounts.roles import Role
from tests import make

OWN = {"alice", "lena", "cora", "lou", "tess"}
WRITERS = {"alice", "lena"}
OWNERS = {"alice", "tess"}
RUNS = {"dana", "ivy"}
# Who moderates or did, or was asked: done, at work, asked, declined, withdrawn.
MODERATORS = ("moss", "nora", "quinn", "otto", "perry")


def company(places, cast) -> dict:
    """Return {first name: person}; `places` as in `places_of`, `cast` are Alice, Bob and the others by name."""
    own, triad, elsewhere = places["own"], places["triad"], places["elsewhere"]
    posts = {
        "lena": (Role.SELF_ASSESSMENT_LEAD, own), "lou": (Role.LEAD_MEMBER, own),
        "tess": (Role.TRUST_CHIEF_EXECUTIVE, places["own trust"]), "scott": (Role.SCRUTINY_CHAIR, own),
        "ivy": (Role.PEER_CHALLENGE_ASSOCIATE, places["region"]), "olga": (Role.OBSERVER, places["region"]),
        "tove": (Role.TRUST_CHIEF_EXECUTIVE, places["triad trust"]), "leah": (Role.SELF_ASSESSMENT_LEAD, triad),
        "wren": (Role.DCS, elsewhere), "ferris": (Role.DCS, places["far"]),
        "gail": (Role.REGIONAL_CHAIR, places["other region"]),
        **dict.fromkeys(MODERATORS, (Role.MODERATOR, triad)),
    }  # fmt: skip
    found = cast | {name: make.person(name.title()) for name in (*posts, "cora", "gone")}
    for name, (role, place) in posts.items():
        make.post(found[name], role, place)
    make.post(found["gone"], Role.DCS, own, to_on=timezone.localdate() - timedelta(days=1))
    return found


def places_of(mercia, wessex, ardenvale, severnford, lenchester) -> dict:
    """Return the places of the company: Ardenvale is `own`, Severnford of its triad, Lenchester of another one."""
    return {
        "region": mercia, "other region": wessex, "own": ardenvale, "triad": severnford, "elsewhere": lenchester,
        "far": make.authority("Avonbury", wessex, "W01"), "own trust": make.trust("Arden Trust", ardenvale),
        "triad trust": make.trust("Severn Trust", severnford),
    }  # fmt: skip


def takes_office(people, places):
    """Cora becomes chief executive of Ardenvale's council, after her signature was left out."""
    make.post(people["cora"], Role.COUNCIL_CHIEF_EXECUTIVE, places["own"])
