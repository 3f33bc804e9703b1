"""Teams: whom one could ask and what stands against them, who is asked, what they answer, how they leave."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from peerchallenge import chores
from peerchallenge.reviews.actions import teaming
from peerchallenge.reviews.actions.teaming import CannotSit
from peerchallenge.reviews.candidates import candidates_for
from peerchallenge.reviews.models import Member, Review, Stage, TeamNote
from portal.accounts.models import OutgoingMail
from portal.accounts.roles import Role
from portal.audit.models import NotAMove, Overtaken
from portal.ui import dates
from tests import make
from tests.looking import fresh, queries_of
from tests.peerchallenge.reviews import shapes
from tests.peerchallenge.reviews.shapes_people import in_pool, reviewer

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
REVIEWS = "/peer-challenge/reviews/"


@pytest.fixture
def kind(db):
    return shapes.kind()


@pytest.fixture
def review(kind, ardenvale, dana):
    return shapes.review(ardenvale, by=dana, at=Stage.SCOPING, begins_on=TODAY + timedelta(days=60))


@pytest.fixture
def lead_seat(review):
    return review.seats.get(is_lead=True)


def found(seat):
    """What the picker says of each, by name."""
    return {str(one.person): one for one in candidates_for(type(seat).objects.select_related("review").get(pk=seat.pk))}


def seat_url(seat):
    return f"{REVIEWS}seats/{seat.public_id}/"


def asked(seat, person, by):
    return teaming.ask(seat, person, by=by)


def test_nobody_of_the_host_of_its_trust_or_its_kin_can_be_asked(lead_seat, ardenvale, lenchester, severnford, alice):
    in_pool(ardenvale.region, alice)
    trust = make.trust("Arden Trust", ardenvale, lenchester)
    reviewer("Tess", ardenvale.region.authorities.get(name="Severnford"), role=Role.CONTRIBUTOR)
    tess = make.person("Trudy")
    make.post(tess, Role.TRUST_CHIEF_EXECUTIVE, trust)
    in_pool(ardenvale.region, tess)
    reviewer("Wren", lenchester)
    said = {name: one.barred for name, one in found(lead_seat).items()}
    assert said == {
        "Alice": "Can’t be asked: holds a post at Ardenvale (Director of Children's Services).",
        "Trudy": "Can’t be asked: works for Arden Trust, which delivers for Ardenvale.",
        "Wren": "Can’t be asked: Lenchester and Ardenvale are served by one trust, Arden Trust.",
        "Tess": "",
    }


def test_whoever_left_the_region_cannot_be_asked(lead_seat, mercia, charlie, dana, frank):
    in_pool(mercia, charlie)
    charlie.posts.get().end(by=frank)
    assert found(lead_seat)["Charlie"].barred == "Can’t be asked: holds no post in Mercia today."
    with pytest.raises(CannotSit):
        asked(lead_seat, fresh(charlie), dana)


def test_what_stands_against_somebody_is_said_and_left_to_judge(lead_seat, kind, ardenvale, severnford, dana):
    over = TODAY - timedelta(days=30)
    person = reviewer("Wren", severnford, trained_for=kind, until=over, conflict_with=ardenvale)
    before = shapes.review(ardenvale, by=dana, at=Stage.CLOSED, begins_on=TODAY - timedelta(days=300))
    shapes.member(before, person, by=dana)
    theirs = shapes.review(severnford, by=dana, at=Stage.CLOSED, begins_on=TODAY - timedelta(days=200))
    shapes.member(theirs, make.person("Ann"), by=dana, from_authority=ardenvale)
    make.post(person, Role.CONTRIBUTOR, ardenvale, to_on=TODAY - timedelta(days=100))
    one = found(lead_seat)["Wren"]
    assert (one.barred, one.flags) == ("", [
        f"Declared a conflict with Ardenvale on {dates.day(TODAY)}.",
        f"Held a post at Ardenvale, or its trust, until {dates.day(TODAY - timedelta(days=100))}.",
        f"Reviewed Ardenvale in {dates.month(before.begins_on)}.",
        f"Somebody from Ardenvale reviewed Severnford in {dates.month(theirs.begins_on)}.",
        f"Their training has expired: Team review, expired on {dates.day(over)}.",
    ])  # fmt: skip


def test_what_lies_over_two_years_back_is_no_flag(lead_seat, kind, ardenvale, severnford, dana):
    person = reviewer("Wren", severnford, trained_for=kind)
    before = shapes.review(ardenvale, by=dana, at=Stage.CLOSED, begins_on=TODAY - timedelta(days=740))
    shapes.member(before, person, by=dana)
    make.post(person, Role.CONTRIBUTOR, ardenvale, to_on=TODAY - timedelta(days=740))
    assert found(lead_seat)["Wren"].flags == []


def test_whom_less_stands_against_come_first_and_who_gave_less(lead_seat, kind, severnford, lenchester, dana, alice):
    in_pool(severnford.region, alice)
    reviewer("Busy", severnford, trained_for=kind)
    reviewer("Untrained", severnford)
    reviewer("Free", lenchester, trained_for=kind)
    other = shapes.review(lenchester, by=dana, at=Stage.SCOPING, begins_on=TODAY)
    busy = found(lead_seat)["Busy"].person
    shapes.member(other, busy, by=dana, from_authority=severnford)
    assert list(found(lead_seat)) == ["Free", "Busy", "Untrained", "Alice"]
    assert found(lead_seat)["Busy"].in_words == (
        "holds the post that this seat asks for; has given or promised 3 days this year; trained for this kind; "
        f"Severnford gives 3 days this year; last reviewed Lenchester, {dates.month(TODAY)}"
    )


def test_asking_writes_to_them_and_shows_the_host_who_is_asked(signed_in, lead_seat, review, charlie, alice, dana):
    in_pool(review.region, charlie)
    signed_in(dana).post(seat_url(lead_seat), {"person": charlie.pk})
    member = Member.objects.get()
    assert (member.status, member.home, str(member.from_authority)) == ("asked", "Severnford", "Severnford")
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.subject) == (charlie.email, "Will you review Ardenvale?")
    assert f"/peer-challenge/reviews/invitations/{member.public_id}/#decline" in mail.body
    page = signed_in(alice).get(f"{REVIEWS}{review.public_id}/team/")
    assert [(row.state, str(row.member and row.member.person)) for row in page.context["rows"]] == [
        ("Asked", "Charlie"), ("Empty", "None"),
    ]  # fmt: skip


def test_one_seat_takes_one_and_one_person_one_seat(lead_seat, review, charlie, lenchester, dana):
    in_pool(review.region, charlie)
    wren = reviewer("Wren", lenchester)
    asked(lead_seat, charlie, dana)
    with pytest.raises(Overtaken):
        asked(lead_seat, wren, dana)
    with pytest.raises(CannotSit) as refused:
        asked(review.seats.get(is_lead=False), charlie, dana)
    assert str(refused.value) == f"Charlie: Asked already, as {shapes.LED_BY}."
    with pytest.raises(IntegrityError), transaction.atomic():
        Member.objects.create(seat=lead_seat, person=wren, asked_by=dana, home="x")


def answered(browser, member, **fields):
    return browser.post(f"{REVIEWS}invitations/{member.public_id}/", fields)


YES = {"do": "accept", "has_interests": "no", "promises": "on"}


def test_accepting_takes_a_dated_declaration(signed_in, lead_seat, review, charlie, dana):
    in_pool(review.region, charlie)
    member = asked(lead_seat, charlie, dana)
    page = answered(signed_in(charlie), member, do="accept")
    assert sorted(page.context["accept"].errors) == ["has_interests", "promises"]
    page = answered(signed_in(charlie), member, **YES | {"has_interests": "yes"})
    assert list(page.context["accept"].errors) == ["interests"]
    assert not TeamNote.objects.visible_to(fresh(charlie)).exists()
    answered(signed_in(charlie), member, **YES | {"has_interests": "yes", "interests": "A former colleague leads it."})
    member = fresh(member)
    assert (member.status, member.interests) == ("accepted", "A former colleague leads it.")
    assert dates.local(member.declared_at).date() == TODAY
    assert Member.objects.reading(fresh(charlie)).count() == 1


def test_declining_takes_one_button_and_only_those_who_run_it_hear(signed_in, lead_seat, review, charlie, alice, dana):
    in_pool(review.region, charlie)
    member = asked(lead_seat, charlie, dana)
    answered(signed_in(charlie), member, do="decline")
    assert fresh(member).status == "declined"
    assert [(mail.to, mail.subject) for mail in OutgoingMail.objects.order_by("pk")][1:] == [
        (dana.email, f"{review}: somebody declined")
    ]
    url = f"{REVIEWS}{review.public_id}/team/"
    assert [row.state for row in signed_in(dana).get(url).context["rows"]] == ["Declined", "Empty"]
    seen_by_host = signed_in(alice).get(url)
    assert [row.state for row in seen_by_host.context["rows"]] == ["Empty", "Empty"]
    assert b"Charlie" not in seen_by_host.content
    assert not Review.objects.visible_to(fresh(charlie)).exists()


def test_an_answer_is_given_once(lead_seat, review, charlie, dana):
    in_pool(review.region, charlie)
    member = asked(lead_seat, charlie, dana)
    other = fresh(member)
    teaming.withdraw(other, by=dana)
    with pytest.raises(Overtaken):
        teaming.accept(member, by=charlie)
    with pytest.raises(NotAMove):
        teaming.accept(fresh(member), by=charlie)


def test_whoever_was_posted_to_the_host_since_cannot_accept(signed_in, lead_seat, review, charlie, ardenvale, dana):
    in_pool(review.region, charlie)
    member = asked(lead_seat, charlie, dana)
    make.post(charlie, Role.CONTRIBUTOR, ardenvale)
    answered(signed_in(charlie), member, **YES)
    assert fresh(member).status == "asked"
    assert b"You can\xe2\x80\x99t accept" in signed_in(charlie).get(f"{REVIEWS}invitations/{member.public_id}/").content


def test_a_reviewer_posted_to_the_host_yesterday_is_flagged_and_reads_nothing(
    signed_in, review, charlie, ardenvale, dana
):
    member = shapes.member(review, charlie, by=dana, lead=True)
    TeamNote.objects.create(review=review, text="Heard twice.", made_by=charlie)
    assert TeamNote.objects.visible_to(fresh(charlie)).count() == 1
    make.post(charlie, Role.CONTRIBUTOR, ardenvale, from_on=TODAY - timedelta(days=1))
    assert not TeamNote.objects.visible_to(fresh(charlie)).exists()
    (row, _) = signed_in(dana).get(f"{REVIEWS}{review.public_id}/team/").context["rows"]
    assert row.flags[0].startswith("Holds a post at Ardenvale, its trust or another authority of that trust by now")
    assert signed_in(charlie).get(f"{REVIEWS}{review.public_id}/team/").status_code == 404
    assert signed_in(charlie).get(f"{REVIEWS}invitations/{member.public_id}/").context["why_not"].startswith("Can’t be")


def test_who_is_taken_off_mid_visit_reads_nothing_from_that_moment(signed_in, ardenvale, kind, charlie, dana):
    review = shapes.review(ardenvale, by=dana, at=Stage.ON_SITE, begins_on=TODAY)
    member = shapes.member(review, charlie, by=dana)
    TeamNote.objects.create(review=review, text="Heard twice.", made_by=charlie)
    browser = signed_in(charlie)
    assert browser.get(review.get_absolute_url()).status_code == 200
    end = f"{REVIEWS}invitations/{member.public_id}/end/"
    page = signed_in(dana).post(end, {})
    assert list(page.context["form"].errors) == ["because"]
    assert "Notes that they made stay with the team. Notes that still wait on a device" in page.text
    signed_in(dana).post(end, {"because": "Told somebody outside."})
    assert browser.get(review.get_absolute_url()).status_code == 404
    assert not TeamNote.objects.visible_to(fresh(charlie)).exists()
    assert (fresh(member).status, fresh(member).to_on) == ("left", TODAY)
    mail = OutgoingMail.objects.get()
    assert (mail.to, "Told somebody" in mail.body) == (charlie.email, False)
    assert TeamNote.objects.count() == 1


def test_a_member_leaves_by_themselves_and_may_be_asked_again(signed_in, lead_seat, review, charlie, dana):
    in_pool(review.region, charlie)
    member = asked(lead_seat, charlie, dana)
    answered(signed_in(charlie), member, **YES)
    signed_in(charlie).post(f"{REVIEWS}invitations/{member.public_id}/leave/", {})
    assert fresh(member).status == "left"
    one = found(lead_seat)["Charlie"]
    assert (one.barred, one.flags[-1]) == ("", f"Left this team on {dates.day(TODAY)}.")


def test_the_asker_is_told_once_the_team_is_complete(lead_seat, review, charlie, lenchester, dana):
    in_pool(review.region, charlie)
    wren = reviewer("Wren", lenchester)
    members = [asked(lead_seat, charlie, dana), asked(review.seats.get(is_lead=False), wren, dana)]
    teaming.accept(members[0], by=charlie)
    assert not OutgoingMail.objects.filter(to=dana.email).exists()
    teaming.accept(members[1], by=wren)
    assert OutgoingMail.objects.get(to=dana.email).subject == f"{review}: the team is complete"


def test_who_has_not_answered_for_five_days_is_reminded_once(lead_seat, review, charlie, dana):
    in_pool(review.region, charlie)
    member = asked(lead_seat, charlie, dana)
    assert chores.remind_reviewers() == "Reminded 0."
    Member.objects.filter(pk=member.pk).update(asked_at=timezone.now() - timedelta(days=6))
    assert [chores.remind_reviewers(), chores.remind_reviewers()] == ["Reminded 1.", "Reminded 0."]
    assert OutgoingMail.objects.order_by("pk").last().subject == "Still to answer: will you review Ardenvale?"


def test_seats_are_added_and_taken_away_while_nobody_is_there(signed_in, review, charlie, dana):
    browser, url = signed_in(dana), f"{REVIEWS}{review.public_id}/team/new/"
    page = browser.post(url, {"label": "Head of service", "is_lead": "on"})
    assert list(page.context["form"].errors) == ["is_lead"]
    browser.post(url, {"label": "Head of service"})
    seat = review.seats.get(label="Head of service")
    browser.post(f"{seat_url(seat)}remove/")
    assert fresh(seat).is_removed
    member = shapes.member(review, charlie, by=dana, lead=True)
    browser.post(f"{seat_url(member.seat)}remove/")
    assert not fresh(member.seat).is_removed


def test_pages_ask_as_much_for_one_as_for_three(signed_in, review, lead_seat, kind, severnford, dana, lenchester):
    one = reviewer("Ada", severnford, trained_for=kind)
    shapes.member(review, one, by=dana)
    browser, team = signed_in(dana), f"{REVIEWS}{review.public_id}/team/"
    before = [queries_of(browser, seat_url(lead_seat)), queries_of(browser, team)]
    for name in ("Bea", "Cal"):
        shapes.member(review, reviewer(name, lenchester, trained_for=kind, conflict_with=lenchester), by=dana)
    assert [queries_of(browser, seat_url(lead_seat)), queries_of(browser, team)] == before


def test_a_visit_that_is_to_come_counts_as_recent_and_is_said_as_such(lead_seat, kind, ardenvale, severnford, dana):
    person = reviewer("Wren", severnford, trained_for=kind)
    other = shapes.review(ardenvale, by=dana, at=Stage.SCOPING, begins_on=TODAY + timedelta(days=200))
    shapes.member(other, person, by=dana)
    assert found(lead_seat)["Wren"].flags == [f"Reviews Ardenvale in {dates.month(other.begins_on)}."]
