"""What a search finds, the same on both databases: the suite runs this on each."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.utils import timezone

from portal.search import engines, finding
from portal.search.index import forget_all_but, replace_several
from portal.search.models import Entry
from portal.search.words import stems
from tests.search.records import found, index, newest, record

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgresql]


def test_all_words_must_be_there_in_whatever_form_or_field():
    index(
        record("Adoption", "Panels met."), record("Fostering", "Adopters came to a panel."), record("Schools", "Panel.")
    )
    assert found("adopting panels") == ["Adoption", "Fostering"]
    assert found("adoption schools") == []


def test_a_word_in_the_heading_weighs_more_than_many_in_the_text():
    index(record("News", "adoption " * 20), record("Adoption", "Panels met."))
    assert found("adoption") == ["Adoption", "News"]


def test_a_word_said_more_often_weighs_more():
    index(record("Once", "neglect"), record("Thrice", "neglect and neglect; and neglect"))
    assert found("neglect") == ["Thrice", "Once"]


def test_words_that_follow_each_other_as_typed_weigh_more():
    index(record("Apart", "Early signs. They help."), record("Together", "The early help. Signs."))
    assert found("early help") == ["Together", "Apart"]


def test_among_equals_the_newest_comes_first_then_the_order_on_the_page():
    index(record("Old A", "neglect"), record("Old B", "neglect"))
    index(record("New", "neglect", dated_on=date(2016, 9, 1)), key=2)
    assert found("neglect") == ["New", "Old A", "Old B"]


def test_quoted_words_must_follow_each_other():
    index(
        record("Apart", "Care is social."),
        record("Together", "Social care."),
        record("Across", "The social, the care."),
    )
    assert found("social care") == ["Together", "Across", "Apart"]
    assert found('"social care"') == ["Together", "Across"]


def test_an_acronym_finds_its_expansion_and_itself():
    index(
        record("Short", "The MASH met."),
        record("Long", "A multi-agency safeguarding hub met."),
        record("Other", "Hub."),
    )
    assert sorted(found("mash")) == ["Long", "Short"]


def test_tags_and_region_are_found_though_never_shown():
    index(record("Workforce", "Staff stayed.", more="West Mercia recruitment"))
    assert found("recruitment") == ["Workforce"]


@pytest.mark.parametrize(("region", "year", "expected"), [
    ("mercia", None, ["Mercia 2015", "Mercia 2014"]), ("", 2014, ["Mercia 2014", "North 2014"]),
    ("mercia", 2014, ["Mercia 2014"]), ("north-east", 2015, []),
])  # fmt: skip
def test_region_and_year_narrow_what_is_found(region, year, expected):
    index(record("Mercia 2015", "neglect"), record("Mercia 2014", "neglect", dated_on=date(2014, 12, 31)))
    index(record("North 2014", "neglect", region="north-east", dated_on=date(2014, 1, 1)), key=2)
    assert found("neglect", region=region, year=year) == expected


def test_a_scheduled_record_is_found_from_its_moment_until_its_end(time_machine):
    now = timezone.now()
    live = {"live_from": now + timedelta(hours=1), "live_until": now + timedelta(hours=2)}
    index(record("Scheduled", "neglect", **live), record("Now", "neglect", live_until=now + timedelta(hours=1)))
    assert found("neglect") == ["Now"]
    time_machine.move_to(now + timedelta(hours=1), tick=False)
    assert found("neglect") == ["Scheduled"]
    time_machine.move_to(now + timedelta(hours=2), tick=False)
    assert found("neglect") == []


def test_what_is_for_others_is_not_found():
    index(record("Theirs", "neglect", audience="directors"), record("Everybody’s", "neglect"))
    assert found("neglect") == ["Everybody’s"]


def test_replacing_leaves_nothing_of_what_was_there():
    index(record("Old", "neglect"), record("Older", "neglect"))
    index(record("Another record", "neglect"), key=2)
    index(record("New", "fostering"))
    assert found("neglect") == ["Another record"]
    assert found("fostering") == ["New"]
    index()
    assert found("fostering") == []


def test_replacing_leaves_out_what_is_over():
    index(record("Over", "neglect", live_until=timezone.now()))
    assert Entry.objects.count() == 0


def test_replacing_in_a_transaction_that_is_rolled_back_changes_nothing():
    index(record("Old", "neglect"))
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        index(record("New", "fostering"))
        raise ZeroDivisionError
    assert (found("neglect"), found("fostering")) == (["Old"], [])


def test_kinds_with_the_same_key_and_date_stand_beside_each_other():
    index(record("An update", "neglect"))
    index(record("An event", "neglect"), kind="event")
    assert sorted(found("neglect")) == ["An event", "An update"]
    forget_all_but("event", set())
    assert found("neglect") == ["An update"]


@pytest.mark.parametrize("day", [date(1200, 1, 1), date(9999, 12, 31)])
def test_any_date_can_be_indexed(day):
    index(record("Odd", "neglect", dated_on=day))
    assert found("neglect") == ["Odd"]


@pytest.mark.parametrize("typed", [
    '"', '" "', "NEAR(adoption", "adoption*", "*", "adoption AND", "AND OR", "-adoption", "^adoption", "adoption:",
    "{heading}: adoption", "a&b|!c", "'adoption'", "adoption <-> panel", "\\", "%", "_", "h_adopt", "🙂", "ﬁ", "１２",
    "ß", "İ", "adoption\ud7ff", "(" * 150, '"' * 150, "x" * 50_000, "adoption " * 5_000, "دار", "保護",
])  # fmt: skip
def test_whatever_is_typed_is_words_or_nothing(typed):
    index(record("Adoption", "Panels met."))
    assert found(typed) in ([], ["Adoption"])


def test_letters_of_every_script_are_found():
    index(record("Languages", "保護 دار ŁÓDŹ ﬁne １２"))
    assert [found(word) for word in ("保護", "دار", "łódź", "fine", "12")] == [["Languages"]] * 5


def test_a_huge_text_is_indexed_as_far_as_a_database_takes_it():
    index(record("Huge", " ".join(f"保護{number}" for number in range(100_000))))
    assert found("保護7") == ["Huge"]


def test_only_the_newest_are_looked_at_and_it_says_so(monkeypatch):
    monkeypatch.setattr(engines, "NEWEST", 3)
    index(*(record(f"Number {n}", "neglect", dated_on=date(2010 + n, 1, 1)) for n in range(5)))
    index(record("Neglect", "", dated_on=date(2001, 1, 1)), key=2)
    assert found("neglect") == ["Neglect", "Number 4", "Number 3", "Number 2"]


def test_the_engine_finds_what_looking_at_every_record_finds():
    """Many writes in many transactions' worth of segments: reading FTS5 downwards would lose rows here."""
    dice = random.Random(5)
    words = ["adoption", "panel", "school", "neglect", "health", "housing", "court", "mentor"]
    texts = {}
    for number in range(60):
        records = []
        for at in range(10):
            text = " ".join(dice.choices(words, weights=range(8, 0, -1), k=6))
            heading = f"Section {number} {at}"
            texts[heading] = set(stems(text))
            records.append(record(heading, text, dated_on=date(2010 + dice.randrange(10), 1 + dice.randrange(12), 1)))
        replace_several("update", [(dice.randrange(10**9), records)])
    for first in words:
        for second in words:
            wanted = {heading for heading, said in texts.items() if {*stems(first), *stems(second)} <= said}
            answer = found(f"{first} {second}")
            assert set(answer) <= wanted and len(answer) >= min(len(wanted), engines.NEWEST)


