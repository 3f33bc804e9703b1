"""What changed from one text of a framework to another: new, reworded, moved, taken out."""

from dataclasses import dataclass
from html import escape

from peerchallenge.models import AppliesTo
from portal.drafting.align import rising
from portal.drafting.changes import SAME, Change
from portal.drafting.compare import Part, compare

NEW, REWORDED, MOVED, RECODED, OUT = "New", "Reworded", "Moved", "New code", "Taken out"
TAGS = {NEW: "done", REWORDED: "started", MOVED: "plain", RECODED: "plain", OUT: "needs"}


@dataclass(frozen=True)
class Difference:
    """What happened to one area, question or judgement (`noun`), called `name`; `states` are of those above.

    `was` says where it stood and how it was called before, where that changed; `change` has its words.
    """

    noun: str
    name: str
    states: tuple[str, ...]
    change: Change
    was: str = ""

    @property
    def tags(self):
        return [(state, TAGS[state]) for state in self.states]


class Differences(list):
    """All the differences, in the order in which the new text has them."""

    @property
    def in_words(self) -> str:
        """Say how many: "Questions: 2 new, 1 reworded. Areas: 1 moved."; a sentence when there are none."""
        told = [self._told(noun) for noun in ("area", "question", "judgement")]
        return " ".join(filter(None, told)) or "Nothing has changed."

    def _told(self, noun):
        states = [state for one in self if one.noun == noun for state in one.states]
        counts = [f"{states.count(state)} {state.lower()}" for state in TAGS if state in states]
        return f"{noun.capitalize()}s: {', '.join(counts)}." if counts else ""


def differences(old, new, by="came_from") -> Differences:
    """Return what differs between two FrameworkTexts. A thing of `new` is that of `old` whose row its `by` names
    ("came_from", or "pk" for two texts of one version); a judgement, that with the same label."""
    found = Differences(_of_areas(old, new, by))
    found += _of_prompts(old, new, by)
    return Differences([*found, *_of_scale(old.scale, new.scale)])


def _of_areas(old, new, by):
    pairs, gone = _paired(old.areas, new.areas, lambda area: getattr(area, by), lambda area: area.pk)
    stay = _in_order(pairs, old.areas, new.areas)
    for before, after in pairs:
        yield from _difference("area", before, after, str(after), _area_html, before is None or after in stay)
    yield from (_whole("area", str(one), _area_html(one), OUT) for one in gone)


def _of_prompts(old, new, by):
    """Questions move when their area is another, or their order in it."""
    homes = {prompt.pk: area for area in old.areas for prompt in area.prompts}
    before_all, after_all = ([prompt for area in text.areas for prompt in area.prompts] for text in (old, new))
    pairs, gone = _paired(before_all, after_all, lambda prompt: getattr(prompt, by), lambda prompt: prompt.pk)
    partner = {id(after): before for before, after in pairs}
    for area in new.areas:
        here = [(partner[id(one)], one) for one in area.prompts]
        home = getattr(area, by)
        at_home = [(one, other) for one, other in here if one and homes[one.pk].pk == home]
        stay = _in_order(at_home, before_all, after_all)
        for one, other in here:
            moved_from = "" if one is None or homes[one.pk].pk == home else f"It stood in area {homes[one.pk].code}."
            stays = one is None or other in stay
            yield from _difference("question", one, other, f"Question {other.code}", _prompt_html, stays, moved_from)
    yield from (_whole("question", f"Question {one.code}", _prompt_html(one), OUT) for one in gone)


def _of_scale(old, new):
    label = _label_of_point
    pairs, gone = _paired(old, new, label, label)
    stay = _in_order(pairs, old, new)
    for before, after in pairs:
        yield from _difference("judgement", before, after, after.label, _point_html, before is None or after in stay)
    yield from (_whole("judgement", one.label, _point_html(one), OUT) for one in gone)


def _label_of_point(point):
    return point.label.casefold()


def _paired(old, new, asks, answers):
    """Return (what it was or None, what it is) for each of `new`, and those of `old` that are left."""
    there = {answers(one): one for one in old}
    pairs = [(there.pop(key, None) if (key := asks(one)) is not None else None, one) for one in new]
    return pairs, list(there.values())


def _in_order(pairs, old, new):
    """Return those of `new` that stand among the others as they did."""
    before, after = ({id(one): place for place, one in enumerate(some)} for some in (old, new))
    places = sorted((before[id(one)], after[id(other)]) for one, other in pairs if one is not None)
    return [new[place] for _, place in rising(places)]


def _difference(noun, before, after, name, html, stays, moved_from=""):
    """Yield the Difference of one thing, if there is one."""
    if before is None:
        yield _whole(noun, name, html(after), NEW)
        return
    [change] = compare([Part("it", "", html(before))], [Part("it", "", html(after))])
    was_code, code = getattr(before, "code", ""), getattr(after, "code", "")
    states = [state for state, is_so in (
        (REWORDED, change.state != SAME), (MOVED, not stays), (RECODED, was_code != code),
    ) if is_so]  # fmt: skip
    if states:
        was = f"It was {was_code}." if was_code != code else ""
        yield Difference(noun, name, tuple(states), change, " ".join(filter(None, [moved_from, was])))


def _whole(noun, name, html, state):
    part = [Part("it", name, html)]
    [change] = compare(part, []) if state == OUT else compare([], part)
    return Difference(noun, name, (state,), change)


def _line(words):
    return f"<p>{escape(words)}</p>" if words else ""


def _put_to(applies_to):
    return "" if applies_to == AppliesTo.ALL else f"Put to: {AppliesTo(applies_to).label}."


def _area_html(area):
    said = [
        f"It takes about {area.minutes} minutes." if area.minutes else "",
        "It may be answered as a whole." if area.at_area_level else "",
        "It is about education." if area.is_education else "",
        _put_to(area.applies_to),
    ]
    return _line(area.title) + area.guidance + "".join(map(_line, said))


def _prompt_html(prompt):
    said = [
        f"Evidence that is expected: {prompt.evidence_expected}" if prompt.evidence_expected else "",
        "It asks for children’s and families’ voice." if prompt.is_voice else "",
        _put_to(prompt.applies_to),
    ]
    return _line(prompt.text) + prompt.guidance + "".join(map(_line, said))


def _point_html(point):
    return _line(point.label) + _line(point.descriptor)
