"""Lists of reviews ask the database as much for many rows as for one: those that no other test of a page counts."""

import pytest

from peerchallenge.reviews.actions import brokering
from peerchallenge.reviews.models import Correction, Pack, ReviewReading, Stage
from tests import make
from tests.looking import queries_of
from tests.peerchallenge.reviews import shapes, shapes_actions, shapes_people, shapes_releasing

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(ardenvale, dana):
    return shapes_releasing.final(ardenvale, by=dana)


@pytest.fixture
def ask(ardenvale, alice):
    return brokering.post(ardenvale, by=alice, kind="ask", text="How do you audit plans?")


@pytest.fixture
def pages(review, ask, mercia, charlie, alice, dana):
    reviewer = shapes_people.in_pool(mercia, charlie)
    one = f"/peer-challenge/reviews/{review.public_id}/"
    return [
        (alice, f"/peer-challenge/reviews/findings/{review.findings.first().public_id}/"),
        (alice, f"{one}readers/"), (alice, f"{one}see-as/"), (alice, f"{one}corrections/"),
        (alice, "/peer-challenge/packs/"), (dana, "/peer-challenge/kinds/"),
        (dana, f"/peer-challenge/pool/{reviewer.public_id}/"), (dana, ask.get_absolute_url()),
        (alice, "/your-work/"), (charlie, "/your-work/"), (dana, "/your-work/"),
        (dana, "/your-work/chase/?region=mercia"),
    ]  # fmt: skip


@pytest.fixture
def one_more(review, ask, ardenvale, severnford, lenchester, mercia, charlie, alice, dana):
    """Return a function that adds one row to each of the lists; it takes a number of its own."""

    def add(number):
        person, kind = make.person(f"Reader {number}"), shapes.kind(mercia, name=f"Kind {number}")
        wrong = {"is_wrong": "It says nine.", "is_right": "It was eight.", "made_by": alice}
        Correction.objects.create(review=review, finding=review.findings.first(), **wrong)
        ReviewReading.objects.create(review=review, person=person, part="Director", what="Findings")
        shapes.finding(review, f"Headline {number}.", by=dana, shown_to="public")
        Pack.objects.create(kind="folder", region=mercia, authority=ardenvale, asked_by=alice)
        Pack.objects.create(kind="leadership-summit", region=mercia, asked_by=dana)
        brokering.post(severnford, by=charlie, kind="offer", text=f"Ask us {number}.")
        brokering.introduce(ask, severnford, by=dana)
        shapes_actions.check(shapes_actions.live(ardenvale, alice, dana, kind_of=kind), days=-9)
        at_work = shapes.review(lenchester, by=dana, at=Stage.DRAFT, kind_of=kind)
        shapes.member(at_work, charlie, by=dana, lead=True)
        shapes.member(at_work, person, by=dana, status="asked")
        shapes.member(shapes.review(lenchester, by=dana, kind_of=kind), charlie, by=dana, status="asked")
        shapes.review(ardenvale, by=dana, at=Stage.SCOPING, kind_of=kind)
        shapes.review(ardenvale, by=dana, at=Stage.FACTUAL_CHECK, kind_of=kind)

    return add


def test_pages_ask_as_much_for_three_rows_as_for_one(signed_in, pages, one_more):
    browsers = {person: signed_in(person) for person, _ in pages}
    one_more(1)
    few = [(address, queries_of(browsers[person], address)) for person, address in pages]
    one_more(2)
    one_more(3)
    assert [(address, queries_of(browsers[person], address)) for person, address in pages] == few
