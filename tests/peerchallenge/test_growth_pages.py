"""The pages of counts: a region's, an authority's own, and what was entered of the years before."""

import csv
import io
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from peerchallenge.actions.closing import close_cycle
from peerchallenge.counts import count
from peerchallenge.growth_shared import shared_years
from peerchallenge.models import Cycle, EarlierCount, FrameworkArea
from tests import make
from tests.peerchallenge import shapes

pytestmark = pytest.mark.django_db


def said(response):
    return " ".join(response.content.decode().split())


def submitted(cycle, authority, by, steps):
    """A submission of `authority` with a statement of each of `steps`, counted."""
    made = shapes.assessment(cycle, authority, by=by)
    part = shapes.first_section(made)
    for step in steps:
        shapes.statement(part, part.area.prompts.first(), step=step, evidence=["audit"] if step > 1 else [])
    of = shapes.submission(made, by=by)
    count(of)
    return made


@pytest.fixture
def years(mercia, ardenvale, severnford, dana, alice, charlie):
    """Two years of Mercia: 5 statements in 2025-26, 3 of them at step 3 or 4; in 2026-27 Severnford still writes."""
    old = shapes.cycle(mercia, "2025-26", ardenvale, severnford, by=dana, status="closed")
    submitted(old, ardenvale, alice, [0, 3])
    submitted(old, severnford, charlie, [1, 3, 4])
    new = shapes.cycle(mercia, "2026-27", ardenvale, severnford, by=dana)
    submitted(new, ardenvale, alice, [2, 3, 4])
    writing = shapes.assessment(new, severnford, by=charlie)
    shapes.statement(shapes.first_section(writing), claim="A secret of Severnford’s.", step=3)
    return new


def entered(region, by, **fields):
    return EarlierCount.enter(region, by=by, **{"year": "2015", "statements": 300, "source": "Annual report"} | fields)


def region_page(client, person, query=""):
    client.force_login(person)
    return client.get(reverse("peer_counts", args=["mercia"]) + query)


def test_the_region_reads_each_year_in_a_sentence_with_the_one_before(client, dana, years):
    page = said(region_page(client, dana))
    assert "In 2026-27, 2 of 3 statements stand at step 3 or 4; in 2025-26 it was 3 of 5." in page
    assert "The line starts with 2025-26, the first cycle run here." in page


def test_a_filter_narrows_the_years_to_one_authority(client, dana, years):
    page = said(region_page(client, dana, "?authority=M02"))
    assert "In 2025-26, 2 of 3 statements stand at step 3 or 4." in page
    assert "By authority, 2026-27" in page


def test_a_year_narrows_the_tables_by_area_and_authority(client, dana, years):
    tables = region_page(client, dana, "?year=2025-26").context["tables"]
    places = [(row[0], row[3]["text"]) for row in tables[2][2]["rows"]]
    assert (tables[2][1], places) == ("By authority, 2025-26", [("Ardenvale", "2"), ("Severnford", "3")])


def test_a_filter_that_names_nothing_is_ignored(client, dana, years):
    page = region_page(client, dana, "?year=1999&authority=X&area=%22")
    assert page.status_code == 200
    assert page.context["narrowed"].given == {"area": "", "authority": "", "year": ""}


def test_nothing_that_is_not_submitted_is_counted_outside_its_authority(client, dana, ivy, years):
    for person in (dana, ivy):
        table = region_page(client, person).context["tables"][2][2]
        assert [row[0] for row in table["rows"]] == ["Ardenvale"]


def test_the_region_page_asks_as_much_of_one_year_as_of_many(
    client, dana, mercia, alice, years, django_assert_num_queries
):
    client.force_login(dana)
    client.get(reverse("peer_counts", args=["mercia"]))
    with django_assert_num_queries(9):
        client.get(reverse("peer_counts", args=["mercia"]))
    for place in range(4):
        authority = make.authority(f"Place {place}", mercia, f"M1{place}")
        submitted(years, authority, alice, [1, 2, 3])
        entered(mercia, dana, year=f"201{place}")
    with django_assert_num_queries(9):
        client.get(reverse("peer_counts", args=["mercia"]))


def test_an_empty_region_is_told_when_counting_begins(client, dana):
    assert "Nothing has been submitted yet: counting begins with the first self-assessment." in said(
        region_page(client, dana)
    )


def test_an_authority_reads_its_own_years_and_its_working_text(client, charlie, alice, years, severnford):
    mine = severnford.assessments.get(cycle=years)
    client.force_login(charlie)
    page = client.get(reverse("assessment_counts", args=[mine.public_id]))
    figure = page.context["figures"][3]
    assert [(bar.label, bar.words) for bar in figure.bars] == [
        ("2025-26", "2 of 3"),
        ("2026-27, not submitted", "1 of 1"),
    ]
    assert [anchor for anchor, _, _ in page.context["tables"]] == ["by-year", "by-area"]
    client.force_login(alice)
    assert client.get(reverse("assessment_counts", args=[mine.public_id])).status_code == 404


