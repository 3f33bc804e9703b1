"""Links are asked by the worker and what they said is kept."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.drafting import links
from portal.drafting.asking import Answer
from portal.drafting.links import AT_ONCE, check_links, keep_answers, links_offered, offers_links, queue_link_checks
from portal.drafting.models import LinkCheck

pytestmark = pytest.mark.django_db


@pytest.fixture
def offered(monkeypatch):
    """Nothing is offered but what the test offers."""
    monkeypatch.setattr(links, "_offered", {})


def rows():
    return list(LinkCheck.objects.values_list("address", "status", "said"))


def test_what_was_said_takes_the_place_of_what_was_said_before():
    keep_answers({"http://a.example/": Answer("answered", "200")})
    keep_answers({"http://a.example/": Answer("gone", "404"), "http://b.example/": Answer("answered", "200")})
    assert rows() == [("http://a.example/", "gone", "404"), ("http://b.example/", "answered", "200")]


def test_the_task_keeps_what_was_said_and_is_safe_to_run_twice():
    for _ in range(2):
        assert check_links.call(["http://127.0.0.1/", "http://10.0.0.1/"]) == 2
    assert rows() == [
        ("http://10.0.0.1/", "not_asked", "it leads into a private network"),
        ("http://127.0.0.1/", "not_asked", "it leads into a private network"),
    ]


def test_many_addresses_are_queued_in_parts_and_fresh_ones_are_left_out():
    keep_answers({"http://a.example/0": Answer("answered", "200")})
    addresses = [f"http://a.example/{page}#part" for page in range(AT_ONCE + 2)] + ["mailto:dana@mercia.example"]
    assert queue_link_checks(addresses) == AT_ONCE + 1
    sizes = [len(task.args_kwargs["args"][0]) for task in DBTaskResult.objects.all()]
    assert sorted(sizes) == [1, AT_ONCE]
    LinkCheck.objects.update(checked_at=timezone.now() - timedelta(hours=2))
    assert queue_link_checks(addresses[:1], older_than=timedelta(hours=1)) == 1


def test_mail_goes_before_links():
    queue_link_checks(["http://a.example/"])
    assert DBTaskResult.objects.get().priority < 0


def test_what_apps_offer_is_yielded_once(offered):
    offers_links("one", lambda: ["http://a.example/#1", "/here"])
    offers_links("two", lambda: iter(["http://a.example/", "http://b.example/"]))
    assert list(links_offered()) == ["http://a.example/", "http://b.example/"]


def test_at_night_what_is_offered_is_queued_and_old_answers_are_forgotten(offered):
    from portal.drafting.chores import check_offered_links

    offers_links("one", lambda: ["http://a.example/", "http://b.example/"])
    keep_answers({"http://a.example/": Answer("answered", "200"), "http://old.example/": Answer("gone", "404")})
    LinkCheck.objects.filter(address="http://old.example/").update(checked_at=timezone.now() - timedelta(days=91))
    assert check_offered_links() == "Asks 1 of 2 links; forgot 1."
    assert rows() == [("http://a.example/", "answered", "200")]


def test_what_links_said_is_looked_up_at_once(django_assert_num_queries):
    keep_answers({f"http://a.example/{page}": Answer("answered", "200") for page in range(3)})
    with django_assert_num_queries(1):
        found = LinkCheck.objects.about(["http://a.example/1", "http://b.example/"])
    assert list(found) == ["http://a.example/1"]
