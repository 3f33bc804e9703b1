"""Asks and offers: who writes and reads them, bringing two together, what came of it after 90 days."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from peerchallenge.reviews.actions import brokering as acts
from peerchallenge.reviews.models import HelpEntry, Introduction, Theme
from peerchallenge.reviews.tasks_help import outcomes_to_say
from portal.accounts.models import OutgoingMail
from portal.audit.models import Overtaken
from tests.looking import fresh, queries_of
from tests.peerchallenge.reviews import shapes_findings as found

pytestmark = pytest.mark.django_db


@pytest.fixture
def early_help(db):
    return Theme.objects.get_or_create(region=None, name="Early help")[0]


@pytest.fixture
def entry(ardenvale, alice, early_help):
    return acts.post(ardenvale, by=alice, kind="ask", text="Better assessments.", theme=early_help)


@pytest.fixture
def offer(severnford, charlie, early_help):
    return acts.post(severnford, by=charlie, kind="offer", text="Our hub works.", theme=early_help)


def test_a_director_asks_out_of_a_finding(client, ardenvale, alice, dana):
    finding = found.issued(ardenvale, by=dana).findings.filter(kind="area").get()
    client.force_login(alice)
    address = f"/peer-challenge/help/new/?finding={finding.public_id}"
    assert finding.headline in client.get(address).content.decode()
    form = {"form_key": uuid4(), "kind": "ask", "text": "Plans that drift.", "theme": ""}
    for _ in range(2):
        client.post(address, form)
    made = HelpEntry.objects.get()
    assert (made.finding, made.authority, made.text) == (finding, ardenvale, "Plans that drift.")


def test_a_director_offers_out_of_a_statement(client, ardenvale, alice, dana):
    words = found.submission(ardenvale, by=alice, manager=dana).words
    statement = words["sections"][0]["prompts"][0]["statements"][0]
    client.force_login(alice)
    address = f"/peer-challenge/help/new/?statement={statement['id']}"
    assert statement["claim"] in client.get(address).content.decode()
    client.post(address, {"form_key": uuid4(), "kind": "offer", "text": "Visits.", "theme": ""})
    assert str(HelpEntry.objects.get().statement) == statement["id"]


def test_nobody_asks_out_of_another_authoritys_finding(client, severnford, alice, dana):
    finding = found.issued(severnford, by=dana).findings.first()
    client.force_login(alice)
    assert client.get(f"/peer-challenge/help/new/?finding={finding.public_id}").status_code == 404


def test_directors_read_what_is_open_and_not_the_finding_behind_it(client, ardenvale, alice, charlie, dana, severnford):
    finding = found.issued(ardenvale, by=dana).findings.first()
    entry = acts.post(ardenvale, by=alice, kind="ask", text="Better plans.", finding=finding)
    client.force_login(charlie)
    page = client.get(entry.get_absolute_url()).content.decode()
    assert "Better plans." in page and finding.headline not in page
    entry.stand_at("taken-back", by=alice, version=1)
    assert client.get(entry.get_absolute_url()).status_code == 404


def test_the_board_is_narrowed_by_kind_and_theme(client, entry, offer, alice, ardenvale):
    acts.post(ardenvale, by=alice, kind="ask", text="Something else.")
    client.force_login(alice)
    page = client.get("/peer-challenge/help/", {"kind": "ask", "theme": entry.theme_id}).content.decode()
    assert "Better assessments." in page
    assert "Our hub works." not in page and "Something else." not in page


def test_a_match_is_suggested_and_made_by_the_manager_alone(client, entry, offer, dana, alice, charlie):
    client.force_login(dana)
    assert "Our hub works." in client.get(entry.get_absolute_url()).content.decode()
    assert not Introduction.objects.exists() and not OutgoingMail.objects.exists()
    address = f"/peer-challenge/help/{entry.public_id}/introduce/?offer={offer.public_id}"
    form = {"form_key": uuid4(), "helper": offer.authority_id, "note": "Meet in May."}
    for _ in range(2):
        client.post(address, form)
    made = Introduction.objects.get()
    assert (made.offer, made.ask_on) == (offer, timezone.localdate() + timedelta(days=90))
    assert set(OutgoingMail.objects.values_list("to", flat=True)) == {alice.email, charlie.email}


def test_no_authority_is_brought_together_with_itself(entry, ardenvale, dana):
    with pytest.raises(Overtaken):
        acts.introduce(entry, ardenvale, by=dana)


def test_what_came_is_asked_once_after_90_days(entry, severnford, alice, dana):
    made = acts.introduce(entry, severnford, by=dana)
    assert (acts.ask(), list(outcomes_to_say(alice))) == (0, [])
    Introduction.objects.update(ask_on=timezone.localdate())
    assert (acts.ask(), acts.ask()) == (1, 0)
    [task] = outcomes_to_say(alice)
    assert task.url == f"/peer-challenge/help/introductions/{made.public_id}/"


def test_an_ask_that_was_helped_is_met(client, entry, severnford, alice, dana):
    made = acts.introduce(entry, severnford, by=dana)
    client.force_login(alice)
    address = f"/peer-challenge/help/introductions/{made.public_id}/"
    client.post(address, {"version": 1, "outcome": "helped", "what_came": "A shared form."})
    assert (fresh(made).what_came, fresh(entry).status) == ("A shared form.", "met")
    assert acts.ask() == 0


def test_two_who_edit_at_once_are_told(client, entry, alice):
    acts.edit(entry, by=alice, version=1, text="First.")
    client.force_login(alice)
    page = client.post(
        f"{entry.get_absolute_url()}edit/", {"version": 1, "kind": "ask", "text": "Second.", "theme": ""}
    )
    assert (page.status_code, fresh(entry).text) == (409, "First.")


def test_the_board_asks_as_much_for_many_as_for_few(client, entry, offer, alice, dana, severnford):
    client.force_login(dana)
    few = queries_of(client, "/peer-challenge/help/")
    for place in range(3):
        acts.post(severnford, by=dana, kind="ask", text=f"More {place}.")
    assert queries_of(client, "/peer-challenge/help/") == few
