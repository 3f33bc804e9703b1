"""No word of a document is lost, whatever it holds, and what comes out is clean."""

import contextlib
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.ui.richtext import clean
from updates.importing import CannotRead
from updates.importing.reading import read, read_text

from .documents import all_words, words_held

LINES = st.sampled_from(
    [
        "Mercia Regional Update - November 2015", "Peer challenge", "Workforce:", "Next steps", "PERFORMANCE DATA",
        "Featured Event",
        "Wed, 05 Jul 17 13:00", "Related Articles", "Tags assigned to this article:", "ADOPTION 12", "MERCIA 3",
        "Tags: one, two",
        "• A bullet about practice", "- another bullet", "o inner bullet", "1. First of all", "2. A numbered heading",
        "a) lettered",
        "The region has met twice this term. It will meet again in May.", "recruitment, marketing and",
        "training and placements.",
        "This programme is supported by the Arden Fund. It goes on.", "P1. Effective safeguarding", "E1: Leadership",
        "Contacts",
        "More information can be found via the Regional Chair Jo Bloggs, Ardenvale, jo@ardenvale.example",
        "Share this page",
        "Regional Chair: Alex Roe, Director of Children’s Services", "alex.roe@mercia.example", "Print", "5 min read",
        "Home", "", "", "",
        "For more information contact:", "www.mercia.example/peer-challenge.", "# Hashed", "-----", "page 1 of 2",
        "Dear colleagues,",
        "The group will look at:", "<b>typed</b> & <tag>", "x" * 200, "Update for the April meeting of the Council",
        "Subject: Re: hello",
    ]
)  # fmt: skip
TAGS = st.sampled_from(
    ["p", "h1", "h2", "h3", "div", "li", "strong", "em", "td", "blockquote", "section", "span", "b", "a href='/x'"]
)
NUMBERS = {str(number) for number in range(100)} | {"a", "o"}


def unnumbered(words):
    """List numbers and typed bullets become markup, so they are not words."""
    return words - NUMBERS


@given(st.lists(LINES, max_size=30))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_word_of_a_text_is_in_some_part(lines):
    text = "\n".join(lines)
    if "<b>" in text or not text.strip(" -\n"):
        return
    found = read_text(text)
    assert unnumbered(all_words(text)) - words_held(found) == set()


@given(st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_characters_are_read_or_refused(text):
    try:
        found = read_text(text)
    except CannotRead:
        return
    assert all(section.html == clean(section.html) for section in found.sections)
    assert found.original_html == clean(found.original_html)


@st.composite
def markup(draw):
    parts = draw(st.lists(st.tuples(TAGS, LINES), min_size=1, max_size=20))
    html = []
    for tag, line in parts:
        html.append(f"<{tag}>{line.replace('<', '&lt;')}" + (f"</{tag.split()[0]}>" if draw(st.booleans()) else ""))
    return parts, "".join(html)


@given(markup())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_word_of_a_page_is_in_some_part(given_page):
    parts, html = given_page
    source = all_words("\n".join(line for _, line in parts))
    try:
        found = read("page.html", html.encode())
    except CannotRead:
        assert source - NUMBERS == set()
        return
    # Words of neighbours in one paragraph run together in the page itself, so compare them without their gaps.
    held = "".join(sorted(words_held(found)))
    assert {word for word in unnumbered(source) - words_held(found) if word not in held} == set()
    assert all(section.html == clean(section.html) for section in found.sections)


@pytest.mark.parametrize(
    "data", [b"\x00\xff" * 50, b"PK\x03\x04" + b"\x00" * 60, b"<p>", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600]
)
def test_broken_bytes_are_refused_in_words(data):
    with pytest.raises(CannotRead):
        read("update.docx", data)


@given(st.binary(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_read_or_refused(data):
    for name in ("x.txt", "x.html"):
        try:
            found = read(name, data)
        except CannotRead as refused:
            assert str(refused)
        else:
            assert found.original_html or found.doubts


@pytest.mark.parametrize(
    "text",
    [
        "a " * 500_000, "-\n" * 500_000, "- a\n" * 250_000, "&" * 1_000_000, "www." * 250_000, "Jan " * 250_000,
        " " * 1_000_000 + "x",
        "Tags: " + "a " * 400_000, "a@" * 500_000, "North " * 160_000, "<div>" * 200_000, "\n" * 19_000 + "-" * 900_000,
    ],
    ids=lambda text: repr(text[:8]),
)  # fmt: skip
def test_a_megabyte_of_anything_takes_seconds_not_minutes(text):
    began = time.process_time()
    with contextlib.suppress(CannotRead):
        read_text(text)
    assert time.process_time() - began < 5
