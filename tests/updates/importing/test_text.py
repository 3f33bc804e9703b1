"""Plain text: sections, lists, joined lines, contacts, tags and what is dropped."""

import pytest

from updates.importing import FoundContact, FoundSection
from updates.importing.reading import read, read_text

TITLE = "London update May 2016\n\n"


def sections(text):
    return [(section.heading, section.html) for section in read_text(TITLE + text).sections]


def test_short_lines_above_paragraphs_and_lists_are_headings():
    text = "Peer challenge\n\nIt went well.\n\nNext steps\n\n• Plan\n• Visit\n\nWORKFORCE:\n\nIt is steady.\n"
    assert sections(text) == [
        ("Peer challenge", "<p>It went well.</p>"),
        ("Next steps", "<ul><li>Plan</li><li>Visit</li></ul>"),
        ("WORKFORCE", "<p>It is steady.</p>"),
    ]


def test_a_line_that_leads_in_to_a_list_is_not_a_heading():
    text = "Peer challenge\n\nIt went well.\n\nThe visits include\n\n- Ardenvale\n- Severnford\n"
    expected = "<p>It went well.</p>\n<p>The visits include</p>\n<ul><li>Ardenvale</li><li>Severnford</li></ul>"
    assert sections(text) == [("Peer challenge", expected)]


def test_numbered_headings_and_numbered_lists_are_told_apart():
    text = (
        "1. Peer challenge\n\nIt went well.\n\n2. Workforce\n\nIt is steady.\n\n1. Each plans.\n\n2. Each one visits.\n"
    )
    assert sections(text) == [
        ("Peer challenge", "<p>It went well.</p>"),
        ("Workforce", "<p>It is steady.</p>\n<ol><li>Each plans.</li><li>Each one visits.</li></ol>"),
    ]


def test_numbers_of_headings_leave_only_where_every_heading_has_one():
    body = "1. Visits\n\nThey went well.\n\n{}\n\nIt is steady.\n\n3. Data\n\nIt is complete.\n"
    every = read_text(TITLE + body.format("2. Workforce"))
    assert [section.heading for section in every.sections] == ["Visits", "Workforce", "Data"]
    assert every.dropped == ["Numbers of headings: 1. 2. 3."]
    some = read_text(TITLE + body.format("Workforce"))
    assert [section.heading for section in some.sections] == ["1. Visits", "Workforce", "3. Data"]
    assert some.dropped == []


def test_a_list_keeps_the_number_it_starts_with():
    text = "Peer challenge\n\nIt went well.\n\n4. Each authority plans its visit.\n5. Each authority writes.\n"
    assert sections(text)[0][1].endswith(
        '<ol start="4"><li>Each authority plans its visit.</li><li>Each authority writes.</li></ol>'
    )


def test_lists_nest_by_indentation_and_by_bullet():
    text = "News\n\n• One\n   o Inner\n   o Other\n• Two\n\nMore news\n\n* A\n  1. B\n  2. C\n"
    assert sections(text) == [
        ("News", "<ul><li>One<ul><li>Inner</li><li>Other</li></ul></li><li>Two</li></ul>"),
        ("More news", "<ul><li>A<ol><li>B</li><li>C</li></ol></li></ul>"),
    ]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a) One\nb) Two", '<ol type="a"><li>One</li><li>Two</li></ol>'),
        ("a. One\nb. Two", '<ol type="a"><li>One</li><li>Two</li></ol>'),
        ("(c) Three\n(d) Four", '<ol type="a" start="3"><li>Three</li><li>Four</li></ol>'),
        ("A) One\nB) Two", '<ol type="A"><li>One</li><li>Two</li></ol>'),
        ("i) One\nii) Two", '<ol type="i"><li>One</li><li>Two</li></ol>'),
        ("iv) Four\nv) Five", '<ol type="i" start="4"><li>Four</li><li>Five</li></ol>'),
        ("h) Hotel\ni) India\nj) Juliet", '<ol type="a" start="8"><li>Hotel</li><li>India</li><li>Juliet</li></ol>'),
        (
            "1. One\n  a) In\n  b) By\n2. Two",
            '<ol><li>One<ol type="a"><li>In</li><li>By</li></ol></li><li>Two</li></ol>',
        ),
        (
            "(a) One\n(i) In\n(ii) By\n(b) Two",
            '<ol type="a"><li>One<ol type="i"><li>In</li><li>By</li></ol></li><li>Two</li></ol>',
        ),
    ],
)
def test_lettered_and_roman_lists_keep_their_letters(text, html):
    assert sections(f"News\n\nIt went well.\n\n{text}\n")[0][1] == f"<p>It went well.</p>\n{html}"


