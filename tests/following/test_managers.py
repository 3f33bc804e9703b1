"""What a programme manager sees of followers and mailings."""

from django.utils import timezone

from portal.audit.models import AuditEvent, Worker
from portal.following.actions import start_mailing
from portal.following.models import Follower, Recipient
from tests.following.make import follower, followers


def test_the_page_counts_followers_and_lists_none(signed_in, mercia, dana):
    followers(mercia, 3)
    follower(mercia, "waiting@example.org", confirmed=False)
    page = signed_in(dana).get("/mercia/followers/").content.decode()
    assert "3 people follow Mercia by e-mail. 1 has asked and not confirmed yet." in " ".join(page.split())
    assert "@example.org" not in page.replace("dana@example.org", "")


def test_one_is_found_by_address_and_the_search_is_recorded_without_it(signed_in, mercia, dana):
    made = follower(mercia)
    page = signed_in(dana).post("/mercia/followers/", {"email": "READER@example.org"}).content.decode()
    assert f'<a href="/followers/{made.pk}/remove/">Remove this address</a>' in page
    assert made.consent in page
    event = AuditEvent.objects.get()
    assert (event.verb, event.region, event.details) == ("looked for a follower of", "mercia", {"found": 1})


def test_another_regions_follower_is_not_found(signed_in, mercia, wessex, dana):
    follower(wessex)
    page = signed_in(dana).post("/mercia/followers/", {"email": "reader@example.org"}).content.decode()
    assert "This address doesn’t follow Mercia" in page


def test_removing_ends_it_and_is_recorded_without_the_address(signed_in, mercia, dana):
    made = follower(mercia)
    response = signed_in(dana).post(f"/followers/{made.pk}/remove/")
    made.refresh_from_db()
    assert (response.status_code, made.ended_how) == (302, "removed")
    event = AuditEvent.objects.get()
    assert (event.verb, event.subject_label, event.details) == (
        "removed a follower of",
        "Mercia",
        {"follower": made.pk},
    )


def test_the_progress_is_said_in_words_and_drawn(signed_in, mercia, dana, letter):
    followers(mercia, 4)
    mailing = start_mailing(about=mercia, region=mercia, letter=letter, by=dana)
    one, two, *_ = mailing.recipients.all()
    one.settle(Recipient.State.SENT)
    two.settle(Recipient.State.FAILED, error="The mail server refused the address (550).")
    browser = signed_in(dana)
    for path in (f"/mailings/{mailing.pk}/", f"/mailings/{mailing.pk}/progress/"):
        page = " ".join(browser.get(path).content.decode().split())
        assert "<strong>1 of 4 sent</strong>, 2 to go, 1 failed." in page
        assert '<progress max="4" value="2"' in page
        assert "The mail server refused the address (550). 1 person." in page
        assert "data-goes-on" in page


def test_the_page_says_that_no_worker_is_there(signed_in, mercia, dana, letter):
    follower(mercia)
    mailing = start_mailing(about=mercia, region=mercia, letter=letter, by=dana)
    browser = signed_in(dana)
    Worker.begin()
    assert "has not been seen since" not in browser.get(mailing.get_absolute_url()).content.decode()
    Worker.objects.update(seen_at=timezone.now() - timezone.timedelta(minutes=3))
    assert (
        "The worker that sends mail has not been seen since" in browser.get(mailing.get_absolute_url()).content.decode()
    )


def test_stopping_asks_once_and_says_who_did(signed_in, mercia, dana, letter):
    followers(mercia, 2)
    mailing = start_mailing(about=mercia, region=mercia, letter=letter, by=dana)
    browser = signed_in(dana)
    assert browser.get(f"/mailings/{mailing.pk}/stop/").status_code == 200
    assert browser.post(f"/mailings/{mailing.pk}/stop/").status_code == 302
    assert "Stopped by Dana" in browser.get(mailing.get_absolute_url()).content.decode()
    assert Follower.objects.following().count() == 2


def test_the_list_costs_the_same_with_more_mailings(
    signed_in, mercia, wessex, ardenvale, dana, letter, django_assert_num_queries
):
    follower(mercia)
    browser = signed_in(dana)
    browser.get("/mercia/followers/")  # the first request of a session asks more
    for about in (mercia, wessex, ardenvale):
        start_mailing(about=about, region=mercia, letter=letter, by=dana)
        with django_assert_num_queries(8):
            browser.get("/mercia/followers/")
