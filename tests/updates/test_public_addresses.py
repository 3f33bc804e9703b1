"""Addresses that are written out agree with the project's own."""

import pytest
from django.urls import reverse

from updates.addresses import feed_url, list_url, tag_url, update_url
from updates.periods import Period


@pytest.mark.parametrize(
    ("written", "name", "args"),
    [
        (update_url("west-midlands", Period.parse("2015-11")), "update", ["west-midlands", "2015-11"]),
        (update_url("mercia", Period.parse("2019-10--2019-12")), "update", ["mercia", "2019-10--2019-12"]),
        (update_url("mercia", Period.parse("2015-11"), "talk"), "update_special", ["mercia", "2015-11", "talk"]),
        (tag_url("early-help"), "tag", ["early-help"]),
        (list_url(), "update_list", []),
        (list_url(tag="early-help"), "tag", ["early-help"]),
        (list_url("mercia"), "region_update_list", ["mercia"]),
        (feed_url(), "update_feed", []),
        (feed_url("mercia"), "region_update_feed", ["mercia"]),
        (feed_url("mercia", "early-help"), "region_update_feed", ["mercia"]),
        (feed_url(tag="early-help"), "tag_feed", ["early-help"]),
    ],
)
def test_an_address_written_out_is_that_of_its_page(written, name, args):
    assert written == reverse(name, args=args)


def test_other_lists_are_a_query():
    assert list_url(tag="early-help", year=2015) == "/updates/?tag=early-help&year=2015"
    assert list_url("mercia", year=2015) == "/mercia/updates/?year=2015"
    assert list_url("mercia", "early-help", 2015) == "/mercia/updates/?tag=early-help&year=2015"
