"""Words that aren't public, each in a state of its own, on no public page, count, feed, sitemap or search."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests import make
from tests.updates.pages import read
from updates.actions import publish, save_draft, start_draft, withdraw
from updates.models import Tag

SECRET = "Quokka"


def secret(**fields):
    """Words of which each part is recognisable."""
    sections = ((f"{SECRET} heading", f"<p>A {SECRET} is a marsupial.</p>"),)
    contacts = [{"post": f"{SECRET} post", "name": "", "email": ""}]
    return {
        "title": f"{SECRET} title", "in_short": f"{SECRET} short", "supported_by": f"{SECRET} support",
        "sections": sections, "contacts": contacts, "tags": ["Adoption", f"{SECRET} tag"],
    } | fields  # fmt: skip


def draft_of_a_new_update(region, by):
    make.draft(region, "2016-02", by=by, **secret())


def draft_of_a_live_update(region, by):
    live = make.update(region, "2016-02", by=by, title="Fine", tags=["Adoption"])
    _drafted(live.update, by)


def _drafted(update, by):
    draft = start_draft(update, by=by)
    save_draft(draft, make.text(**secret()), version=draft.version, by=by)
    draft.refresh_from_db()
    return draft


def scheduled_first_edition(region, by):
    draft = make.draft(region, "2016-02", by=by, **secret())
    publish(draft, by=by, version=draft.version, at=timezone.now() + timedelta(days=1))


def scheduled_correction(region, by):
    live = make.update(region, "2016-02", by=by, title="Fine", tags=["Adoption"])
    draft = _drafted(live.update, by)
    publish(draft, by=by, version=draft.version, at=timezone.now() + timedelta(days=1))


def discarded_draft(region, by):
    make.draft(region, "2016-02", by=by, **secret()).discard(by=by)


def superseded_wording(region, by):
    first = make.update(region, "2016-02", by=by, at=timezone.now() - timedelta(days=2), **secret())
    draft = start_draft(first.update, by=by)
    save_draft(draft, make.text("Fine", tags=["Adoption"]), version=draft.version, by=by)
    draft.refresh_from_db()
    publish(draft, by=by, version=draft.version)


def withdrawn_update(region, by):
    live = make.update(region, "2016-02", by=by, **secret())
    withdraw(live.update, by=by, reason="A mistake.")


def withdrawn_while_scheduled(region, by):
    live = make.update(region, "2016-02", by=by, **secret())
    draft = _drafted(live.update, by)
    publish(draft, by=by, version=draft.version, at=timezone.now() + timedelta(days=1))
    withdraw(live.update, by=by, reason="A mistake.")


def live(region, by):
    make.update(region, "2016-02", by=by, **secret())


HIDDEN = [
    draft_of_a_new_update, draft_of_a_live_update, scheduled_first_edition, scheduled_correction, discarded_draft,
    superseded_wording, withdrawn_update, withdrawn_while_scheduled,
]  # fmt: skip
STILL_LIVE = {draft_of_a_live_update, scheduled_correction, superseded_wording}
# Each of these says something of an update that is live.
TELLING = [
    "/", "/mercia/", "/updates/", "/updates/?year=2016", "/mercia/updates/", "/mercia/updates/?tag=adoption",
    "/mercia/updates/2016-02/", "/mercia/updates/2016-03/", "/tags/", "/tags/adoption/", "/tags/quokka-tag/",
    "/updates/feed/", "/mercia/updates/feed/", "/tags/adoption/feed/", "/tags/quokka-tag/feed/",
    "/search/?q=marsupial",
]  # fmt: skip
OTHERS = ["/regions/", "/mercia/updates/2016-01/", "/sitemap.xml", "/updates/?tag=quokka-tag&year=2016"]


def stand(state, region, by):
    """Put an update in `state` between two live ones that are about the same; one of them names it as related."""
    state(region, by)
    hidden = region.updates.get(period_from="2016-02-01")
    make.update(region, "2016-03", by=by, title="March", tags=["Adoption"], related=[hidden.pk])
    make.update(region, "2016-01", by=by, title="January", tags=["Adoption"])


@pytest.fixture(params=HIDDEN, ids=lambda state: state.__name__)
def hidden(request, mercia, dana):
    stand(request.param, mercia, dana)
    return request.param


def test_each_telling_page_tells_what_is_live(client, mercia, dana):
    stand(live, mercia, dana)
    assert [address for address in TELLING if SECRET not in client.get(address).content.decode()] == []


def test_what_is_not_public_is_told_nowhere(client, hidden):
    pages = {address: client.get(address).content.decode() for address in TELLING + OTHERS}
    assert [address for address, text in pages.items() if SECRET in text] == []


def test_nor_to_somebody_from_another_region(signed_in, hidden, erin):
    client = signed_in(erin)
    assert [address for address in TELLING + OTHERS if SECRET in client.get(address).content.decode()] == []


def test_a_public_page_shows_its_own_programme_manager_the_same_as_everybody(signed_in, hidden, dana):
    client = signed_in(dana)
    assert [address for address in TELLING + OTHERS if SECRET in client.get(address).content.decode()] == []


def test_it_is_not_counted(client, hidden):
    count = 3 if hidden in STILL_LIVE else 2
    assert read(client, "/updates/").below_heading == f"{count} updates, the latest first"
    assert read(client, "/mercia/updates/?tag=adoption").below_heading == f"{count} updates, the latest first"
    assert read(client, "/tags/").links("//ul[@class='column-list']") == [("Adoption", "/tags/adoption/")]
    assert read(client, "/tags/").texts("//ul[@class='column-list']/li") == [f"Adoption {count} updates"]
    assert Tag.objects.get(slug="adoption") in Tag.objects.with_counts().filter(count=count)


def test_its_address_stands_nowhere_unless_other_words_are_live_there(client, hidden):
    address = "/mercia/updates/2016-02/"
    pages = [page for page in TELLING + OTHERS if page != address]
    naming = [page for page in pages if f'{address}"' in client.get(page).content.decode()]
    assert (naming == []) == (hidden not in STILL_LIVE)


def test_neighbours_in_time_pass_over_it(client, hidden):
    page = read(client, "/mercia/updates/2016-03/")
    before = "February 2016" if hidden in STILL_LIVE else "January 2016"
    assert page.texts("//a[@rel='prev']") == [f"Previous {before}"]


def test_it_answers_as_an_unknown_address_does(client, hidden):
    status = client.get("/mercia/updates/2016-02/").status_code
    withdrawn = {withdrawn_update, withdrawn_while_scheduled}
    assert status == (200 if hidden in STILL_LIVE else 410 if hidden in withdrawn else 404)
    if status == 404:
        unknown = client.get("/mercia/updates/2016-04/").content.decode()
        answer = client.get("/mercia/updates/2016-02/").content.decode()
        assert answer.replace("2016-02", "2016-04") == unknown


def test_its_tag_is_as_unknown_as_one_that_never_was(client, hidden):
    for path in ("/tags/{}/", "/tags/{}/feed/"):
        answer, unknown = client.get(path.format("quokka-tag")), client.get(path.format("never-there"))
        assert (answer.status_code, unknown.status_code) == (404, 404)
        assert answer.content.decode().replace("quokka-tag", "never-there") == unknown.content.decode()


def test_rebuilding_the_search_index_doesnt_let_it_out(client, hidden):
    call_command("rebuild_search", verbosity=0)
    assert SECRET not in client.get("/search/?q=marsupial").content.decode()
