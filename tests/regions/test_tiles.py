"""The tile maps: every authority of every region has its own square, with a name and three letters that can be read."""

import csv
from datetime import date

import pytest

from portal.regions.demo import make_mercia
from portal.regions.models import Region
from portal.regions.reference_files import FOLDER
from portal.regions.tiles import map_of, squares
from portal.ui.tile_map import Place, tile_map
from tests import make

YEAR_ENDS = [date(year, 12, 31) for year in range(2010, 2027)]


@pytest.mark.parametrize("day", YEAR_ENDS, ids=str)
def test_each_region_of_each_year_has_a_map_without_two_in_a_square(reference, day):
    make_mercia()
    for region in Region.objects.all():
        authorities = list(region.authorities_on(day))
        drawn = map_of(authorities)
        assert {tile["name"] for tile in drawn["tiles"]} == {authority.name for authority in authorities}
        assert len({(tile["x"], tile["y"]) for tile in drawn["tiles"]}) == len(authorities), region
        assert len({authority.short for authority in authorities}) == len(authorities), region


def test_a_square_says_the_authoritys_name_and_three_letters(reference):
    make_mercia()
    for region in Region.objects.all():
        for authority in region.authorities.filter(code__in=squares()):
            square = squares()[authority.code]
            said = "/".join(square["lines"])
            # A long name is parted by a hyphen of ours, or after one of its own.
            assert authority.name in (said.replace("-/", sign).replace("/", " ") for sign in ("", "-"))
            assert (len(square["short"]), square["short"].isupper(), len(square["lines"]) <= 3) == (3, True, True)


def test_each_row_says_where_it_is_from():
    with (FOLDER / "tiles.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {row["source"] for row in rows} == {"Own arrangement"}
    assert len({row["code"] for row in rows}) == len(rows)


def test_a_region_with_an_authority_that_has_no_square_has_no_map(mercia, ardenvale):
    make.authority("Nowhere", mercia, "M99")
    authorities = list(mercia.authorities_on())
    assert map_of(authorities) is None
    assert [hasattr(authority, "short") for authority in authorities] == [False, False]


def test_no_authorities_no_map():
    assert (map_of([]), tile_map([])) == (None, None)


def test_a_map_begins_at_its_own_edge_and_is_read_by_rows():
    places = [Place(3, 2, "Far", "/f", "FAR", ("Far",)), Place(2, 1, "Near", "/n", "NEA", ("Near",))]
    drawn = tile_map([*places, Place(3, 1, "Next", "/x", "NEX", ("Next", "door"))])
    assert [(tile["short"], tile["x"], tile["y"]) for tile in drawn["tiles"]] == [
        ("NEA", 0, 0), ("NEX", 100, 0), ("FAR", 100, 100),
    ]  # fmt: skip
    assert (drawn["width"], drawn["height"], drawn["room"]) == (194, 194, "few")


@pytest.mark.parametrize(("columns", "room"), [(1, "few"), (4, "few"), (5, "some"), (6, "some"), (7, "many")])
def test_the_more_squares_in_a_row_the_more_room_names_need(columns, room):
    drawn = tile_map([Place(number, 0, "x", "/", "XXX", ("x",)) for number in range(columns)])
    assert drawn["room"] == room
