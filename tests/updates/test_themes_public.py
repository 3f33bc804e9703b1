"""What a section is about, as readers see it: on the page of an update, and as evidence of a priority."""

from datetime import date, timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from priorities.evidence import Evidence, evidence_for, next_change
from priorities.models import Plan
from tests import make
from tests.updates.pages import read
from updates.actions import keep_readable, publish, save_draft, start_draft, submit, withdraw
from updates.models import Withdrawal
from updates.offers import tagged_sections
from updates.words import ThemeText, edition_text

SECTIONS = (("Workforce", "<p>More stayed.</p>"), ("Adoption", "<p>Quicker.</p>"))
MAY = "/mercia/updates/2026-05/"
NOBODY = AnonymousUser()


def tagged(of, by, *subjects, period="2026-05", **fields):
    """A draft of which the first section is about `subjects`."""
    draft = make.draft(of, period, by=by, **{"sections": SECTIONS} | fields)
    tag(draft, by, *subjects)
    return draft


def tag(draft, by, *subjects):
    text = edition_text(draft)
    text.sections[0].themes = [ThemeText(f"{subject._meta.model_name}-{subject.pk}") for subject in subjects]
    save_draft(draft, text, version=draft.version, by=by)


def out(draft, by, at=None):
    return publish(draft, by=by, version=draft.version, at=at)


def titles(subject):
    """The evidence of a priority or an enabler from updates, by title."""
    return [evidence.title for _, evidence in tagged_sections([subject], NOBODY)]


def test_the_page_says_below_a_heading_what_it_is_about_and_leads_there(client, mercia, dana, safeguarding, workforce):
    out(tagged(mercia, dana, workforce, safeguarding), dana)
    page = read(client, MAY)
    assert page.texts("//p[@class='section-themes']") == [
        "About: P1. Effective safeguarding; E1. Workforce development"
    ]
    assert page.links("//section[@id='workforce']/p[@class='section-themes']") == [
        ("P1. Effective safeguarding", safeguarding.get_absolute_url()),
        ("E1. Workforce development", workforce.get_absolute_url()),
    ]


def test_a_draft_says_it_in_its_preview_only_and_a_correction_from_its_moment_on(
    client, signed_in, mercia, dana, safeguarding, workforce
):
    draft = tagged(mercia, dana, safeguarding)
    assert client.get(MAY).status_code == 404
    preview = read(signed_in(dana), f"/updates/{draft.update_id}/preview/")
    assert preview.texts("//p[@class='section-themes']") == ["About: P1. Effective safeguarding"]
    out(draft, dana)
    later = start_draft(draft.update, by=dana)
    tag(later, dana, workforce)
    moment = timezone.now() + timedelta(days=1)
    out(later, dana, at=moment)
    assert read(client, MAY).texts("//p[@class='section-themes']") == ["About: P1. Effective safeguarding"]
    with time_machine.travel(moment, tick=False):
        assert read(client, MAY).texts("//p[@class='section-themes']") == ["About: E1. Workforce development"]


@pytest.mark.parametrize(
    ("status", "said"), [("draft", []), ("discarded", []), ("published", ["About: Early help"]),
                         ("closed", ["About: Early help"])],
)  # fmt: skip
def test_only_a_plan_that_everybody_reads_is_named(client, mercia, dana, status, said):
    not_out = {"published_at": None, "published_by": None} if status == "discarded" else {}
    plan = make.plan(mercia, "2026-27", by=dana, priorities=["Early help"], status=status, **not_out)
    out(tagged(mercia, dana, plan.priorities.get()), dana)
    assert read(client, MAY).texts("//p[@class='section-themes']") == said


def test_what_was_taken_out_of_its_plan_is_not_named(client, mercia, dana, safeguarding):
    out(tagged(mercia, dana, safeguarding), dana)
    type(safeguarding).objects.filter(pk=safeguarding.pk).update(is_removed=True)
    assert read(client, MAY).texts("//p[@class='section-themes']") == []


def test_publishing_the_plan_brings_a_kept_page_up_to_date(client, settings, mercia, dana):
    settings.PAGE_CACHE = True
    plan = make.plan(mercia, "2026-27", by=dana, priorities=["Early help"])
    out(tagged(mercia, dana, plan.priorities.get()), dana)
    assert read(client, MAY).texts("//p[@class='section-themes']") == []
    plan.publish(by=dana, version=plan.version)
    assert read(client, MAY).texts("//p[@class='section-themes']") == ["About: Early help"]


def test_names_are_escaped_and_the_latest_plan_comes_first(client, mercia, dana):
    old = make.plan(mercia, "2025-26", by=dana, priorities=["Old & gone"], status="closed").priorities.get()
    new = make.plan(mercia, "2026-27", by=dana, priorities=["<b>New</b>"], status="published").priorities.get()
    out(tagged(mercia, dana, old, new), dana)
    assert read(client, MAY).texts("//p[@class='section-themes']") == ["About: <b>New</b>; Old & gone"]


