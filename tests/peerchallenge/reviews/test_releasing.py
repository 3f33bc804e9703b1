"""What a host lets others read: exactly those who were named read exactly those items, until it is closed again."""

import pytest
from django.urls import reverse

from peerchallenge.reviews.actions.releasing import release
from peerchallenge.reviews.models import Finding, ItemRelease, Letter, NextStep, ReviewReading, ShownTo, Stage
from peerchallenge.reviews.reading_log import note_opened
from peerchallenge.reviews.releasing import change_of, entries_of, warning
from portal.accounts.models import OutgoingMail, User
from portal.accounts.roles import Role
from portal.audit.models import AuditEvent, NotAMove, Overtaken
from tests import make
from tests.looking import fresh, queries_of
from tests.peerchallenge.reviews import shapes
from tests.peerchallenge.reviews.shapes_releasing import AREA, STRENGTH, final, keys

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(ardenvale, dana, alice, bob, charlie, greta, wren, erin, frank):
    """Charlie reviewed Ardenvale; Wren directs elsewhere, Greta chairs, Bob holds a post that reads nothing."""
    shapes.kind()
    made = final(ardenvale, by=dana)
    shapes.member(made, charlie, by=dana)
    return made


def let(review, by, level, what=None):
    chosen = keys(review) if what is None else what
    return release(review, chosen, level, by=by, seal=change_of(review, set(chosen), level).seal)


def levels(review):
    return [(entry.name, str(entry.level)) for entry in entries_of(review)]


def readers(model=Finding):
    return {str(person) for person in User.objects.all() if model.objects.visible_to(person).exists()}


def test_everything_is_closed_at_first(review):
    assert levels(review) == [
        ("Finding 1, strength", "authority"), ("Finding 2, area to develop", "authority"),
        ("Next step 1 of finding 2", "authority"), ("The final letter", "authority"),
    ]  # fmt: skip
    assert readers() == {"Alice", "Charlie", "Dana"}


@pytest.mark.parametrize(
    ("level", "let_in"),
    [
        ("directors", {"Greta", "Wren"}),
        ("region", {"Greta", "Wren", "Bob"}),
        ("public", {"Greta", "Wren", "Bob"}),
    ],
)
def test_releasing_lets_in_those_who_were_named_and_nobody_else(review, alice, level, let_in):
    named = {str(reader.person) for reader in change_of(review, set(keys(review)), level).lets_in.readers}
    let(review, alice, level)
    assert named == let_in == readers() - {"Alice", "Charlie", "Dana"}
    assert readers(Letter) == {"Alice", "Charlie", "Dana"}
    assert {mail.to for mail in OutgoingMail.objects.all()} == {f"{name.lower()}@example.org" for name in let_in}
    assert ItemRelease.objects.get().people == len(let_in)


def test_an_item_that_was_not_chosen_stays_closed(review, alice, wren):
    strength = review.findings.get(kind="strength")
    let(review, alice, "directors", [f"finding:{strength.public_id}"])
    assert Finding.objects.visible_to(wren).get() == strength
    assert not NextStep.objects.visible_to(wren).exists()


def test_done_twice_it_is_done_once(review, alice):
    assert let(review, alice, "directors").people == 2
    assert let(review, alice, "directors") is None
    assert (ItemRelease.objects.count(), OutgoingMail.objects.count()) == (1, 2)


def test_nothing_is_released_to_people_who_were_not_named(review, alice, severnford):
    shown = change_of(review, set(keys(review)), "directors").seal
    make.post(make.person("New head"), Role.DCS, severnford)
    with pytest.raises(Overtaken):
        release(review, keys(review), "directors", by=alice, seal=shown)
    assert {level for _, level in levels(review)} == {"authority"}


@pytest.mark.parametrize("at", [Stage.FACTUAL_CHECK, Stage.WITHDRAWN])
def test_what_is_not_final_is_not_released(review, alice, at):
    type(review).objects.filter(pk=review.pk).update(status=at, because="It ended.")
    with pytest.raises(NotAMove):
        let(fresh(review), alice, "directors")
    assert readers() == {"Alice", "Charlie", "Dana"}


def test_what_was_released_is_closed_again_even_when_the_review_was_given_up(review, alice):
    let(review, alice, "region")
    type(review).objects.filter(pk=review.pk).update(status=Stage.WITHDRAWN, because="It ended.")
    closed = let(fresh(review), alice, "directors")
    assert (closed.people, readers() - {"Alice", "Charlie", "Dana"}) == (0, {"Greta", "Wren"})
    assert OutgoingMail.objects.count() == 3


