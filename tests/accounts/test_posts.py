"""Posts: held where the role belongs, between two days, and no longer than that."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.accounts.models import Post, User
from portal.accounts.roles import DUTIES, Role, Scope
from portal.audit.models import AuditEvent, Overtaken
from portal.regions.models import LocalAuthority, Region

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgresql]


@pytest.fixture
def places():
    region = Region.objects.create(slug="mercia", name="Mercia", is_invented=True)
    return region, LocalAuthority.objects.create(code="M01", name="Ardenvale", region=region, type="county")


@pytest.fixture
def person():
    return User.objects.create_user("Sam@Example.org", "Sam Field")


def test_an_address_is_kept_in_lower_case_and_belongs_to_one_person(person):
    assert person.email == "sam@example.org"
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("SAM@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="Other@example.org")


def test_every_role_has_its_duty():
    assert set(DUTIES) == set(Role)
    assert len(Role) == 20
    assert {role.scope for role in Role} == set(Scope)


@pytest.mark.parametrize("role", Role)
def test_a_post_is_held_only_where_its_role_belongs(role, places, person):
    region, authority = places
    wrong = {"region": region} if role.scope != Scope.REGION else {"authority": authority}
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.create(person=person, role=role, **wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.create(person=person, role=role, region=region, authority=authority)


def test_nobody_gives_themselves_a_post(places, person):
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.create(person=person, role=Role.OBSERVER, region=places[0], given_by=person)


def test_a_current_post_is_given_once(places, person):
    Post.objects.create(person=person, role=Role.DCS, authority=places[1])
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.create(person=person, role=Role.DCS, authority=places[1], from_on=date(2020, 1, 1))


def test_a_post_holds_from_its_first_day_to_its_last(places, person):
    Post.objects.create(
        person=person, role=Role.DCS, authority=places[1], from_on=date(2020, 3, 2), to_on=date(2020, 3, 3)
    )
    held = [person.holds(Role.DCS, of=places[1], on=date(2020, 3, day)) for day in (1, 2, 3, 4)]
    assert held == [False, True, True, False]
    assert not person.holds(Role.DCS)


def test_a_post_that_begins_tomorrow_gives_nothing_today(places, person):
    tomorrow = timezone.localdate() + timedelta(days=1)
    Post.objects.create(person=person, role=Role.PROGRAMME_MANAGER, region=places[0], from_on=tomorrow)
    assert person.posts_now() == []
    assert not person.manages(places[0])


def test_an_inactive_person_holds_nothing(places, person):
    Post.objects.create(person=person, role=Role.PROGRAMME_MANAGER, region=places[0])
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert User.objects.get(pk=person.pk).managed_region_slugs() == []


def test_posts_are_read_once_for_one_request(places, person, django_assert_num_queries):
    Post.objects.create(person=person, role=Role.PROGRAMME_MANAGER, region=places[0])
    with django_assert_num_queries(1):
        assert person.manages(places[0])
        assert person.managed_region_slugs() == ["mercia"]
        assert not person.is_site_administrator
        assert not person.is_staff


def test_ending_a_post_ends_it_the_same_day_and_records_who(places, person):
    other = User.objects.create_user("other@example.org", "Olive")
    post = Post.objects.create(person=person, role=Role.DCS, authority=places[1])
    assert Post.objects.current().count() == 1
    post.end(by=other)
    assert Post.objects.current().count() == 0
    assert (post.to_on, post.ended_by) == (timezone.localdate(), other)
    event = AuditEvent.objects.get()
    assert (event.verb, event.by_name, event.region, event.authority) == ("ended the post of", "Olive", "mercia", "M01")
    assert event.details == {"person": person.pk}
    with pytest.raises(Overtaken):
        Post.objects.get(pk=post.pk).end(by=other)


def test_a_post_ended_before_it_began_was_never_held(places, person):
    other = User.objects.create_user("other@example.org")
    later = timezone.localdate() + timedelta(days=30)
    post = Post.objects.create(person=person, role=Role.DCS, authority=places[1], from_on=later)
    post.end(by=other)
    assert not person.holds(Role.DCS, on=later)


def test_a_chair_who_goes_leaves_the_kept_region_page_at_once(settings, client, places, person):
    settings.PAGE_CACHE = True
    region, _ = places
    post = Post.objects.create(person=person, role=Role.REGIONAL_CHAIR, region=region)
    assert "Sam Field" in client.get("/mercia/").text
    assert "Sam Field" in client.get("/mercia/").text
    post.end(by=User.objects.create_user("frank@example.org", "Frank"))
    assert "Sam Field" not in client.get("/mercia/").text
