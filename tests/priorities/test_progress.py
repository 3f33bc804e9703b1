"""How far actions have come: the sentence counts all, and the picture adds up to its width."""

import pytest

from priorities.progress import GAP, WIDTH, progress_of


@pytest.mark.parametrize(
    ("statuses", "words"),
    [
        (["done", "under-way", "not-started", "done", "under-way"], "5 actions: 2 done, 2 under way, 1 not started"),
        (["stopped"], "1 action: 1 stopped"),
        (["done"] * 1200, "1,200 actions: 1,200 done"),
        ([], ""),
    ],
)
def test_the_sentence(statuses, words):
    assert str(progress_of(statuses)) == words


@pytest.mark.parametrize("statuses", [["done"], ["done", "stopped"], ["done"] * 199 + ["not-started"]])
def test_the_shares_fill_the_picture(statuses):
    shares = progress_of(statuses).shares
    assert shares[0].x == 0
    assert [round(one.x + one.width + GAP, 1) for one in shares[:-1]] == [round(one.x, 1) for one in shares[1:]]
    assert round(shares[-1].x + shares[-1].width, 1) == WIDTH


def test_no_action_is_no_progress():
    assert (bool(progress_of([])), bool(progress_of(["done"]))) == (False, True)
