"""What the importer finds in letters: findings with their kind, theme, place and next steps; days."""

import docx
import pytest

from peerchallenge.reviews.importing.found import FoundFinding
from peerchallenge.reviews.importing.reading import read, read_text
from peerchallenge.reviews.importing.roles import role_of
from portal.documents.found import CannotRead
from tests.peerchallenge.reviews import shapes_letters as letters


def found(letter):
    return [(one.kind, one.headline, one.steps) for one in letter.findings]


def test_headings_say_of_which_kind_the_items_below_them_are():
    letter = read_text(letters.PLAIN)
    assert found(letter) == [
        ("strength", "Children are seen quickly at the front door.", []),
        ("strength", "Leaders are visible. Staff spoke of it in nine sessions.", []),
        ("area", "Thresholds are read in different ways by partners.", ["Agree one page on thresholds with partners."]),
        ("area", "The quality of plans is uneven.", ["Let managers read plans together."]),
    ]
    assert [one.place for one in letter.findings] == [
        "Strengths, point 1", "Strengths, point 2", "Areas for development, point 1", "Areas for development, point 2",
    ]  # fmt: skip


def test_the_days_of_letter_and_visit_are_found():
    letter = read_text(letters.PLAIN)
    assert (letter.dated_on, letter.begins_on, letter.ends_on) == ("2025-11-12", "2025-11-03", "2025-11-05")
    assert letter.title == "Team review of children's services in Ardenvale"


def test_themes_of_a_word_letter_stand_with_its_findings_and_keep_their_next_steps_apart():
    letter = read("letter.docx", letters.word(*letters.THEMED))
    assert letter.findings == [
        FoundFinding(
            "strength", "A settled team: Leaders have held their posts for three years, and staff trust them.",
            theme="Leadership", place="Leadership: What is working well",
        ),
        FoundFinding(
            "area", "Scrutiny does not see the figures that managers see.", theme="Leadership",
            place="Leadership: Areas for further consideration", steps=["Give scrutiny the managers’ scorecard."],
        ),
        FoundFinding("strength", "Families are helped within a week", theme="Early help", place="Early help"),
    ]  # fmt: skip
    assert letter.doubts == []


def test_every_word_stays_in_the_letter():
    letter = read("letter.docx", letters.word(*letters.THEMED))
    texts = [text.replace("*", "") for _, text in letters.THEMED]
    assert [one["text"] for one in letter.body] == texts
    assert [one["kind"] for one in letter.body if one["text"].startswith("Recommended")] == ["heading"]


def test_bold_lead_ins_are_headlines():
    parts = [
        ("Normal", "*What is working well*"),
        ("Normal", "*Early help.* Help comes soon."),
        ("Normal", "*What we are worried about*"),
        ("Normal", "*Plans wait too long for a decision by panels.* Nine files showed it. So did two groups of staff."),
    ]
    letter = read("letter.docx", letters.word(*parts))
    assert [(one.kind, one.headline, one.heard) for one in letter.findings] == [
        ("strength", "Early help: Help comes soon.", ""),
        (
            "area",
            "Plans wait too long for a decision by panels.",
            "Nine files showed it. So did two groups of staff.",
        ),
    ]


def test_a_table_of_both_kinds_is_read_by_its_columns():
    document = docx.Document()
    table = document.add_table(rows=2, cols=3)
    rows = ["Theme", "Strengths", "Areas for improvement"], ["SEND", "Parents are heard.", "Waits are long."]
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    letter = read("letter.docx", letters.saved(document))
    assert [(one.kind, one.headline, one.theme) for one in letter.findings] == [
        ("strength", "Parents are heard.", "SEND"), ("area", "Waits are long.", "SEND"),
    ]  # fmt: skip


def test_without_headings_the_words_tell_and_each_is_doubted():
    letter = read_text("We came on 3 May 2025.\n\n- Children are seen soon\n- Plans need to be better\n")
    assert found(letter) == [("strength", "Children are seen soon", []), ("area", "Plans need to be better", [])]
    assert [(doubt.about, doubt.place) for doubt in letter.doubts] == [
        ("kind", "Children are seen soon"), ("kind", "Plans need to be better"),
    ]  # fmt: skip


def test_recommendations_without_areas_make_areas():
    letter = read_text("Recommendations\n\n- Agree one page on thresholds.\n- Read plans together.\n")
    assert found(letter) == [
        ("area", "Agree one page on thresholds.", ["Agree one page on thresholds."]),
        ("area", "Read plans together.", ["Read plans together."]),
    ]


def test_a_letter_without_findings_says_so():
    letter = read_text("Dear Alice\n\nThank you for a good day, which we all enjoyed very much indeed.\n")
    assert letter.findings == []
    assert [doubt.about for doubt in letter.doubts] == ["findings"]


def test_a_long_headline_stands_whole_in_what_was_heard():
    long = "word " * 80
    letter = read_text(f"Strengths\n\n- {long.strip()}\n- Another one here\n")
    assert len(letter.findings[0].headline) <= 300
    assert letter.findings[0].heard == long.strip()


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Strengths", "strength"), ("What’s working well", "strength"), ("Areas of good practice", "strength"),
        ("Areas for development", "area"), ("What are we worried about?", "area"), ("Even better if", "area"),
        ("Areas for further consideration", "area"), ("Points to consider", "area"),
        ("Recommended next steps", "steps"), ("Key recommendations", "steps"),
        ("Strengths and areas for development", "both"), ("Headline findings", "both"),
        ("Background to the visit", "none"), ("Leadership and governance", ""),
    ],
)  # fmt: skip
def test_a_heading_says_what_stands_below_it(heading, role):
    assert role_of(heading) == role


def test_an_empty_document_is_refused():
    with pytest.raises(CannotRead):
        read("letter.docx", letters.saved(docx.Document()))
