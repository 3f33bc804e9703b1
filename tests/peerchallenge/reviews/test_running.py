"""Reviews on their pages: who finds which, what the front page of one says, and how it goes from stage to stage."""

from datetime import date

import pytest
from django.core.management import call_command

from peerchallenge.reviews import shipping
from peerchallenge.reviews.models import ReviewKind, Stage, Theme
from tests.peerchallenge.reviews import shapes

pytestmark = pytest.mark.django_db
LIST = "/peer-challenge/reviews/"


def test_the_kinds_that_come_with_the_portal_are_loaded_once_and_never_changed(tmp_path):
    assert shipping.load() == [
        "DCS-led Peer Challenge Team Review", "Safeguarding Assurance Visit", "Safeguarding Assurance Visit MAX",
        "SEND peer challenge", "Challenge event", "Triad", "Topical peer challenge",
    ]  # fmt: skip
    before = list(ReviewKind.objects.values_list("name", "purpose", "version"))
    changed = tmp_path / "kinds.toml"
    changed.write_text(shipping.FILE.read_text().replace("Senior leaders", "Other people"))
    assert shipping.load(changed) == []
    call_command("load_frameworks", verbosity=0)
    assert list(ReviewKind.objects.values_list("name", "purpose", "version")) == before
    assert Theme.objects.filter(region=None).count() == 13


def test_a_team_review_lasts_three_days_and_its_draft_goes_to_the_host_within_ten():
    shipping.load()
    kind = ReviewKind.objects.get(slug="team-review")
    draft = kind.stages.get(stage=Stage.FACTUAL_CHECK)
    assert (kind.days, draft.number, draft.unit, draft.after) == (3, 10, "days", "visit-ends")
    assert [seat.label for seat in kind.seats.filter(is_lead=True)] == ["Director of Children’s Services"]


def test_each_finds_the_reviews_that_concern_them(signed_in, ardenvale, severnford, alice, charlie, dana, erin):
    shapes.kind()
    shapes.review(ardenvale, by=dana)
    other = shapes.review(severnford, by=dana)
    shapes.member(other, alice, by=dana, status="asked")

    def titles(person):
        return [str(row.review) for row in signed_in(person).get(LIST).context["rows"]]

    assert sorted(titles(dana)) == ["Ardenvale: Team review", "Severnford: Team review"]
    assert sorted(titles(alice)) == ["Ardenvale: Team review", "Severnford: Team review"]
    assert titles(charlie) == ["Severnford: Team review"]
    assert titles(erin) == []


def test_the_front_page_says_where_it_stands_and_what_is_promised(signed_in, ardenvale, dana, alice, charlie):
    review = shapes.review(ardenvale, by=dana, at=Stage.DRAFT, begins_on=date(2026, 11, 3))
    review.stages.filter(stage=Stage.FACTUAL_CHECK).update(due_on=date(2999, 1, 2))
    shapes.member(review, charlie, by=dana, lead=True)
    page = signed_in(charlie).get(review.get_absolute_url())
    assert page.context["now"] == "The lead writes the letter. Ardenvale doesn’t read it yet."
    said = page.context["next"].said
    assert said.startswith("Draft letter to the host due 2 January 2999, in ")
    assert said.endswith("It waits for Charlie, who leads the team.")
    assert [step.label for step in page.context["steps"] if step.state == "now"] == ["Draft letter"]
    assert signed_in(alice).get(review.get_absolute_url()).context["next"].url == ""