def test_a_next_step_is_not_read_without_its_finding(review, alice):
    step = [key for key in keys(review) if key.startswith("nextstep")]
    change = change_of(review, set(step), "directors")
    assert change.problems == ["Next step 1 of finding 2 can’t be read without its finding. Choose finding 2 too."]
    with pytest.raises(Overtaken):
        release(review, step, "directors", by=alice, seal=change.seal)


def test_the_letter_is_not_read_further_than_what_it_holds(review, signed_in, alice, wren):
    letter = [key for key in keys(review, letter=True) if key.startswith("letter")]
    asked = change_of(review, {*letter, *keys(review, steps=False)}, "directors")
    assert asked.problems == [
        "The letter says all of this: 2 findings and 1 next step. Choose them all with it, or leave it out."
    ]
    page = signed_in(alice).get(reverse("review_release", args=[review.public_id])).content.decode()
    assert "The letter is read only as far as the narrowest finding or recommended next step in it." in page
    Letter.objects.update(words={"original": [{"kind": "text", "text": "Dear Alice"}]})
    assert entries_of(review)[-1].words.endswith("so it also says what stands in none of them.")
    with pytest.raises(Overtaken):
        release(review, [*letter, *keys(review, steps=False)], "directors", by=alice, seal=asked.seal)
    held = keys(review, letter=True)
    own = shapes.next_step(review.findings.get(kind="area"), "Ours.", by=alice, answer="accepted", is_own=True)
    let(review, alice, "directors", held)
    assert fresh(own).shown_to == "authority"
    assert Letter.objects.visible_to(wren).exists()
    area = review.findings.get(kind="area")
    change = change_of(review, {f"finding:{area.public_id}"}, "authority")
    assert [entry.name for entry in change.along] == ["Next step 1 of finding 2", "The final letter"]
    let(review, alice, "authority", [f"finding:{area.public_id}"])
    assert not Letter.objects.visible_to(wren).exists() and not NextStep.objects.visible_to(wren).exists()
    assert Finding.objects.visible_to(wren).get().kind == "strength"


def test_the_warning_counts_people_and_items(review):
    assert warning(change_of(review, set(keys(review)), "directors")) == (
        "You are about to let 2 people see 2 findings and 1 next step. This can’t be undone for people who have "
        "already read them."
    )
    assert warning(change_of(review, set(keys(review, steps=False)), "public")).startswith(
        "You are about to let everybody see 2 findings, signed in or not."
    )


def test_neither_mail_nor_audit_event_carries_a_word(review, alice):
    let(review, alice, "directors")
    event = AuditEvent.objects.get(verb="released items of")
    assert event.details == {"items": "2 findings and 1 next step", "shown_to": "directors", "people": 2}
    said = " ".join(mail.subject + mail.body for mail in OutgoingMail.objects.all()) + str(event.details)
    assert STRENGTH not in said and AREA not in said


def test_the_page_asks_and_then_releases(review, signed_in, alice):
    browser, url = signed_in(alice), reverse("review_release", args=[review.public_id])
    assert browser.post(url, {"do": "look"}).context["form"].errors.keys() == {"items", "shown_to"}
    given = {"items": keys(review), "shown_to": "directors"}
    asked = browser.post(url, given | {"do": "look"})
    assert "Let 2 people read them" in asked.content.decode()
    assert {level for _, level in levels(review)} == {"authority"}
    old = browser.post(url, given | {"do": "release", "seal": "x"})
    assert (old.status_code, ItemRelease.objects.count()) == (409, 0)
    done = browser.post(url, given | dict(asked.context["confirm"][-2:]))
    assert (done.status_code, ItemRelease.objects.count()) == (302, 1)
    assert "Alice set 2 findings, 1 next step to “Directors”." in browser.get(url).content.decode()


def test_an_item_of_another_review_is_not_released_with_it(review, signed_in, alice, severnford, dana):
    other = final(severnford, by=dana)
    given = {"items": keys(other), "shown_to": "region", "do": "release", "seal": "x"}
    page = signed_in(alice).post(reverse("review_release", args=[review.public_id]), given)
    assert page.context["form"].errors["items"] == ["Something that you chose isn’t there any more. Choose again."]
    assert {level for _, level in levels(other)} == {"authority"}


