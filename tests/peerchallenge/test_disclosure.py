"""What is shown beyond those who run a cycle never lets anybody tell what fewer than three authorities said."""

from collections import defaultdict
from itertools import product

from peerchallenge.disclosure import ShownTable, enough, shown, shown_table


def judged(*numbers):
    """Cells of a spread: `numbers` authorities, each in one cell only."""
    names = iter(range(sum(numbers)))
    return [[f"M{next(names)}" for _ in range(number)] for number in numbers]


def test_three_different_authorities_are_enough():
    assert [enough(number) for number in (0, 2, 3)] == [False, False, True]
    assert (enough(["M01", "M02", "M02"]), enough(["M01", "M02", "M03"])) == (False, True)


def test_a_spread_on_enough_authorities_is_shown_with_its_zeros():
    assert shown(judged(3, 5, 0)) == [3, 5, 0]


def test_a_spread_of_nothing_is_all_zeros_and_an_authority_with_nothing_is_not_counted():
    assert shown([[], {"M01": 0}]) == [0, 0]
    assert shown([{"M01": 1, "M02": 1, "M03": 0}, judged(5)[0]]) == [None, None]


def test_one_small_cell_takes_the_smallest_other_with_it():
    assert shown(judged(1, 3, 5)) == [None, None, 5]


def test_of_equally_small_others_all_go_since_the_choice_would_tell():
    assert shown(judged(1, 4, 4, 6)) == [None, None, None, 6]


def test_small_cells_that_hide_each_other_are_enough():
    assert shown(judged(2, 1, 5, 0)) == [None, None, 5, 0]


def test_small_cells_that_can_only_be_alike_hide_a_further_one():
    assert shown(judged(1, 1, 1, 4, 5)) == [None, None, None, None, 5]


def test_a_spread_of_which_only_zeros_would_be_left_is_withheld_whole():
    assert shown(judged(2, 4, 0, 0)) == [None, None, None, None]


def test_many_statements_of_two_authorities_rest_on_two_authorities():
    one, two, three, four = ["M01"] * 9 + ["M02"], ["M01", "M02", "M03"], ["M01", "M02", "M03"] * 2, ["M04"]
    assert shown([one, two, three]) == [None, None, 6]
    assert shown([three, one, four]) == [6, None, None]


def test_no_small_number_follows_even_for_who_knows_how_it_is_withheld():
    """Of every spread of up to nine authorities over four cells: what is withheld could be something else, too."""
    for total in range(3, 10):
        behind = defaultdict(list)
        for numbers in product(range(total + 1), repeat=4):
            if sum(numbers) == total:
                behind[tuple(shown(judged(*numbers)))].append(numbers)
        for seen, possible in behind.items():
            for place, number in enumerate(seen):
                assert number is not None or len({one[place] for one in possible}) > 1, (seen, possible)


def test_a_table_hides_a_rectangle_around_a_small_cell_and_keeps_its_totals():
    rows = [judged(1, 6, 7), judged(5, 6, 8), judged(4, 9, 9)]
    assert shown_table(rows) == ShownTable(
        [[None, None, 7], [5, 6, 8], [None, None, 9]], [14, 19, 22], [10, 21, 24], 55
    )


def test_a_row_on_two_authorities_hides_its_total_and_another_total():
    two = [["M1", "M2"], ["M1"], []]
    table = shown_table([two, judged(4, 5, 6), judged(7, 8, 9)])
    assert table.row_totals == [None, None, 24]
    assert table.rows == [[None, None, 0], [None, None, 6], [7, 8, 9]]


def test_a_small_table_of_which_only_zeros_would_be_left_is_withheld_whole():
    assert shown_table([judged(1, 0), judged(3, 0)]).rows == [[None, None], [None, None]]


def test_a_table_without_rows_is_empty():
    assert shown_table([]) == ShownTable([], [], [], 0)
