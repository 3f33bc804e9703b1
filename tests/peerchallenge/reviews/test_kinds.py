"""Kinds of review: copied to a region, edited with their seats, lines and stages, retired."""

from uuid import uuid4

import pytest

from peerchallenge.reviews.models import LINE, KindStage, ReviewKind, Stage
from peerchallenge.reviews.promises import in_words
from tests.peerchallenge.reviews import shapes

pytestmark = pytest.mark.django_db
LIST = "/peer-challenge/kinds/"


@pytest.fixture
def shipped(db):
    return shapes.kind()


@pytest.fixture
def own(mercia):
    return shapes.kind(of=mercia, name="Mercian review")


def address(kind, verb=""):
    return f"{LIST}{kind.public_id}/{verb}"


def edited(kind, seats=(("Director", 1, True),), lines=("How do you know?",), **fields):
    form = {
        "version": kind.version,
        "name": kind.name,
        "form": "team",
        "days": 2,
        "shown_to": "authority",
        "do": "save",
    }
    form |= {"seats-TOTAL_FORMS": len(seats), "seats-INITIAL_FORMS": 0}
    form |= {"lines-TOTAL_FORMS": len(lines), "lines-INITIAL_FORMS": 0}
    for place, (label, number, is_lead) in enumerate(seats):
        form |= {f"seats-{place}-label": label, f"seats-{place}-number": number}
        form |= {f"seats-{place}-is_lead": "on"} if is_lead else {}
    return form | {f"lines-{place}-text": text for place, text in enumerate(lines)} | fields


def staged(kind, off=(), **promises):
    form = {"version": kind.version, "stages-TOTAL_FORMS": len(LINE) - 1, "stages-INITIAL_FORMS": 0}
    for place, stage in enumerate(LINE[1:]):
        number, unit, after = promises.get(stage.name, ("", "days", "visit-ends"))
        form |= {f"stages-{place}-stage": stage.value, f"stages-{place}-number": number}
        form |= {f"stages-{place}-unit": unit, f"stages-{place}-after": after}
        form |= {} if stage in off else {f"stages-{place}-is_on": "on"}
    return form


def wrong(response, name="rows"):
    return [said for row in response.context[name] for errors in row.errors.values() for said in errors]


def test_a_manager_reads_the_kinds_of_the_portal_and_of_their_own_region(signed_in, shipped, own, wessex, dana, alice):
    shapes.kind(of=wessex, name="Wessex review")
    assert [str(kind) for kind in signed_in(dana).get(LIST).context["kinds"]] == ["Mercian review", "Team review"]
    assert signed_in(alice).get(LIST).status_code == 403


def test_a_copy_says_the_same_and_is_the_regions_own(signed_in, shipped, mercia, dana):
    form = {"form_key": uuid4(), "name": "Our team review"}
    first = signed_in(dana).post(address(shipped, "copy/"), form)
    assert signed_in(dana).post(address(shipped, "copy/"), form)["Location"] == first["Location"]
    copy = ReviewKind.objects.get(region=mercia)
    assert (copy.name, copy.stages.count(), copy.seats.count()) == ("Our team review", len(LINE), 2)
    assert shipped.seats.count() == 2
    second = signed_in(dana).post(address(shipped, "copy/"), form | {"form_key": uuid4()})
    said = ["Your region has a kind of review called that. Enter another name."]
    assert second.context["form"].errors["name"] == said


def test_what_comes_with_the_portal_is_changed_by_nobody(signed_in, shipped, dana):
    for verb in ("edit/", "stages/", "retire/"):
        assert signed_in(dana).get(address(shipped, verb)).status_code == 403


def test_a_kind_is_edited_with_its_seats_and_lines(signed_in, own, dana):
    seats = (("Director", 1, True), ("Head of service", 3, False))
    response = signed_in(dana).post(address(own, "edit/"), edited(own, seats, ("One?", "Two?"), purpose="To learn."))
    assert response.status_code == 302
    own.refresh_from_db()
    assert (own.purpose, own.days) == ("To learn.", 2)
    assert list(own.seats.values_list("label", "number", "is_lead")) == list(seats)
    assert [one.text for one in own.enquiries.all()] == ["One?", "Two?"]


