"""The page of an update: what stands on it, and that no heading stands over nothing."""

import pytest
import time_machine
from django.urls import reverse

from tests import make
from tests.updates.pages import read
from updates.actions import publish, save_draft, start_draft
from updates.words import SectionText

SECTIONS = (("Workforce", "<p>More stayed.</p>"), ("Adoption", "<p>Quicker.</p>"), ("Early help", "<p>Sooner.</p>"))
AUTUMN = "/mercia/updates/2019-10--2019-12/"


@pytest.fixture(autouse=True)
def _december_2019():
    with time_machine.travel(make.moment("2019-12-20 12:00"), tick=False):
        yield


@pytest.fixture
def autumn(mercia, dana):
    return make.update(
        mercia, "2019-10--2019-12", by=dana, title="Autumn in Mercia", sections=SECTIONS,
        at=make.moment("2019-12-04 09:00"),
    )  # fmt: skip


def corrected(update, by, at=None, is_major=True, **fields):
    draft = start_draft(update, by=by)
    save_draft(draft, make.text(**fields), version=draft.version, by=by)
    return publish(draft, by=by, version=draft.version, at=at, is_major=is_major)


def test_its_head_says_when_it_was_published_and_what_it_covers(client, autumn):
    page = read(client, AUTUMN)
    assert page.texts("//p[@class='caption']") == ["Regional update, invented for demonstration"]
    assert page.heading == "Autumn in Mercia"
    assert page.below_heading == "Published 4 December 2019. Covers October to December 2019."
    assert page.texts("//title") == ["Autumn in Mercia - Mercia updates - Regional Improvement Portal"]


def test_its_head_says_when_it_last_changed_in_a_major_way(client, autumn, dana):
    corrected(autumn.update, dana, make.moment("2019-12-10 09:00"), title="Autumn in Mercia")
    corrected(autumn.update, dana, make.moment("2019-12-18 09:00"), is_major=False, title="Autumn in Mercia")
    assert read(client, AUTUMN).below_heading == (
        "Published 4 December 2019. Covers October to December 2019. Last major change 10 December 2019."
    )


def test_a_special_edition_has_its_own_address_and_says_its_name(client, mercia, dana):
    make.update(mercia, "2019-11", by=dana, title="November")
    make.update(mercia, "2019-11", by=dana, special="Spring conference", title="Conference")
    assert read(client, "/mercia/updates/2019-11/").heading == "November"
    page = read(client, "/mercia/updates/2019-11/spring-conference/")
    assert page.heading == "Conference"
    assert page.texts("//p[@class='caption']") == ["Regional update: Spring conference, invented for demonstration"]


def test_sections_stand_in_order_at_their_lasting_anchors(client, autumn, dana):
    draft = start_draft(autumn.update, by=dana)
    words = make.text("Autumn in Mercia", [])
    old = {section.heading: section.anchor for section in autumn.sections.all()}
    words.sections = [
        SectionText("Early help and families", "<p>Sooner.</p>", old["Early help"]),
        SectionText("Workforce", "<p>More stayed.</p>", old["Workforce"]),
    ]
    save_draft(draft, words, version=draft.version, by=dana)
    draft.refresh_from_db()
    publish(draft, by=dana, version=draft.version)
    page = read(client, AUTUMN)
    assert page.headings == ["Early help and families", "Workforce"]
    assert page.tree.xpath("//section[contains(@class, 'update-section')]/@id") == ["early-help", "workforce"]


def test_each_section_has_a_link_to_itself(client, autumn):
    page = read(client, AUTUMN)
    assert page.links("//div[@class='section-heading']") == [
        ("Link to this section: Workforce", "#workforce"),
        ("Link to this section: Adoption", "#adoption"),
        ("Link to this section: Early help", "#early-help"),
    ]


def test_no_two_parts_of_a_page_have_the_same_id(client, mercia, dana):
    headings = ("Main", "Contents title", "Tags", "In short", "Contacts", "Related", "Contacts")
    sections = [(name, "<p>Text.</p>") for name in headings]
    make.update(
        mercia, "2019-11", by=dana, in_short="Short.", tags=["A"], sections=sections,
        contacts=[{"post": "Chair", "name": "", "email": ""}],
    )  # fmt: skip
    ids = read(client, "/mercia/updates/2019-11/").tree.xpath("//@id")
    assert [name for name in set(ids) if ids.count(name) > 1] == []


