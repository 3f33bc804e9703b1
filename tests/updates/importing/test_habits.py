"""Habits of writers and of sites that real updates show, each in words about the invented region Mercia."""

import pytest
from docx import Document

from updates.importing import FoundContact, FoundSection
from updates.importing.reading import read, read_text

from .documents import ITEMS, MERCIA, page, saved

TITLE = "Mercia update May 2016\n\n"
NEWS = "News\n\nIt went well in all eight authorities.\n\n"


def found_in(text):
    return read_text(TITLE + text, MERCIA)


def sections(text):
    return [(section.heading, section.html) for section in found_in(text).sections]


# --- headings ---------------------------------------------------------------------------------------------------


def test_a_heading_right_below_another_is_a_lower_one_with_a_doubt():
    text = (
        f"{NEWS}Our priorities\n\nFostering\n\nTwo authorities recruit together.\n\nData\n\nThe return is complete.\n"
    )
    found = found_in(text)
    assert found.sections[1:] == [
        FoundSection("Our priorities", "<h3>Fostering</h3>\n<p>Two authorities recruit together.</p>"),
        FoundSection("Data", "<p>The return is complete.</p>"),
    ]
    assert [(doubt.about, doubt.place) for doubt in found.doubts] == [("heading", "Our priorities")]


def test_bold_lines_in_italics_are_lower_than_upright_ones():
    body = (
        "<h1>Mercia update May 2016</h1><p><b>Priorities</b></p><p><b><i>Fostering</i></b></p><p>Two recruit.</p>"
        "<p><b><i>Data</i></b></p><p>It is complete.</p><p><b>Networks</b></p><p>They met.</p>"
    )
    assert read("x.html", page(body), MERCIA).sections == [
        FoundSection("Priorities", "<h3>Fostering</h3>\n<p>Two recruit.</p>\n<h3>Data</h3>\n<p>It is complete.</p>"),
        FoundSection("Networks", "<p>They met.</p>"),
    ]


def test_numbered_lines_above_bullets_are_headings_but_items_of_a_list_are_not():
    apart = "1. Fostering\n• Two recruit\n• One plans\n\n2. Data\n• It is complete\n"
    assert sections(apart) == [
        ("Fostering", "<ul><li>Two recruit</li><li>One plans</li></ul>"),
        ("Data", "<ul><li>It is complete</li></ul>"),
    ]
    listed = f"{NEWS}Our plans are:\n\n1. Fostering\n  • recruit\n2. Data\n3. Visits\n"
    assert sections(listed)[0][1].endswith(
        "<ol><li>Fostering<ul><li>recruit</li></ul></li><li>Data</li><li>Visits</li></ol>"
    )


def test_a_numbered_bold_line_keeps_its_weight_and_is_a_heading():
    body = (
        "<h1>Mercia update May 2016</h1><h2>News</h2><p>It went well.</p><p><b>1. Visits</b></p><p>Two took place.</p>"
    )
    body += "<h2>Data</h2><p>It is complete.</p>"
    assert read("x.html", page(body), MERCIA).sections[0].html == (
        "<p>It went well.</p>\n<h3>1. Visits</h3>\n<p>Two took place.</p>"
    )


def test_a_long_label_above_a_list_leads_in_to_it():
    text = "Work plan\n\nThe plan for this year emphasises:\n\n• Visits\n• Data\n\nFostering\n\nTwo recruit together.\n"
    assert [heading for heading, _ in sections(text)] == ["Work plan", "Fostering"]


def test_a_long_heading_right_above_a_long_paragraph_is_not_joined_to_it():
    heading = "Mercia Research Consortium for Children’s Services – Round 7 Now Open"
    assert sections(f"{heading}\n{'The round begins in April and lasts a year. ' * 4}\n")[0][0] == heading


def test_dashes_do_not_count_as_words_of_a_heading():
    heading = "Summit – ‘Getting Mercia to Good – Building a Culture of Learning in All Eight’ – 2016"
    assert sections(f"{heading}\n\nIt takes place in Ardenvale.\n")[0][0] == heading


def test_dated_lines_below_a_heading_are_not_headings():
    text = f"{NEWS}Events coming up\n14 June – Summit, Ardenvale\n28 June – Network, Severnford\n"
    assert [heading for heading, _ in sections(text)] == ["News", "Events coming up"]


