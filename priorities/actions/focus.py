"""The focus areas of a priority, written as lines: a line that was reworded stays the same focus area."""

from difflib import SequenceMatcher

from priorities.models import FocusArea

ALIKE = 0.6  # from here on a changed line is taken for the old one reworded


class HasActions(Exception):
    """Focus areas that have actions were left out: `focus_areas` are they."""

    def __init__(self, focus_areas):
        super().__init__("Focus areas with actions were left out.")
        self.focus_areas = focus_areas


def set_focus(priority, lines):
    """Let `priority` focus on `lines`, in their order, in the caller's transaction.

    Raises HasActions when a focus area that has actions would go: the actions would hang in the air.
    """
    there = list(priority.focus_areas.filter(is_removed=False))
    kept = matched(there, lines)
    gone = [one for one in there if one not in kept]
    if stuck := with_actions(gone):
        raise HasActions(stuck)
    for position, (line, one) in enumerate(zip(lines, kept, strict=True)):
        one = one or FocusArea(priority=priority)
        one.position, one.text = position, line
        one.save()
    FocusArea.objects.filter(pk__in=[one.pk for one in gone]).update(is_removed=True)


def with_actions(focus_areas) -> list[FocusArea]:
    """Return those of `focus_areas` that have actions."""
    pks = [one.pk for one in focus_areas]
    return list(FocusArea.objects.filter(pk__in=pks, actions__is_removed=False).distinct())


def left_out(priority, lines) -> list[FocusArea]:
    """Return the focus areas that `lines` leave out although they have actions."""
    there = list(priority.focus_areas.filter(is_removed=False))
    kept = matched(there, lines)
    return with_actions([one for one in there if one not in kept])


def matched(there, lines) -> list[FocusArea | None]:
    """Return for each of `lines` the focus area of `there` that it is, or None when it is new.

    The same words first, then words much alike; when as many lines as focus areas are left, in their order.
    """
    found, left = [None] * len(lines), list(there)
    for find in (_same, _alike):
        for number, line in enumerate(lines):
            if found[number] is None and (one := find(line, left)):
                found[number] = one
                left.remove(one)
    new = [number for number, one in enumerate(found) if one is None]
    if len(new) == len(left):
        for number, one in zip(new, left, strict=True):
            found[number] = one
    return found


def _same(line, left):
    return next((one for one in left if one.text == line), None)


def _alike(line, left):
    best = max(left, key=lambda one: _likeness(one.text, line), default=None)
    return best if best and _likeness(best.text, line) >= ALIKE else None


def _likeness(a, b):
    return SequenceMatcher(None, a, b, autojunk=False).ratio()
