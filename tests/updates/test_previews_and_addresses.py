"""Preview links, which are credentials, and what becomes of an address when an update moves."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from tests import make
from updates.actions import PeriodTaken, move_update, publish, save_draft, start_draft, unschedule
from updates.models import PreviewLink
from updates.periods import Period
from updates.words import edition_text


@pytest.fixture
def draft(mercia, dana):
    return make.draft(mercia, by=dana)


@pytest.fixture
def link(draft, dana):
    return PreviewLink.make(draft.update, for_whom="The editor of the newsletter", days=7, by=dana)


def test_a_link_shows_the_draft_as_it_is_then_and_says_so(link, draft, dana, client):
    text = edition_text(draft)
    text.sections[0].body = "<p>Changed since.</p>"
    save_draft(draft, text, version=draft.version, by=dana)
    page = client.get(link.get_absolute_url())
    words = page.content.decode()
    assert "Changed since." in words
    assert "Draft: not published." in words
    assert "The editor of the newsletter" in words
    assert '<meta name="robots" content="noindex">' in words
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in page["Cache-Control"]
    assert "/updates/" + str(draft.update_id) not in words


def test_it_ends_by_itself_and_by_the_button(link, dana, client, signed_in):
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        assert client.get(link.get_absolute_url()).status_code == 404
    assert client.get(link.get_absolute_url()).status_code == 200
    signed_in(dana).post(f"/updates/{link.update_id}/previews/{link.pk}/end/")
    assert client.get(link.get_absolute_url()).status_code == 404


def test_another_links_secret_opens_nothing(link, draft, dana, client):
    other = PreviewLink.make(draft.update, for_whom="Somebody", days=30, by=dana)
    assert client.get(f"/preview/{other.pk}/{link.secret}/").status_code == 404


def test_pressing_twice_makes_one_link(draft, dana, signed_in):
    browser, path = signed_in(dana), f"/updates/{draft.update_id}/previews/"
    key = dict(browser.get(path).context["hidden"])["form_key"]
    for _ in range(2):
        browser.post(path, {"for_whom": "The chair", "days": "14", "form_key": key})
    assert PreviewLink.objects.count() == 1


def test_once_published_it_leads_to_the_public_page(link, draft, dana, client):
    publish(draft, by=dana, version=draft.version)
    assert client.get(link.get_absolute_url())["Location"] == "/mercia/updates/2015-11/"


def test_it_never_shows_a_later_draft(link, draft, dana, client, signed_in):
    publish(draft, by=dana, version=draft.version)
    later = start_draft(draft.update, by=dana)
    assert client.get(link.get_absolute_url())["Location"] == "/mercia/updates/2015-11/"
    assert "for an earlier draft" in signed_in(dana).get(f"/updates/{draft.update_id}/previews/").content.decode()
    new = PreviewLink.make(later.update, for_whom="The chair", days=7, by=dana)
    assert client.get(new.get_absolute_url()).status_code == 200


def test_it_shows_the_draft_again_that_was_stopped_from_going_live(link, draft, dana, client):
    publish(draft, by=dana, version=draft.version, at=timezone.now() + timedelta(days=1))
    assert client.get(link.get_absolute_url()).status_code == 404
    unschedule(draft, by=dana, version=draft.version)
    assert client.get(link.get_absolute_url()).status_code == 200


def test_there_is_none_to_make_without_a_draft(draft, dana, signed_in):
    publish(draft, by=dana, version=draft.version)
    signed_in(dana).post(f"/updates/{draft.update_id}/previews/", {"for_whom": "The chair", "days": "14"})
    assert not PreviewLink.objects.exists()


def test_there_is_none_until_somebody_makes_one(draft, dana, signed_in):
    browser = signed_in(dana)
    browser.get(f"/updates/{draft.update_id}/previews/")
    assert not PreviewLink.objects.exists()
    page = browser.post(f"/updates/{draft.update_id}/previews/", {"for_whom": " ", "days": "9"})
    assert sorted(page.context["form"].errors) == ["days", "for_whom"]
    browser.post(f"/updates/{draft.update_id}/previews/", {"for_whom": "The chair", "days": "14"})
    link = PreviewLink.objects.get()
    assert link.get_absolute_url() in browser.get(f"/updates/{draft.update_id}/previews/").content.decode()


def test_the_old_address_leads_to_the_new_one(mercia, dana, client):
    update = make.update(mercia, by=dana, tags=["Adoption"]).update
    assert move_update(update, Period.parse("2015-12"), by=dana)
    assert client.get("/mercia/updates/2015-12/").status_code == 200
    old = client.get("/mercia/updates/2015-11/")
    assert (old.status_code, old["Location"]) == (301, "/mercia/updates/2015-12/")
    assert old["Cache-Control"] == "no-cache"
    assert b"/mercia/updates/2015-12/" in client.get("/tags/adoption/").content


def test_moving_back_and_forth_never_leads_in_circles(mercia, dana, client):
    update = make.update(mercia, by=dana).update
    for period in ("2015-12", "2015-11", "2015-12"):
        move_update(update, Period.parse(period), by=dana)
        update.refresh_from_db()
    assert client.get("/mercia/updates/2015-11/")["Location"] == "/mercia/updates/2015-12/"
    assert client.get("/mercia/updates/2015-12/").status_code == 200


def test_the_old_address_of_a_draft_tells_the_public_nothing(mercia, dana, client):
    update = make.draft(mercia, by=dana).update
    move_update(update, Period.parse("2015-12"), by=dana)
    assert client.get("/mercia/updates/2015-11/").status_code == 404


def test_an_address_that_is_taken_is_refused(mercia, dana, signed_in):
    update = make.update(mercia, "2015-11", by=dana).update
    other = make.update(mercia, "2015-12", by=dana).update
    with pytest.raises(PeriodTaken):
        move_update(update, Period.parse("2015-12"), by=dana)
    page = signed_in(dana).post(f"/updates/{update.pk}/move/", {"month": 12, "year": 2015})
    assert str(other) in page.content.decode()


def test_a_new_update_at_a_left_address_stands_there_itself(mercia, dana, client):
    update = make.update(mercia, by=dana).update
    move_update(update, Period.parse("2015-12"), by=dana)
    make.update(mercia, "2015-11", by=dana)
    assert client.get("/mercia/updates/2015-11/").status_code == 200


def test_a_correction_of_a_moved_update_goes_live_at_its_new_address(mercia, dana, client):
    update = make.update(mercia, by=dana).update
    move_update(update, Period.parse("2015-12"), by=dana)
    update.refresh_from_db()
    draft = start_draft(update, by=dana)
    publish(draft, by=dana, version=draft.version, change_note="Corrected.")
    assert b"Corrected." in client.get("/mercia/updates/2015-12/").content
