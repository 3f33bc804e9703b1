import pytest

from portal.search.query import Query, parse


def test_words_are_groups_and_quoted_words_also_follow_each_other():
    query = parse("  adopters  “social care” ")
    assert query == Query(
        "adopters “social care”", ((("adopt",),), (("social",),), (("care",),)), (("social", "care"),)
    )


def test_an_acronym_also_finds_its_expansion():
    (group,) = parse("MASH").groups
    assert group == (("mash",), ("multi", "agenc", "safeguard", "hub"))


@pytest.mark.parametrize("typed", ["", "   ", "...", '"', '""', "the of and", "* ( ) :", "\x00", "AND OR NOT"])
def test_without_a_word_to_search_for_there_is_nothing_to_find(typed):
    assert parse(typed).groups == ()


def test_a_long_query_is_cut_and_says_so():
    query = parse(" ".join(f"word{number}" for number in range(20)))
    assert (len(query.groups), query.was_cut) == (12, True)
    query = parse("safeguarding" * 5000)
    assert (len(query.asked), len(query.groups), query.was_cut) == (200, 1, True)
    assert parse("adoption").was_cut is False


def test_what_is_marked_are_the_longest_runs_first():
    assert parse('"social care" social').runs[0] == ("social", "care")
