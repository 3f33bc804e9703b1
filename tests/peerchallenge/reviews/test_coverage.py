"""Coverage: who has had which kind of review, when next, and whether what was promised will be kept."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from peerchallenge.reviews.coverage import coverage_of
from peerchallenge.reviews.models import CoveragePromise, Review, Stage
from portal.ui import dates
from tests import make
from tests.looking import fresh, queries_of
from tests.peerchallenge.reviews import shapes
from tests.peerchallenge.reviews.shapes_people import promised

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
URL = "/peer-challenge/coverage/"
LAST_YEAR, NEXT_YEAR = TODAY - timedelta(days=365), TODAY + timedelta(days=365)


@pytest.fixture
def kind(db):
    return shapes.kind()


@pytest.fixture
def places(mercia):
    return [make.authority(name, mercia, f"Q0{place}") for place, name in enumerate("ABCDEFGH")]


def visit(of, days, at=Stage.CLOSED, **fields):
    begins_on = None if days is None else TODAY + timedelta(days=days)
    return shapes.review(of, at=at, begins_on=begins_on, by=fields.pop("by", None), **fields)


def read(region):
    return coverage_of(region, CoveragePromise.objects.filter(region=region))


def test_the_grid_says_last_and_next(mercia, kind, places, dana):
    for days in (-700, -300):
        visit(places[0], days, by=dana)
    visit(places[0], 60, at=Stage.SCOPING)
    visit(places[1], None, at=Stage.SCOPING)
    visit(places[2], 60, at=Stage.POSTPONED)
    visit(places[3], 60, at=Stage.REQUESTED)
    visit(places[4], -60, at=Stage.WITHDRAWN)
    cells = [cells[0] for _, cells in read(mercia).grid]
    last = dates.month(TODAY - timedelta(days=298))
    coming = dates.month(TODAY + timedelta(days=62))
    assert [(cell.last, cell.next) for cell in cells[:5]] == [
        (f"{last}, round 2", coming), ("", "no days set yet"), ("", "put off"), ("", ""), ("", ""),
    ]  # fmt: skip


def test_a_promise_says_who_is_due_and_what_slipped(mercia, kind, places, dana):
    promised(kind, mercia, starts_on=LAST_YEAR, ends_on=TODAY + timedelta(days=100))
    visit(places[0], -100, by=dana)
    visit(places[1], 30, at=Stage.TEAM_CONFIRMED)
    visit(places[2], 300, at=Stage.TEAM_CONFIRMED)
    visit(places[3], 30, at=Stage.POSTPONED)
    visit(places[4], None, at=Stage.SCOPING)
    visit(places[5], 30, at=Stage.REQUESTED)
    visit(places[6], -900, by=dana)  # before the promise
    (one,) = read(mercia).promises
    assert [row.state for row in one.rows] == [
        "kept", "planned", "slipped", "put-off", "no-days", "nothing", "nothing", "nothing",
    ]  # fmt: skip
    assert (one.verdict, one.said) == ("Won’t be kept as it stands", [
        "1 of 8 had it in time.",
        f"Planned in time: B ({dates.day(TODAY + timedelta(days=32))}).",
        f"Slipped past the end: C ({dates.day(TODAY + timedelta(days=302))}).",
        "Put off, with no new days: D.",
        "Due, and no days are set: E, F, G, H.",
    ])  # fmt: skip


@pytest.mark.parametrize(
    ("days", "at", "ends_in", "verdict"),
    [
        ([-50, -40], Stage.CLOSED, 100, "Kept"),
        ([-50, -40], Stage.CLOSED, -10, "Kept"),
        ([20, 30], Stage.SCOPING, 100, "Will be kept if nothing slips"),
        ([20, 300], Stage.SCOPING, 100, "Won’t be kept as it stands"),
        ([-50, -20], Stage.CLOSED, -30, "Not kept"),
        ([-50], Stage.CLOSED, -30, "Not kept"),
        ([-50], Stage.CLOSED, 30, "Won’t be kept as it stands"),
    ],
)
def test_a_promise_is_judged(mercia, kind, places, dana, days, at, ends_in, verdict):
    for place in places[2:]:
        place.to_on = LAST_YEAR
        place.save()
    promised(kind, mercia, starts_on=LAST_YEAR, ends_on=TODAY + timedelta(days=ends_in))
    for place, day in zip(places, days, strict=False):
        visit(place, day, at=at, by=dana)
    assert [one.verdict for one in read(mercia).promises] == [verdict]


def test_a_second_round_is_kept_by_a_second_review_alone(mercia, kind, places, dana):
    promised(kind, mercia, round=2, starts_on=LAST_YEAR, ends_on=NEXT_YEAR)
    visit(places[0], -100, by=dana)
    for days in (-600, -100):
        visit(places[1], days, by=dana)
    visit(places[2], -100, by=dana, round=2)  # the first one isn't kept here
    assert [row.state for row in read(mercia).promises[0].rows][:3] == ["nothing", "kept", "kept"]


def test_who_runs_the_region_and_its_directors_read_it(signed_in, kind, alice, bob, charlie, dana, erin, greta, ivy):
    people = (alice, bob, charlie, dana, erin, greta, ivy)
    assert [signed_in(person).get(f"{URL}?region=mercia").status_code for person in people] == [
        200, 403, 200, 200, 403, 200, 200,
    ]  # fmt: skip


def test_a_director_reads_when_but_opens_no_review_of_others(signed_in, ardenvale, kind, alice, charlie, dana):
    review = shapes.review(ardenvale, by=dana, at=Stage.CLOSED, begins_on=TODAY)
    url = review.get_absolute_url().encode()
    assert [url in signed_in(person).get(URL).content for person in (alice, charlie, dana)] == [True, False, True]
    assert dates.month(TODAY).encode() in signed_in(charlie).get(URL).content
    rows = signed_in(charlie).get(f"{URL}table.csv").content.decode("utf-8-sig").splitlines()
    assert rows[0] == "Authority,Team review: last,Team review: next"


def test_a_promise_is_noted_once_changed_and_taken_out(signed_in, mercia, kind, dana, carol, ivy, alice):
    new = {
        "form_key": uuid4(), "words": "Each authority a team review.", "kind": kind.pk, "round": 1,
        "starts_on": "2015-11-01", "ends_on": "2015-10-01",
    }  # fmt: skip
    browser = signed_in(ivy)
    assert list(browser.post(f"{URL}promises/new/", new).context["form"].errors) == ["ends_on"]
    for _ in range(2):
        browser.post(f"{URL}promises/new/", new | {"ends_on": "2017-01-31"})
    promise = CoveragePromise.objects.get()
    assert (promise.ends_on, promise.made_by) == (date(2017, 1, 31), ivy)
    edit = f"{URL}promises/{promise.public_id}/edit/"
    changed = new | {"ends_on": "2017-02-28", "version": 1}
    assert signed_in(alice).post(edit, changed).status_code == 403
    assert signed_in(dana).post(edit, changed).status_code == 302
    assert signed_in(carol).post(edit, changed | {"words": "Mine"}).status_code == 409
    signed_in(dana).post(f"{URL}promises/{promise.public_id}/remove/", {"version": 2})
    assert fresh(promise).is_removed
    assert signed_in(dana).get(URL).context["coverage"].promises == []


def test_150_authorities_take_no_more_than_12_queries(signed_in, mercia, kind, dana):
    others = [shapes.kind(name=f"Kind {number}") for number in range(3)]
    for number in range(150):
        place = make.authority(f"Place {number:03}", mercia, f"{number:03}")
        for one in (kind, *others):
            Review.objects.create(
                kind=one, region=mercia, authority=place, title=one.name, status=Stage.ON_SITE,
                begins_on=LAST_YEAR, ends_on=LAST_YEAR,
            )  # fmt: skip
    for one in (kind, *others):
        promised(one, mercia)
    assert queries_of(signed_in(dana), URL) <= 12
