"""Who works for a trust works where it delivers, on the days on which it does; before and after, nothing follows."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from portal.accounts.models import Post, User
from portal.accounts.permissions import gives_such_posts
from portal.accounts.reach import organisations_within
from portal.accounts.roles import Role
from portal.regions.models import LocalAuthority, Trust
from priorities.models import Action, Plan
from tests import make
from tests.priorities.actions import a_plan, an_action

TODAY = timezone.localdate()
DAY = timedelta(days=1)
DELIVERS = {"from_on": TODAY, "to_on": TODAY}
NOT_TODAY = [{"to_on": TODAY - DAY}, {"from_on": TODAY + DAY}]


@pytest.fixture
def chief(db):
    return make.person("Chief")


def works_for(person, *authorities, **days):
    """A post at a trust that delivers for `authorities` between two days; the person is read anew."""
    trust = make.trust("Ardenvale Children’s Trust", *authorities, **days)
    make.post(person, Role.TRUST_CHIEF_EXECUTIVE, trust)
    return User.objects.get(pk=person.pk), trust


def test_a_trust_delivers_for_its_authorities_between_two_days(ardenvale):
    trust = make.trust("Ardenvale Children’s Trust", ardenvale, from_on=TODAY - DAY, to_on=TODAY)
    days = [TODAY - 2 * DAY, TODAY - DAY, None, TODAY, TODAY + DAY]
    assert [trust.authorities_on(day) for day in days] == [[], [ardenvale], [ardenvale], [ardenvale], []]
    assert [ardenvale.trusts_on(day) for day in days] == [[], [trust], [trust], [trust], []]


def test_deliveries_are_read_once(ardenvale, severnford, django_assert_num_queries):
    make.trust("Ardenvale Children’s Trust", ardenvale, severnford)
    trust, authority = Trust.objects.get(), LocalAuthority.objects.get(pk=ardenvale.pk)
    with django_assert_num_queries(1):
        assert [one.region.name for one in trust.authorities_on()] == ["Mercia", "Mercia"]
        assert len(trust.authorities_on(TODAY)) == 2
    with django_assert_num_queries(1):
        assert authority.trusts_on() == authority.trusts_on(TODAY) == [trust]


def test_the_post_is_held_in_the_regions_where_the_trust_delivers(chief, ardenvale, mercia, dana):
    person, trust = works_for(chief, ardenvale, **DELIVERS)
    post = person.posts.get()
    assert person.regions_now() == [mercia]
    assert (post.regions(TODAY - DAY), post.regions(), post.audit_region) == ([], [mercia], "mercia")
    assert Post.objects.within([mercia]).filter(person=chief).exists()
    assert not Post.objects.within([mercia], TODAY + DAY).filter(person=chief).exists()
    assert Post.objects.visible_to(dana).filter(person=chief).exists()
    assert trust in organisations_within(dana)
    assert gives_such_posts(dana, post)


@pytest.mark.parametrize("days", NOT_TODAY)
def test_a_trust_that_does_not_deliver_today_is_in_no_region(days, chief, ardenvale, mercia, dana):
    person, trust = works_for(chief, ardenvale, **days)
    assert (person.regions_now(), person.posts.get().regions()) == ([], [])
    assert not Post.objects.within([mercia]).filter(person=chief).exists()
    assert not Post.objects.visible_to(dana).filter(person=chief).exists()
    assert trust not in organisations_within(dana)
    assert not gives_such_posts(dana, person.posts.get())


def test_leaving_one_region_keeps_the_other(chief, ardenvale, wessex, mercia):
    person, trust = works_for(chief, ardenvale, **NOT_TODAY[0])
    trust.deliveries.create(authority=make.authority("Wexton", wessex, "W01"))
    assert User.objects.get(pk=person.pk).regions_now() == [wessex]
    assert not Post.objects.within([mercia]).filter(person=chief).exists()
    assert Post.objects.within([wessex]).filter(person=chief).exists()


def test_actions_are_read_only_while_the_trust_delivers(chief, alice, ardenvale, mercia, dana):
    plan = a_plan(mercia, dana, status="published")
    action = an_action(plan, alice)
    person, trust = works_for(chief, ardenvale, **DELIVERS)
    read = [list(Action.objects.visible_to(reader)) for reader in (person, AnonymousUser())]
    assert (read, Plan.objects.visible_to(person).count()) == ([[action], []], 1)
    trust.deliveries.update(from_on=None, to_on=TODAY - DAY)
    assert list(Action.objects.visible_to(User.objects.get(pk=chief.pk))) == []
