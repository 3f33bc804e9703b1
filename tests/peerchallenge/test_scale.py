"""No page asks more of the database for more regions, authorities, years, areas and questions.

Counted with session, person, posts and second factor, on what `tests/bench/peer_corpus.py` makes.
"""

import pytest

from tests.bench.peer_corpus import Shape, fill
from tests.bench.peer_pages import pages, queries, signed_in

MOST = 15
# What has to stay within it: control room, summit view, a full self-assessment.
BOUND = {
    "control room": 13,
    "summit, with names": 15,
    "summit, without names": 12,
    "self-assessment, front page": 12,
    "self-assessment, a section": 15,
    "self-assessment, a statement": 12,
    "self-assessment, who signs": 14,
    "self-assessment, signing": 15,
    "self-assessment, submitting": 14,
    "submitted text, own reader": 13,
    "submitted text, manager": 13,
}
OTHERS = {
    "moderation table": 10,
    "year by year, region": 10,
    "year by year, directors": 13,
    "year by year, one authority": 16,
    "your work, director": 24,
    "your work, manager": 27,
    "chase board": 23,
}


@pytest.mark.parametrize("shape", [Shape(1, 3, 2, 2, 1), Shape(2, 5, 4, 3, 2)])
def test_each_page_asks_as_much_however_large_the_network_and_its_history(db, settings, shape):
    settings.SECOND_FACTOR_REQUIRED = True
    fill(shape)
    browsers = {role: signed_in(role) for role in ("dcs", "self-assessment-lead", "programme-manager")}
    assert {page: queries(browsers[role], address) for page, (role, address) in pages().items()} == BOUND | OTHERS


def test_what_has_to_stay_within_fifteen_queries_does():
    assert max(BOUND.values()) <= MOST