@pytest.mark.parametrize("count", [1, 3, 12])
def test_the_page_asks_no_more_however_much_it_is_about(client, mercia, dana, plan, count, django_assert_num_queries):
    subjects = [make.priority(plan, f"Priority {n}") for n in range(count)]
    out(tagged(mercia, dana, *subjects, *(make.enabler(plan, f"Enabler {n}") for n in range(count))), dana)
    client.get(MAY)
    with django_assert_num_queries(3):
        page = client.get(MAY)
    assert page.content.decode().count("/mercia/priorities/2026-27/") == 2 * count


def test_live_sections_are_evidence_of_what_they_are_about(mercia, dana, safeguarding, workforce, signed_in):
    out(tagged(mercia, dana, safeguarding, workforce), dana, at=make.moment("2026-06-03 23:30"))
    with time_machine.travel("2026-07-01T12:00:00Z", tick=False):
        again = start_draft(make_update(mercia), by=dana)
        out(again, dana)
        out(tagged(mercia, dana, safeguarding, period="2026-04", special="Spring conference"), dana)
        found = evidence_for([safeguarding, workforce], NOBODY)
    may = Evidence("Update", date(2026, 6, 3), "Mercia update May 2026: Workforce", f"{MAY}#workforce")
    april = Evidence(
        "Update", date(2026, 7, 1), "Mercia update April 2026, Spring conference: Workforce",
        "/mercia/updates/2026-04/spring-conference/#workforce",
    )  # fmt: skip
    assert {key: [row for row in rows if row.kind == "Update"] for key, rows in found.items()} == {
        ("priority", safeguarding.pk): [may, april], ("enabler", workforce.pk): [may],
    }  # fmt: skip


def make_update(region):
    return region.updates.get(period_from=date(2026, 5, 1))


def test_what_nobody_reads_yet_or_any_more_is_no_evidence(mercia, dana, carol, safeguarding):
    draft = tagged(mercia, dana, safeguarding, title="May")
    assert titles(safeguarding) == []
    submit(draft, by=dana, version=draft.version)
    assert titles(safeguarding) == []
    moment = timezone.now() + timedelta(days=1)
    out(draft, carol, at=moment)
    assert titles(safeguarding) == []
    with time_machine.travel(moment, tick=False):
        assert titles(safeguarding) == ["Mercia update May 2026: Workforce"]
        withdraw(draft.update, by=dana, reason="Wrong figures.")
        assert titles(safeguarding) == []


def test_what_is_withdrawn_and_still_readable_is_no_evidence(mercia, dana, safeguarding):
    edition = out(tagged(mercia, dana, safeguarding), dana)
    withdraw(edition.update, by=dana, reason="Long ago.", how=Withdrawal.OUT_OF_DATE)
    assert titles(safeguarding) == []


def test_an_edition_that_another_followed_is_no_evidence(mercia, dana, safeguarding, workforce):
    edition = out(tagged(mercia, dana, safeguarding), dana)
    correction = start_draft(edition.update, by=dana)
    tag(correction, dana, workforce)
    out(correction, dana)
    assert (titles(safeguarding), titles(workforce)) == ([], ["Mercia update May 2026: Workforce"])


def test_evidence_says_when_it_comes_or_goes_by_itself(mercia, dana, safeguarding):
    now = timezone.now()
    edition = out(tagged(mercia, dana, safeguarding), dana)
    assert next_change(now + timedelta(seconds=30)) is None
    moment = now + timedelta(days=2)
    withdraw(edition.update, by=dana, reason="Over by then.", how=Withdrawal.OUT_OF_DATE, at=moment)
    assert next_change(now + timedelta(seconds=30)) == moment
    keep_readable(make_update(mercia), by=dana)
    assert next_change(now + timedelta(seconds=30)) is None


def test_a_priority_and_an_enabler_with_the_same_number_are_two_things(mercia, dana):
    """Their ids run beside each other: what is about one of them is no evidence of the other."""
    plan = make.plan(mercia, "2026-27", by=dana, priorities=(), status="published")
    numbers = {"pk": 900_000}
    priority, enabler = make.priority(plan, "One", **numbers), make.enabler(plan, "Other", **numbers)
    out(tagged(mercia, dana, enabler), dana)
    assert (titles(priority), titles(enabler)) == ([], ["Mercia update May 2026: Workforce"])


@pytest.mark.parametrize("count", [1, 3, 12])
def test_evidence_takes_one_query_however_much_there_is(mercia, dana, plan, count, django_assert_num_queries):
    subjects = [make.priority(plan, f"Priority {n}") for n in range(count)]
    subjects += [make.enabler(plan, f"Enabler {n}") for n in range(count)]
    for month in range(1, count + 1):
        out(tagged(mercia, dana, *subjects, period=f"2025-{month:02}"), dana)
    asked = list(Plan.objects.get().priorities.all()) + list(Plan.objects.get().enablers.all())
    with django_assert_num_queries(1):
        assert len(list(tagged_sections(asked, NOBODY))) == 2 * count * count
    with django_assert_num_queries(0):
        assert list(tagged_sections([], NOBODY)) == []