def test_rows_are_added_and_moved_before_anything_is_saved(signed_in, own, dana):
    seats = (("Director", 1, True), ("Head of service", 3, False))
    page = signed_in(dana).post(address(own, "edit/"), edited(own, seats, do="seats-up-1"))
    assert [row["label"].value() for row in page.context["seats"]] == ["Head of service", "Director"]
    page = signed_in(dana).post(address(own, "edit/"), edited(own, seats, do="lines-add"))
    assert [row["text"].value() for row in page.context["lines"]] == ["How do you know?", None]
    assert own.seats.count() == 2


def test_one_person_leads_a_team(signed_in, own, dana):
    seats = (("Director", 1, True), ("Head of service", 1, True))
    page = signed_in(dana).post(address(own, "edit/"), edited(own, seats))
    assert wrong(page, "seats") == ["One seat leads the team. Take the tick out of one of them."]
    page = signed_in(dana).post(address(own, "edit/"), edited(own, (("Director", 2, True),)))
    assert wrong(page, "seats") == ["One person leads the team. Give the others a seat of their own."]


def test_who_saves_second_compares_both(signed_in, own, dana):
    signed_in(dana).post(address(own, "edit/"), edited(own, purpose="First."))
    second = signed_in(dana).post(address(own, "edit/"), edited(own, purpose="Second."))
    assert second.status_code == 409
    said = [dict(second.context[side])["Purpose"] for side in ("theirs", "mine")]
    assert said == ["First.", "Second."]
    late = signed_in(dana).post(address(own, "stages/"), staged(own))
    assert late.status_code == 409


def test_stages_are_switched_off_and_dated(signed_in, own, dana):
    form = staged(
        own, off=(Stage.SCOPING,), FACTUAL_CHECK=(10, "days", "visit-ends"), CLOSED=(12, "months", "final-letter")
    )
    assert signed_in(dana).post(address(own, "stages/"), form).status_code == 302
    assert list(own.stages.filter(is_on=False).values_list("stage", flat=True)) == ["scoping"]
    page = signed_in(dana).get(address(own))
    said = {stage.value: promise for stage, promise in page.context["stages"] if promise}
    assert said == {"factual-check": "10 days after the visit ends", "closed": "12 months after the final letter"}


@pytest.mark.parametrize(
    ("off", "said"),
    [
        ((Stage.DRAFT,), ["It makes no sense without: Draft letter. Use that too."]),
        ((Stage.FINAL_LETTER,), ["It makes no sense without: Final letter. Use that too."]),
        ((Stage.REPLY,), ["It makes no sense without: Host’s reply. Use that too."]),
    ],
)
def test_a_stage_is_not_used_without_what_it_needs(signed_in, own, dana, off, said):
    assert wrong(signed_in(dana).post(address(own, "stages/"), staged(own, off=off))) == said


def test_nothing_before_the_final_letter_is_counted_from_it(signed_in, own, dana):
    page = signed_in(dana).post(address(own, "stages/"), staged(own, DRAFT=(3, "days", "final-letter")))
    assert wrong(page) == ["This comes before the final letter. Count from something earlier."]


def test_a_retired_kind_is_not_offered_and_can_be_again(signed_in, shipped, own, ardenvale, dana):
    signed_in(dana).post(address(own, "retire/"), {"version": own.version})
    offered = signed_in(dana).get("/peer-challenge/reviews/new/").context["form"].fields["kind"].queryset
    assert list(offered) == [shipped]
    signed_in(dana).post(address(own, "retire/"), {"version": own.version + 1})
    assert set(offered.all()) == {shipped, own}


@pytest.mark.parametrize(
    ("number", "unit", "after", "said"),
    [
        (None, "days", "visit-ends", ""),
        (0, "days", "visit-begins", "on the day the visit begins"),
        (0, "days", "request", "on the day of the request"),
        (1, "months", "final-letter", "1 month after the final letter"),
        (-28, "days", "visit-begins", "28 days before the visit begins"),
    ],
)
def test_a_promise_is_said_in_words(number, unit, after, said):
    assert in_words(KindStage(number=number, unit=unit, after=after)) == said