def test_three_sections_have_a_list_of_contents_and_two_have_none(client, autumn, mercia, dana):
    make.update(mercia, "2019-09", by=dana, sections=SECTIONS[:2])
    contents = "//nav[@class='contents']"
    assert read(client, AUTUMN).links(contents) == [
        ("Workforce", "#workforce"), ("Adoption", "#adoption"), ("Early help", "#early-help")
    ]  # fmt: skip
    assert read(client, "/mercia/updates/2019-09/").links(contents) == []


def test_an_acronym_is_expanded_where_the_page_uses_it_first(client, mercia):
    text = (("First", "<p>The SEND review.</p>"), ("Second", "<p>SEND again.</p>"))
    make.update(mercia, "2019-11", in_short="Two things.", sections=text)
    page = read(client, "/mercia/updates/2019-11/")
    assert page.texts("//div[@class='rich']") == [
        "The SEND (special educational needs and disabilities) review.", "SEND again."
    ]  # fmt: skip


def test_what_people_wrote_is_escaped_or_cleaned(client, mercia):
    bad = "<script>alert(1)</script>"
    make.update(
        mercia, "2019-11", title=f"Title {bad}", in_short=f"Short {bad}", supported_by=f"Support {bad}",
        sections=((f"Heading {bad}", f'<p onclick="x">Body {bad}<a href="javascript:x">here</a></p>'),),
        contacts=[{"post": f"Post {bad}", "name": f"Name {bad}", "email": "a@example.org"}], tags=[f"Tag {bad}"],
    )  # fmt: skip
    page = read(client, "/mercia/updates/2019-11/")
    assert [script for script in page.tree.xpath("//script") if script.text] == []
    assert page.tree.xpath("//*[@onclick]") == []
    assert [address for _, address in page.links("//div[@class='rich']")] == []
    assert page.heading == "Title <script>alert(1)</script>"


def test_a_bare_update_has_no_heading_over_nothing(client, mercia):
    make.update(mercia, "2019-11", sections=SECTIONS[:1])
    page = read(client, "/mercia/updates/2019-11/")
    assert page.headings == ["Workforce"]
    assert page.beside == ["Follow this region"]
    assert page.tree.xpath("//nav[@aria-label='Other updates of the region']") == []


def test_a_full_update_has_every_part_in_order(client, mercia, dana):
    make.update(mercia, "2019-09", by=dana, tags=["Adoption"])
    make.update(
        mercia, "2019-11", by=dana, in_short="Two inspections went well.", sections=SECTIONS, tags=["Adoption"],
        contacts=[{"post": "Programme manager", "name": "Dana", "email": "dana@example.org"}],
        supported_by="The Department",
    )  # fmt: skip
    make.event("Practice week", mercia, "2020-01-14 09:00", by=dana, is_featured=True)
    page = read(client, "/mercia/updates/2019-11/")
    assert page.headings == ["In short", "Workforce", "Adoption", "Early help"]
    assert page.beside == [
        "Featured event", "Tags", "Contact", "Supported by", "Related updates", "Follow this region"
    ]  # fmt: skip
    assert page.texts("//section[contains(@class, 'in-short')]/p") == ["Two inspections went well."]


def test_a_contact_is_named_by_post_first(client, mercia):
    contacts = [
        {"post": "Programme manager", "name": "Dana", "email": "dana@example.org"},
        {"post": "Chair", "name": "", "email": ""},
    ]
    make.update(mercia, "2019-11", contacts=contacts)
    page = read(client, "/mercia/updates/2019-11/")
    assert page.texts("//p[@class='contact']") == ["Programme manager Dana dana@example.org", "Chair"]
    assert page.links(page.part("Contacts")) == [("dana@example.org", "mailto:dana@example.org")]


def test_a_tag_has_the_count_of_live_updates(client, mercia, wessex, dana):
    make.update(mercia, "2019-11", by=dana, tags=["Adoption"])
    make.update(wessex, "2019-11", by=dana, tags=["adoption"])
    make.draft(mercia, "2019-10", by=dana, tags=["Adoption"])
    page = read(client, "/mercia/updates/2019-11/")
    assert page.links(page.part("Tags")) == [("Adoption 2 published", "/tags/adoption/")]