def test_a_search_asks_the_same_few_questions_however_much_there_is(django_assert_num_queries):
    index(*(record(f"Section {n}", "neglect") for n in range(30)))
    nobody, last_day = AnonymousUser(), newest()
    with django_assert_num_queries(2):
        answer = finding.find("neglect", nobody, last_day)
        assert len(finding.results(answer, answer.ids[: finding.AT_ONCE], nobody)) == finding.AT_ONCE


@pytest.mark.parametrize("entries", [100, 1000])
def test_postgresql_answers_from_its_index_also_where_there_are_few(entries):
    """It must not take each text apart instead: with a few thousand of them that takes a second."""
    if connection.vendor != "postgresql":
        pytest.skip("only on PostgreSQL")
    index(*(record(f"Section {n}", f"neglect word{n}") for n in range(entries)))
    asked = []

    def listen(execute, sql, params, many, context):
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE search_entry")
        with connection.execute_wrapper(listen):
            finding.find("neglect", AnonymousUser(), newest())
        sql, params = next(statement for statement in asked if statement[0].startswith("EXECUTE"))
        cursor.execute(f"EXPLAIN {sql}", params)
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert plan.count("Index Scan on search_words") == 2
    # At most once: to fetch what was found.
    assert plan.count("search_entry_pkey") <= 1


def test_dates_are_kept_with_the_moment_they_began():
    index(record("Adoption", live_from=datetime(2015, 12, 1, 9, tzinfo=UTC)))
    assert Entry.objects.get().live_from == datetime(2015, 12, 1, 9, tzinfo=UTC)