def test_where_all_lines_are_short_the_shortest_are_headings_with_doubts():
    found = found_in("Fostering\n\nTwo authorities in joint recruitment\n\nData\n\nQuarterly return now complete\n")
    assert [section.heading for section in found.sections] == ["Fostering", "Data"]
    assert [doubt.about for doubt in found.doubts] == ["heading", "heading"]


def test_a_picture_above_the_first_words_makes_no_section():
    body = "<h1>Mercia update May 2016</h1><img src='a.png' alt='A map'><h2>News</h2><p>It went well.</p>"
    found = read("x.html", page(body), MERCIA)
    assert [section.heading for section in found.sections] == ["News"]
    assert [(doubt.about, doubt.place) for doubt in found.doubts] == [("picture", "News")]


def test_bullets_that_look_the_same_make_one_list():
    assert sections("News\n\n\uf0b7 One\n· Two\n• Three\n")[0][1] == "<ul><li>One</li><li>Two</li><li>Three</li></ul>"


@pytest.mark.parametrize(
    "signed",
    [
        "<p><b>Jo Bloggs</b></p><p>Director of Children’s Services, Ardenvale</p>",
        "<p><b>Jo Bloggs, Regional Chair</b></p><p>Ardenvale Council</p>",
        "<p>Kind regards</p><p><b>Jo Bloggs</b></p><p>Ardenvale</p><p>Mercia</p><p>England</p><p>May</p>",
        "<p><b>Cllr Jo Bloggs</b><br>Ardenvale Council</p>",
    ],
)
def test_a_bold_name_that_signs_is_no_heading(signed):
    body = f"<h1>Mercia update May 2016</h1><p><b>Visits</b></p><p>Two took place.</p>{signed}"
    found = read("x.html", page(body), MERCIA)
    assert [section.heading for section in found.sections] == ["Visits"]
    assert "Bloggs" in found.sections[0].html


def test_a_bold_name_that_signs_a_foreword_is_no_heading():
    body = (
        "<h1>Mercia update May 2016</h1><p>Welcome to our update.</p><p><b>Jo Bloggs</b></p><p>Chair of Mercia</p>"
        "<p><b>Visits</b></p><p>Two took place.</p>"
    )
    assert read("x.html", page(body), MERCIA).sections == [
        FoundSection(
            "Introduction", "<p>Welcome to our update.</p>\n<p><strong>Jo Bloggs</strong></p>\n<p>Chair of Mercia</p>"
        ),
        FoundSection("Visits", "<p>Two took place.</p>"),
    ]


def test_bold_headings_that_look_like_names_stay_headings():
    body = (
        "<h1>Mercia update May 2016</h1><p><b>Staying Close</b></p><p>The lead officer is in post</p>"
        "<p><b>Family Hubs</b></p><p>Programme support</p><p><b>Tom Thumb</b></p><p>A new scheme began in May.</p>"
    )
    headings = [section.heading for section in read("x.html", page(body), MERCIA).sections]
    assert headings == ["Staying Close", "Family Hubs", "Tom Thumb"]


# --- about the title --------------------------------------------------------------------------------------------


def test_a_title_said_again_is_dropped_wherever_it_stands():
    found = found_in(f"Mercia Children’s Programme May 2016 Update\n\n{NEWS}Mercia Update May 2016\n")
    assert found.sections == [FoundSection("News", "<p>It went well in all eight authorities.</p>")]
    assert found.dropped == ["Mercia Children’s Programme May 2016 Update", "Mercia Update May 2016"]


def test_a_line_above_the_title_that_names_a_meeting_gives_the_period_but_no_heading():
    found = read_text(f"Council of Directors – February 2016\nMercia regional update\n\n{NEWS}", MERCIA)
    assert (found.title, found.period) == ("Mercia regional update", "2016-02")
    assert [section.heading for section in found.sections] == ["Introduction", "News"]
    assert [doubt.about for doubt in found.doubts] == ["period", "heading"]


