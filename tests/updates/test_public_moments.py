"""What is live changes at its moment, by itself, everywhere at once; the page cache knows when."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from portal.ui import pagecache
from tests import make
from tests.updates.pages import read
from updates.actions import publish, save_draft, start_draft, withdraw

ADDRESS = "/mercia/updates/2026-03/"
LISTS = ("/", "/mercia/", "/updates/", "/mercia/updates/", "/tags/adoption/")
FEEDS = ("/updates/feed/", "/mercia/updates/feed/", "/tags/adoption/feed/")

# A moment before UK clocks go forward, one before they go back, and one across a new year.
MOMENTS = ["2026-03-29 09:00", "2026-10-25 01:30", "2027-01-01 00:00"]


def corrected(update, by, at, title):
    draft = start_draft(update, by=by)
    save_draft(draft, make.text(title, tags=["Adoption"]), version=draft.version, by=by)
    return publish(draft, by=by, version=draft.version, at=at)


@pytest.fixture(params=MOMENTS)
def scheduled(request, mercia, dana):
    """An update whose second edition is to go live at a moment: that moment."""
    at = make.moment(request.param)
    with time_machine.travel(at - timedelta(days=5), tick=False):
        first = make.update(mercia, "2026-03", by=dana, title="First words", tags=["Adoption"])
        corrected(first.update, dana, at, "Second words")
    return at


@pytest.fixture
def kept(settings):
    """The page cache, which other tests do without, empty."""
    settings.PAGE_CACHE = True
    pagecache.pages.clear()
    yield pagecache.pages
    pagecache.pages.clear()


def titles(client):
    """What each public page calls the update."""
    seen = [read(client, ADDRESS).heading]
    for address in LISTS:
        page = read(client, address)
        seen += [words for words, link in page.links("//main") if link == ADDRESS]
    for address in FEEDS:
        text = client.get(address).content.decode()
        seen.append("First words" if "<title>First words</title>" in text else "")
        seen.append("Second words" if "<title>Second words</title>" in text else "")
    return {title for title in seen if title}


@pytest.mark.parametrize("seconds", [-1, 0, 1])
def test_the_live_edition_changes_at_its_moment_on_every_page(client, scheduled, seconds):
    with time_machine.travel(scheduled + timedelta(seconds=seconds), tick=False):
        assert titles(client) == {"First words" if seconds < 0 else "Second words"}


def test_pages_kept_before_the_moment_are_not_given_after_it(client, kept, scheduled):
    with time_machine.travel(scheduled - timedelta(seconds=5), tick=False) as clock:
        before = titles(client)
        assert len(kept) == 1 + len(LISTS) + len(FEEDS)
        clock.shift(timedelta(seconds=5))
        assert (before, titles(client)) == ({"First words"}, {"Second words"})


def test_the_first_edition_appears_at_its_moment(client, mercia, dana):
    at = make.moment("2026-03-29 01:00")  # an hour that UK clocks don't have: it is 2:00 already
    assert at.astimezone(UTC) == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
    with time_machine.travel(at - timedelta(hours=1), tick=False):
        draft = make.draft(mercia, "2026-03", by=dana)
        publish(draft, by=dana, version=draft.version, at=at)
    for seconds, status in ((-1, 404), (0, 200)):
        with time_machine.travel(at + timedelta(seconds=seconds), tick=False):
            assert read(client, ADDRESS).status == status


def test_a_kept_list_shows_the_first_edition_from_its_moment_on(client, kept, mercia, dana):
    at = make.moment("2026-04-02 09:00")
    with time_machine.travel(at - timedelta(minutes=1), tick=False) as clock:
        draft = make.draft(mercia, "2026-03", by=dana, tags=["Adoption"])
        publish(draft, by=dana, version=draft.version, at=at)
        lists = ("/updates/", "/mercia/updates/", "/tags/")
        before = [len(read(client, address).links("//div[@class='main-column']//article")) for address in lists]
        assert len(read(client, "/tags/").links("//ul[@class='column-list']")) == 0
        clock.shift(timedelta(minutes=1))
        after = [len(read(client, address).links("//div[@class='main-column']//article")) for address in lists]
        assert (before, after) == ([0, 0, 0], [1, 1, 0])
        assert len(read(client, "/tags/").links("//ul[@class='column-list']")) == 1


def test_an_event_leaves_a_kept_page_when_it_is_over(client, kept, mercia, dana):
    with time_machine.travel(make.moment("2026-04-02 09:00"), tick=False) as clock:
        make.update(mercia, "2026-03", by=dana)
        make.event("Practice week", mercia, "2026-04-02 09:01", ends="2026-04-02 09:05", by=dana, is_featured=True)
        assert read(client, ADDRESS).beside == ["Featured event", "Follow this region"]
        clock.shift(timedelta(minutes=5))
        assert read(client, ADDRESS).beside == ["Follow this region"]


def test_a_withdrawn_update_is_gone_at_once_and_says_why_but_nothing_of_its_text(client, mercia, dana):
    edition = make.update(
        mercia, "2026-03", by=dana, title="Secret title", in_short="Secret short", tags=["Secret tag"]
    )
    assert read(client, ADDRESS).status == 200
    with time_machine.travel(make.moment("2026-12-05 12:00"), tick=False):
        withdraw(edition.update, by=dana, reason="It named somebody.")
        page = read(client, ADDRESS)
    assert page.status == 410
    assert page.heading == "Mercia update, March 2026"
    assert page.below_heading == "This update was withdrawn on 5 December 2026."
    assert page.texts("//div[contains(@class, 'notice-withdrawn')]/p")[-1] == "It named somebody."
    assert "Secret" not in page.html
    assert "More social workers" not in page.html


def test_a_withdrawn_update_that_is_published_again_is_read_again(client, mercia, dana):
    edition = make.update(mercia, "2026-03", by=dana)
    withdraw(edition.update, by=dana, reason="It named somebody.")
    again = start_draft(edition.update, by=dana)
    publish(again, by=dana, version=again.version)
    assert read(client, ADDRESS).status == 200


@pytest.mark.parametrize("address", ["/", "/mercia/"])
def test_a_kept_page_without_updates_gives_way_to_the_first_one(client, mercia, dana, kept, address):
    at = make.moment("2026-03-10 09:00")
    with time_machine.travel(at - timedelta(minutes=5), tick=False):
        make.update(mercia, "2026-03", by=dana, at=at, title="First words")
        assert "First words" not in client.get(address).text
        assert len(kept) == 1
    with time_machine.travel(at, tick=False):
        assert "First words" in client.get(address).text


def test_a_kept_page_knows_when_a_withdrawal_comes(client, kept, mercia, dana):
    at = make.moment("2026-03-29 09:00")
    with time_machine.travel(at - timedelta(minutes=5), tick=False):
        make.update(mercia, "2026-02", by=dana, title="Stays", tags=["Adoption"])
        withdrawn = make.update(mercia, "2026-03", by=dana, title="Goes", tags=["Adoption"])
        withdraw(withdrawn.update, by=dana, reason="In error.", at=at)
        before = {address: client.get(address).content.decode() for address in (*LISTS, *FEEDS)}
        assert [address for address, text in before.items() if "Goes" not in text] == []
        assert client.get(ADDRESS).status_code == 200
    with time_machine.travel(at, tick=False):
        after = {address: client.get(address).content.decode() for address in (*LISTS, *FEEDS)}
        assert [address for address, text in after.items() if "Goes" in text] == []
        assert client.get(ADDRESS).status_code == 410
