"""What the panel says of a text before it is published."""

import time
from datetime import UTC, date, datetime

import pytest
from django.template.loader import render_to_string
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.drafting.checks import Draft, Picture, Piece, check
from portal.drafting.models import LinkCheck
from tests.bench.words import Prose

TODAY = date(2026, 3, 10)


def drafted(*htmls, **more):
    """Return a draft of sections with these texts; `more` goes to the draft."""
    pieces = tuple(Piece(f"Section {at}", html, f"body-{at}") for at, html in enumerate(htmls, 1))
    return Draft(pieces, **({"today": TODAY} | more))


def found(draft, kind):
    """Return (level, message) of each finding of a kind that isn't that it passed."""
    return [(finding.level, finding.message) for finding in check(draft) if finding.kind == kind and finding.field]


def levels(html, kind, **more):
    return [level for level, _ in found(drafted(html, **more), kind)]


# ------------------------------------------------------------------------------------------------ headings


def test_a_heading_without_words_must_be_fixed():
    assert found(drafted("<h3> </h3><p>Text</p>"), "headings") == [
        ("must", "Section 1: a heading is empty. Write it or take it out.")
    ]


def test_a_lower_heading_without_a_higher_one_before_it_is_worth_a_look():
    assert found(drafted("<h4>Rates</h4><h3>More</h3><h4>Fine</h4>"), "headings") == [
        (
            "look",
            "Section 1: “Rates” is a smaller heading with no larger one above it. Make it larger.",
        )
    ]


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("REGIONAL UPDATE", ["look"]),
        ("SEND", []),
        ("ILACS and JTAI", []),
        ("MASH", []),
        ("Ofsted", []),
        ("WMADCS", []),
        ("SEND AND INCLUSION", ["look"]),
    ],
)
def test_headings_in_capitals(heading, expected):
    assert levels(f"<h3>{heading}</h3><p>x</p>", "capitals") == expected


def test_a_sections_own_heading_is_checked_in_its_own_field():
    pieces = (Piece("Section 1", "<p>Text</p>", "body", heading="WORKFORCE NEWS", heading_field="heading"),)
    assert [finding.field for finding in check(Draft(pieces, TODAY)).look] == ["heading"]


# ------------------------------------------------------------------------------------------------ links


@pytest.mark.parametrize(
    "words", ["here", "Click here", "More…", "read more", "https://a.example/b", "www.a.example", "Link."]
)
def test_link_text_that_says_nothing(words):
    assert levels(f'<p><a href="https://a.example/b">{words}</a></p>', "link text") == ["look"]


@pytest.mark.parametrize("words", ["The guide", "GOV.UK", "dana@mercia.example", "More about fostering", "No. 10"])
def test_link_text_that_says_where_it_leads(words):
    assert levels(f'<p><a href="https://a.example/b">{words}</a></p>', "link text") == []


def test_a_link_without_words_must_be_fixed():
    assert levels('<p><a href="https://a.example/b"> </a>x</p>', "link text") == ["must"]


def test_the_same_words_for_two_targets_are_told_once():
    draft = drafted(*(f'<p><a href="https://a.example/{page}">The guide</a></p>' for page in "abca"))
    assert found(draft, "link text") == [
        ("look", "Section 2: “The guide” is the text of two links that lead to different pages. Tell them apart.")
    ]


def checked(status, said=""):
    return LinkCheck(address="x", status=status, said=said, checked_at=datetime(2026, 3, 3, 9, tzinfo=UTC))


LINKED = '<p>See <a href="https://a.example/b#part">the guide</a>.</p>'


@pytest.mark.parametrize(
    ("status", "said", "message"),
    [
        (
            "gone",
            "there is no such page (404)",
            "led nowhere on 3 March 2026: there is no such page (404). Correct it or take it out.",
        ),
        (
            "unreachable",
            "it did not answer in time",
            "could not be followed on 3 March 2026: it did not answer in time. That may be over by now: try it.",
        ),
    ],
)
def test_a_link_that_answered_with_an_error_is_worth_a_look(status, said, message):
    draft = drafted(LINKED, link_checks={"https://a.example/b": checked(status, said)})
    assert found(draft, "link answers") == [("look", f"Section 1: the link “the guide” {message}")]


@pytest.mark.parametrize(
    ("checks", "said"),
    [
        ({}, "0 of 1 links answered, 1 not asked yet"),
        ({"https://a.example/b": checked("answered")}, "1 of 1 links answered (asked on 3 March 2026)"),
        ({"https://a.example/b": checked("refused")}, "0 of 1 links answered, 1 let only people look"),
    ],
)
def test_how_many_links_answered_is_said_honestly(checks, said):
    passed = check(drafted(LINKED, link_checks=checks)).passed
    assert [finding.message for finding in passed if finding.kind == "link answers"] == [said]


