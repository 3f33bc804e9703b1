"""Related updates, and those before and after."""

from tests import make
from tests.updates.pages import read
from updates.actions import withdraw

HERE = "/mercia/updates/2016-06/"


def related(client, address=HERE):
    page = read(client, address)
    return page.texts(f"{page.part('Related updates')}//li")


def around(client, address=HERE):
    return read(client, address).links("//nav[@aria-label='Other updates of the region']")


def test_those_that_share_most_tags_come_first_then_the_latest_and_three_at_most(client, mercia, dana):
    make.update(mercia, "2016-06", by=dana, title="Here", tags=["A", "B", "C"])
    make.update(mercia, "2016-05", by=dana, title="One tag, May 2016", tags=["A"])
    make.update(mercia, "2015-01", by=dana, title="Three tags, January 2015", tags=["A", "B", "C", "D"])
    make.update(mercia, "2016-07", by=dana, title="One tag, July 2016", tags=["C"])
    make.update(mercia, "2016-01", by=dana, title="Two tags, January 2016", tags=["B", "C"])
    make.update(mercia, "2016-02", by=dana, title="None, February 2016", tags=["D"])
    assert related(client) == ["Three tags, January 2015", "Two tags, January 2016", "One tag, July 2016"]


def test_those_picked_by_hand_come_before_and_may_be_of_another_region(client, mercia, wessex, dana):
    other = make.update(wessex, "2014-03", by=dana, title="Theirs")
    ours = make.update(mercia, "2014-01", by=dana, title="Ours", tags=["A"])
    make.update(mercia, "2015-01", by=dana, title="Shared, January 2015", tags=["A"])
    make.update(mercia, "2016-06", by=dana, tags=["A"], related=[other.update_id, ours.update_id])
    assert related(client) == ["Theirs (Wessex, March 2014)", "Ours (January 2014)", "Shared, January 2015"]


def test_another_region_or_the_same_months_or_itself_is_not_related_by_tags(client, mercia, wessex, dana):
    here = make.update(mercia, "2016-06", by=dana, tags=["A"])
    make.update(mercia, "2016-06", by=dana, special="Conference", tags=["A"])
    make.update(wessex, "2016-05", by=dana, tags=["A"])
    assert related(client) == []
    make.update(mercia, "2016-04--2016-06", by=dana, title="Spring", tags=["A"])
    assert related(client) == ["Spring (April to June 2016)"]
    assert here.title == "Mercia update, June 2016"


def test_only_what_is_live_is_related(client, mercia, dana):
    gone = make.update(mercia, "2016-01", by=dana, tags=["A"])
    draft = make.draft(mercia, "2016-02", by=dana, tags=["A"])
    make.update(mercia, "2016-06", by=dana, tags=["A"], related=[gone.update_id, draft.update_id])
    withdraw(gone.update, by=dana, reason="A mistake.")
    assert related(client) == []


def test_the_one_before_and_the_one_after_are_named_by_their_months(client, mercia, wessex, dana):
    make.update(mercia, "2015-10--2015-12", by=dana)
    make.update(mercia, "2016-06", by=dana)
    make.update(mercia, "2016-09", by=dana)
    make.update(mercia, "2014-01", by=dana)
    make.update(wessex, "2016-05", by=dana)
    make.draft(mercia, "2016-04", by=dana)
    assert around(client) == [
        ("Previous October to December 2015", "/mercia/updates/2015-10--2015-12/"),
        ("Next September 2016", "/mercia/updates/2016-09/"),
    ]


def test_the_first_has_only_a_next_and_the_last_only_a_previous(client, mercia, dana):
    make.update(mercia, "2016-06", by=dana)
    make.update(mercia, "2016-07", by=dana)
    assert around(client) == [("Next July 2016", "/mercia/updates/2016-07/")]
    assert around(client, "/mercia/updates/2016-07/") == [("Previous June 2016", HERE)]


def test_a_special_edition_follows_the_update_of_its_month(client, mercia, dana):
    make.update(mercia, "2016-06", by=dana)
    make.update(mercia, "2016-06", by=dana, special="Conference")
    make.update(mercia, "2016-07", by=dana)
    special = f"{HERE}conference/"
    assert around(client) == [("Next June 2016: Conference", special)]
    assert around(client, special) == [("Previous June 2016", HERE), ("Next July 2016", "/mercia/updates/2016-07/")]
