"""Own view beside peers' view: the sums, the differences in both directions, and what was hidden or unseen."""

import pytest

from peerchallenge.reviews.beside import View
from tests.looking import queries_of
from tests.peerchallenge.reviews import shapes
from tests.peerchallenge.reviews import shapes_findings as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(ardenvale, dana):
    return made.issued(ardenvale, by=dana, findings=0)


@pytest.fixture
def submission(ardenvale, alice, dana):
    return made.submission(ardenvale, by=alice, manager=dana)


def address(review):
    return f"/peer-challenge/reviews/{review.public_id}/own-and-peers/"


def finds(review, submission, headline, kind, **place):
    return made.relate(shapes.finding(review, headline, kind=kind), submission, "contradicts", **place)


@pytest.mark.parametrize(
    ("view", "balance", "said"),
    [(View(), None, "–"), (View(1, 3), -0.5, "(1 − 3) ÷ 4 = −0.50"), (View(2, 0), 1, "(2 − 0) ÷ 2 = +1.00"),
     (View(1, 1), 0, "(1 − 1) ÷ 2 = 0.00")],
)  # fmt: skip
def test_a_view_is_strengths_less_areas_of_all(view, balance, said):
    assert (view.balance, view.sum) == (balance, said)


def test_where_they_differ_most_is_shown_in_both_directions_with_the_sum(signed_in, review, submission, alice):
    finds(review, submission, "Plans are good.", "strength", prompt="A2", claim="Plans drift.")
    finds(review, submission, "Care leavers wait.", "area", area="B")
    found = signed_in(alice).get(address(review)).context["found"]
    assert [(line.heading, line.sum) for line in found.better] == [("A. Area A", "+1.00 − (0.00) = +1.00")]
    assert [(line.heading, line.sum) for line in found.worse] == [("B. Area B", "−1.00 − (+1.00) = −2.00")]
    assert found.worse[0].said == (
        "The authority names 1 strength and no areas for improvement; peers found no strengths and 1 area to develop."
    )
    assert found.said == (
        "Both said something of 2 areas. Peers see 1 of them more favourably than the authority does, "
        "1 less favourably and none alike."
    )


def test_a_hidden_strength_is_one_where_the_host_claims_an_area_or_nothing(signed_in, review, submission, alice):
    finds(review, submission, "Plans are good.", "strength", prompt="A2", claim="Plans drift.")
    finds(review, submission, "Visits are on time indeed.", "strength", prompt="A1", claim="Visits are on time.")
    finds(review, submission, "Audits are honest.", "strength", area="B", prompt="B1")
    found = signed_in(alice).get(address(review)).context["found"]
    assert [(card.headline, why) for card, why in found.hidden] == [
        ("Plans are good.", "There the self-assessment claims 1 area for improvement and nothing else."),
        ("Audits are honest.", "The self-assessment says nothing of it."),
    ]


def test_an_unseen_area_is_one_where_the_host_claims_a_strength_or_nothing(signed_in, review, submission, alice):
    finds(review, submission, "Visits are rushed.", "area", prompt="A1", claim="Visits are on time.")
    finds(review, submission, "Plans drift indeed.", "area", prompt="A2", claim="Plans drift.")
    found = signed_in(alice).get(address(review)).context["found"]
    assert [card.headline for card, _ in found.unseen] == ["Visits are rushed."]
    assert found.relations == [("Confirms", 0), ("Qualifies", 0), ("Contradicts", 2)]


def test_the_table_names_every_area_with_its_numbers(signed_in, review, submission, alice):
    finds(review, submission, "Plans are good.", "strength", prompt="A2")
    shapes.finding(review, "Of no area.")
    page = signed_in(alice).get(address(review))
    cells = [[cell["text"] if isinstance(cell, dict) else cell for cell in row] for row in page.context["rows"]]
    assert cells == [
        ["A. Area A", "No judgement", "0.0", "1", "1", "1", "0", "+1.00"],
        ["B. Area B", "No judgement", "0.0", "1", "0", "0", "0", ""],
    ]
    assert [card.headline for card in page.context["found"].loose] == ["Of no area."]


def test_what_each_says_to_a_question_stands_side_by_side(signed_in, review, submission, alice):
    finds(review, submission, "Plans are good.", "strength", claim="Plans drift.")
    finds(review, submission, "Of the whole.", "area")
    line = signed_in(alice).get(address(review)).context["found"].lines[0]
    assert [(asked, [claim for _, claim, _ in said], [card.headline for card in cards])
            for asked, said, cards in line.questions] == [
        ("The area as a whole", [], ["Of the whole."]),
        ("A1. Question 1", ["Visits are on time."], []),
        ("A2. Question 2", ["Plans drift."], ["Plans are good."]),
    ]  # fmt: skip


def test_whoever_does_not_read_the_self_assessment_reads_nothing_of_it_here(
    signed_in, review, submission, charlie, dana
):
    finds(review, submission, "Plans are good.", "strength", prompt="A2", claim="Plans drift.")
    shapes.member(review, charlie, by=dana)
    page = signed_in(charlie).get(address(review))
    assert (page.context["found"], "Plans drift." in page.text) == (None, False)


def test_the_page_asks_as_much_for_twelve_findings_as_for_one(signed_in, review, submission, alice, dana):
    finds(review, submission, "One.", "strength")
    few = [queries_of(signed_in(person), address(review)) for person in (alice, dana)]
    for place in range(11):
        finds(review, submission, f"More {place}.", "area", prompt="A1")
    assert [queries_of(signed_in(person), address(review)) for person in (alice, dana)] == few
    assert max(few) <= 12
