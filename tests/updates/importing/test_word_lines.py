"""Lists, numbers and soft returns of Word documents."""

import pytest
from docx import Document
from docx.shared import Pt

from updates.importing.reading import read

from . import documents as made
from .documents import ITEMS, MERCIA, saved


def found_in(document):
    return read("update.docx", saved(document), MERCIA)


def news():
    document = Document()
    document.add_heading("Mercia update May 2016", level=0)
    document.add_heading("News", level=1)
    return document


def html_of(document):
    return found_in(document).sections[0].html


# --- lists ------------------------------------------------------------------------------------------------------


def test_lists_keep_their_letters_and_their_nesting():
    document = news()
    letters = made.add_list(document, ("lowerLetter", "%1)"), ("lowerRoman", "%2."), ("bullet", "•"))
    for text, depth in [("One", 0), ("Inner", 1), ("Innermost", 2), ("Other", 1), ("Two", 0)]:
        made.add_item(document, text, letters, depth)
    assert html_of(document) == (
        '<ol type="a"><li>One<ol type="i"><li>Inner<ul><li>Innermost</li></ul></li><li>Other</li></ol></li>'
        "<li>Two</li></ol>"
    )


def test_a_list_goes_on_after_a_paragraph_with_the_number_that_word_shows():
    document = news()
    numbers = made.add_list(document, ("decimal", "%1."))
    made.add_item(document, "One of them.", numbers)
    document.add_paragraph("This stands between the two items of our list.")
    made.add_item(document, "Two of them.", numbers)
    assert html_of(document).split("\n") == [
        "<ol><li>One of them.</li></ol>",
        "<p>This stands between the two items of our list.</p>",
        '<ol start="2"><li>Two of them.</li></ol>',
    ]


def test_two_lists_below_each_other_stay_two():
    document = news()
    for number in (91, 92):
        made.add_list(document, ("decimal", "%1."), number=number)
        made.add_item(document, "One", number)
        made.add_item(document, "Two", number)
    assert html_of(document) == "<ol><li>One</li><li>Two</li></ol>\n<ol><li>One</li><li>Two</li></ol>"


def test_lists_that_only_stand_further_in_are_inside():
    document = news()
    made.add_list(document, ("bullet", "•", 720), number=91)
    made.add_list(document, ("bullet", "o", 1440), number=92)
    for text, number in [("One", 91), ("Inner", 92), ("Other", 92), ("Two", 91)]:
        made.add_item(document, text, number)
    assert html_of(document) == "<ul><li>One<ul><li>Inner</li><li>Other</li></ul></li><li>Two</li></ul>"


def test_a_label_in_words_is_text():
    document = news()
    labelled = made.add_list(document, ("decimal", "Priority %1:"))
    made.add_item(document, "We will visit every authority in the year.", labelled)
    made.add_item(document, "We will write to each of them as well.", labelled)
    assert html_of(document).split("\n") == [
        "<p>Priority 1: We will visit every authority in the year.</p>",
        "<p>Priority 2: We will write to each of them as well.</p>",
    ]


# --- numbered headings ------------------------------------------------------------------------------------------


def typed(document, number, heading):
    document.add_heading(f"{number}. {heading}", level=1)


def by_word(document, number, heading):
    if number == 1:
        made.add_list(document, ("decimal", "%1."))
    made.add_item(document, heading, 90)


def by_word_in_bold(document, number, heading):
    by_word(document, number, heading)
    document.paragraphs[-1].runs[0].bold = True


@pytest.mark.parametrize("put", [typed, by_word, by_word_in_bold])
def test_numbered_headings_are_headings_without_their_numbers(put):
    document = Document()
    document.add_paragraph("Mercia update May 2016").runs[0].font.size = Pt(20)
    for number, (heading, text) in enumerate(ITEMS, start=1):
        put(document, number, heading)
        document.add_paragraph(text)
    assert [(section.heading, section.html) for section in found_in(document).sections] == [
        (heading, f"<p>{text}</p>") for heading, text in ITEMS
    ]


def test_lower_headings_lose_their_numbers_too():
    document = Document()
    document.add_heading("Mercia update May 2016", level=0)
    for number, (heading, text) in enumerate(ITEMS, start=1):
        document.add_heading(f"{number} {heading}", level=1)
        document.add_heading(f"{number}.1 In detail for {number}", level=2)
        document.add_paragraph(text)
    found = found_in(document)
    assert [section.heading for section in found.sections] == [heading for heading, _ in ITEMS]
    assert found.sections[1].html == f"<h3>In detail for 2</h3>\n<p>{ITEMS[1][1]}</p>"
    assert found.dropped == ["Numbers of headings: 1 2 3 1.1 2.1 3.1"]


# --- soft returns -----------------------------------------------------------------------------------------------


def plain(run):
    pass


def bold(run):
    run.bold = True


def large(run):
    run.font.size = Pt(16)


def underlined(run):
    run.underline = True


@pytest.mark.parametrize("style", [plain, bold, large, underlined])
def test_a_first_line_that_ends_with_a_soft_return_is_a_heading(style):
    document = Document()
    document.add_paragraph("Mercia update May 2016")
    for heading, text in ITEMS:
        paragraph = document.add_paragraph()
        run = paragraph.add_run(heading)
        style(run)
        run.add_break()
        paragraph.add_run(text)
    assert [(section.heading, section.html) for section in found_in(document).sections] == [
        (heading, f"<p>{text}</p>") for heading, text in ITEMS
    ]


def test_a_first_line_above_words_that_lead_in_to_a_list_is_a_heading():
    document = Document()
    document.add_paragraph("Mercia update May 2016")
    for heading in ("Fostering", "Adoption"):
        document.add_paragraph(f"{heading}\nOur aims include")
        document.add_paragraph("Joint recruitment", style="List Bullet")
    assert [(section.heading, section.html) for section in found_in(document).sections] == [
        (heading, "<p>Our aims include</p>\n<ul><li>Joint recruitment</li></ul>")
        for heading in ("Fostering", "Adoption")
    ]


def test_a_heading_style_that_runs_on_below_its_soft_return_ends_there():
    document = Document()
    document.add_heading("Mercia update May 2016", level=0)
    for heading, text in ITEMS:
        document.add_heading(f"{heading}\n{text}", level=1)
    document.add_heading("Regional adoption\nagencies", level=1)
    document.add_paragraph("Two have begun.")
    assert [(section.heading, section.html) for section in found_in(document).sections] == [
        *((heading, f"<p>{text}</p>") for heading, text in ITEMS),
        ("Regional adoption agencies", "<p>Two have begun.</p>"),
    ]


def test_soft_returns_inside_a_paragraph_are_line_breaks():
    document = news()
    document.add_paragraph("Ardenvale House\n1 High Street\nArdenvale")
    assert html_of(document) == "<p>Ardenvale House<br>1 High Street<br>Ardenvale</p>"


def test_a_caption_in_bold_is_no_heading():
    document = news()
    document.add_paragraph("It went well in all of them.")
    document.add_paragraph("Table 1: Visits by authority", style="Caption")
    document.add_paragraph("It is complete.")
    assert [section.heading for section in found_in(document).sections] == ["News"]
    assert "<h3>" not in html_of(document)
