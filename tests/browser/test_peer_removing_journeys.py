"""What could identify a child: refused when it is typed, reported by a reader, removed by the director."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from peerchallenge.models import Explanation, Statement
from peerchallenge.reviews.models import Finding, Stage
from tests.peerchallenge import shapes
from tests.peerchallenge.reviews import shapes as reviews

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.on_postgresql]
BOTH = pytest.mark.parametrize(("size", "javascript"), [("phone", True), ("desktop", False)], ids=["phone", "plain"])
CLAIM = "Zebedee Quux, who is eleven, waited for nine weeks."


@pytest.fixture
def statement(mercia, ardenvale, alice, dana):
    assessment = shapes.assessment(shapes.cycle(mercia, "2026-27", ardenvale, by=dana), ardenvale, by=alice)
    return shapes.statement(shapes.first_section(assessment), claim=CLAIM, evidence=["audit"])


@BOTH
def test_an_identifier_is_refused_and_a_doubt_explained(visitor, statement, alice, size, javascript):
    director = visitor(size, javascript)
    director.sign_in(alice)
    page = director.open(f"/peer-challenge/statements/{statement.public_id}/")
    page.get_by_label("So what?").fill("The child with 943 476 5919 is safe.")
    page.get_by_role("button", name="Save", exact=True).click()
    director.check()
    expect(page.get_by_role("alert")).to_contain_text("“943…” looks like an NHS number")
    expect(page.get_by_label("So what?")).to_have_value("The child with 943 476 5919 is safe.")
    page.get_by_label("So what?").fill("The form asks for DOB 12/03/2011 as its example.")
    page.get_by_role("button", name="Save", exact=True).click()
    director.check()
    page.get_by_label("What makes you sure that this is not an identifier?").fill("It is the form’s printed example.")
    page.get_by_role("button", name="Save", exact=True).click()
    director.check()
    expect(page.get_by_role("main")).to_contain_text("Saved.")
    assert Explanation.objects.get().reason == "It is the form’s printed example."


@BOTH
def test_a_reader_reports_and_the_director_removes(visitor, statement, alice, charlie, size, javascript):
    assessment = statement.section.assessment
    submission = shapes.submission(assessment, by=alice)
    shapes.release(assessment, "region", by=alice)
    reader = visitor(size, javascript)
    reader.sign_in(charlie)
    page = reader.open(f"/peer-challenge/report/statement/{statement.public_id}/")
    page.get_by_role("button", name="Report it").click()
    reader.check()
    expect(page.get_by_role("alert")).to_contain_text("Say what it is.")
    page.get_by_label("What we know").check()
    page.get_by_label("A name of a child").check()
    page.get_by_role("button", name="Report it").click()
    reader.check()
    expect(page.get_by_role("main")).to_contain_text("Those who can remove it have been written to.")

    director = visitor(size, javascript)
    director.sign_in(alice)
    page = director.open("/your-work/")
    page.get_by_role("link", name="Look at it").click()
    director.check()
    page.get_by_label("What we know").check()
    page.get_by_label("A name of a child").check()
    page.get_by_role("button", name="Remove it for good").click()
    director.check()
    expect(page.get_by_role("main")).to_contain_text("Area A, statement: what we know")
    assert Statement.objects.get().claim == "[Removed: it could identify a child]"
    read = reader.open(f"/peer-challenge/submissions/{submission.public_id}/")
    expect(read.get_by_role("main")).to_contain_text("Something that could identify a child was removed")
    expect(read.get_by_role("main")).not_to_contain_text("Zebedee")


@BOTH
def test_a_host_removes_it_from_a_review(visitor, mercia, ardenvale, alice, charlie, dana, size, javascript):
    review = reviews.review(ardenvale, at=Stage.FINAL_LETTER, by=dana)
    reviews.member(review, charlie, by=dana, lead=True)
    finding = reviews.finding(review, CLAIM, by=charlie)
    director = visitor(size, javascript)
    director.sign_in(alice)
    page = director.open(reverse("finding", args=[finding.public_id]))
    page.get_by_role("link", name="Report or remove what could identify a child").click()
    director.check()
    page.get_by_role("link", name="Finding 1: Zebedee").click()
    director.check()
    page.get_by_label("Headline").check()
    page.get_by_label("A name of a child").check()
    page.get_by_role("button", name="Remove it", exact=True).click()
    director.check()
    page.get_by_role("button", name="Remove it for good").click()
    director.check()
    expect(page.get_by_role("main")).to_contain_text("Headline finding 1: headline")
    expect(page.get_by_role("main")).not_to_contain_text("Zebedee")
    assert Finding.objects.get().headline == "[Removed: it could identify a child]"
