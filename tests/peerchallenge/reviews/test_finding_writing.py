"""Wording findings before they are final: by whom, on top of what, and what of the self-assessment they bear on."""

import uuid

import pytest

from peerchallenge.reviews.models import Finding, Review, Stage, TeamNote, Theme
from portal.audit.models import AuditEvent
from tests.peerchallenge.reviews import shapes
from tests.peerchallenge.reviews import shapes_findings as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(ardenvale, dana, charlie):
    review = shapes.review(ardenvale, by=dana, at=Stage.DRAFT, kind_of=shapes.kind())
    shapes.member(review, charlie, by=dana, lead=True)
    return review


@pytest.fixture
def finding(review, dana):
    return shapes.finding(review, "Plans drift.", kind="area", by=dana)


def new(review):
    return f"/peer-challenge/reviews/{review.public_id}/findings/new/"


def of(finding, act="edit"):
    return f"/peer-challenge/reviews/findings/{finding.public_id}/{act}/"


def typed(headline="Early help is strong.", kind="strength", **fields):
    return {"headline": headline, "kind": kind, "form_key": str(uuid.uuid4())} | fields


def test_the_lead_adds_a_finding_which_is_the_teams_until_it_is_sent(signed_in, review, finding, charlie):
    theme = Theme.objects.create(name="Early help")
    signed_in(charlie).post(new(review), typed(heard="Twice.", theme=theme.pk))
    made_one = Finding.objects.get(headline="Early help is strong.")
    assert (made_one.position, made_one.kind, made_one.heard, made_one.theme, made_one.shown_to) == (
        1, "strength", "Twice.", theme, "team"
    )  # fmt: skip


def test_the_same_form_sent_twice_adds_one(signed_in, review, charlie):
    sent, browser = typed(), signed_in(charlie)
    assert browser.post(new(review), sent).url == browser.post(new(review), sent).url
    assert review.findings.count() == 1


def test_a_member_who_does_not_lead_reads_findings_and_words_none(signed_in, review, finding, moss, dana):
    shapes.member(review, moss, by=dana)
    browser = signed_in(moss)
    assert [browser.get(path).status_code for path in (of(finding), of(finding, "remove"), new(review))] == [403] * 3
    assert browser.get(f"/peer-challenge/reviews/{review.public_id}/findings/").context["may_write"] is False


def test_a_finding_is_tied_to_words_of_the_submitted_self_assessment(signed_in, review, finding, dana, alice):
    submission = made.submission(review.authority, by=alice, manager=dana)
    browser = signed_in(dana)
    places = dict(browser.get(of(finding)).context["form"].fields["about"].choices)["A. Area A"]
    value = next(value for value, label in places if label == "Area for improvement: Plans drift.")
    browser.post(of(finding), typed("Plans drift.", "area", relation="confirms", about=value, version="1"))
    finding.refresh_from_db()
    assert (finding.submission, finding.relation, finding.area_code, finding.prompt_code) == (
        submission, "confirms", "A", "A2"
    )  # fmt: skip
    assert browser.get(of(finding)).context["form"]["about"].value() == value
    browser.post(of(finding), typed("Plans drift.", "area", relation="", about="", version="2"))
    finding.refresh_from_db()
    assert (finding.submission, finding.relation, finding.area_code, finding.statement) == (None, "", "", None)


@pytest.mark.parametrize(("relation", "about", "wrong"), [("confirms", "", "about"), ("", "A", "relation"),
                                                          ("confirms", "Z:9", "about")])  # fmt: skip
def test_a_relation_needs_its_place_and_the_place_its_relation(
    signed_in, review, finding, dana, alice, relation, about, wrong
):
    made.submission(review.authority, by=alice, manager=dana)
    page = signed_in(dana).post(of(finding), typed(relation=relation, about=about, version="1"))
    assert wrong in page.context["form"].errors