def test_a_featured_event_leaves_when_it_is_over(client, mercia, wessex, dana):
    make.update(mercia, "2019-11", by=dana)
    make.event("Practice week", mercia, "2019-12-20 14:00", ends="2019-12-20 15:00", by=dana, is_featured=True)
    make.event("Not chosen", mercia, "2020-01-14 09:00", by=dana)
    make.event("Elsewhere", wessex, "2020-01-14 09:00", by=dana, is_featured=True)
    page = read(client, "/mercia/updates/2019-11/")
    assert [words for words, _ in page.links(page.part("Featured event"))] == ["Practice week"]
    with time_machine.travel(make.moment("2019-12-20 15:00"), tick=False):
        assert read(client, "/mercia/updates/2019-11/").beside == ["Follow this region"]


@pytest.mark.parametrize(
    ("today", "notice"),
    [
        ("2021-06-30 23:59", []),
        ("2021-07-01 00:00", ["This update covers October to December 2019, more than 18 months ago"]),
        ("2021-12-31 23:59", ["This update covers October to December 2019, more than 18 months ago"]),
        ("2022-01-01 00:00", ["This update covers October to December 2019, 2 years ago"]),
        ("2026-01-01 00:00", ["This update covers October to December 2019, 6 years ago"]),
    ],
)
def test_it_says_how_old_it_is_after_eighteen_months_uk_time(client, autumn, today, notice):
    with time_machine.travel(make.moment(today), tick=False):
        assert read(client, AUTUMN).texts("//p[@class='notice-title']") == notice


def test_an_old_update_leads_to_the_latest_of_its_region_unless_it_is_that(client, autumn, mercia, wessex, dana):
    notice = "//div[contains(@class, 'notice')]"
    with time_machine.travel(make.moment("2022-05-01 09:00"), tick=False):
        assert read(client, AUTUMN).links(notice) == []
        make.update(mercia, "2020-03", by=dana)
        make.update(mercia, "2022-02", by=dana)
        make.update(wessex, "2022-03", by=dana)
        make.draft(mercia, "2022-04", by=dana)
        assert read(client, AUTUMN).links(notice) == [("February 2022", "/mercia/updates/2022-02/")]


@pytest.mark.parametrize("period", ["2019-12--2019-10", "2019-11--2019-11", "2019-1", "2019", "latest", "2019-13"])
def test_a_period_written_otherwise_is_not_found(client, mercia, period):
    make.update(mercia, "2019-11")
    assert read(client, f"/mercia/updates/{period}/").status == 404


def test_an_unknown_update_is_not_found(client, mercia, wessex):
    make.update(mercia, "2019-11")
    for address in ("/mercia/updates/2019-10/", "/wessex/updates/2019-11/", "/mercia/updates/2019-11/conference/"):
        assert read(client, address).status == 404


def test_a_social_card_and_the_feed_stand_in_its_head(client, mercia, settings):
    settings.PORTAL_ORIGIN = "https://portal.example"
    make.update(mercia, "2019-11", title="Two & three", sections=SECTIONS)
    page = read(client, "/mercia/updates/2019-11/")
    head = {meta.get("property"): meta.get("content") for meta in page.tree.xpath("//meta[@property]")}
    assert (head["og:title"], head["og:type"]) == ("Two & three", "article")
    assert head["og:url"] == "https://portal.example/mercia/updates/2019-11/"
    assert head["og:description"] == "Workforce; Adoption; Early help"
    assert page.tree.xpath("//link[@rel='canonical']/@href") == ["https://portal.example/mercia/updates/2019-11/"]
    assert page.tree.xpath("//link[@rel='alternate'][@type='application/atom+xml']/@href") == ["/mercia/updates/feed/"]


def test_it_may_only_be_read(client, mercia):
    make.update(mercia, "2019-11")
    assert client.post("/mercia/updates/2019-11/").status_code == 405


def test_a_preview_shows_the_draft_and_says_that_it_is_one(signed_in, autumn, dana):
    draft = start_draft(autumn.update, by=dana)
    save_draft(draft, make.text("Winter in Mercia", SECTIONS[:1]), version=draft.version, by=dana)
    page = read(signed_in(dana), reverse("update_preview", args=[autumn.update_id]))
    assert (page.status, page.heading, page.headings) == (200, "Winter in Mercia", ["Workforce"])
    assert len(page.texts("//div[@class='draft-banner']")) == 1
    assert page.tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert page.tree.xpath("//link[@rel='canonical']") == []