# ------------------------------------------------------------------------------------------------ what is built in


@pytest.mark.parametrize(
    ("picture", "expected"),
    [
        ('<img src="/a.png">', ["must"]),
        ('<img src="/a.png" alt="">', []),
        ('<img src="/a.png" alt="IMG_2034.JPG">', ["must"]),
        ('<img src="/a.png" alt="IMG_2034">', ["must"]),
        ('<img src="/a.png" alt="Screenshot 2026-03-03.png">', ["must"]),
        ('<img src="/a.png" alt="Image of the hall">', ["look"]),
        ('<img src="/a.png" alt="The hall at Ardenvale, full">', []),
    ],
)
def test_alternative_text_in_a_section(picture, expected):
    assert levels(f"<p>{picture}</p>", "alt") == expected


def test_a_picture_beside_the_text_is_described_or_decorative():
    pictures = (Picture("Lead image", "", "id_alt"), Picture("Second", "", "id_alt_2", is_decorative=True))
    assert found(drafted("<p>x</p>", pictures=pictures), "alt") == [
        ("must", "Lead image: a picture has no alternative text. Say what it shows, or mark it as decorative.")
    ]


def test_a_table_needs_one_header_cell():
    row = "<tr><td>April</td><td>94</td></tr>"
    bare = f"<table><tbody>{row}</tbody></table>"
    headed = f"<table><tr><th>Month</th><th>Rate</th></tr>{row}</table>"
    assert found(drafted(headed + bare, headed), "tables") == [
        (
            "look",
            "Section 1: the table that begins “April | 94” has no header cells. Make its first row or first column "
            "headers.",
        )
    ]


@pytest.mark.parametrize(("tags", "expected"), [(None, []), ((), ["look"]), (("SEND",), [])])
def test_a_record_that_takes_tags_had_better_have_one(tags, expected):
    assert levels("<p>x</p>", "tags", tags=tags) == expected


def test_what_the_record_asks_for_is_listed_first_with_its_field():
    findings = check(drafted("<p>here RIB</p>", missing=[("id_title", "Give the update a title.")]))
    assert (findings[0].field, findings[0].message) == ("id_title", "Give the update a title.")


# ------------------------------------------------------------------------------------------------ acronyms


@pytest.mark.parametrize(
    "text",
    [
        "SEND, DfE, ILACS and EHCPs; the LADOs of the West Midlands.",
        "We heard the DCSs’ views, and a DCS’s view.",
        "The Regional Improvement Board (RIB) met. The RIB meets again.",
        "The RIB (Regional Improvement Board) met.",
        "RIB, the Regional Improvement Board, met.",
        "Part II of the plan, and King Charles III.",
        "The hall is at CV32 5LP, near the A46.",
        "This is NOT for children.",
        "READ THIS NOTICE FIRST.",
        "MERCIA IN MARCH",
        "PowerPoint, LinkedIn and the McKenzie review.",
        "The UK’s NHS and its GPs.",
        "Write to SWTX@example.org or see www.ABC.org.",
        "Ofsted came in Q3 to KS2 classes.",
    ],
)
def test_known_written_out_and_other_words_in_capitals_are_no_trouble(text):
    assert levels(f"<p>{text}</p>", "acronyms") == []


def test_an_unknown_acronym_is_told_once_where_it_stands_first():
    assert found(drafted("<p>Nothing.</p>", "<p>The RQXs met.</p>", "<p>The RQX met again.</p>"), "acronyms") == [
        (
            "look",
            "Section 2: RQX is not in the glossary and isn’t written out. Write it out at its first use, with RQX in "
            "brackets after it.",
        )
    ]


# ------------------------------------------------------------------------------------------------ sentences and dates


def test_a_sentence_of_41_words_is_long_and_one_of_40_is_not():
    words = " ".join(["word"] * 40)
    assert levels(f"<p>{words}.</p><p>{words} more.</p>", "sentences") == ["look"]


@pytest.mark.parametrize(
    "text",
    [
        "The summit will take place on 3 March 2015.",
        "The summit takes place on Tuesday 3 March 2026.",
        "The report is due on the 3rd of March 2015.",
        "The report is due 3 March 2015.",
        "The plan will be published in March 2015.",
        "All plans are to be in place by 2015.",
        "The next meeting is on 9 March 2026.",
    ],
)
def test_a_past_date_written_as_still_to_come(text):
    assert levels(f"<p>{text}</p>", "dates") == ["look"]


