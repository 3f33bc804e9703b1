"""The tile map of a region: read on every screen and on paper, by mouse, keyboard and screen reader."""

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

# A text wider or higher than its square, or smaller than can be read.
UNREADABLE = """() => [...document.querySelectorAll(".tile-map a")].flatMap((link) => {
  const square = link.querySelector("rect").getBoundingClientRect();
  return [...link.querySelectorAll("text")].filter((text) => {
    const box = text.getBoundingClientRect();
    const size = parseFloat(text.getAttribute("font-size")) * text.getScreenCTM().a;
    return box.width && (box.width > square.width - 2 || box.height > square.height - 2 || size < 10.5);
  }).map((text) => text.textContent);
})"""
REGIONS = [
    "greater-london", "north-east", "north-west", "yorkshire-and-humber", "east-midlands", "west-midlands", "eastern",
    "south-east", "south-west",
]  # fmt: skip


@pytest.mark.parametrize("width", [1280, 760, 360, 320])
def test_the_labels_of_every_region_are_readable(visitor, db, width):
    call_command("load_reference")
    reader = visitor()
    reader.page.set_viewport_size({"width": width, "height": 800})
    for region in REGIONS:
        reader.page.goto(f"/{region}/")
        assert reader.page.evaluate(UNREADABLE) == [], region
    reader.open("/greater-london/")
    reader.open("/north-west/?year=2015")


def test_a_square_is_a_link_with_its_authoritys_whole_name(visitor, db):
    call_command("load_reference")
    reader = visitor("phone")
    page = reader.open("/greater-london/")
    area = page.get_by_role("group", name="Map of the authorities")
    expect(area.get_by_role("link")).to_have_count(33)
    expect(area.get_by_text("HRW", exact=True)).to_be_visible()
    expect(area.get_by_text("Harrow", exact=True)).to_be_hidden()
    square = area.get_by_role("link", name="Harrow (HRW)")
    square.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/authorities/310-harrow/")


def test_with_room_and_on_paper_squares_hold_names(visitor, db):
    call_command("load_reference")
    page = visitor().open("/greater-london/")
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        page.set_viewport_size({"width": 1280 if media == "screen" else 690, "height": 900})
        area = page.get_by_role("group", name="Map of the authorities")
        expect(area.get_by_text("Harrow", exact=True)).to_be_visible()
        expect(area.get_by_text("HRW", exact=True)).to_be_hidden()
