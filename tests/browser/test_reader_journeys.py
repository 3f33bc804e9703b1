"""A reader on every public page: with much to read and with nothing, at a desk, on a phone and on paper."""

import pytest
from playwright.sync_api import expect

from portal.regions.models import LocalAuthority
from tests import make
from updates.actions import withdraw

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

LONG = "Arrangements between partners for children in need of help and protection across the whole region"
RICH = (
    "<p>MASH and EHCP.</p><ul><li>one<ul><li>within</li></ul></li></ul><h3>Smaller</h3><blockquote>Said.</blockquote>"
    "<p>https://example.org/" + "very-long-address/" * 6 + "</p>"
    "<table><thead><tr>" + "<th>Quarter of the year</th>" * 7 + "</tr></thead><tbody><tr>" + "<td>88</td>" * 7
    + "</tr></tbody></table>"
)  # fmt: skip
EVERYWHERE = [
    "/", "/regions/", "/mercia/", "/authorities/M01-ardenvale/", "/updates/", "/mercia/updates/", "/tags/", "/events/",
    "/search/", "/search/?q=partners", "/glossary/", "/accessibility/", "/privacy/", "/accounts/login/",
]  # fmt: skip


@pytest.fixture
def full(mercia, ardenvale, dana):
    """A region with long names, an update of twelve rich sections, a withdrawn one, and events to come and past."""
    sections = [(f"{number}. {LONG}"[:200], RICH if number < 3 else "<p>Text.</p>") for number in range(12)]
    contacts = [
        {"post": LONG[:100], "name": "", "email": "a.very.long.address.of.somebody@" + "authority." * 4 + "example"}
    ]
    fields = {"title": LONG, "in_short": f"{LONG}.", "tags": ["Workforce", LONG[:58]], "contacts": contacts}
    make.update(mercia, "2015-11", by=dana, sections=sections, **fields)
    make.update(mercia, "2016-01", by=dana, sections=sections[:1], **fields)
    gone = make.update(mercia, "2016-02", by=dana).update
    withdraw(gone, by=dana, reason=LONG)
    for title, starts in ((LONG, "2090-03-03 09:00"), ("Past", "2020-03-03 09:00")):
        make.event(title, mercia, starts, by=dana, place=LONG, summary=RICH, is_featured=True)
    LocalAuthority.objects.filter(pk=ardenvale.pk).update(name=f"{LONG[:60]} and Ardenvale")
    return mercia


def test_every_public_page_with_much_on_it(visitor, full):
    event = f"/events/{full.events.first().pk}/"
    more = [
        "/mercia/updates/2015-11/", "/tags/workforce/", "/mercia/updates/?year=2015",
        full.authorities.get().get_absolute_url(), event, "/events/?when=past", "/search/?q=%22partners+for%22",
    ]  # fmt: skip
    phone = visitor("phone")
    for path in [path for path in EVERYWHERE if "ardenvale" not in path] + more:
        phone.open(path)
    phone.open("/mercia/updates/2016-02/", status=410)  # it was withdrawn
    desk = visitor("desktop")
    for path in ("/", "/regions/", "/mercia/", "/mercia/updates/2015-11/", "/updates/", event, "/search/?q=partners"):
        desk.open(path)


def test_every_public_page_with_nothing_on_it(visitor, ardenvale):
    reader = visitor("phone")
    for path in [*EVERYWHERE, "/mercia/updates/?year=2016", "/events/?region=mercia"]:
        reader.open(path)


def test_pages_that_are_not_there_say_what_to_do(visitor, db):
    reader = visitor("phone")
    for path, status, heading in (
        ("/nowhere/", 404, "Page not found"),
        ("/updates/?page=99", 404, "Page not found"),
        ("/search/?q=%00", 400, "We could not read that request"),
    ):
        page = reader.open(path, status)
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        expect(page.locator("[aria-current]")).to_have_count(0)


def test_what_somebody_may_not_do_is_said(visitor, dana, alice):
    director = visitor("phone")
    director.sign_in(alice)
    page = director.open("/updates/desk/", status=403)
    expect(page.get_by_role("heading", level=1)).to_have_text("You do not have access to do this")


def test_a_reader_reaches_everything_by_keyboard(visitor, full):
    reader = visitor()
    page = reader.open("/mercia/updates/2015-11/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="January 2016").first).to_be_focused()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"


def test_a_text_at_four_hundred_per_cent_is_read_in_one_column(visitor, full):
    reader = visitor("phone")
    reader.page.set_viewport_size({"width": 320, "height": 256})
    for path in ("/mercia/updates/2015-11/", "/mercia/", "/events/", "/tags/"):
        reader.open(path)


def test_on_paper_an_update_is_its_text_and_tags(visitor, full):
    reader = visitor()
    page = reader.open("/mercia/updates/2015-11/")
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Workforce")).to_be_visible()
    for name in ("Main", "Contents"):
        expect(page.get_by_role("navigation", name=name)).to_be_hidden()
