"""The ladder and what the coach says: every rule on fields, on the day."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from peerchallenge.coach import LADDER, advice_on, confirmed_step, look_at, step_of, view_of
from peerchallenge.ladder import is_about_practice, says_only_figures, year_before
from peerchallenge.models import Prompt, Statement
from tests.peerchallenge import shapes
from tests.peerchallenge.said import evidence, statement

TODAY = date(2026, 11, 22)
AUDIT, FIGURE = evidence("audit"), evidence("figure", title="Visits in time")
SAFER = "Children tell us that they know their worker, and ask for them by name."


@pytest.mark.parametrize(
    ("words", "step"),
    [
        (statement(claim=""), 0),
        (statement(claim="Visits are very good."), 0),
        (statement(claim="one two three four five six seven eight nine"), 0),
        (statement(claim="one two three four five six seven eight nine ten"), 1),
        (statement(claim="Visits are good.", so_what=SAFER), 1),
        (statement(claim="Visits are good.", next_step="Ask families."), 1),
        (statement(evidence(dated_on=None), claim="Visits are good."), 1),
        (statement(evidence(dated_on=None, source="Team return")), 2),
        (statement(evidence(dated_on=None, url="https://example.org/a")), 2),
        (statement(AUDIT), 2),
        (statement(AUDIT, AUDIT), 2),
        (statement(AUDIT, evidence("figure", dated_on="2025-11-21")), 2),
        (statement(AUDIT, evidence("figure", dated_on="2025-11-22")), 3),
        (statement(AUDIT, evidence("figure", dated_on="2026-11-23")), 2),
        (statement(AUDIT, FIGURE), 3),
        (statement(AUDIT, FIGURE, so_what="Up from 71% to 84%"), 3),
        (statement(AUDIT, FIGURE, so_what=SAFER), 4),
        (statement(AUDIT, so_what=SAFER), 2),
    ],
)
def test_the_step_follows_from_the_fields(words, step):
    assert step_of(words, TODAY) == step


def test_the_ladder_has_five_steps_in_their_order():
    assert [step.number for step in LADDER] == [0, 1, 2, 3, 4]


def test_a_step_falls_when_its_evidence_grows_old():
    assert [step_of(statement(AUDIT, FIGURE), day) for day in (TODAY, date(2027, 10, 2))] == [3, 2]


def test_twelve_months_before_the_last_of_february_begin_in_march():
    assert year_before(date(2028, 2, 29)) == date(2027, 3, 1)


def test_a_strong_statement_gets_no_advice():
    assert advice_on(statement(AUDIT, FIGURE, so_what=SAFER), TODAY) == []


def test_a_bare_claim_is_asked_for_evidence_and_impact():
    assert advice_on(statement(), TODAY) == [
        "It has no evidence: add how you know, such as an audit, a figure or what families said.",
        "Its impact is missing: say in “so what” what is different for children because of it.",
    ]


def test_an_empty_statement_is_told_how_to_begin():
    assert advice_on(statement(claim=" "), TODAY) == ["Begin with what you know: one claim, in a sentence or two."]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (statement(AUDIT, FIGURE, claim="word " * 80, so_what=SAFER), None),
        (
            statement(AUDIT, FIGURE, claim="word " * 81, so_what=SAFER),
            "It is 81 words long: keep to 80, or make two statements of it.",
        ),
        (
            statement(FIGURE, FIGURE, so_what=SAFER),
            "Figures are its only evidence: add what an audit, families or staff say of the practice behind them.",
        ),
        (
            statement(AUDIT, AUDIT, so_what=SAFER),
            "All its evidence is of one kind (audit of practice): add another that says the same, or not.",
        ),
        (
            statement(AUDIT, evidence("staff", dated_on=None, source="Survey", title="Health check"), so_what=SAFER),
            "Date “Health check”: without a day nobody can tell whether it still holds.",
        ),
        (
            statement(AUDIT, evidence("figure", dated_on="2025-03-03"), so_what=SAFER),
            "“Audit of visits” is of 3 March 2025, more than 12 months ago: add something newer.",
        ),
        (
            statement(
                evidence(dated_on="2025-03-03", title="Audit"), evidence("staff", dated_on="2024-03-03"), so_what=SAFER
            ),
            "“Audit” and 1 other are of 3 March 2025 or before, more than 12 months ago: add something newer.",
        ),
        (statement(AUDIT, FIGURE, evidence("outside", dated_on="2024-03-03"), so_what=SAFER), None),
        (
            statement(AUDIT, FIGURE, evidence("outside", dated_on="2027-03-03"), so_what=SAFER),
            "Check the date of “Audit of visits”: that day is still to come.",
        ),
        (
            statement(AUDIT, FIGURE, so_what="84%, up from 71% in March"),
            "“So what” has only figures: say in words what is different for children behind them.",
        ),
        (
            statement(AUDIT, FIGURE, so_what=SAFER, next_step="Ask families."),
            "The next step has no date: say by when, so that next year can tell what became of it.",
        ),
        (statement(AUDIT, FIGURE, so_what=SAFER, next_step="Ask families.", next_on="2027-01-31"), None),
    ],
)
def test_each_rule_names_its_fix(words, sentence):
    assert advice_on(words, TODAY) == ([sentence] if sentence else [])


def test_evidence_that_nobody_can_look_up_is_named():
    assert advice_on(statement(AUDIT, evidence("staff", dated_on=None), so_what=SAFER), TODAY) == [
        "Nobody can look up “Audit of visits”: give a date, a source, a link or the file.",
        "Date “Audit of visits”: without a day nobody can tell whether it still holds.",
    ]


def test_voice_is_missed_only_where_the_question_asks_for_it():
    words, heard = statement(AUDIT, FIGURE, so_what=SAFER), statement(AUDIT, evidence("voice"), so_what=SAFER)
    assert advice_on(words, TODAY, asks_voice=True) == [
        "The question asks for children’s and families’ voice: add what they said, and where that is written."
    ]
    assert (advice_on(words, TODAY), advice_on(heard, TODAY, asks_voice=True)) == ([], [])


@pytest.mark.parametrize(
    ("text", "is_figures"),
    [
        ("82%", True),
        ("Up from 71 per cent to 84 per cent in quarter 2", True),
        ("Q2: 84% (England 71%)", True),
        ("84% of children are seen sooner", False),
        ("Children are safer", False),
        ("", False),
    ],
)
def test_figures_are_told_from_words(text, is_figures):
    assert says_only_figures(text) is is_figures


@pytest.mark.parametrize(
    ("kind", "is_practice"),
    [
        ("audit", True), ("case-review", True), ("voice", True), ("staff", True), ("outside", True), ("peers", True),
        ("figure", False), ("complaints", False), ("document", False),
    ],
)  # fmt: skip
def test_practice_is_told_from_volume_by_the_kind_of_evidence(kind, is_practice):
    assert is_about_practice(statement(FIGURE, evidence(kind))) is is_practice
    assert is_about_practice(statement(evidence(kind, dated_on=None))) is False


def test_the_view_says_the_step_why_and_what_takes_it_further():
    assert [view_of(one, TODAY)[1:3] for one in (
        statement(claim="Visits are good."), statement(), statement(evidence(dated_on="2025-01-01")), statement(AUDIT),
        statement(AUDIT, FIGURE), statement(AUDIT, FIGURE, so_what=SAFER),
    )] == [
        ("It says what you think, and not yet what is done or how you know.",
         "Say what is done, for whom and since when."),
        ("It says what is done, and cites no evidence that somebody could look up.",
         "Add evidence that can be looked up: with its date and its source, a link or the file."),
        ("It cites evidence; none of it is dated within the last 12 months.",
         "Add two kinds of evidence, dated since 22 November 2025."),
        ("It cites evidence; one kind of it is dated within the last 12 months.",
         "Add another kind of evidence besides “Audit of practice”, dated since 22 November 2025."),
        ("Its evidence of the last 12 months is of 2 kinds (audit of practice, figure).",
         "Say in “so what”, in words, what is different for children because of it."),
        ("Its evidence of the last 12 months is of 2 kinds (audit of practice, figure), and “so what” says what it "
         "means for children.", ""),
    ]  # fmt: skip


def remark(pk, step, day=1, statement="s1", sent=True):
    sent_at = datetime(2026, 11, day, tzinfo=UTC) if sent else None
    return SimpleNamespace(pk=pk, statement=statement, proposed_step=step, sent_at=sent_at)


def test_the_step_that_a_moderator_sent_last_counts():
    remarks = [remark(1, 3, day=9), remark(2, 1, day=5), remark(3, 4, day=12, sent=False), remark(4, None, day=13)]
    assert confirmed_step(statement(step=2), remarks) == 3
    assert confirmed_step(statement(step=2), [remark(1, 0, statement="s2")]) == 2
    assert confirmed_step(statement(step=2), [remark(1, 0)]) == 0


@pytest.mark.django_db
def test_the_coach_reads_a_row_as_it_is_saved(assessment, django_assert_num_queries):
    section = shapes.first_section(assessment)
    prompt = section.area.prompts.first()
    Prompt.objects.filter(pk=prompt.pk).update(is_voice=True)
    made = shapes.statement(section, prompt, so_what=SAFER, evidence=["audit", "staff"])
    row = Statement.objects.get(pk=made.pk)
    with django_assert_num_queries(2):
        said = look_at(row)
    assert said == [
        "The question asks for children’s and families’ voice: add what they said, and where that is written."
    ]