@pytest.mark.parametrize(
    ("title", "period", "doubts"),
    [
        ("Mercia update Q3 2018/19 (Oct–Dec)", "2018-10--2018-12", 0),
        ("Mercia update Q4 2018/19 (Jan–Mar)", "2019-01--2019-03", 0),
        ("Mercia update 11/2018", "2018-11", 1),
        ("Mercia update Dec 18", "2018-12", 1),
        ("Mercia update Q3 2018", None, 1),
        ("Mercia update\nSince our last update (May 2018)", None, 1),
    ],
)
def test_numbers_and_financial_years_in_titles(title, period, doubts):
    found = read_text(f"{title}\n\n{NEWS}", MERCIA)
    assert found.period == period
    assert len([doubt for doubt in found.doubts if doubt.about == "period"]) == doubts


def test_the_first_heading_may_speak_of_a_meeting_or_a_summary():
    text = "Summary of our council\n\nIt went well in all eight.\n\nReport of the meeting\n\nIt went well too.\n"
    assert [heading for heading, _ in sections(text)] == ["Summary of our council", "Report of the meeting"]


def test_a_line_with_a_run_of_months_below_the_title_is_a_guess_at_the_period():
    found = read_text(f"Mercia update\n\nOur work from October to December 2019\n\n{NEWS}", MERCIA)
    assert found.period == "2019-10--2019-12"
    assert [doubt.about for doubt in found.doubts] == ["period", "heading"]
    assert [section.heading for section in found.sections] == ["Introduction", "News"]


def test_a_date_alone_is_no_title():
    found = read_text(f"25 March 2025\n\n{NEWS}")
    assert (found.title, found.period) == ("", "2025-03")


def test_a_doubt_about_a_files_name_leaves_its_folder_out():
    found = read("C:\\Updates\\may_2016.txt", f"Mercia update\n\n{NEWS}".encode(), MERCIA)
    assert [doubt.text for doubt in found.doubts] == [
        "May 2016 was taken from the file’s name, “may_2016.txt”. Check that it is the period."
    ]


# --- contacts ---------------------------------------------------------------------------------------------------


def test_a_signature_of_lines_is_a_contact_and_no_heading():
    found = found_in(f"{NEWS}Jo Bloggs\nMercia Programme Manager\njo@mercia.example\n")
    assert found.contacts == [FoundContact("Mercia Programme Manager", "Jo Bloggs", "jo@mercia.example")]
    assert [section.heading for section in found.sections] == ["News"]


def test_a_heading_of_two_words_above_an_address_is_no_signature():
    found = found_in(f"{NEWS}Staying Close\n\nTwo pilots begin!\n\noffice@mercia.example\n")
    assert found.contacts == []
    assert "Staying Close" in [section.heading for section in found.sections]


@pytest.mark.parametrize(
    ("lines", "contacts"),
    [
        ("Contact details:\nName: Jo Bloggs\nRole: Lead\nEmail: jo@a.example", [("Lead", "Jo Bloggs", "jo@a.example")]),
        ("More information: Jo Bloggs, Lead (jo@a.example)", [("Lead", "Jo Bloggs", "jo@a.example")]),
        ("Contact: Dr Jo O’Bloggs-Roe – Lead – jo@a.example", [("Lead", "Dr Jo O’Bloggs-Roe", "jo@a.example")]),
        (
            "More details from Jo Bloggs (jo@a.example), Data Lead, and Alex Roe (alex@a.example)",
            [("Data Lead", "Jo Bloggs", "jo@a.example"), ("", "Alex Roe", "alex@a.example")],
        ),
        ("The chair is Jo Bloggs, Severnford. Lead: Al Roe (al@a.example)", [("Lead", "Al Roe", "al@a.example")]),
        (
            "Key contacts\n\nChair: Jo Bloggs\nVice chair: Sam Poe\nLead: Alex Roe alex@a.example",
            [("Chair", "Jo Bloggs", ""), ("Vice chair", "Sam Poe", ""), ("Lead", "Alex Roe", "alex@a.example")],
        ),
    ],
)  # fmt: skip
def test_contacts_of_more_habits(lines, contacts):
    assert found_in(f"{NEWS}{lines}\n").contacts == [FoundContact(*one) for one in contacts]


