"""Following a region: asking, confirming, ending, and what a stranger learns from it."""

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from portal.accounts.models import OutgoingMail
from portal.audit.models import AuditEvent
from portal.following.keys import confirm_link, end_link, key_of
from portal.following.models import Follower
from tests.following.make import follower

pytestmark = pytest.mark.on_postgresql

ASKED = "/mercia/follow/asked/"


def path_of(link):
    return link.removeprefix("http://127.0.0.1:8000")


def ask(client, email="reader@example.org", region="mercia"):
    return client.post(f"/{region}/follow/", {"email": email})


def link_in(mail):
    return path_of(re.search(r"http\S+", mail.body)[0])


def test_asking_writes_to_the_address_and_follows_nothing_yet(client, mercia):
    response = ask(client, " Reader@Example.ORG ")
    assert (response.status_code, response["Location"]) == (302, ASKED)
    made, mail = Follower.objects.get(), OutgoingMail.objects.get()
    assert (made.email, made.region, made.is_following) == ("reader@example.org", mercia, False)
    assert made.consent == (
        "Send me an e-mail when Mercia publishes an update, or changes one in a way that matters. "
        "I can stop this at any time, from any of these e-mails."
    )
    assert (mail.to, mail.subject) == ("reader@example.org", "Confirm that you want to follow Mercia")


def test_the_answer_is_the_same_for_a_known_address(client, mercia):
    follower(mercia)
    known, unknown = ask(client), ask(client, "other@example.org")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"]) == (302, ASKED)
    assert sorted(OutgoingMail.objects.values_list("to", "subject")) == [
        ("other@example.org", "Confirm that you want to follow Mercia"),
        ("reader@example.org", "You already follow Mercia"),
    ]


def test_asking_twice_makes_one_follower_with_the_later_moment(client, mercia):
    ask(client)
    Follower.objects.update(asked_at=timezone.now() - timedelta(days=13))
    ask(client, "READER@example.org")
    assert Follower.objects.get().asked_at > timezone.now() - timedelta(minutes=1)
    assert OutgoingMail.objects.count() == 2


def test_what_is_no_address_is_refused_in_words(client, mercia):
    response = ask(client, "nobody at all")
    assert response.status_code == 200
    assert "Write “E-mail address” in full, like name@example.org" in response.content.decode()
    assert Follower.objects.count() == 0


def test_one_address_is_written_to_twelve_times_an_hour_from_one_place(client, mercia):
    answers = [ask(client, email).status_code for email in ["reader@example.org", "READER@example.org"] * 7]
    assert answers == [302] * 12 + [200] * 2
    assert OutgoingMail.objects.count() == 12


def test_opening_the_link_changes_nothing_and_its_button_confirms(client, mercia):
    ask(client)
    link = link_in(OutgoingMail.objects.get())
    scanner = Client()
    assert [scanner.get(link).status_code, scanner.head(link).status_code] == [200, 200]
    assert not Follower.objects.get().is_following
    done = Client(enforce_csrf_checks=True).post(link, follow=True)
    assert Follower.objects.get().is_following
    assert "You now follow Mercia." in done.content.decode()
    assert done.cookies == {}


def test_confirming_twice_leads_to_what_one_follows(client, mercia):
    made = follower(mercia, confirmed=False)
    link = path_of(confirm_link(made))
    answers = [client.post(link), client.post(link), client.get(link)]
    assert [answer.status_code for answer in answers] == [302, 302, 302]
    assert client.get(answers[2]["Location"]).status_code == 200


def test_the_link_works_for_14_days(client, mercia, time_machine):
    made = follower(mercia, confirmed=False)
    link = path_of(confirm_link(made))
    time_machine.move_to(made.asked_at + timedelta(days=13, hours=23))
    assert client.get(link).status_code == 200
    time_machine.move_to(made.asked_at + timedelta(days=14, hours=1))
    assert [client.get(link).status_code, client.post(link).status_code] == [410, 410]
    assert not Follower.objects.get().is_following


def test_who_has_stopped_is_not_begun_again_by_the_old_link(client, mercia):
    made = follower(mercia)
    made.end(Follower.How.PAGE)
    assert client.post(path_of(confirm_link(made))).status_code == 410
    assert not Follower.objects.following().exists()


