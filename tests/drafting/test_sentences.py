"""Sentences end where a reader would say so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.drafting.sentences import sentences


@pytest.mark.parametrize(
    "text",
    [
        "Some boroughs, e.g. Ardenvale, wrote first.",
        "One of them (e.g. Ofsted) replied.",
        "It is action No. 5 in the plan.",
        "Mr. Smith and Dr. Jones came.",
        "Agency use fell by 3.5 per cent.",
        "See para. 3 and pp. 12 to 14.",
        "J. K. Smith spoke.",
        "We met at 9.30 a.m. in the hall.",
        "1. First, the front door",
        "Visit www.example.org for more.",
        "It costs £1.5 m. to run.",
    ],
)
def test_a_full_stop_inside_a_sentence_does_not_end_it(text):
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("We met the DCSs. They agreed.", "We met the DCSs. "),
        ("Is it so? It is.", "Is it so? "),
        ("“It works.” She was sure.", "“It works.” "),
        ("The answer was no. Then it rained.", "The answer was no. "),
        ("It was 2015. 12 authorities came.", "It was 2015. "),
        ("See appendix A. The rest follows.", "See appendix A. "),
        ("One line\nanother line", "One line\n"),
        ("Social workers, foster carers, etc. The rest came.", "Social workers, foster carers, etc. "),
        ("And so on… Then more.", "And so on… "),
    ],
)
def test_a_sentence_ends_before_the_next(text, first):
    assert sentences(text) == [first, text[len(first) :]]


def test_nothing_has_no_sentences():
    assert sentences("") == []


@given(st.text(alphabet="aA. !?\n(1)”e.g", max_size=200))
def test_joined_they_are_the_text_again(text):
    assert "".join(sentences(text)) == text
