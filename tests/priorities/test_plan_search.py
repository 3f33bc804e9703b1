"""Plans in search, in the sitemap, and in pages that are kept."""

import pytest
from django.core.management import call_command

from portal.ui.pagecache import pages
from priorities.index import plan_changed
from priorities.models import FocusArea
from priorities.offers import addresses
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgresql]


@pytest.fixture
def draft(mercia, dana):
    made = make.plan(mercia, by=dana, priorities=("Early help",), introduction="<p>Why otters matter.</p>")
    priority = made.priorities.get()
    FocusArea.objects.create(priority=priority, text="Thresholds for badgers")
    FocusArea.objects.create(priority=priority, text="Taken out: weasels", is_removed=True)
    make.enabler(made, "Workforce", narrative="<p>Hedgehogs stay longer.</p>")
    return made


def found(client, word):
    return [result.url for result in client.get(f"/search/?q={word}").context["results"]]


def test_publishing_makes_it_found_and_leads_to_the_priority(client, draft, dana):
    assert found(client, "badgers") == []
    draft.publish(by=dana, version=draft.version)
    assert found(client, "badgers") == ["/mercia/priorities/2026-27/early-help/"]
    assert found(client, "otters") == ["/mercia/priorities/2026-27/"]
    assert found(client, "hedgehogs") == ["/mercia/priorities/2026-27/#workforce"]
    assert found(client, "weasels") == []


def test_a_closed_plan_is_still_found(client, draft, dana):
    draft.publish(by=dana, version=draft.version)
    draft.close(by=dana, version=draft.version)
    assert found(client, "badgers") == ["/mercia/priorities/2026-27/early-help/"]


def test_a_change_is_found_and_what_was_taken_out_no_more(client, draft, dana):
    draft.publish(by=dana, version=draft.version)
    FocusArea.objects.filter(text__contains="badgers").update(text="Thresholds for foxes")
    draft.enablers.update(is_removed=True)
    plan_changed(draft)
    assert (found(client, "badgers"), found(client, "hedgehogs")) == ([], [])
    assert found(client, "foxes") == ["/mercia/priorities/2026-27/early-help/"]


def test_a_draft_that_changes_is_not_found(client, draft):
    plan_changed(draft)
    assert found(client, "badgers") == []


def test_the_index_is_made_again_from_what_is_public(client, draft, mercia, dana):
    draft.publish(by=dana, version=draft.version)
    make.plan(mercia, "2027-28", by=dana, priorities=("Badgers too",))
    call_command("rebuild_search", verbosity=0)
    assert found(client, "badgers") == ["/mercia/priorities/2026-27/early-help/"]


def test_pages_that_are_kept_follow_each_change(client, draft, dana, settings):
    settings.PAGE_CACHE = True
    pages.clear()
    assert b"No region has published" in client.get("/priorities/").content
    draft.publish(by=dana, version=draft.version)
    assert b"Our priorities 2026-27" in client.get("/priorities/").content
    assert b"closed on" not in client.get("/mercia/priorities/2026-27/").content
    draft.close(by=dana, version=draft.version)
    assert b"closed on" in client.get("/mercia/priorities/2026-27/").content


def test_the_sitemap_has_what_is_public_only(draft, mercia, dana):
    assert [path for path, _ in addresses()] == ["/priorities/"]
    make.plan(mercia, "2025-26", by=dana, status="closed", priorities=("Adoption",))
    assert [path for path, _ in addresses()] == [
        "/priorities/",
        "/mercia/priorities/",
        "/mercia/priorities/2025-26/",
        "/mercia/priorities/2025-26/adoption/",
    ]


def test_rebuilding_takes_the_same_queries_for_any_number_of_parts(draft, dana, django_assert_num_queries):
    draft.publish(by=dana, version=draft.version)
    from priorities.offers import every_plan

    for number in range(5):
        part = make.priority(draft, f"Aim {number}")
        FocusArea.objects.create(priority=part, text="Focus")
    with django_assert_num_queries(5):
        assert [len(records) for _, records in every_plan()] == [8]
