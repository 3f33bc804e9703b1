"""The page of findings: what the director of the host reads of their review, what others do, and when."""

import csv
from io import StringIO

import pytest

from peerchallenge.reviews.heard import heard_in_words
from peerchallenge.reviews.models import Correction, Finding, Review, ReviewReading, Stage
from tests.looking import queries_of
from tests.peerchallenge.reviews import shapes
from tests.peerchallenge.reviews import shapes_findings as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(ardenvale, dana):
    return made.issued(ardenvale, by=dana)


def address(review, more=""):
    return f"/peer-challenge/reviews/{review.public_id}/findings/{more}"


def headlines(response):
    return [card.headline for card in response.context["cards"]]


def test_the_director_reads_each_finding_with_what_the_team_heard(signed_in, review, alice):
    page = signed_in(alice).get(address(review))
    assert [(card.number, card.label, card.headline, card.heard) for card in page.context["cards"]] == [
        (1, "Strength", "Headline 1.", "Heard 1."), (2, "Area to develop", "Headline 2.", "Heard 2."),
        (3, "Strength", "Headline 3.", "Heard 3."),
    ]  # fmt: skip
    assert page.context["now"] == "The letter is final. Ardenvale replies to its headline findings."


@pytest.mark.parametrize("name", ["bob", "charlie", "erin", "frank", "greta"])
def test_nobody_else_finds_the_page_before_its_host_lets_them(request, signed_in, review, name):
    assert signed_in(request.getfixturevalue(name)).get(address(review)).status_code == 404


def test_whom_the_host_lets_in_reads_the_final_wording_and_no_reply_before_it_is_sent(
    signed_in, review, charlie, alice
):
    first = review.findings.first()
    made.reply(first, "disagree", "We see it otherwise.", by=alice)
    Finding.objects.filter(pk=first.pk).update(shown_to="directors")
    page = signed_in(charlie).get(address(review))
    assert headlines(page) == ["Headline 1."]
    assert (page.context["cards"][0].reply, page.context["cards"][0].history) == (None, [])
    assert "We see it otherwise." not in page.text
    Review.objects.filter(pk=review.pk).update(replied_at=review.shared_at, replied_by=alice)
    assert "We see it otherwise." in signed_in(charlie).get(address(review)).text


def test_neither_team_nor_manager_reads_the_reply_before_it_is_sent(signed_in, review, charlie, dana, alice):
    shapes.member(review, charlie, by=dana, lead=True)
    made.reply(review.findings.first(), "disagree", "We see it otherwise.", by=alice)
    for person in (charlie, dana):
        browser = signed_in(person)
        for path in (address(review), address(review, "table.csv"), f"/peer-challenge/reviews/findings/"
                     f"{review.findings.first().public_id}/"):  # fmt: skip
            assert "We see it otherwise." not in browser.get(path).text
        assert "reply" not in browser.get(address(review)).context["selects"][-1]["name"]


def test_who_is_neither_of_the_host_nor_of_the_team_is_noted(signed_in, review, alice, charlie, dana):
    shapes.member(review, charlie, by=dana)
    for person in (alice, charlie, dana):
        signed_in(person).get(address(review))
    signed_in(dana).get(address(review, "table.csv"))
    rows = ReviewReading.objects.order_by("what").values_list("person__name", "what", "times")
    assert list(rows) == [("Dana", "CSV", 1), ("Dana", "Findings", 1)]


def test_during_the_factual_check_the_host_reads_what_it_was_sent(signed_in, ardenvale, dana, alice):
    review = shapes.review(ardenvale, by=dana, at=Stage.FACTUAL_CHECK, kind_of=shapes.kind())
    finding = made.sent(shapes.finding(review, "As sent.", by=dana), by=dana, as_what="draft")
    Finding.objects.filter(pk=finding.pk).update(headline="Being reworded.")
    assert headlines(signed_in(alice).get(address(review))) == ["As sent."]
    assert headlines(signed_in(dana).get(address(review))) == ["Being reworded."]


def test_before_the_draft_is_sent_the_host_is_told_so_and_reads_nothing(signed_in, ardenvale, dana, alice):
    review = shapes.review(ardenvale, by=dana, at=Stage.DRAFT, kind_of=shapes.kind())
    shapes.finding(review, "Not yet.", shown_to="authority")
    page = signed_in(alice).get(address(review))
    assert (page.context["count"], "Not yet." in page.text) == (0, False)
    assert "The team hasn’t sent its findings yet." in page.text