@pytest.mark.parametrize(
    "text",
    [
        "The summit took place on 3 March 2015.",
        "The summit will take place on 11 March 2026.",
        "The plan will be published in March 2026.",
        "We will use the framework published in March 2015.",
        "It will build on what was agreed in March 2015.",
        "We will report the figures for March 2015.",
        "The Children and Families Act 2014 will apply.",
        "Priorities for 2015 will be refreshed.",
        "The plan for 2015/16 will change by 2026.",
        "Due to the visit in March 2015 we paused. It will go on.",
        "In March 2015 the board agreed that it will meet more often.",
        "It met on 31 February 2015 and will not again.",
    ],
)
def test_other_dates_are_no_trouble(text):
    assert levels(f"<p>{text}</p>", "dates") == []


def test_an_old_update_is_read_as_of_its_time():
    old = (date(2015, 11, 1), date(2015, 11, 30))
    html = "<p>It will take place on 3 March 2016. It will end on 1 May 2015.</p><p>It will begin on 1 May 2015.</p>"
    assert [message[:30] for _, message in found(drafted(html, period=old), "dates")] == [
        "Section 1: “1 May 2015” is pas", "Section 1: “1 May 2015” is pas",
    ]  # fmt: skip


# ------------------------------------------------------------------------------------------------ the whole panel


def test_the_panel_has_what_to_fix_first_and_what_passed_last():
    findings = check(drafted("<p>RQX</p><h3></h3>"))
    assert [finding.level for finding in findings] == sorted(
        (finding.level for finding in findings), key=("must", "look", "passed").index
    )
    assert findings.in_words == "1 to fix, 1 worth a look"


def test_a_clean_text_has_nothing_to_fix():
    findings = check(drafted("<p>All eight authorities sent theirs in.</p>", tags=["SEND"]))
    assert (findings.must, findings.look, findings.in_words) == ([], [], "Nothing to fix.")
    assert "No identifiers of children found (NHS numbers, UPNs, case numbers, dates of birth)" in [
        finding.message for finding in findings.passed
    ]


def test_many_lines_of_one_kind_are_cut_and_counted():
    html = "".join(f"<p>{' '.join(['word'] * 41)} {number}.</p>" for number in range(40))
    assert found(drafted(html), "sentences")[-1] == ("look", "And 25 more of the same kind as the line above.")


def test_each_line_leads_to_its_field_and_is_escaped():
    draft = drafted("<p>x</p>", missing=[("id_title", "Give <b> a title.")])
    page = render_to_string("drafting/_checks.html", {"findings": check(draft)})
    assert page.count('<a href="#id_title">Give &lt;b&gt; a title.</a>') == 1


def test_lines_on_another_page_lead_to_the_form():
    draft = drafted("<p>x</p>", missing=[("id_title", "Give a title.")])
    page = render_to_string("drafting/_checks.html", {"findings": check(draft), "page_url": "/edit/"})
    assert page.count('href="/edit/#id_title"') == 1


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from([*"AIO0123 .()-:<>\n", "DOB ", "on 31 February 2015", "will ", "RQX", "NHS", "<h4>"])))
def test_anything_at_all_can_be_checked(found):
    text = "".join(found)
    pieces = (Piece("Title", text, "a", is_title=True), Piece("Section", text, "b", heading=text))
    assert check(Draft(pieces, TODAY, missing=[("a", "x")]))[0].level == "must"


def realistic():
    """Return 5,000 words in 12 sections, with what real texts have in them."""
    prose, html = Prose(rare=500), []
    for number in range(12):
        sentences = [" ".join(prose.words(18)).capitalize() + "." for _ in range(22)]
        html.append(
            f"<h3>About {number}</h3><p>{' '.join(sentences)} The RQ{chr(65 + number)} will meet on 3 March 2015; "
            f'see <a href="https://a.example/{number}">here</a> or call 0121 496 0{number:03}.</p>'
            "<ul><li>Child A is well. A letter: B123 4567.</li></ul>"
        )
    return html


def test_checking_5000_words_takes_less_than_50_ms():
    html, taken = realistic(), []
    for _ in range(5):
        draft = drafted(*html)
        began = time.process_time()
        check(draft)
        taken.append(time.process_time() - began)
    assert min(taken) < 0.05


@pytest.mark.parametrize(
    "text",
    ["1" * 60_000, "A " * 30_000, "A1" * 30_000, "Aa " * 20_000, "(" * 60_000, "born " * 12_000, "Child: " * 9000,
     "case number " * 5000, "Aa Bb, " * 9000, "by the " * 9000, "1 2 3 " * 10_000, "ABC (" * 12_000],
)  # fmt: skip
def test_time_is_bounded_whatever_is_typed(text):
    began = time.process_time()
    check(drafted(f"<p>{text}</p>"))
    assert time.process_time() - began < 2
