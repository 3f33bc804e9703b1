"""A challenge event: triads with what stands against them, each authority gives and receives, seats follow by hand."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from peerchallenge.reviews.actions import challenging, running
from peerchallenge.reviews.challenge import table_of
from peerchallenge.reviews.models import ChallengeEvent, Member, Review, Stage
from peerchallenge.reviews.tasks_running import reviews_to_move_on
from peerchallenge.reviews.together import next_together
from portal.accounts.models import OutgoingMail
from portal.accounts.roles import Role
from portal.audit.models import NotAMove
from portal.ui import dates
from tests import make
from tests.looking import fresh, queries_of
from tests.peerchallenge import shapes as cycles
from tests.peerchallenge.reviews import shapes
from tests.peerchallenge.reviews.shapes_people import in_pool

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAY = date(2027, 2, 3)


@pytest.fixture
def kind(db):
    return shapes.kind(
        name="Challenge event", form="event", seats=("Director of another authority", "Another director")
    )


@pytest.fixture
def cycle(cycle, lenchester):
    """All three authorities in triad 1."""
    cycle.participations.filter(authority=lenchester).update(triad=1)
    return cycle


@pytest.fixture
def event(kind, cycle, dana, alice, charlie, wren):
    return challenging.make_event(cycle, kind=kind, takes_place_on=DAY, place="Shire Hall", by=dana)


def url_of(cycle, page=""):
    return f"/peer-challenge/cycles/{cycle.public_id}/challenge/{page}"


def seats():
    """{host: labels of its standing seats}"""
    rows = Review.objects.select_related("authority").prefetch_related("seats")
    return {str(one.authority): [seat.label.removeprefix("Director of Children’s Services, ")
                                 for seat in one.seats.all() if not seat.is_removed] for one in rows}  # fmt: skip


def test_each_authority_gets_a_review_with_seats_for_the_others(signed_in, kind, cycle, dana, alice, charlie, wren):
    form = {"form_key": uuid4(), "kind": kind.pk, "takes_place_on": DAY.isoformat(), "place": "Shire Hall"}
    for _ in range(2):
        signed_in(dana).post(url_of(cycle, "edit/"), form)
    assert ChallengeEvent.objects.count() == 1
    assert seats() == {
        "Ardenvale": ["Lenchester", "Severnford"], "Severnford": ["Ardenvale", "Lenchester"],
        "Lenchester": ["Ardenvale", "Severnford"],
    }  # fmt: skip
    review = Review.objects.first()
    assert (review.begins_on, review.ends_on, review.cycle) == (DAY, DAY + timedelta(days=2), cycle)
    assert set(OutgoingMail.objects.values_list("to", flat=True)) == {alice.email, charlie.email, wren.email}
    assert all(one.seats.filter(is_lead=True, is_removed=False).count() == 1 for one in Review.objects.all())
    with pytest.raises(NotAMove):
        challenging.make_event(cycle, kind=kind, takes_place_on=DAY, place="", by=dana)


def test_what_stands_against_a_triad_is_said(mercia, cycle, ardenvale, severnford, lenchester, dana, alice, charlie):
    make.trust("Twin Trust", ardenvale, lenchester)
    cycles.cycle(mercia, "2025-26", ardenvale, severnford, by=dana, triad=4, status="closed")
    before = shapes.review(ardenvale, by=dana, at=Stage.CLOSED, kind_of=shapes.kind(), begins_on=TODAY)
    shapes.member(before, charlie, by=dana, from_authority=severnford)
    in_pool(mercia, charlie, conflict_with=ardenvale)
    (triad,) = table_of(cycle).triads
    assert triad.flags == [
        "Lenchester has no director today.",
        "Ardenvale and Lenchester are served by one trust, Twin Trust: neither can challenge the other.",
        "Ardenvale and Severnford were in one triad in 2025-26.",
        f"Severnford reviewed Ardenvale in {dates.month(TODAY)} (Team review).",
        "Charlie, director of Severnford, declared a conflict with Ardenvale.",
    ]
    cycle.participations.filter(authority=lenchester).update(triad=None)
    assert [(one.name, one.flags[:1]) for one in table_of(cycle).triads] == [
        ("Triad 1", ["Has 2 authorities."]), ("In no triad", []),
    ]  # fmt: skip


def test_directors_are_asked_to_the_seats_that_are_theirs(signed_in, event, cycle, charlie, alice, dana):
    browser = signed_in(dana)
    assert len(browser.get(url_of(cycle, "ask/")).context["seats"]) == 6
    browser.post(url_of(cycle, "ask/"))
    asked = Member.objects.values_list("authority__name", "person__name", "from_authority__name")
    assert sorted(asked) == [
        ("Ardenvale", "Charlie", "Severnford"), ("Ardenvale", "Wren", "Lenchester"),
        ("Lenchester", "Alice", "Ardenvale"), ("Lenchester", "Charlie", "Severnford"),
        ("Severnford", "Alice", "Ardenvale"), ("Severnford", "Wren", "Lenchester"),
    ]  # fmt: skip
    browser.post(url_of(cycle, "ask/"))
    assert Member.objects.count() == 6
    row = next(row for row in table_of(cycle, event).triads[0].rows if str(row.authority) == "Ardenvale")
    assert [one.in_words for one in row.receives] == ["asked: Wren", "asked: Charlie"]
    assert [(str(one.host), one.in_words) for one in row.gives] == [
        ("Lenchester", "asked: Alice"), ("Severnford", "asked: Alice"),
    ]  # fmt: skip


def test_whoever_is_served_by_the_same_trust_is_not_asked(event, ardenvale, lenchester, dana):
    make.trust("Twin Trust", ardenvale, lenchester)
    many, refused = challenging.ask_directors(fresh(event), by=dana)
    assert (many, refused) == (4, [
        "Ardenvale: Wren. Can’t be asked: Lenchester and Ardenvale are served by one trust, Twin Trust.",
        "Lenchester: Alice. Can’t be asked: Ardenvale and Lenchester are served by one trust, Twin Trust.",
    ])  # fmt: skip


def test_empty_seats_follow_the_triads_and_taken_ones_stay(signed_in, event, cycle, ardenvale, wren, dana, mercia):
    review = Review.objects.get(authority=ardenvale)
    seat = review.seats.get(label__endswith="Lenchester")
    Member.objects.create(seat=seat, person=wren, asked_by=dana, home="Lenchester", declared_at=timezone.now(),
                          status="accepted")  # fmt: skip
    four = make.authority("Westmarch", mercia, "M04")
    cycle.participations.create(authority=four)
    assert not table_of(cycle, event).is_in_line
    triads = {"triad-M01": 1, "triad-M02": 1, "triad-M03": 2, "triad-M04": 1, "version": fresh(cycle).version}
    signed_in(dana).post(url_of(cycle), triads)
    assert {host: sorted(labels) for host, labels in seats().items()} == {
        "Ardenvale": ["Lenchester", "Severnford", "Westmarch"], "Severnford": ["Ardenvale", "Westmarch"],
        "Lenchester": ["Ardenvale", "Severnford"], "Westmarch": ["Ardenvale", "Severnford"],
    }  # fmt: skip
    table = table_of(fresh(cycle), event)
    assert table.triads[0].rows[0].others_there == ["Wren, Lenchester"]
    assert table.is_in_line


def test_two_who_move_triads_at_once_are_told(signed_in, event, cycle, dana, carol):
    triads = {"triad-M01": 1, "triad-M02": 1, "triad-M03": 1, "version": fresh(cycle).version}
    assert signed_in(dana).post(url_of(cycle), triads).status_code == 302
    assert signed_in(carol).post(url_of(cycle), triads | {"triad-M03": 2}).status_code == 409
    assert set(cycle.participations.values_list("triad", flat=True)) == {1}


def test_another_date_moves_the_reviews_that_have_not_begun(signed_in, event, ardenvale, cycle, dana):
    Review.objects.filter(authority=ardenvale).update(status=Stage.ON_SITE)
    form = {"takes_place_on": "2027-03-03", "place": "", "version": event.version}
    signed_in(dana).post(url_of(cycle, "edit/"), form)
    days = dict(Review.objects.values_list("authority__name", "begins_on"))
    assert days == {"Ardenvale": DAY, "Severnford": date(2027, 3, 3), "Lenchester": date(2027, 3, 3)}
    signed_in(dana).post(url_of(cycle, "edit/"), form | {"takes_place_on": "2027-04-04"})
    assert fresh(event).takes_place_on == date(2027, 3, 3)


def test_a_cycle_that_is_not_open_makes_no_event(signed_in, mercia, kind, ardenvale, dana):
    draft = cycles.cycle(mercia, "2030-31", ardenvale, by=dana, status="draft", triad=1)
    assert signed_in(dana).get(url_of(draft)).status_code == 200
    assert signed_in(dana).get(url_of(draft, "edit/")).status_code == 403
    with pytest.raises(NotAMove):
        challenging.make_event(draft, kind=kind, takes_place_on=DAY, place="", by=dana)


def test_the_table_asks_as_much_for_one_triad_as_for_three(signed_in, mercia, kind, cycle, dana):
    challenging.make_event(cycle, kind=kind, takes_place_on=DAY, place="", by=dana)
    before = queries_of(signed_in(dana), url_of(cycle))
    for number in range(6):
        place = make.authority(f"Place {number}", mercia, f"P0{number}")
        make.post(make.person(f"Director {number}"), Role.DCS, place)
        cycle.participations.create(authority=place, triad=2 + number // 3)
    challenging.follow(cycle.challenge_events.get(), by=dana)
    assert queries_of(signed_in(dana), url_of(cycle)) == before


def test_all_reviews_of_the_event_reach_a_stage_at_once(signed_in, cycle, event, dana):
    manager, url = signed_in(dana), url_of(cycle, "move/scoping/")
    assert [(task.title, task.url) for task in reviews_to_move_on(dana)] == [
        ("Challenge event of Mercia: scoping, 3 reviews", url)
    ]
    assert "Scoping: 3 reviews…" in manager.get(url_of(cycle)).content.decode()
    hidden = [pair[1] for pair in manager.get(url).context["hidden"]]
    first = Review.objects.get(authority__name="Ardenvale")
    running.move(first, Stage.SCOPING, by=dana, version=first.version)
    said = manager.post(url, {"review": hidden}, follow=True).content.decode()
    assert "2 reviews are now at: Scoping" in said
    assert "1 had changed meanwhile" in said
    assert set(Review.objects.values_list("status", "version")) == {(Stage.SCOPING, 2)}
    assert "now at" not in manager.post(url, {"review": hidden}, follow=True).content.decode()
    assert manager.get(url_of(cycle, "move/closed-again/")).status_code == 404


def test_a_stage_that_sends_something_or_lacks_its_days_is_reached_one_by_one(event, dana):
    Review.objects.update(status=Stage.DRAFT)
    assert next_together(event, dana) == {}
    Review.objects.update(status=Stage.EVIDENCE_OPEN, begins_on=None, ends_on=None)
    assert next_together(event, dana) == {}
    Review.objects.update(begins_on=DAY, ends_on=DAY)
    assert {stage: len(found) for stage, found in next_together(event, dana).items()} == {Stage.ON_SITE: 3}