def test_the_own_page_asks_as_much_of_one_year_as_of_many(
    client, alice, years, ardenvale, mercia, dana, django_assert_num_queries
):
    url = reverse("assessment_counts", args=[ardenvale.assessments.get(cycle=years).public_id])
    client.force_login(alice)
    client.get(url)
    with django_assert_num_queries(9):
        client.get(url)
    for place in range(3):
        older = shapes.cycle(mercia, f"202{place}-2{place + 1}", ardenvale, by=dana, status="closed")
        submitted(older, ardenvale, alice, [2])
    with django_assert_num_queries(9):
        client.get(url)


def test_the_table_comes_as_csv_with_its_sources(client, dana, mercia, years):
    entered(mercia, dana, source="=HYPERLINK(1)")
    client.force_login(dana)
    response = client.get(reverse("peer_counts_csv", args=["mercia"]))
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert rows[0][:7] == [
        "Year", "Authority", "Area", "About education", "Questions asked", "Questions answered", "Statements"
    ]  # fmt: skip
    assert [[*row[:3], row[6], row[-1]] for row in rows[1:]] == [
        ["2025-26", "Ardenvale", "Area A", "2", "Submitted here"],
        ["2025-26", "Ardenvale", "Area B", "0", "Submitted here"],
        ["2025-26", "Severnford", "Area A", "3", "Submitted here"],
        ["2025-26", "Severnford", "Area B", "0", "Submitted here"],
        ["2026-27", "Ardenvale", "Area A", "3", "Submitted here"],
        ["2026-27", "Ardenvale", "Area B", "0", "Submitted here"],
        ["2015", "Mercia", "All areas", "300", "'=HYPERLINK(1)"],
    ]


def filled(**fields):
    return {"form_key": uuid4(), "year": "2015-16", "statements": "300", "source": "Annual report"} | fields


def enter(client, person, **fields):
    client.force_login(person)
    return client.post(reverse("peer_count_new", args=["mercia"]), filled(**fields))


def test_a_manager_enters_counts_and_pressing_twice_enters_them_once(client, dana, mercia, years):
    key = uuid4()
    for _ in range(2):
        response = enter(client, dana, form_key=key, prompts_answered="40", prompts="60")
        assert response.url == reverse("peer_counts", args=["mercia"]) + "#earlier"
    one = EarlierCount.objects.get()
    assert (one.year, one.authority, one.statements, one.prompts, one.edited_by) == ("2015-16", None, 300, 60, dana)
    page = said(region_page(client, dana))
    assert "2015-16: Annual report" in page
    assert "The line starts with" not in page


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"year": "2026-27"}, "Write a year before 2025-26: from then on what is submitted here is counted."),
        ({"year": "last year"}, "Write the year like this: 2026-27."),
        ({"statements": ""}, "Enter at least one number."),
        ({"statements": "-1"}, "Enter 0 or more."),
        ({"statements": "many"}, "Enter a whole number, such as 42."),
        ({"source": " "}, "Say where the counts come from, so that somebody can look them up."),
        ({"authority": "999999"}, "Choose an authority of the region, or the whole region."),
        (
            {"with_evidence": "301"},
            "There are more statements with evidence than statements: 301 and 300. Correct one of them.",
        ),
        (
            {"with_evidence": "20", "at_three_or_more": "30"},
            "There are more statements at step 3 or 4 than with evidence: 30 and 20. Correct one of them.",
        ),
    ],
)
def test_wrong_counts_are_refused_in_words_and_kept_in_the_form(client, dana, years, fields, wrong):
    response = enter(client, dana, **fields)
    errors = [error for listed in response.context["form"].errors.values() for error in listed]
    assert (response.status_code, errors) == (200, [wrong])
    assert EarlierCount.objects.count() == 0


def test_the_same_counts_are_not_entered_twice(client, dana, mercia, years):
    entered(mercia, dana, year="2015-16")
    response = enter(client, dana)
    assert response.context["form"].errors == {
        "year": ["Counts for this are entered already. Edit those, or correct year, authority or area."]
    }


def test_editing_on_top_of_what_somebody_else_saved_shows_both(client, dana, mercia, years):
    one = entered(mercia, dana)
    one.rewrite(by=dana, version=1, statements=310)
    client.force_login(dana)
    url = reverse("peer_count_edit", args=[one.public_id])
    response = client.post(url, filled(year="2015", statements="320", version="1"))
    assert response.status_code == 409
    assert {("Statements", "310")} <= set(response.context["theirs"])
    assert {("Statements", "320")} <= set(response.context["mine"])
    again = dict(response.context["hidden"])
    assert client.post(url, again).status_code == 302
    one.refresh_from_db()
    assert (one.statements, one.version) == (320, 3)


def test_counts_are_taken_out_after_one_question(client, dana, mercia, years):
    one = entered(mercia, dana)
    client.force_login(dana)
    url = reverse("peer_count_take_out", args=[one.public_id])
    client.get(url)
    one.refresh_from_db()
    assert one.is_removed is False
    client.post(url, {"version": "1"})
    one.refresh_from_db()
    assert one.is_removed is True
    assert client.get(url).status_code == 404