def test_who_reads_for_the_host_but_does_not_answer_for_it_releases_nothing(review, signed_in, lead):
    url = reverse("review_release", args=[review.public_id])
    page = signed_in(lead).get(url)
    assert (page.status_code, page.context["may_release"]) == (200, False)
    assert signed_in(lead).post(url, {"items": keys(review), "shown_to": "public"}).status_code == 403


def test_see_as_shows_what_others_read_now_and_what_they_would(review, signed_in, alice, wren):
    browser, url = signed_in(alice), reverse("review_see_as", args=[review.public_id])
    assert STRENGTH not in browser.get(url, {"as": "directors"}).content.decode()
    given = {"items": keys(review, steps=False)[:1], "shown_to": "directors", "as": "directors"}
    would = browser.post(url, given).content.decode()
    assert (STRENGTH in would, AREA in would) == (True, False)
    assert {level for _, level in levels(review)} == {"authority"}
    let(review, alice, "directors", given["items"])
    now = browser.get(url, {"as": "directors"})
    theirs = signed_in(wren).get(reverse("findings", args=[review.public_id]))
    assert [card.headline for card in now.context["cards"]] == [card.headline for card in theirs.context["cards"]]
    assert now.context["rights"] == theirs.context["rights"]
    assert browser.get(url, {"as": "public"}).context["cards"] == []


def test_see_as_shows_the_wording_that_was_sent_and_nothing_of_the_team(review, signed_in, alice, dana):
    let(review, alice, "public")
    Finding.objects.filter(review=review).update(headline="Working words.")
    page = signed_in(alice).get(reverse("review_see_as", args=[review.public_id]), {"as": "public"}).content.decode()
    assert (STRENGTH in page, "Working words." in page) == (True, False)


def test_who_has_read_it_is_known_to_the_host(review, signed_in, alice, wren, charlie, dana):
    let(review, alice, "directors")
    for person in (alice, charlie, wren, wren):
        note_opened(review, User.objects.get(pk=person.pk), "Findings")
    assert [(one.person, one.part, one.times) for one in ReviewReading.objects.all()] == [
        (wren, "Director of Children's Services, Lenchester", 2)
    ]
    page = signed_in(alice).get(reverse("review_access_log", args=[review.public_id])).content.decode()
    assert "Wren" in page
    table = signed_in(alice).get(reverse("review_access_log_csv", args=[review.public_id])).content.decode()
    assert "Wren" in table
    offered = ("Who has read it", reverse("review_access_log", args=[review.public_id]))
    assert offered in signed_in(alice).get(review.get_absolute_url()).context["mine"]
    assert offered not in signed_in(dana).get(review.get_absolute_url()).context["mine"]
    for person, answer in ((dana, 403), (charlie, 403), (wren, 404)):
        assert signed_in(person).get(reverse("review_access_log", args=[review.public_id])).status_code == answer


def test_who_was_let_in_finds_the_findings_in_the_list_of_reviews(review, signed_in, alice, wren, charlie):
    let(review, alice, "directors")
    assert signed_in(wren).get(reverse("reviews")).context["opened"] == [review]
    assert signed_in(charlie).get(reverse("reviews")).context["opened"] == []
    let(review, alice, "authority")
    assert signed_in(wren).get(reverse("reviews")).context["opened"] == []


def test_opening_the_findings_is_noted(review, signed_in, alice, wren):
    let(review, alice, "directors")
    signed_in(wren).get(reverse("findings", args=[review.public_id]))
    assert list(ReviewReading.objects.values_list("person__name", "what")) == [("Wren", "Findings")]


def test_the_page_asks_the_same_number_of_queries_however_many_findings_there_are(review, signed_in, alice, dana):
    browser, url = signed_in(alice), reverse("review_release", args=[review.public_id])
    few = queries_of(browser, url)
    for place in range(4):
        finding = shapes.finding(review, f"Area {place}", kind="area", by=dana)
        shapes.next_step(finding, by=dana)
    assert queries_of(browser, url) == few


def test_the_levels_are_those_that_a_host_may_choose():
    from peerchallenge.reviews.releasing import LEVELS

    assert [ShownTo.AUTHORITY, ShownTo.DIRECTORS, ShownTo.REGION, ShownTo.PUBLIC] == LEVELS
