"""A framework as it is read: who reads which, what changed since the version before, and at what cost."""

from dataclasses import replace

import pytest

from peerchallenge.actions import framing
from peerchallenge.frameworks.changes import differences
from peerchallenge.frameworks.readiness import in_figures, time_in_words
from peerchallenge.frameworks.text import AreaText, FrameworkText, PointText, PromptText, copied, text_of
from peerchallenge.models import FrameworkVersion
from tests.peerchallenge import shapes

pytestmark = pytest.mark.django_db
DESK = "/peer-challenge/frameworks/"


@pytest.fixture
def before():
    return text_of(shapes.framework(areas=3, prompts=4))


def told(old, new):
    """What differs from `old` in the copy of it that became `new`."""
    return [(one.name, one.states, one.was) for one in differences(old, copied(new))]


def with_areas(text, *areas):
    return replace(text, areas=areas)


def with_prompts(area, *prompts):
    return replace(area, prompts=prompts)


def test_a_copy_says_the_same(before):
    assert differences(before, copied(before)).in_words == "Nothing has changed."


def test_new_reworded_moved_and_taken_out_are_told_apart(before):
    a, b, c = before.areas
    one, two, three, four = a.prompts
    new = with_areas(
        before,
        with_prompts(a, four, one, two, PromptText("A9", "Quite another question?")),
        with_prompts(c, *c.prompts),
        with_prompts(b, replace(b.prompts[0], text="Question 1, in other words"), three, *b.prompts[1:]),
    )
    assert told(before, new) == [
        ("B. Area B", ("Moved",), ""),
        ("Question A4", ("Moved",), ""),
        ("Question A9", ("New",), ""),
        ("Question B1", ("Reworded",), ""),
        ("Question A3", ("Moved",), "It stood in area A."),
    ]


def test_what_was_taken_out_is_told_with_its_words(before):
    a, b, _ = before.areas
    found = differences(before, copied(with_areas(before, a, b)))
    assert [(one.name, one.states) for one in found] == [
        ("C. Area C", ("Taken out",)),
        *((f"Question C{number}", ("Taken out",)) for number in (1, 2, 3, 4)),
    ]
    assert found[1].change.runs[0].text == "Question 1"
    assert found.in_words == "Areas: 1 taken out. Questions: 4 taken out."


def test_a_new_code_alone_is_no_rewording(before):
    a, b, c = before.areas
    new = with_areas(before, a, replace(b, code="X"), c)
    assert told(before, new) == [("X. Area B", ("New code",), "It was B.")]


def test_judgements_are_compared_by_their_names():
    old = FrameworkText((PointText("Good", "It holds"), PointText("Poor")))
    new = FrameworkText((PointText("Good", "It holds well"), PointText("Weak")))
    assert [(one.name, one.states) for one in differences(old, new)] == [
        ("Good", ("Reworded",)), ("Weak", ("New",)), ("Poor", ("Taken out",)),
    ]  # fmt: skip


def test_the_page_of_changes_marks_words_and_says_how_many(signed_in, alice, dana, mercia):
    first = shapes.framework(of=mercia, name="Own")
    draft = framing.start_version(first.framework, "2027", copied(text_of(first)), by=dana, based_on=first)
    area = draft.areas.first()
    text = text_of(draft).areas[0]
    reworded = replace(text, prompts=(replace(text.prompts[0], text="Question 1, changed"), text.prompts[1]))
    framing.edit_area(draft, area.pk, reworded, by=dana, seen=1)
    framing.publish_version(draft, by=dana, seen=FrameworkVersion.objects.get(pk=draft.pk).changes)
    page = signed_in(alice).get(f"{DESK}{draft.pk}/changes/")
    assert page.context["differences"].in_words == "Questions: 1 reworded."
    assert ", changed<span" in page.content.decode()


def test_figures_are_in_words():
    area = AreaText("A", "One", minutes=100, prompts=(PromptText("A1", "Who?"),))
    assert in_figures(FrameworkText((), (area, replace(area, minutes=60)))) == (
        "2 areas, 2 questions, about 2 hours 40 minutes"
    )
    assert [time_in_words(minutes) for minutes in (1, 60, 61)] == ["1 minute", "1 hour", "1 hour 1 minute"]


def test_the_list_shows_drafts_to_their_managers_only(signed_in, dana, erin, mercia):
    shapes.framework()
    shapes.framework(of=mercia, name="Own", status="draft")
    for person, names in ((dana, ["Own", "Core framework"]), (erin, ["Core framework"])):
        shown = signed_in(person).get(DESK).context["frameworks"]
        assert [framework.name for framework, _ in shown] == names


@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_the_same_however_long_they_are(signed_in, dana, mercia, count, django_assert_num_queries):
    for number in range(count):
        shapes.framework(label=str(number), name=f"Core {number}")
    first = shapes.framework(of=mercia, name="Own", areas=count, prompts=count)
    after = framing.start_version(first.framework, "2027", copied(text_of(first)), by=dana, based_on=first)
    client = signed_in(dana)
    for address, queries in (("", 4), (f"{after.pk}/", 10), (f"{after.pk}/changes/", 12), (f"{after.pk}/edit/", 8)):
        client.get(f"{DESK}{address}")
        with django_assert_num_queries(queries):
            client.get(f"{DESK}{address}")