def test_hard_wrapped_lines_are_joined():
    text = "News\nPartners prepare to work together on recruitment,\nmarketing and sector-\nled visits. It goes well.\n"
    joined = "Partners prepare to work together on recruitment, marketing and sector-led visits. It goes well."
    assert sections(text) == [("News", f"<p>{joined}</p>")]


def test_addresses_become_links_without_the_full_stop():
    html = sections("News\n\nSee www.mercia.example/a_(b). Or https://mercia.example, or jo@mercia.example.\n")[0][1]
    assert html == (
        '<p>See <a href="http://www.mercia.example/a_(b)" rel="noopener">www.mercia.example/a_(b)</a>. Or '
        '<a href="https://mercia.example" rel="noopener">https://mercia.example</a>, or '
        '<a href="mailto:jo@mercia.example" rel="noopener">jo@mercia.example</a>.</p>'
    )


def test_text_without_headings_is_one_section_with_a_doubt():
    found = read_text(TITLE + "It went well this time.\n\nIt will go well again.\n")
    assert found.sections == [
        FoundSection("Introduction", "<p>It went well this time.</p>\n<p>It will go well again.</p>")
    ]
    assert [doubt.text for doubt in found.doubts] == ["No headings were found: the whole text is one section."]


CLOSING = (
    "News\n\nIt went well.\n\nThis programme is supported by MIEP. More information on any of the above "
    "can be found via the Regional Chair Jo Bloggs, Ardenvale, jo.bloggs@ardenvale.example, "
    "MIEP Children’s Programme Manager Alex Roe alex@miep.example"
)
PEOPLE = [
    FoundContact("Regional Chair, Ardenvale", "Jo Bloggs", "jo.bloggs@ardenvale.example"),
    FoundContact("MIEP Children’s Programme Manager", "Alex Roe", "alex@miep.example"),
]


def test_a_closing_line_gives_contacts_and_who_supports():
    found = read_text(TITLE + CLOSING)
    assert (found.contacts, found.supported_by) == (PEOPLE, "MIEP")
    assert found.sections == [FoundSection("News", "<p>It went well.</p>")]
    assert [line[:30] for line in found.dropped] == ["This programme is supported by", "More information on any of the"]


@pytest.mark.parametrize(
    ("more", "left"),
    [
        (" and via the regional website www.mercia.example", "regional website www.mercia.example"),
        (" or on 01632 960001.", "01632 960001"),
        (", telephone: 01632 960001, www.mercia.example", "telephone: 01632 960001, www.mercia.example"),
    ],
)
def test_a_telephone_number_or_web_address_beside_contacts_leaves_with_their_line_and_is_said(more, left):
    found = read_text(TITLE + CLOSING + more)
    assert (found.contacts, found.sections) == (PEOPLE, [FoundSection("News", "<p>It went well.</p>")])
    assert [(doubt.about, doubt.place, doubt.text.split("”")[0]) for doubt in found.doubts] == [
        ("contact", "News", f"“{left}")
    ]
    assert found.dropped[-1].endswith(more)


def test_a_closing_line_of_which_more_is_left_stays_with_a_doubt():
    found = read_text(TITLE + CLOSING + " until the end of the summer term")
    assert found.contacts == PEOPLE
    assert found.sections[0].html.endswith("until the end of the summer term</p>")
    assert [(doubt.about, doubt.place) for doubt in found.doubts] == [("contact", "News")]


@pytest.mark.parametrize(
    ("line", "contact"),
    [
        ("Contact: Jo Bloggs – jo@a.example", FoundContact("", "Jo Bloggs", "jo@a.example")),
        (
            "For further details please contact Jo Bloggs, Director of Children’s Services, Ardenvale at jo@a.example.",
            FoundContact("Director of Children’s Services, Ardenvale", "Jo Bloggs", "jo@a.example"),
        ),
        ("Regional Chair: Jo Bloggs (jo@a.example)", FoundContact("Regional Chair", "Jo Bloggs", "jo@a.example")),
        ("Jo Bloggs, Programme Manager: jo@a.example", FoundContact("Programme Manager", "Jo Bloggs", "jo@a.example")),
        ("For more information email office@a.example", FoundContact("", "", "office@a.example")),
    ],
)
def test_contact_lines_of_many_habits(line, contact):
    found = read_text(f"{TITLE}News\n\nIt went well.\n\n{line}\n")
    assert found.contacts == [contact]
    assert found.dropped == [line]


def test_a_contacts_heading_with_a_line_for_each_part():
    text = "Contacts\n\nJo Bloggs\nRegional Chair\njo@a.example\n\nProgramme Manager: Alex Roe, Ardenvale\n"
    found = read_text(f"{TITLE}News\n\nIt went well.\n\n{text}")
    assert found.contacts == [
        FoundContact("Regional Chair", "Jo Bloggs", "jo@a.example"),
        FoundContact("Programme Manager, Ardenvale", "Alex Roe", ""),
    ]
    assert [section.heading for section in found.sections] == ["News"]


