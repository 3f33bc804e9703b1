"""What is counted of a submission, and how counts of years are put together."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from peerchallenge.actions.moderating import send_remarks
from peerchallenge.actions.signing import approve, ask_for_signatures
from peerchallenge.actions.submitting import submit
from peerchallenge.counts import FIELDS, count, counts_of_section
from peerchallenge.growth import Line, by_area, by_authority, by_year, earlier_counts, first_year, rows_now, rows_of
from peerchallenge.models import EarlierCount, FrameworkArea, Remark, Statement, SubmissionCount
from peerchallenge.shares import figures_of, percent, share, table
from peerchallenge.words import fingerprint, words_of
from portal.audit.models import AuditEvent, Overtaken
from tests.peerchallenge import shapes
from tests.peerchallenge.said import evidence, statement


def section(*prompts, whole=()):
    return {"statements": list(whole), "prompts": [{"statements": list(one)} for one in prompts]}


def values(numbers):
    return [numbers[name] for name in FIELDS]


def test_questions_statements_evidence_practice_and_steps_are_counted():
    strong, cited = statement(evidence("audit"), step=4), statement(evidence("figure"), step=2) | {"id": "s2"}
    bare, empty = statement(step=1) | {"id": "s3"}, statement(claim=" ") | {"id": "s4"}
    counted = counts_of_section(section([strong, cited], [bare], [empty], []), {})
    assert values(counted) == [4, 2, 3, 2, 1, 1, 1]


def test_an_area_answered_as_a_whole_answers_each_of_its_questions():
    assert values(counts_of_section(section([], [], whole=[statement()]), {})) == [2, 2, 1, 0, 0, 0, 0]


def test_a_moderators_step_is_counted_in_place_of_the_coachs():
    counted = counts_of_section(section([statement(evidence("audit"), step=4)]), {"s1": 2})
    assert values(counted) == [1, 1, 1, 1, 1, 0, 0]


def test_shares_carry_what_they_are_out_of_and_a_percentage_only_from_twenty():
    assert [share(7, 12), share(7, 19), share(7, 20), share(23, 60)] == [
        "7 of 12", "7 of 19", "7 of 20 (35%)", "23 of 60 (38%)",
    ]  # fmt: skip
    assert [share(0, 0), share(None, 60), share(1200, None)] == ["None", "Not known", "1,200"]


def test_none_and_all_are_the_only_ones_that_round_to_0_and_100():
    assert [percent(0, 500), percent(1, 500), percent(499, 500), percent(500, 500), percent(1, 8)] == [
        0,
        1,
        99,
        100,
        13,
    ]


def numbers(**given):
    return dict.fromkeys((*FIELDS, "education", "education_answered"), 0) | given


def test_a_figure_says_last_year_and_the_one_before():
    lines = [
        Line("2015", numbers(prompts=None, statements=52, at_three_or_more=14), source="Annual report"),
        Line("2026-27", numbers(statements=60, at_three_or_more=23), 8),
    ]
    figure = figures_of(lines)[3]
    assert figure.sentence == (
        "In 2026-27, 23 of 60 statements stand at step 3 or 4 (38%); in 2015 it was 14 of 52 (27%)."
    )
    assert figure.bars == [("2015", "14 of 52 (27%)", "26.92", True), ("2026-27", "23 of 60 (38%)", "38.33", False)]


def test_what_is_not_known_has_no_bar_and_no_sentence():
    figures = figures_of(
        [Line("2015", numbers(prompts_answered=None, with_evidence=120, statements=None), source="Report")]
    )
    assert (figures[0].sentence, figures[0].bars) == (
        "Nothing is known of it yet.", [("2015", "Not known", None, True)],
    )  # fmt: skip
    assert figures[1].bars == [("2015", "120", None, True)]


def test_a_table_marks_what_was_entered():
    line = Line("2015", numbers(prompts=None, prompts_answered=240), source="Report")
    shown = table("Year", [line], with_authorities=True)
    assert shown["columns"][:3] == [
        {"label": "Year", "numeric": False}, {"label": "Authorities", "numeric": True},
        {"label": "Questions answered", "numeric": True},
    ]  # fmt: skip
    assert [shown["rows"][0][0], *(cell["text"] for cell in shown["rows"][0][1:3])] == [
        "2015 (entered)",
        "Not known",
        "240",
    ]


@pytest.fixture
def submitted(assessment, alice):
    """Ardenvale's submission: three statements in its first area, of steps 4, 2 and 0."""
    area = assessment.sections.first().area
    first, second = area.prompts.all()
    part = shapes.first_section(assessment)
    shapes.statement(part, first, evidence=["audit", "figure"], step=4)
    shapes.statement(part, first, evidence=["figure"], step=2)
    shapes.statement(part, second, step=0)
    return shapes.submission(assessment, by=alice)


