"""What a framework asks is read once while it can't change, and anew while it can."""

from peerchallenge.asked import asked_by
from peerchallenge.models import FrameworkVersion
from tests.peerchallenge import shapes


def test_what_a_published_version_asks_is_read_once(db, django_assert_num_queries):
    version = shapes.framework(areas=2, prompts=2)
    asked = asked_by(version)
    assert [(area.code, [one.code for one in area.questions]) for area in asked.areas] == [
        ("A", ["A1", "A2"]), ("B", ["B1", "B2"]),
    ]  # fmt: skip
    assert [label for label, _ in asked.scale] == list(shapes.SCALE)
    with django_assert_num_queries(0):
        assert asked_by(FrameworkVersion(pk=version.pk, status="published", published_at=version.published_at)) == asked


def test_a_draft_is_read_each_time(mercia):
    draft = shapes.framework(mercia, areas=1, prompts=1, status="draft")
    assert [area.code for area in asked_by(draft).areas] == ["A"]
    shapes.area(draft, 1)
    assert [area.code for area in asked_by(draft).areas] == ["A", "B"]


def test_it_says_from_which_area_each_was_copied(mercia):
    then = shapes.framework(mercia, label="2025", areas=1)
    now = shapes.framework(mercia, label="2026", areas=1)
    now.areas.update(came_from=then.areas.get())
    assert [(area.code_then, area.version_then) for area in asked_by(now).areas] == [("A", then.pk)]
    assert [(area.code_then, area.version_then) for area in asked_by(then).areas] == [(None, None)]


def test_another_version_with_the_same_number_is_another(db):
    version = shapes.framework(areas=1)
    asked_by(version)
    shapes.area(version, 1)
    again = FrameworkVersion(pk=version.pk, status="published", published_at=None)
    assert [area.code for area in asked_by(again).areas] == ["A", "B"]
