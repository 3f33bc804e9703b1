"""What a table of actions asks for: every change, and every problem, found before anything is saved."""

from collections import Counter
from dataclasses import dataclass, field

from priorities.cells import Change
from priorities.models import Action
from priorities.owners import Owners
from priorities.parts import PlanParts
from priorities.row_rules import Row
from priorities.tables import ID, Problem, for_table


@dataclass
class Incoming:
    """A checked table: changes, how many rows stay as they are, and problems; with any, nothing is saved."""

    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unchanged: int = 0

    @property
    def added(self):
        return sum(change.action is None for change in self.changes)


class Check:
    """Checks the rows of a table against a plan. Queries don't grow with the rows."""

    def __init__(self, plan):
        self.plan = plan
        self.actions = {str(one.public_id): one for one in for_table(Action.objects.filter(plan=plan).standing())}
        self.parts = PlanParts(plan)
        self.owners = Owners(plan.region)

    def table(self, rows) -> Incoming:
        """Return what `rows` (numbers with cells, as `tables.read` gives them) ask for."""
        found, seen = Incoming(), Counter()
        for number, cells in rows:
            row = Row(self, number, cells)
            row.read()
            if cells[ID] and seen[cells[ID].casefold()]:
                row.wrong(ID, "An action stands in one row.", "Take one of the rows out.")
            seen[cells[ID].casefold()] += 1
            found.problems += row.problems
            if row.change.is_empty:
                found.unchanged += 1
            else:
                found.changes.append(row.change)
        return found