def remark(on, statement, step, person, by, sent=True):
    moderator = shapes.moderator(on, person, by=by)
    at = timezone.now() if sent else None
    return Remark.objects.create(
        moderator=moderator, area_code="A", statement=statement, proposed_step=step, sent_at=at
    )


def kept(submission):
    return [
        values(vars(one)) for one in SubmissionCount.objects.filter(submission=submission).order_by("area__position")
    ]


pytestmark = pytest.mark.django_db


def test_counts_are_kept_of_each_area_and_counting_again_changes_nothing(submitted):
    count(submitted)
    count(submitted)
    assert kept(submitted) == [[2, 2, 3, 2, 1, 1, 1], [2, 0, 0, 0, 0, 0, 0]]


def test_a_step_that_was_sent_is_counted_once_it_is_counted_again(submitted, moss, wren, dana):
    weakest = Statement.objects.get(step=0).public_id
    count(submitted)
    remark(submitted, weakest, 2, wren, dana, sent=False)
    count(submitted)
    before = kept(submitted)[0]
    remark(submitted, weakest, 3, moss, dana)
    count(submitted)
    assert (before, kept(submitted)[0]) == ([2, 2, 3, 2, 1, 1, 1], [2, 2, 3, 3, 1, 2, 1])


def test_counts_carry_the_region_and_authority_of_their_submission(submitted, severnford):
    count(submitted)
    one = SubmissionCount.objects.first()
    assert (one.region, one.authority) == (submitted.region, submitted.authority)


def test_the_database_refuses_counts_that_do_not_add_up(submitted):
    count(submitted)
    with pytest.raises(IntegrityError), transaction.atomic():
        SubmissionCount.objects.update(with_evidence=99)


def test_rows_are_the_same_whether_counts_are_kept_or_not(submitted, dana, mercia):
    fresh = rows_of(dana, mercia)
    count(submitted)
    assert fresh == rows_of(dana, mercia)
    assert [(row.year, row.authority, row.title, row.numbers["statements"]) for row in fresh] == [
        ("2026-27", "Ardenvale", "Area A", 3), ("2026-27", "Ardenvale", "Area B", 0),
    ]  # fmt: skip


def test_only_the_latest_version_of_a_year_is_counted(submitted, assessment, alice, dana, mercia):
    Statement.objects.filter(step=0).update(is_removed=True)
    count(submitted)
    count(shapes.submission(assessment, by=alice, number=2))
    assert [row.numbers["statements"] for row in rows_of(dana, mercia)] == [2, 0]


def test_rows_are_of_whom_one_may_see(submitted, alice, charlie, ivy, erin, moss, mercia, severnford):
    count(submitted)
    shapes.moderator(submitted, moss, by=ivy)
    seen = {person: len(rows_of(person, mercia)) for person in (alice, charlie, ivy, erin)}
    assert seen == {alice: 2, charlie: 0, ivy: 2, erin: 0}
    assert SubmissionCount.objects.visible_to(moss).count() == 0


def test_an_area_that_was_copied_is_the_same_area_over_the_years(submitted, mercia, ardenvale, alice, dana):
    then = shapes.framework(label="2025")
    new = (
        FrameworkArea.objects.filter(framework_version=submitted.assessment.framework_version)
        .order_by("position")
        .first()
    )
    old = then.areas.get(code="A")
    FrameworkArea.objects.filter(pk=old.pk).update(title="Helping early")
    FrameworkArea.objects.filter(pk=new.pk).update(title="Early help", came_from=old, is_education=True)
    last_year = shapes.cycle(mercia, "2025-26", ardenvale, version=then, by=dana, status="closed")
    shapes.submission(shapes.assessment(last_year, ardenvale, by=alice), by=alice)
    rows = rows_of(dana, mercia)
    assert [(line.key, line.label, line.authorities) for line in by_area(rows)] == [
        ("helping-early", "Early help", 1), ("area-b", "Area B", 1),
    ]  # fmt: skip
    assert [(line.label, line.numbers["prompts"], line.numbers["education"]) for line in by_year(rows)] == [
        ("2025-26", 4, 0), ("2026-27", 4, 2),
    ]  # fmt: skip
    assert [(line.label, line.numbers["statements"]) for line in by_authority(rows)] == [("Ardenvale", 3)]


