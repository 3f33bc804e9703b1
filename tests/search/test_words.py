import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.search.words import split, stem, stem_of_each, stems

pytestmark = pytest.mark.on_postgresql


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("adoption", "adopt"),
        ("Adopters", "adopt"),
        ("children’s", "child"),
        ("Children", "child"),
        ("child's", "child"),
        ("naïve", "naiv"),
        ("NAIVE", "naiv"),
        ("don’t", "dont"),
        ("P1", "p1"),
        ("the", ""),
        ("The", ""),
        ("DCS", "dcs"),
    ],
)
def test_a_word_stands_for_its_forms(word, expected):
    assert stem(word) == expected


def test_stop_words_and_punctuation_are_no_words():
    assert stems("The care of – and for – children: (multi-agency) & 2015/16!") == [
        "care",
        "child",
        "multi",
        "agenc",
        "2015",
        "16",
    ]


def test_a_text_is_split_into_its_words_and_what_stands_between():
    assert split("In “care”.") == ["", "In", " “", "care", "”."]
    assert stem_of_each(split("In “care”.")) == ["", "care"]
    assert split("–") == ["–"]


@given(st.text())
def test_stems_are_letters_and_digits_whatever_the_text(text):
    assert [word for word in stems(text) if not word.isalnum()] == []
