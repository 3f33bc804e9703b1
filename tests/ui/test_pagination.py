"""Pages of a list: bounded numbers, one COUNT, a window of links."""

import pytest
from django.http import Http404
from django.template.loader import render_to_string
from django.test import RequestFactory

from portal.ui.links import absolute, local_path
from portal.ui.pagination import page_of


def asked(query=""):
    return RequestFactory().get(f"/updates/{query}")


@pytest.mark.parametrize("page", ["0", "-1", "1.5", "x", "", "51", "9" * 400, "٣", "1 "])
def test_a_page_that_cannot_be_is_not_found(page):
    with pytest.raises(Http404):
        page_of(RequestFactory().get("/updates/", {"page": page}), range(1000), 20)


def test_an_empty_list_has_one_empty_page():
    page = page_of(asked(), [], 20)
    assert (page.number, list(page), page.turns.links) == (1, [], ())


def test_links_are_the_ends_and_the_neighbours_with_gaps_between():
    page = page_of(asked("?page=25"), range(1000), 20)
    assert [link.number for link in page.turns.links] == [1, None, 24, 25, 26, None, 50]


def test_a_gap_of_one_page_is_that_page():
    page = page_of(asked("?page=4"), range(1000), 20)
    assert [link.number for link in page.turns.links] == [1, 2, 3, 4, 5, None, 50]


def test_links_keep_the_filters_and_page_one_has_the_lists_own_address():
    page = page_of(asked("?region=mercia&page=2"), range(60), 20)
    assert page.turns.previous_url == "?region=mercia"
    assert page.turns.next_url == "?region=mercia&page=3"


def test_a_known_count_is_not_counted_again():
    class Records(list):
        def count(self):
            raise AssertionError("counted")

    assert page_of(asked(), Records(range(60)), 20, count=60).paginator.num_pages == 3


def test_the_component_says_which_page_this_is():
    html = render_to_string("components/pagination.html", {"page": page_of(asked("?page=2"), range(1000), 20).turns})
    assert "Page 2 of 50" in html
    assert html.count('aria-current="page"') == 1


def test_the_component_draws_nothing_for_one_page():
    html = render_to_string("components/pagination.html", {"page": page_of(asked(), range(3), 20)})
    assert html.strip() == ""


def test_absolute_addresses_come_from_the_configured_origin(settings):
    settings.PORTAL_ORIGIN = "https://portal.example"
    assert absolute("/updates/") == "https://portal.example/updates/"


@pytest.mark.parametrize(
    "address", ["//evil.example/", "https://evil.example/", "/\\evil.example", "updates/", "", None]
)
def test_next_is_a_local_path_or_the_fallback(address):
    assert local_path(address, "/desk/") == "/desk/"


def test_next_keeps_a_local_path():
    assert local_path("/updates/?page=2") == "/updates/?page=2"