def earlier(region, by, **fields):
    return EarlierCount.enter(region, by=by, **{"year": "2015", "statements": 300, "source": "Annual report"} | fields)


def test_what_was_entered_stands_before_the_years_that_are_counted(submitted, mercia, dana):
    earlier(mercia, dana)
    earlier(mercia, dana, area_title="Area A", statements=90)
    earlier(mercia, dana, year="2026-27", statements=1)
    lines = by_year(rows_of(dana, mercia), earlier_counts(dana, mercia))
    assert [(line.label, line.numbers["statements"], line.source) for line in lines] == [
        ("2015", 300, "Annual report"), ("2026-27", 3, ""),
    ]  # fmt: skip
    narrowed = by_year([], earlier_counts(dana, mercia), "area-a")
    assert [(line.label, line.numbers["statements"]) for line in narrowed] == [("2015", 90)]


def test_counts_are_entered_once_for_one_year_area_and_authority(mercia, ardenvale, dana):
    first = earlier(mercia, dana)
    earlier(mercia, dana, authority=ardenvale)
    for more in ({}, {"authority": ardenvale}):
        with pytest.raises(IntegrityError), transaction.atomic():
            earlier(mercia, dana, **more)
    first.take_out(by=dana, version=1)
    earlier(mercia, dana)
    assert [one.authority for one in earlier_counts(dana, mercia)] == [None, ardenvale]


def test_taking_counts_out_is_recorded_and_refused_when_overtaken(mercia, dana):
    made = earlier(mercia, dana)
    with pytest.raises(Overtaken):
        made.take_out(by=dana, version=7)
    made.take_out(by=dana, version=1)
    assert earlier_counts(dana, mercia) == []
    assert [event.verb for event in AuditEvent.objects.about(made)] == [
        "took out earlier counts",
        "entered earlier counts",
    ]


def test_the_first_year_is_that_of_the_first_cycle_that_was_opened(mercia, ardenvale, dana, cycle):
    shapes.cycle(mercia, "2020-21", ardenvale, by=dana, status="draft")
    assert first_year(mercia) == "2026-27"


def test_the_working_text_is_counted_as_it_stands(assessment):
    part = shapes.first_section(assessment)
    shapes.statement(part, part.area.prompts.first(), step=3, evidence=["audit"])
    assert [values(row.numbers) for row in rows_now(assessment)] == [[2, 1, 1, 1, 1, 1, 0], [2, 0, 0, 0, 0, 0, 0]]
    assert rows_now(assessment)[0].year == "2026-27"


def test_evidence_of_an_old_day_is_still_about_practice():
    old = evidence("audit", dated_on=date(2019, 1, 1).isoformat())
    assert values(counts_of_section(section([statement(old, step=2)]), {})) == [1, 1, 1, 1, 1, 0, 0]


def test_steps_are_brought_to_the_day_before_they_are_signed(assessment, alice, lead):
    part = shapes.first_section(assessment)
    old = shapes.statement(part, evidence=["audit", "staff"], step=3)
    old.evidence.update(dated_on=date(2020, 1, 1))
    ask_for_signatures(assessment, by=lead)
    old.refresh_from_db()
    assert old.step == 2


def test_submitting_counts_and_so_does_sending_remarks(assessment, alice, lead, moss, dana):
    part = shapes.first_section(assessment)
    said = shapes.statement(part, evidence=["audit"], step=2)
    ask_for_signatures(assessment, by=lead)
    signing = approve(assessment.signatures.get(), by=alice, sha256=fingerprint(words_of(assessment)))
    submission = submit(assessment, by=lead, sha256=signing.sha256)
    before = kept(submission)[0]
    moderator = shapes.moderator(submission, moss, by=dana)
    Remark.objects.create(
        moderator=moderator, area_code="A", statement=said.public_id, proposed_step=4, step_reason="Impact is shown."
    )
    send_remarks(moderator, by=moss)
    assert (before, kept(submission)[0]) == ([2, 2, 1, 1, 1, 0, 0], [2, 2, 1, 1, 1, 1, 1])


def test_an_area_about_education_is_named_so():
    lines = [Line("Schools", numbers(prompts=2, education=2, prompts_answered=1), 3), Line("Early help", numbers(), 3)]
    shown = table("Area", lines, with_authorities=True, by_area=True)
    assert [row[0] for row in shown["rows"]] == ["Schools (education)", "Early help"]
    assert [column["label"] for column in shown["columns"]][:4] == [
        "Area", "Authorities", "Questions answered", "Statements",
    ]  # fmt: skip