def test_the_page_that_ends_changes_nothing_until_its_button_is_pressed(client, mercia):
    made = follower(mercia)
    link = path_of(end_link(made))
    assert "Stop following Mercia?" in client.get(link).content.decode()
    assert Follower.objects.following().count() == 1
    done = Client(enforce_csrf_checks=True).post(link, follow=True)
    assert "You no longer follow Mercia." in done.content.decode()
    made.refresh_from_db()
    assert (made.is_following, made.ended_how) == (False, "page")
    assert client.post(link).status_code == 302  # pressed again


def test_a_mail_programs_own_button_ends_in_one_click(mercia):
    made = follower(mercia)
    program = Client(enforce_csrf_checks=True)
    response = program.post(path_of(end_link(made)), {"List-Unsubscribe": "One-Click"})
    assert (response.status_code, response.cookies) == (200, {})
    made.refresh_from_db()
    assert (made.is_following, made.ended_how) == (False, "one-click")


def test_the_key_shows_what_its_address_follows_and_nothing_of_others(client, mercia, wessex):
    mine = follower(mercia)
    follower(wessex)
    follower(wessex, "other@example.org")
    page = client.get(f"/following/?key={key_of(mine)}").content.decode()
    assert re.findall(r'listing-title"><a href="(.*?)"', page) == ["/mercia/", "/wessex/"]
    assert ("reader@example.org" in page, "r…@example.org" in page) == (False, True)
    key = re.findall(r'/following/end/\?key=([^"]+)', page)[1].replace("%3A", ":")
    client.post(f"/following/end/?key={key}")
    assert list(Follower.objects.following().values_list("email", "region__slug").order_by("pk")) == [
        ("reader@example.org", "mercia"),
        ("other@example.org", "wessex"),
    ]


@pytest.mark.parametrize("path", ["/following/", "/following/confirm/", "/following/end/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_key_that_is_not_ours_opens_nothing(client, mercia, path, method):
    made = follower(mercia)
    wrong = ["", str(made.pk), f"{key_of(made)}x", signing.Signer(salt="other").sign(made.pk)]
    wrong.append(confirm_link(made).partition("key=")[2] if path != "/following/confirm/" else key_of(made))
    if path == "/following/" and method == "post":
        assert client.post(f"{path}?key={key_of(made)}").status_code == 405
        return
    assert [getattr(client, method)(path, query_params={"key": key}).status_code for key in wrong] == [404] * 5
    assert Follower.objects.following().count() == 1


def test_the_key_of_somebody_deleted_says_that_there_is_nothing_left(client, mercia):
    made = follower(mercia)
    link, page = path_of(end_link(made)), f"/following/?key={key_of(made)}"
    Follower.objects.all().delete()
    answers = [client.get(link), client.post(link), client.get(page)]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert "There is nothing left to do" in answers[2].content.decode()


def test_pages_that_a_key_opens_are_never_stored_nor_indexed(client, mercia):
    response = client.get(path_of(end_link(follower(mercia))))
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Referrer-Policy"] == "same-origin"


def test_the_address_is_in_no_log_and_no_audit(client, mercia, dana, caplog):
    caplog.set_level("DEBUG")
    ask(client)
    made = Follower.objects.get()
    client.post(path_of(confirm_link(made)))
    made.end(Follower.How.REMOVED, by=dana)
    assert "reader@" not in caplog.text
    events = [f"{event} {event.details}" for event in AuditEvent.objects.all()]
    assert [event for event in events if "reader@" in event] == []
    assert str(AuditEvent.objects.first()) == "Dana removed a follower of Mercia"
    assert key_of(made) not in caplog.text


def test_one_address_may_follow_again_after_it_ended(mercia):
    first = follower(mercia)
    first.end(Follower.How.PAGE)
    follower(mercia)
    assert Follower.objects.following(mercia).count() == 1
    assert Follower.objects.count() == 2


def test_the_region_page_leads_to_the_form_and_is_kept_for_every_reader(client, mercia, settings, dana):
    settings.PAGE_CACHE = True
    response = client.get("/mercia/")
    assert '<a href="/mercia/follow/">Get an e-mail about each update</a>' in response.content.decode()
    assert response.cookies == {}