# --- tags and furniture -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "tags"),
    [
        ("Tagged: #Mercia #SEND", ["Mercia", "SEND"]),
        ("Tags - Mercia, SEND", ["Mercia", "SEND"]),
        ("Tags assigned to this article:\nMERCIA\nSEND 9", ["Mercia", "SEND"]),
        ("Tags assigned to this article: COVID-19 45 KS2 4 MERCIA 3", ["COVID-19", "KS2", "Mercia"]),
        ("Tags assigned to this article: SEF 2019 (3), MERCIA (2)", ["SEF 2019", "Mercia"]),
    ],
)
def test_tags_of_more_habits(lines, tags):
    found = found_in(f"{NEWS}{lines}\n")
    assert found.tags == tags
    assert found.sections == [FoundSection("News", "<p>It went well in all eight authorities.</p>")]


def test_tags_in_the_foot_of_an_article_are_found_and_its_category_dropped():
    body = (
        "<h1>Mercia update May 2016</h1><h2>News</h2><p>It went well.</p><footer><span class='cat-links'>Posted in "
        "<a>Bulletins</a></span><span class='tags-links'>Tagged <a>SEND</a>, <a>Edge of care</a></span></footer>"
    )
    found = read("x.html", page(body), MERCIA)
    assert found.tags == ["SEND", "Edge of care"]
    assert "Posted in Bulletins" in found.dropped


@pytest.mark.parametrize(
    "line", ["You are here: Home / News", "Home > News > Updates", "24 views", "Related", "Posted in News"]
)
def test_more_furniture_is_dropped(line):
    found = found_in(f"{NEWS}{line}\n")
    assert found.dropped == [line]
    assert found.sections == [FoundSection("News", "<p>It went well in all eight authorities.</p>")]


def test_links_of_a_saved_page_lead_to_where_it_was():
    html = (
        "<html><head><link rel='canonical' href='https://mercia.example/updates/may/'></head><body>"
        "<h1>Mercia update May 2016</h1><h2>News</h2><p>See <a href='/report.pdf'>the report</a>.</p></body></html>"
    )
    found = read("x.html", html.encode(), MERCIA)
    assert found.sections[0].html == (
        '<p>See <a href="https://mercia.example/report.pdf" rel="noopener">the report</a>.</p>'
    )
    assert found.doubts == []


def test_panels_that_buttons_open_are_sections():
    body = (
        "<h1>Mercia update May 2016</h1><h2><button>Visits</button></h2><div><p>Two took place.</p></div>"
        "<div><button aria-expanded='false' aria-controls='x'>Data</button><div id='x' hidden><p>It is complete.</p>"
        "</div></div>"
    )
    found = read("x.html", page(body), MERCIA)
    assert [section.html for section in found.sections] == [
        "<p>Two took place.</p>\n<h3>Data</h3>\n<p>It is complete.</p>"
    ]


def test_a_title_in_a_band_above_the_article_is_kept():
    html = (
        "<html><body><header><h1>Mercia Directors</h1></header><div class='band'><h2>Mercia update May 2016</h2></div>"
        f"<article><h3>News</h3><p>{'It went well. ' * 9}</p><h3>Data</h3><p>It is out.</p></article></body></html>"
    )
    found = read("x.html", html.encode(), MERCIA)
    assert (found.period, [section.heading for section in found.sections]) == ("2016-05", ["News", "Data"])


def test_the_edge_of_the_page_says_the_region_when_nothing_else_does():
    html = (
        "<html><body><h1>Regional update May 2016</h1><h2>News</h2><p>It went well in all our authorities.</p>"
        "<footer>Mercia Directors</footer></body></html>"
    )
    found = read("x.html", html.encode(), MERCIA)
    assert found.region == "mercia"
    assert [doubt.about for doubt in found.doubts] == ["region"]


# --- Word -------------------------------------------------------------------------------------------------------


def test_tables_that_only_lay_out_a_title_and_columns_are_taken_apart():
    document = Document()
    row = document.add_table(1, 2).rows[0]
    row.cells[0].text, row.cells[1].text = "MADCS", "Regional Update May 2016"
    columns = document.add_table(1, 2)
    below = document.add_table(2, 2)
    for cell, (heading, text) in zip([*columns.rows[0].cells, below.cell(0, 0)], ITEMS, strict=True):
        cell.paragraphs[0].add_run(heading).bold = True
        cell.add_paragraph(text)
    found = read("update.docx", saved(document), MERCIA)
    assert (found.title, found.region, found.period) == ("MADCS Regional Update May 2016", "mercia", "2016-05")
    assert found.sections == [FoundSection(heading, f"<p>{text}</p>") for heading, text in ITEMS]
