"""What an update is called, where it comes from and which months it is about."""

import pytest

from updates.importing.reading import read, read_text

BODY = "\n\nPeer challenge\n\nEvery authority took part in the autumn round of visits. Letters were sent.\n"


def about(found, kind):
    return [doubt for doubt in found.doubts if doubt.about == kind]


@pytest.mark.parametrize(
    ("title", "region", "period"),
    [
        ("West Midlands November 2015 Update", "west-midlands", "2015-11"),
        ("West Midlands Regional Update - December 2019", "west-midlands", "2019-12"),
        ("W Mids update Nov 2015", "west-midlands", "2015-11"),
        ("Eastern Region Update September 2017", "eastern", "2017-09"),
        ("East of England bulletin, June 2021", "eastern", "2021-06"),
        ("NW Region February 2016 Update", "north-west", "2016-02"),
        ("Yorkshire & Humber update April 2017", "yorkshire-and-humber", "2017-04"),
        ("Yorkshire, Humber November 2015 update", "yorkshire-and-humber", "2015-11"),
        ("Yorkshire and Humberside Update Sept. 2016", "yorkshire-and-humber", "2016-09"),
        ("South East Regional Update June 2019", "south-east", "2019-06"),
        ("SESLIP bulletin July/August 2021", "south-east", "2021-07--2021-08"),
        ("South West Regional Update – October - December 2019", "south-west", "2019-10--2019-12"),
        ("East Midlands Region Update - December 2018", "east-midlands", "2018-12"),
        ("North East September Update 2015", "north-east", "2015-09"),
        ("Greater London Regional Update Dec 2019/Jan 2020", "greater-london", "2019-12--2020-01"),
        ("London update, December – January 2020", "greater-london", "2019-12--2020-01"),
        ("London update: October, November and December 2019", "greater-london", "2019-10--2019-12"),
        ("South West update 1 October to 31 December 2019", "south-west", "2019-10--2019-12"),
    ],
)
def test_a_title_gives_region_and_period_without_doubt(title, region, period):
    found = read_text(title + BODY)
    assert (found.title, found.region, found.period) == (title, region, period)
    assert found.doubts == []


@pytest.mark.parametrize("when", ["Autumn 2016", "Q3 2019/20", "2016", ""])
def test_without_a_month_there_is_no_period_but_a_doubt(when):
    found = read_text(f"London update {when}".strip() + BODY)
    assert found.period is None
    assert len(about(found, "period")) == 1


def test_a_quarter_with_its_months_is_a_run_of_months():
    assert read_text("London update Q3 (October – December 2019)" + BODY).period == "2019-10--2019-12"


def test_months_in_sentences_and_event_dates_are_not_the_period():
    event = "Featured Event\n\nWed, 05 Jul 17 13:00\n\n"
    text = f"{event}London update\n\nNews\n\nIn March 2016 we met. In May 2016 we meet.\n"
    found = read_text(text)
    assert (found.title, found.period) == ("London update", None)
    assert found.dropped == ["Featured Event", "Wed, 05 Jul 17 13:00"]


def test_a_line_with_only_the_months_below_the_title_gives_the_period():
    found = read_text("Mercia Regional Update\nOctober to December 2019" + BODY, {"mercia": ["Mercia"]})
    assert (found.title, found.region, found.period) == ("Mercia Regional Update", "mercia", "2019-10--2019-12")
    assert found.dropped == ["October to December 2019"]


def test_a_file_name_gives_a_period_and_a_region_with_doubts():
    found = read("north_west_2016-02.txt", ("Regional update" + BODY).encode())
    assert (found.region, found.period) == ("north-west", "2016-02")
    assert [doubt.about for doubt in found.doubts if doubt.about in ("region", "period")] == ["period", "region"]


def test_the_tags_say_the_region_when_the_title_does_not():
    found = read_text("Regional Update – May 2022" + BODY + "\nTags assigned to this article:\nNORTH EAST 4\n")
    assert found.region == "north-east"
    assert about(found, "region") == []


def test_the_text_says_the_region_with_a_doubt():
    found = read_text(
        "Regional Update – May 2022" + BODY + "\nWorkforce\n\nThe South West and the DfE met. The South West won.\n"
    )
    assert found.region == "south-west"
    assert len(about(found, "region")) == 1


def test_two_regions_in_a_title_are_a_doubt():
    found = read_text("Yorkshire & Humber and North East joint update May 2022" + BODY)
    assert found.region == "yorkshire-and-humber"
    assert len(about(found, "region")) == 1


def test_places_elsewhere_are_not_regions():
    found = read_text(
        "Regional Update – May 2022\n\nNews\n\nNorth East Lincolnshire and South East London met. It was good.\n"
    )
    assert found.region == "greater-london"


def test_no_title_is_a_doubt_and_the_first_heading_stays_a_heading():
    found = read_text(BODY)
    assert found.title == ""
    assert [section.heading for section in found.sections] == ["Peer challenge"]
    assert [doubt.about for doubt in found.doubts] == ["period", "region", "title"]


def test_a_title_on_two_lines_is_joined():
    found = read_text("Eastern Region\nUpdate – September 2017" + BODY)
    assert (found.title, found.region) == ("Eastern Region Update – September 2017", "eastern")


def test_a_line_that_repeats_the_title_is_dropped_and_one_that_does_not_is_kept():
    found = read_text(
        "London update May 2016\n\nThe London regional update\n\nUpdate for the May meeting of the national council"
        + BODY
    )
    assert found.dropped == ["The London regional update"]
    introduction = found.sections[0]
    assert introduction.heading == "Introduction"
    assert introduction.html == "<p>Update for the May meeting of the national council</p>"


def test_the_subject_of_a_pasted_message_is_the_title():
    head = "From: Dana\nSent: 4 May 2022\nTo: All\nSubject: FW: London update May 2022\n"
    found = read_text(head + BODY)
    assert (found.title, found.period) == ("London update May 2022", "2022-05")
    assert found.dropped == ["From: Dana", "Sent: 4 May 2022", "To: All", "Subject: FW:"]