def test_the_associate_reads_and_enters_nothing(client, ivy, mercia, dana, years):
    one = entered(mercia, dana)
    page = region_page(client, ivy)
    assert (page.status_code, page.context["may_enter"]) == (200, False)
    answers = [
        client.get(reverse("peer_count_new", args=["mercia"])),
        client.get(reverse("peer_count_edit", args=[one.public_id])),
        client.post(reverse("peer_count_take_out", args=[one.public_id]), {"version": "1"}),
    ]  # fmt: skip
    assert [answer.status_code for answer in answers] == [403, 403, 403]


def test_an_authority_of_another_region_cannot_be_given_counts(client, dana, years, wessex):
    other = make.authority("Far", wessex, "W01")
    assert enter(client, dana, authority=other.pk).context["form"].errors == {
        "authority": ["Choose an authority of the region, or the whole region."]
    }


def test_education_is_counted_by_itself(client, dana, years):
    FrameworkArea.objects.filter(code="A").update(is_education=True)
    rows = region_page(client, dana).context["tables"][0][2]["rows"]
    assert [(row[0], row[2]["text"], row[3]["text"]) for row in rows] == [
        ("2025-26", "2 of 8", "2 of 4"), ("2026-27", "1 of 4", "1 of 2"),
    ]  # fmt: skip


@pytest.fixture
def broad(mercia, dana, alice, ardenvale, severnford, lenchester):
    """A closed year of three authorities, each of 4 questions: Ardenvale answers 1, the others 1 and education's 1."""
    places = (ardenvale, severnford, lenchester)
    of = shapes.cycle(mercia, "2025-26", *places, by=dana, status="closed")
    FrameworkArea.objects.filter(framework_version=of.framework_version, code="B").update(is_education=True)
    for place in places:
        made = submitted(of, place, alice, [3])
        if place != ardenvale:
            part = made.sections.order_by("area__position").last()
            shapes.statement(part, part.area.prompts.first(), step=2, evidence=["audit"])
            count(shapes.submission(made, by=alice, number=2))
    return of


def shown_years(client, person):
    return [
        [row[0], *(cell["text"] for cell in row[1:])] for row in region_page(client, person).context["table"]["rows"]
    ]


def test_a_director_reads_the_years_without_a_name(client, charlie, greta, broad):
    for person in (charlie, greta):
        page = region_page(client, person)
        names = [name for name in ("Ardenvale", "Severnford", "Lenchester") if name in said(page).split("<main")[1]]
        own = ["Severnford"] if person == charlie else []
        assert (page.templates[0].name, names) == ("peerchallenge/counts/shared.html", own)


def test_what_rests_on_two_authorities_is_withheld_with_what_it_would_follow_from(broad, client, charlie):
    (year,) = shared_years(broad.region)
    assert (year.year, year.authorities, year.numbers["education_answered"]) == ("2025-26", 3, None)
    assert shown_years(client, charlie)[0][3] == "Not shown"


def test_what_rests_on_three_is_shown(broad, ardenvale, alice, client, charlie):
    made = ardenvale.assessments.get(cycle=broad)
    part = made.sections.order_by("area__position").last()
    shapes.statement(part, part.area.prompts.first(), step=2, evidence=["audit"])
    count(shapes.submission(made, by=alice, number=2))
    assert shown_years(client, charlie) == [
        ["2025-26", "3", "6 of 12", "3 of 6", "6 of 6", "6 of 6", "3 of 6"],
    ]


def test_an_open_year_and_one_of_two_authorities_are_not_shown(broad, years_of_two, client, charlie):
    assert [row[0] for row in shown_years(client, charlie)] == ["2025-26"]
    Cycle.objects.filter(pk=broad.pk).update(status="open")
    assert shown_years(client, charlie) == []


@pytest.fixture
def years_of_two(mercia, dana, alice, ardenvale, severnford):
    of = shapes.cycle(mercia, "2024-25", ardenvale, severnford, by=dana, status="closed")
    for place in (ardenvale, severnford):
        submitted(of, place, alice, [3])


def closed_by(person):
    for cycle in Cycle.objects.filter(shared_counts__isnull=True):
        Cycle.objects.filter(pk=cycle.pk).update(status="open", closed_at=None)
        cycle.refresh_from_db()
        close_cycle(cycle, by=person, version=cycle.version)


def test_a_directors_page_asks_as_much_of_one_year_as_of_two(client, charlie, dana, broad, request):
    closed_by(dana)
    region_page(client, charlie)
    with CaptureQueriesContext(connection) as few:
        region_page(client, charlie)
    request.getfixturevalue("years_of_two")
    closed_by(dana)
    with CaptureQueriesContext(connection) as many:
        region_page(client, charlie)
    assert len(few) == len(many)


def test_the_front_page_leads_those_who_lead_to_it(client, charlie, bob, years):
    leads = {}
    for person in (charlie, bob):
        client.force_login(person)
        leads[person] = reverse("peer_counts", args=["mercia"]) in client.get("/peer-challenge/").content.decode()
    assert leads == {charlie: True, bob: False}