def test_a_lead_who_does_not_read_the_self_assessment_is_shown_none_of_it(
    signed_in, review, finding, charlie, dana, alice
):
    made.relate(finding, made.submission(review.authority, by=alice, manager=dana), "confirms", prompt="A2")
    browser = signed_in(charlie)
    page = browser.get(of(finding))
    assert ("about" in page.context["form"].fields, "Plans drift indeed" in page.text) == (False, False)
    browser.post(of(finding), typed("Reworded.", "area", version="1"))
    finding.refresh_from_db()
    assert (finding.headline, finding.relation, finding.prompt_code) == ("Reworded.", "confirms", "A2")


def test_of_two_who_word_a_finding_at_once_the_second_sees_both(signed_in, review, finding, charlie, dana):
    signed_in(dana).post(of(finding), typed("Plans are late.", "area", version="1"))
    page = signed_in(charlie).post(of(finding), typed("Plans wander.", "area", version="1"))
    assert (page.status_code, dict(page.context["theirs"])["Headline"], dict(page.context["mine"])["Headline"]) == (
        409, "Plans are late.", "Plans wander."
    )  # fmt: skip
    signed_in(charlie).post(of(finding), {name: str(value) for name, value in page.context["hidden"]})
    assert Finding.objects.get().headline == "Plans wander."


def test_what_is_typed_once_the_letter_is_final_is_given_back(signed_in, review, finding, charlie):
    browser = signed_in(charlie)
    Review.objects.filter(pk=review.pk).update(status=Stage.FINAL_LETTER, shared_at=review.made_at)
    page = browser.post(of(finding), typed("Plans wander about.", "area", version="1"))
    assert (page.status_code, "Plans wander about." in page.text) == (409, True)
    assert Finding.objects.get().headline == "Plans drift."


def test_a_headline_that_may_name_a_child_is_not_saved(signed_in, review, charlie):
    page = signed_in(charlie).post(new(review), typed("NHS 943 476 5919 waited."))
    assert (list(page.context["form"].errors), review.findings.count()) == (["headline"], 0)


def test_a_finding_taken_out_frees_the_notes_behind_it(signed_in, review, finding, charlie):
    TeamNote.objects.create(review=review, text="Heard twice.", made_by=charlie, finding=finding)
    signed_in(charlie).post(of(finding, "remove"), {"version": "1"})
    assert (Finding.objects.standing().count(), TeamNote.objects.get().finding) == (0, None)
    assert "Plans drift." not in str(list(AuditEvent.objects.values()))


def test_findings_stand_in_the_order_that_was_given(signed_in, review, finding, charlie, dana):
    other, third = shapes.finding(review, "Second."), shapes.finding(review, "Third.")
    places = {str(finding.public_id): "2", str(other.public_id): "2", str(third.public_id): "1"}
    signed_in(charlie).post(f"/peer-challenge/reviews/{review.public_id}/findings/order/", places)
    assert [one.headline for one in review.findings.standing()] == ["Third.", "Plans drift.", "Second."]


def test_a_kind_without_letters_shows_its_findings_by_a_confirmed_act(signed_in, ardenvale, dana, alice):
    kind = shapes.kind(name="Triad", without=(Stage.DRAFT, Stage.FACTUAL_CHECK, Stage.FINAL_LETTER))
    review = shapes.review(ardenvale, by=dana, at=Stage.ON_SITE, kind_of=kind)
    finding = shapes.finding(review, "Plans drift.", kind="area", by=dana)
    manager, address = signed_in(dana), f"/peer-challenge/reviews/{review.public_id}/findings/"
    assert manager.get(address).context["may_share"] is True
    manager.post(f"{address}share/", {"version": str(review.version)})
    page = signed_in(alice).get(address)
    assert ([card.headline for card in page.context["cards"]], page.context["may_reply"]) == (["Plans drift."], True)
    assert (finding.wordings.get().sent, manager.get(address).context["may_write"]) == ("final", False)
    assert manager.post(of(finding), typed("Otherwise and more.", version="1")).status_code == 409


def test_a_kind_with_letters_shows_its_findings_by_its_letter_alone(signed_in, review, finding, charlie):
    signed_in(charlie).post(
        f"/peer-challenge/reviews/{review.public_id}/findings/share/", {"version": str(review.version)}
    )
    review.refresh_from_db()
    assert (review.shared_at, signed_in(charlie).get(of(finding)).status_code) == (None, 200)
