"""A plan comes in from a section of an update: which sections are offered, and what is found in one."""

from datetime import timedelta

import lxml.html
import pytest
from django.utils import timezone

from priorities.models import BroughtPlan, Plan
from tests import make
from updates import plan_sources
from updates.actions import withdraw

from . import plans

ADDRESS = "/priorities/bring/"
HEADING = "What the region works on"
SECTIONS = (("Peer challenge", "<p>Three councils were visited.</p>"), (HEADING, plans.GUIDED), ("Empty", ""))


@pytest.fixture
def manager(signed_in, dana):
    return signed_in(dana)


def page(browser, asked=""):
    answer = browser.get(ADDRESS + (f"?section={asked}" if asked else ""))
    return lxml.html.fromstring(answer.content.decode())


def offered(browser, asked=""):
    """What can be chosen, as {group: [names]}."""
    groups = page(browser, asked).xpath("//select[@name='section']/optgroup")
    return {group.get("label"): [option.text.strip() for option in group] for group in groups}


def key_of(edition, heading=HEADING):
    return f"{edition.pk}-{edition.sections.get(heading=heading).anchor}"


def test_five_uncoded_priorities_of_a_section_become_a_plan(manager, mercia, dana):
    edition = make.update(mercia, "2015-11", by=dana, sections=SECTIONS)
    check = manager.post(ADDRESS, {"section": key_of(edition)}).url
    form = lxml.html.fromstring(manager.get(check).content.decode()).xpath("//form[contains(@class, 'check-screen')]")
    manager.post(check, dict(form[0].form_values()) | {"period": "2015-16"})
    plan = Plan.objects.get()
    assert (plan.region, plan.period, plan.title) == (mercia, "2015-16", HEADING)
    assert [(one.code, one.title, one.narrative) for one in plan.priorities.all()][:2] == [
        (
            "", "Early help",
            "<p>Link DCS: Pat Example, Ardenvale</p>\n<p>Lead Member: Cllr Sam Sample, Severnford</p>\n"
            "<p>Families wait less.</p>",
        ),
        (
            "", "Placements",
            "<p>Link DCS: Kim Instance, Severnford</p>\n<p>Lead Member: vacant</p>\n"
            "<p>Children live nearer to home.</p>",
        ),
    ]  # fmt: skip
    assert [one.title for one in plan.priorities.all()][2:] == ["Neglect", "Workforce", "Inclusion"]


def test_the_region_is_the_updates_and_no_doubt_whatever_else_is_named(manager, mercia, dana):
    text = "<h3>P1 Early help</h3><p>As in London, London and London.</p><h3>P2 Homes</h3><p>Fewer moves.</p>"
    edition = make.update(mercia, by=dana, sections=((HEADING, text),))
    manager.post(ADDRESS, {"section": key_of(edition)})
    brought = BroughtPlan.objects.get()
    assert (brought.found["region"], brought.name) == ("mercia", f"Mercia update, November 2015: {HEADING}")
    assert [doubt["about"] for doubt in brought.found["doubts"]] == ["period"]


def test_sections_are_offered_by_update_the_newest_first_with_drafts_and_without_empty_ones(manager, mercia, dana):
    make.update(mercia, "2015-10", by=dana, sections=(("Older", "<p>Older.</p>"),))
    live = make.update(mercia, "2015-11", by=dana, sections=SECTIONS)
    make.draft(mercia, "2015-12", by=dana, sections=(("Newer", "<p>Newer.</p>"),))
    make.update(mercia, "2016-01", by=dana, at=timezone.now() + timedelta(days=1), sections=(("Next", "<p>New.</p>"),))
    assert list(offered(manager).items()) == [
        ("Mercia update, January 2016, not yet public", ["Next"]),
        ("Mercia update, December 2015, not yet public", ["Newer"]),
        ("Mercia update, November 2015", ["Peer challenge", HEADING]),
        ("Mercia update, October 2015", ["Older"]),
    ]
    assert page(manager).xpath(f"//option[@value='{key_of(live)}']/text()") == [HEADING]


def test_only_sections_of_ones_own_region_that_may_be_read_are_offered(manager, mercia, wessex, dana, erin):
    make.update(wessex, by=erin, sections=SECTIONS)
    gone = make.update(mercia, "2015-09", by=dana)
    withdraw(gone.update, by=dana, reason="In error.")
    discarded = make.draft(mercia, "2015-08", by=dana)
    discarded.discard(by=dana)
    assert offered(manager) == {}
    assert [offered(manager, key_of(one, "Workforce")) for one in (gone, discarded)] == [{}, {}]


@pytest.mark.parametrize("key", ["wessex", "1", "-", "x-y", "999999-nothing", "99999999999999999999-x", "²-x"])
def test_what_may_not_be_chosen_is_refused_at_its_field(manager, mercia, wessex, dana, erin, key):
    theirs = make.draft(wessex, by=erin, sections=SECTIONS)
    make.update(mercia, by=dana)
    answer = manager.post(ADDRESS, {"section": key_of(theirs) if key == "wessex" else key})
    assert answer.context["form"].errors == {
        "section": ["This section is there no more, or you do not look after its region."]
    }
    assert BroughtPlan.objects.count() == 0


def test_a_section_and_text_together_are_refused_and_both_are_kept(manager, mercia, dana):
    edition = make.update(mercia, by=dana, sections=SECTIONS)
    answer = manager.post(ADDRESS, {"section": key_of(edition), "text": plans.CODED})
    form = answer.context["form"]
    assert form.errors == {"text": ["Choose one of the three: a file, text or a section. Leave the others empty."]}
    assert (form["text"].value(), form["section"].value()) == (plans.CODED, key_of(edition))


def test_an_older_update_is_reached_from_its_own_page(manager, mercia, dana, monkeypatch):
    monkeypatch.setattr(plan_sources, "NEWEST", 1)
    older = make.update(mercia, "2015-10", by=dana, sections=SECTIONS)
    make.update(mercia, "2015-11", by=dana)
    assert list(offered(manager)) == ["Mercia update, November 2015"]
    record = lxml.html.fromstring(manager.get(f"/updates/{older.update_id}/").content.decode())
    assert record.xpath("//a[starts-with(., 'Make a plan')]/@href") == [f"{ADDRESS}?section={older.pk}-"]
    assert list(offered(manager, f"{older.pk}-")) == ["Mercia update, October 2015", "Mercia update, November 2015"]
    assert page(manager, key_of(older)).xpath("//option[@selected]/@value") == [key_of(older)]


def test_a_section_read_again_after_it_changed_is_another_document(manager, mercia, dana):
    draft = make.draft(mercia, by=dana, sections=SECTIONS)
    given = {"section": key_of(draft), "form_key": "0" * 32}
    manager.post(ADDRESS, given)
    manager.post(ADDRESS, given)
    assert BroughtPlan.objects.count() == 1
    draft.sections.filter(heading=HEADING).update(body="<h3>One</h3><p>Aim.</p><h3>Two</h3><p>Aim.</p>")
    manager.post(ADDRESS, given)
    assert BroughtPlan.objects.count() == 2


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_of_the_database_for_one_update_as_for_three(
    manager, mercia, dana, django_assert_num_queries, count
):
    for month in range(1, count + 1):
        make.update(mercia, f"2015-{month:02}", by=dana, sections=SECTIONS)
    manager.get(ADDRESS)
    with django_assert_num_queries(5):
        manager.get(ADDRESS)
