"""What reviews do that lasts longest, or happens most often: each function makes ready and returns what is measured."""


def verbs() -> dict:
    return {
        "a note taken while 190 are there": _note,
        "the notes of a review destroyed": _destroy,
        "Leadership Summit pack": _summit_pack,
        "folder for the annual conversation": _folder,
    }


def _note(cycle):
    """As the team's script sends it, with the person's session and second factor."""
    from uuid import uuid4

    from django.urls import reverse

    from peerchallenge.reviews.models import Review
    from tests.bench.peer_pages import signed_in

    browser = signed_in("dcs")
    address = reverse("capture", args=[Review.objects.get(region=cycle.region, status="on-site").public_id])
    note = {"text": "Staff feel heard.", "kind": "strength", "heard_as": "interview"}

    def send():
        answer = browser.post(address, note | {"sent_as": uuid4()}, headers={"Accept": "application/json"})
        assert answer.json()["state"] == "saved"

    send()
    return send


def _destroy(cycle):
    from peerchallenge.reviews.actions.destroying import destroy
    from peerchallenge.reviews.models import Review

    review = Review.objects.get(region=cycle.region, status="final-letter")
    return lambda: destroy(review)


def _summit_pack(cycle):
    return _made("leadership-summit", "programme-manager", region=cycle.region, cycle=cycle)


def _folder(cycle):
    """Of the first authority: what it submitted last, its evidence and each of its final reviews."""
    from portal.regions.models import LocalAuthority

    place = LocalAuthority.objects.filter(region=cycle.region).order_by("pk").first()
    return _made("folder", "dcs", region=cycle.region, authority=place)


def _made(kind, role, **about):
    from peerchallenge.reviews.actions.packing import make_pack
    from peerchallenge.reviews.models import Pack
    from portal.accounts.models import Post

    person = Post.objects.filter(role=role).order_by("pk").first().person
    pack = Pack.objects.create(kind=kind, asked_by=person, **about)

    def make():
        assert make_pack.func(pack.pk)

    return make
