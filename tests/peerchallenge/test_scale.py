"""No page asks more of the database for more regions, authorities, years, areas and questions.

Counted with session, person, posts and second factor, on what `tests/bench/peer_corpus.py` makes.
"""

import pytest

from tests.bench import review_pages
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
# As much, and no more: the findings page, themes, coverage.
MOST_OF_REVIEWS = 12
OF_REVIEWS = {
    "findings, host's director": 12,
    "findings, manager": 12,
    "themes": 11,
    "a theme": 12,
    "coverage": 8,
}
OTHERS = {
    "moderation table": 10,
    "year by year, region": 10,
    "year by year, directors": 13,
    "year by year, one authority": 16,
    "your work, director": 40,
    "your work, manager": 39,
    "chase board": 32,
    "theme chain": 16,
    "review, front page": 11,
    "own view beside peers'": 12,
    "reviews, director": 12,
    "reviews, manager": 12,
    "workspace, lead": 13,
    "notes, lead": 19,
    "clusters, lead": 13,
    "help board": 8,
    "packs": 6,
    "region's public page": 16,
}


@pytest.mark.parametrize("shape", [Shape(1, 3, 2, 2, 1, 5, 4, 2), Shape(2, 4, 3, 3, 2, 9, 8, 6)])
def test_each_page_asks_as_much_however_large_the_network_and_its_history(db, settings, shape):
    settings.SECOND_FACTOR_REQUIRED = True
    fill(shape)
    browsers = {role: signed_in(role) for role in ("dcs", "self-assessment-lead", "programme-manager")}
    asked = pages() | review_pages.pages()
    found = {page: queries(browsers[role], address) for page, (role, address) in asked.items()}
    assert found == BOUND | OF_REVIEWS | OTHERS


def test_what_has_to_stay_within_fifteen_queries_or_twelve_does():
    assert max(BOUND.values()) <= MOST
    assert max(OF_REVIEWS.values()) <= MOST_OF_REVIEWS
