"""What an action can belong to: a priority as a whole, one of its focus areas, an enabler."""

from django.db.models import Prefetch

from priorities.models import Enabler, FocusArea, Priority

KINDS = {Priority: "priority", FocusArea: "focus_area", Enabler: "enabler"}


def belonging(part) -> dict:
    """Return the three fields of an action that say that it belongs to `part`."""
    return dict.fromkeys(KINDS.values()) | {KINDS[type(part)]: part}


def part_of(action):
    """Return the priority, focus area or enabler that an action belongs to."""
    return action.priority or action.focus_area or action.enabler


def main_part(action):
    """Return the priority (also of a focus area) or the enabler under which an action stands."""
    return action.focus_area.priority if action.focus_area else part_of(action)


def key(part) -> str:
    """Return what names a part in a select: "focus_area-5"."""
    return f"{KINDS[type(part)]}-{part.pk}"


class PlanParts:
    """The parts of a plan that an action can be given to, read in three queries; `also` one that was taken out."""

    def __init__(self, plan, also=None):
        focus = Prefetch("focus_areas", FocusArea.objects.filter(is_removed=False), to_attr="standing_focus")
        self.priorities = list(plan.priorities.standing().prefetch_related(focus))
        self.enablers = list(plan.enablers.standing())
        for part in (*self.priorities, *self.enablers):
            part.plan = plan
        self._by_key = {key(part): part for part in self._all()}
        self._also = also if also is not None and key(also) not in self._by_key else None
        if self._also is not None:
            self._by_key[key(also)] = also

    def _all(self):
        for priority in self.priorities:
            yield priority
            for focus in priority.standing_focus:
                focus.priority = priority
                yield focus
        yield from self.enablers

    def __contains__(self, part):
        """Whether `part` stands in the plan."""
        return self._by_key.get(key(part)) == part != self._also

    def get(self, chosen: str):
        """Return the part that a key names."""
        return self._by_key[chosen]

    def choices(self) -> list:
        """Return the choices of one select, in groups: each priority with its focus areas, then the enablers."""
        groups = [("", "Choose a priority, a focus area or an enabler")]
        for priority in self.priorities:
            whole = (key(priority), f"{priority.name} (as a whole)" if priority.standing_focus else priority.name)
            groups.append((priority.name, [whole, *((key(focus), focus.text) for focus in priority.standing_focus)]))
        if self.enablers:
            groups.append(("Enablers", [(key(one), one.name) for one in self.enablers]))
        if self._also is not None:
            groups.append(("Taken out of the plan", [(key(self._also), str(self._also))]))
        return groups