def test_somebody_in_a_sentence_is_not_a_contact():
    found = read_text(
        TITLE
        + "News\n\nThe board is chaired by Jo Bloggs, DCS, Ardenvale. Write to jo@a.example if you wish to join it.\n"
    )
    assert found.contacts == []


@pytest.mark.parametrize(
    ("lines", "tags"),
    [
        ("Tags assigned to this article:\nADOPTION 12\nEAST MIDLANDS 3\n", ["Adoption", "East Midlands"]),
        ("Tags assigned to this article: ADOPTION 12 EAST MIDLANDS 3", ["Adoption", "East Midlands"]),
        ("Tags assigned to this article:ADOPTION 12EAST MIDLANDS 3Related Articles", ["Adoption", "East Midlands"]),
        ("TagsADOPTION 12 SLI 98 PEER CHALLENGE 40", ["Adoption", "SLI", "Peer challenge"]),
        ("Tags: Adoption (12), SEND (3), Care leavers", ["Adoption", "SEND", "Care leavers"]),
        ("Tags: adoption, RIIAS", ["Adoption", "RIIAS"]),
        ("Tags assigned to this article:\nThere are no tags assigned to this article!", []),
        ("Tags assigned to this article:\n\nRelated Articles", []),
    ],
)
def test_tags_lose_their_counts_and_keep_their_words(lines, tags):
    found = read_text(f"{TITLE}News\n\nIt went well.\n\n{lines}")
    assert found.tags == tags
    assert found.sections == [FoundSection("News", "<p>It went well.</p>")]


def test_page_furniture_is_dropped_and_listed():
    text = "Home\nNews\n\nLondon update May 2016\n\nShare this\n\nNews\n\nIt went well.Related Articles"
    found = read_text(text)
    assert found.sections == [FoundSection("News", "<p>It went well.</p>")]
    assert sorted(found.dropped) == ["Home", "News", "Related Articles", "Share this"]


def test_what_stands_below_related_articles_is_dropped_with_a_doubt():
    other = "Another region’s visit to our conference, with more words than a heading has by a good way."
    found = read_text(f"{TITLE}News\n\n{'It went well. ' * 12}\n\nRelated Articles\n\n{other}\n")
    assert found.dropped == ["Related Articles", other]
    assert [doubt.about for doubt in found.doubts] == ["left out"]


@pytest.mark.parametrize(
    "text",
    [
        "Our priorities 2015-16\n\nP1. Safeguarding\n\nTo do.\n\nP2. Schools\n\nTo do.\n\nE1: Leading\n\nTo lead.\n",
        "London Regional Improvement Plan 2018 - 2021\n\nWhat we will do\n\nWe will improve.\n",
    ],
)
def test_a_plan_is_doubted_and_has_no_period(text):
    found = read_text(text)
    assert found.period is None
    assert [doubt.about for doubt in found.doubts].count("plan") == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_every_usual_encoding_is_read(encoding):
    text = "London update May 2016\n\nNews\n\nThe region’s “summit” – it went well.\n"
    found = read("x.txt", text.encode(encoding))
    assert found.sections == [FoundSection("News", "<p>The region’s “summit” – it went well.</p>")]


def test_script_and_control_characters_do_no_harm():
    found = read_text(TITLE + "News\n\nA <script>alert(1)</script>\x00 word\ud800 here.\n")
    assert found.sections == [FoundSection("News", "<p>A &lt;script&gt;alert(1)&lt;/script&gt; word here.</p>")]


def test_as_json_has_the_agreed_keys():
    assert sorted(read_text(TITLE + "News\n\nIt went well.\n").as_json()) == [
        "contacts", "doubts", "dropped", "in_short", "period", "pictures", "region", "sections", "supported_by",
        "tags", "title",
    ]  # fmt: skip


def test_a_short_sentence_without_a_full_stop_is_not_taken_for_a_heading():
    found = read_text(TITLE + "MoU\n\nThe agreement is well under way\n\nFostering\n\nTwo authorities recruit.\n")
    assert found.sections == [
        FoundSection("MoU", "<p>The agreement is well under way</p>"),
        FoundSection("Fostering", "<p>Two authorities recruit.</p>"),
    ]
    assert [(doubt.about, doubt.place) for doubt in found.doubts] == [("heading", "MoU")]


def test_a_telephone_number_without_an_address_keeps_its_line_in_the_text():
    found = read_text(TITLE + "News\n\nIt went well.\n\nFor more details ring Jo Bloggs on 01632 960001\n")
    assert (found.contacts, found.dropped) == ([], [])
    assert found.sections[0].html.endswith("<p>For more details ring Jo Bloggs on 01632 960001</p>")
