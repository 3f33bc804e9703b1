"""Plans of the shapes that regions use are understood; nothing of them is lost."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.documents import process
from portal.documents.writing import plain_words, words
from portal.ui.richtext import clean
from priorities.importing import CannotRead, read_text, reading

from . import plans


def found_in(text):
    if isinstance(text, bytes):
        return reading.read("plan.docx", text, plans.MERCIA)
    return reading.read_text(text, plans.MERCIA)


def outline(found):
    """What was found, in short: priorities as (code, title, focus points), enablers as (code, title)."""
    return (
        [(one.code, one.title, one.focus) for one in found.priorities],
        [(one.code, one.title) for one in found.enablers],
    )


TWO = [("P1", "Early help", ["Family hubs in every town", "A shared front door"]), ("P2", "Stable homes", [])]
SHAPES = {
    "codes": (
        plans.CODED,
        [
            ("P1", "Safer at home", ["Visits in the first ten days", "One way to record what a child says"]),
            (
                "P2",
                "A good start at school",
                [
                    "Places for every two-year-old (including those with a nurse, or a key worker)",
                    "Lunch together.",
                ],
            ),
        ],
        [("E1", "Leaders who ask"), ("E2", "Numbers & words")],
    ),
    "named": (plans.NAMED, TWO, [("E1", "Workforce")]),
    "numbered": (plans.NUMBERED, [("1", "Early help", []), ("2", "Stable homes", []), ("3", "Attendance", [])], []),
    "grouped": (
        plans.GROUPED,
        [("P1", "Early help", []), ("P2", "Family hubs", ["One a town"]), ("P3", "Stable homes", [])],
        [("E1", "Workforce")],
    ),
    "groups without codes": (
        plans.GROUPS_WITHOUT_CODES,
        [(None, title, []) for title in ("Early help", "Family hubs", "Stable homes", "Leaving care")],
        [],
    ),
    "table": (
        plans.TABLE,
        [("P1", "Early help", ["Open hubs", "Share a form"]), ("P2", "Stable homes", ["Find carers", "Keep carers"])],
        [],
    ),
    "bold": (plans.BOLD, [(None, "Early help", []), (None, "Stable homes", [])], [(None, "Workforce")]),
    "in an update": (plans.IN_AN_UPDATE, [(None, "Early help", []), (None, "Stable homes", [])], []),
    "people, no styles": (plans.PEOPLE_AND_NO_STYLES, [(None, "Early help", []), (None, "Stable homes", [])], []),
    "listed": (
        plans.LISTED,
        [(None, "Early help", []), (None, "Stable homes", []), (None, "Attendance", [])],
        [(None, "Workforce"), (None, "Data")],
    ),
    "labelled": (plans.LABELLED, [(None, "Early help", ["Open hubs"]), (None, "Stable homes", ["Find carers"])], []),
    "Word": (
        plans.word(),
        [("P1", "Early help", ["open hubs", "share a form"]), ("P2", "Stable homes", [])],
        [("E1", "Workforce")],
    ),
}


@pytest.mark.parametrize(("text", "priorities", "enablers"), SHAPES.values(), ids=SHAPES)
def test_a_shape_is_understood(text, priorities, enablers):
    assert outline(found_in(text)) == (priorities, enablers)


def test_the_narrative_of_enablers_is_whole():
    assert [one.narrative for one in found_in(plans.CODED).enablers] == [
        "<p>Leaders from every council ask each other. They meet in the spring.</p>\n"
        "<p>They write down what they heard.</p>",
        "<p>One book of figures for all.</p>",
    ]


def test_areas_are_those_of_the_sentence_that_names_them():
    found = found_in(plans.CODED)
    assert [area.title for area in found.areas] == ["asking hard questions", "learning from each other’s work"]


def test_headings_above_coded_priorities_are_areas():
    assert [(one.title, one.area) for one in found_in(plans.GROUPED).priorities] == [
        ("Early help", "Prevention"), ("Family hubs", "Prevention"), ("Stable homes", "Care"),
    ]  # fmt: skip


def test_the_link_dcs_and_the_lead_member_stay_in_the_narrative():
    assert [one.narrative for one in found_in(plans.IN_AN_UPDATE).priorities] == [
        "<p>Link DCS: Pat Example, Ardenvale</p>\n<p>Lead Member: Cllr Sam Sample</p>\n<p>Sooner.</p>",
        "<p>Link DCS: Kim Instance, Severnford</p>\n<p>Lead Member: vacant</p>\n<p>Fewer moves.</p>",
    ]


PERIODS = {
    "Our priorities 2015-2016": "2015-16",
    "Priorities for 2015/16": "2015-16",
    "Plan 2015 to 2018": "2015-18",
    "Our priorities for 2015": "2015",
    "Our priorities": None,
    "Priorities in the November 2015 update": None,
}


@pytest.mark.parametrize(("title", "period"), PERIODS.items())
def test_the_period_is_the_titles(title, period):
    assert found_in(f"{title}\n\nP1. Early help\n\nSooner.\n\nP2. Homes\n\nHere.").period == period


def test_a_year_that_is_looked_back_on_is_not_the_period():
    text = "What we will do\n\nSince 2013/14 much was done. The priorities for 2015/16 are these.\n\nP1. Early help"
    assert found_in(text).period == "2015-16"


def test_codes_that_are_there_twice_are_a_doubt():
    found = found_in("P1. Early help\n\nSooner.\n\nP1. Homes\n\nHere.")
    assert [(one.text, one.place) for one in found.doubts if one.about == "code"] == [
        ("The code P1 is there twice. Change one of them.", "Homes")
    ]


LINES = st.sampled_from(
    [
        "Mercia priorities 2026-27", "P1. Early help", "P2 Homes", "E1: Workforce", "Priority 3 – School",
        "Priority four",
        "1. First of all", "2. Second", "Our priorities are:", "Enablers", "• a point", "- another", "o inner",
        "Link DCS: Pat Example", "Lead Member: vacant", "What we will do",
        "The region met twice. It meets again in May.",
        "Two broad areas, ‘asking’ and ‘learning’", "Next steps", "Priority 5", "", "", "x" * 300,
        "Enablers cut across all.",
    ]
)  # fmt: skip


def held(found):
    parts = [*found.areas, *found.priorities, *found.enablers]
    texts = [found.title, found.introduction, *found.dropped]
    for one in parts:
        texts += [one.title, one.narrative, getattr(one, "code", None) or "", *getattr(one, "focus", [])]
    return words(" \n ".join(map(plain_words, texts)))


@given(st.lists(LINES, max_size=25))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_word_is_lost(lines):
    text = "\n".join(lines)
    if not text.strip(" -\n"):
        return
    found = found_in(text)
    # What only numbers or names a kind ("1.", "Priority") becomes a code, typed bullets become lists.
    gone = set(words(text)) - set(held(found))
    assert gone - {"1", "2", "3", "4", "5", "four", "priority", "o"} == set()
    for one in [*found.areas, *found.priorities, *found.enablers]:
        assert clean(one.narrative) == one.narrative


@given(st.text(max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_text_is_read_or_refused_in_words(text):
    try:
        found_in(text)
    except CannotRead as refusal:
        assert len(str(refusal)) > 20


def test_what_crosses_from_the_other_process_is_what_was_found_there():
    assert read_text(plans.CODED, plans.MERCIA) == found_in(plans.CODED)


def test_what_takes_too_long_is_refused_in_plain_words(monkeypatch):
    monkeypatch.setattr(process, "SECONDS", 0.01)
    with pytest.raises(CannotRead) as refusal:
        read_text(plans.CODED)
    assert str(refusal.value) == process.TOO_MUCH


def test_each_doubt_is_a_sentence():
    said = [doubt.text for text, *_ in SHAPES.values() for doubt in found_in(text).doubts]
    assert Counter(text[-1] for text in said) == {".": len(said)}
