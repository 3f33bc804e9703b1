"""The pool of reviewers: who is in it, what is kept of each, who reads and changes it, and leaving it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from peerchallenge.reviews.models import Conflict, Reviewer, Stage, Training
from portal.accounts.models import OutgoingMail
from portal.accounts.roles import Role
from portal.ui import dates
from tests import make
from tests.looking import fresh, queries_of
from tests.peerchallenge.reviews import shapes
from tests.peerchallenge.reviews.shapes_people import in_pool, reviewer

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
POOL = "/peer-challenge/pool/"


@pytest.fixture
def kind(db):
    return shapes.kind()


def url_of(row, page=""):
    return f"{POOL}{row.public_id}/{page}"


def test_the_pool_says_what_each_gave_and_what_has_expired(signed_in, mercia, kind, severnford, ardenvale, dana):
    over = TODAY - timedelta(days=1)
    person = reviewer("Wren", severnford, trained_for=kind, until=over, conflict_with=ardenvale, days_a_year=6)
    review = shapes.review(ardenvale, by=dana, at=Stage.CLOSED, begins_on=TODAY)
    shapes.member(review, person, by=dana, from_authority=severnford)
    put_off = shapes.review(ardenvale, by=dana, at=Stage.POSTPONED, begins_on=TODAY)
    shapes.member(put_off, person, by=dana, from_authority=severnford)
    (one,) = signed_in(dana).get(POOL).context["rows"]
    assert (one.trained_in_words, one.days_in_words, one.conflicts_in_words) == (
        f"Team review, expired on {dates.day(over)}", "3 of 6", "Ardenvale",
    )  # fmt: skip
    loads = signed_in(dana).get(POOL).context["loads"]
    assert [(load.authority.name, load.people, load.days) for load in loads] == [
        ("Severnford", 1, 3),
        ("Ardenvale", 0, 0),
    ]
    rows = signed_in(dana).get(f"{POOL}table.csv").content.decode("utf-8-sig").splitlines()
    assert [row.split(",")[0] for row in rows] == ["Name", "Wren"]


@pytest.mark.parametrize(
    ("query", "names"),
    [("", ["Ada", "Bea", "Cal"]), ("?training=expired", ["Bea"]), ("?training=none", ["Cal"]), ("?home=M02", ["Ada"]),
     ("?kind={kind}", ["Ada"]), ("?kind=nonsense", ["Ada", "Bea", "Cal"])],
)  # fmt: skip
def test_the_pool_is_narrowed_by_its_address(signed_in, kind, severnford, lenchester, dana, query, names):
    reviewer("Ada", severnford, trained_for=kind)
    reviewer("Bea", lenchester, trained_for=kind, until=TODAY - timedelta(days=1))
    reviewer("Cal", lenchester)
    rows = signed_in(dana).get(POOL + query.format(kind=kind.pk)).context["rows"]
    assert [str(one.person) for one in rows] == names


def test_somebody_of_the_region_is_put_in_and_told(signed_in, mercia, wessex, charlie, dana):
    far = make.person("Far")
    make.post(far, Role.DCS, make.authority("Avonbury", wessex, "W01"))
    browser = signed_in(dana)
    assert list(browser.post(f"{POOL}add/", {"person": far.pk}).context["form"].errors) == ["person"]
    browser.post(f"{POOL}add/", {"person": charlie.pk, "brings": "Early help"})
    row = Reviewer.objects.get()
    assert (row.person, row.brings) == (charlie, "Early help")
    assert OutgoingMail.objects.get().subject == "You are in Mercia’s pool of reviewers"
    assert list(browser.post(f"{POOL}add/", {"person": charlie.pk}).context["form"].errors) == ["person"]


def test_each_edits_their_own_profile_and_who_runs_the_region_all(signed_in, mercia, charlie, alice, dana, erin):
    row = in_pool(mercia, charlie)
    answers = [signed_in(person).get(url_of(row, "edit/")).status_code for person in (charlie, dana, alice, erin)]
    assert answers == [200, 200, 404, 404]
    said = {"availability": "Not in May", "days_a_year": "4", "version": 1}
    signed_in(charlie).post(url_of(row, "edit/"), said)
    assert (fresh(row).availability, fresh(row).days_a_year) == ("Not in May", 4)
    assert signed_in(dana).post(url_of(row, "edit/"), said).status_code == 409


def test_training_is_noted_by_who_runs_the_pool_alone(signed_in, mercia, kind, charlie, dana):
    row = in_pool(mercia, charlie)
    given = {"kind": kind.pk, "trained_on": "2025-03-03", "expires_on": "2025-03-02"}
    assert signed_in(charlie).post(url_of(row, "training/"), given).status_code == 403
    browser = signed_in(dana)
    assert list(browser.post(url_of(row, "training/"), given).context["form"].errors) == ["expires_on"]
    for expires_on in ("2027-03-03", "2028-03-03"):
        browser.post(url_of(row, "training/"), given | {"expires_on": expires_on})
    (one,) = row.trainings.all()
    assert one.expires_on.year == 2028
    browser.post(url_of(row, "training/"), {"out": one.pk})
    assert not Training.objects.exists()


def test_conflicts_are_declared_by_themselves_alone(signed_in, mercia, charlie, ardenvale, dana):
    row = in_pool(mercia, charlie)
    assert signed_in(dana).post(url_of(row, "conflicts/"), {"authority": "M01"}).status_code == 403
    signed_in(charlie).post(url_of(row, "conflicts/"), {"authority": "M01", "because": "A dispute."})
    one = Conflict.objects.get()
    assert (one.authority, one.because, one.declared_by) == (ardenvale, "A dispute.", charlie)
    signed_in(charlie).post(url_of(row, "conflicts/"), {"out": one.pk})
    assert not Conflict.objects.exists()


def test_what_is_kept_is_emptied_on_leaving_and_joining_again_begins_anew(
    signed_in, mercia, kind, charlie, ardenvale, dana
):
    row = in_pool(mercia, charlie, trained_for=kind, conflict_with=ardenvale, brings="Audit", days_a_year=3)
    signed_in(charlie).post(url_of(row, "leave/"))
    left = fresh(row)
    kept = [left.brings, left.availability, left.days_a_year, left.trainings.count(), left.conflicts.count()]
    assert (left.is_removed, kept) == (True, ["", "", None, 0, 0])
    assert signed_in(dana).get(POOL).context["rows"] == []
    assert signed_in(charlie).post(url_of(row, "edit/"), {"version": left.version}).status_code == 403
    signed_in(dana).post(f"{POOL}add/", {"person": charlie.pk})
    assert (Reviewer.objects.count(), fresh(row).is_removed) == (1, False)


def test_only_who_runs_a_region_opens_its_pool(signed_in, mercia, alice, dana, erin, greta, ivy):
    people = (alice, dana, erin, greta, ivy)
    assert [signed_in(person).get(POOL).status_code for person in people] == [403, 200, 200, 403, 200]
    assert signed_in(erin).get(f"{POOL}?region=mercia").status_code == 403


def test_the_pool_asks_as_much_for_one_as_for_three(signed_in, kind, severnford, lenchester, dana):
    reviewer("Ada", severnford, trained_for=kind, conflict_with=lenchester)
    before = queries_of(signed_in(dana), POOL)
    reviewer("Bea", lenchester, trained_for=kind)
    reviewer("Cal", lenchester, conflict_with=severnford)
    assert queries_of(signed_in(dana), POOL) == before