def test_draft_correction_final_wording_and_reply_are_shown_in_turn(signed_in, ardenvale, dana, alice):
    review = made.issued(ardenvale, by=dana, findings=0)
    finding = shapes.finding(review, "Five teams are full.", by=dana)
    made.sent(finding, by=dana, as_what="draft", headline="Six teams are full.")
    Correction.objects.create(
        review=review, finding=finding, is_wrong="Six", is_right="Five, by our establishment list", made_by=alice
    )
    made.sent(finding, by=dana)
    made.reply(finding, by=alice)
    page = signed_in(alice).get(f"/peer-challenge/reviews/findings/{finding.public_id}/")
    assert [one.what for one in page.context["card"].history] == [
        "Draft wording", "The host’s correction", "Final wording", "The host’s reply"
    ]  # fmt: skip
    assert "Six teams are full." in page.text
    made.sent(finding, by=dana, as_what="draft")
    again = signed_in(alice).get(f"/peer-challenge/reviews/findings/{finding.public_id}/").context["card"].history[-1]
    assert again.lines == [("In the same words as before", "")]


def test_a_finding_says_what_of_the_submitted_self_assessment_it_bears_on(signed_in, review, alice, dana, charlie):
    submission = made.submission(review.authority, by=alice, manager=dana)
    first = made.relate(review.findings.first(), submission, "contradicts", prompt="A2", claim="Plans drift.")
    about = signed_in(alice).get(address(review)).context["cards"][0].related
    assert (about.said, about.place, about.prompt, about.kind, about.claim) == (
        "Contradicts", "A. Area A", "A2. Question 2", "Area for improvement", "Plans drift."
    )  # fmt: skip
    Finding.objects.filter(pk=first.pk).update(shown_to="directors")
    page = signed_in(charlie).get(address(review))
    assert (page.context["cards"][0].related, "Plans drift." in page.text) == (None, False)


@pytest.mark.parametrize(
    ("query", "found"),
    [("kind=area", ["Headline 2."]), ("kind=strength", ["Headline 1.", "Headline 3."]),
     ("reply=agree", ["Headline 1."]), ("reply=none", ["Headline 2.", "Headline 3."]), ("kind=area&reply=agree", []),
     ("kind=nonsense", ["Headline 1.", "Headline 2.", "Headline 3."])],
)  # fmt: skip
def test_findings_are_narrowed_by_type_and_by_ones_reply(signed_in, review, alice, query, found):
    made.reply(review.findings.first(), by=alice)
    assert headlines(signed_in(alice).get(address(review, f"?{query}"))) == found


def test_from_a_finding_its_host_asks_for_help_or_offers_it(signed_in, review, alice, charlie):
    page = signed_in(alice).get(f"/peer-challenge/reviews/{review.public_id}/findings/")
    for one in review.findings.all():
        words = "Offer this to others" if one.kind == "strength" else "Ask for help with this"
        assert f'<a href="/peer-challenge/help/new/?finding={one.public_id}">{words}' in page.content.decode()
    assert "help/new" not in signed_in(charlie).get(page.request["PATH_INFO"]).content.decode()


def test_findings_are_a_table_too(signed_in, review, alice):
    made.reply(review.findings.first(), "disagree", "=Not so", by=alice)
    text = signed_in(alice).get(address(review, "table.csv?kind=strength")).content.decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(text)))
    assert [(row["Number"], row["Headline"], row["Reply"], row["Reply in words"]) for row in rows] == [
        ("1", "Headline 1.", "Disagree", "'=Not so"), ("3", "Headline 3.", "Not replied", "")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heard_from", "said"),
    [
        ({}, ""),
        ({"sessions": 9, "roles": ["a", "b", "c", "d"]}, "Heard in 9 sessions, from 4 roles"),
        ({"sessions": 1, "roles": ["Head of service"], "ways": {"interview": 2}},
         "Heard in 1 session: interviews and groups"),
        ({"notes": 3, "ways": {"file": 2, "data": 1}}, "From case files, figures"),
    ],
)  # fmt: skip
def test_what_stands_behind_a_finding_is_counted_and_never_named(heard_from, said):
    assert heard_in_words(heard_from) == said


def test_the_page_asks_as_much_for_twelve_findings_as_for_one(signed_in, ardenvale, dana, alice, charlie):
    review = made.issued(ardenvale, by=dana, findings=1)
    submission = made.submission(ardenvale, by=alice, manager=dana)
    made.relate(review.findings.first(), submission)
    shapes.member(review, charlie, by=dana, lead=True)
    people = (alice, dana, charlie)
    few = [queries_of(signed_in(person), address(review)) for person in people]
    for place in range(11):
        finding = made.sent(shapes.finding(review, f"More {place}.", kind="area", by=dana), by=dana)
        shapes.next_step(made.relate(finding, submission, prompt="A2"))
        made.reply(finding, by=alice)
    many = [queries_of(signed_in(person), address(review)) for person in people]
    assert (many, [count <= 12 for count in many]) == (few, [True, True, True])
