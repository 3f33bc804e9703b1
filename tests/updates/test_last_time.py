"""Starting well: last time's headings, with last time's text beside each empty box."""

import pytest

from portal.audit.models import Overtaken
from tests import make
from updates.actions import copy_headings
from updates.last_time import last_sections
from updates.models import Update


@pytest.fixture
def last(mercia, dana):
    sections = (("Workforce", "<p>More stayed.</p>"), ("Adoption", "<p>Ten families.</p>"))
    return make.update(mercia, "2015-10", by=dana, sections=sections)


def headings(draft):
    return [(section.heading, section.body) for section in draft.sections.all()]


def test_a_new_update_begins_with_the_headings_of_the_last_one(last, mercia, dana, signed_in):
    browser = signed_in(dana)
    browser.post("/updates/new/", {"region": mercia.pk, "month": 11, "year": 2015, "headings": "on"})
    update = Update.objects.get(period_from="2015-11-01")
    assert headings(update.draft) == [("Workforce", ""), ("Adoption", "")]
    page = browser.get(f"/updates/{update.pk}/edit/").content.decode()
    assert page.count("<p>Ten families.</p>") == 1


def test_without_the_tick_it_begins_empty(last, mercia, dana, signed_in):
    signed_in(dana).post("/updates/new/", {"region": mercia.pk, "month": 11, "year": 2015})
    assert headings(Update.objects.get(period_from="2015-11-01").draft) == []


def test_the_first_update_of_a_region_begins_empty(mercia, dana, signed_in):
    signed_in(dana).post("/updates/new/", {"region": mercia.pk, "month": 11, "year": 2015, "headings": "on"})
    assert headings(Update.objects.get().draft) == []


def test_headings_that_are_there_keep_their_words_and_are_not_doubled(last, mercia, dana):
    draft = make.draft(mercia, "2015-11", by=dana, sections=[("workforce", "<p>New.</p>"), ("", "")])
    copy_headings(draft, version=draft.version, by=dana)
    assert headings(draft) == [("workforce", "<p>New.</p>"), ("Adoption", "")]


def test_nothing_is_copied_over_somebody_elses_save(last, mercia, dana):
    draft = make.draft(mercia, "2015-11", by=dana)
    with pytest.raises(Overtaken):
        copy_headings(draft, version=draft.version - 1, by=dana)


def test_the_button_saves_what_was_typed_first(last, mercia, dana, signed_in):
    draft = make.draft(mercia, "2015-11", by=dana, sections=[])
    sent = {
        "do": "headings", "version": draft.version, "title": "Typed", "sections-TOTAL_FORMS": 0,
        "sections-INITIAL_FORMS": 0, "contacts-TOTAL_FORMS": 0, "contacts-INITIAL_FORMS": 0,
    }  # fmt: skip
    signed_in(dana).post(f"/updates/{draft.update_id}/edit/", sent)
    draft.refresh_from_db()
    assert (draft.title, headings(draft)) == ("Typed", [("Workforce", ""), ("Adoption", "")])


def test_another_regions_update_is_not_last_time(last, wessex, erin, signed_in):
    signed_in(erin).post("/updates/new/", {"region": wessex.pk, "month": 11, "year": 2015, "headings": "on"})
    assert headings(Update.objects.get(region=wessex).draft) == []


def test_of_two_in_the_same_months_the_newer_is_the_last_one(mercia, dana):
    for number, heading in enumerate(("Older", "Newer")):
        make.update(mercia, "2015-10", by=dana, special=heading * number, sections=((heading, "<p>x</p>"),))
    assert [section.heading for section in last_sections(make.draft(mercia, by=dana).update)] == ["Newer"]
