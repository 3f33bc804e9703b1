"""What each column of a table of actions may say, and what it then changes."""

from portal.events.forms import FIRST_YEAR, LAST_YEAR
from portal.ui import dates
from priorities.cells import Cells, day_of, is_called, same
from priorities.forms.actions import settled_reason
from priorities.models import Action, Priority
from priorities.owners import key as owner_key
from priorities.parts import key as part_key
from priorities.parts import part_of
from priorities.tables import (
    DUE,
    FOCUS,
    FORECAST,
    ID,
    MOVE,
    NOTE,
    ORGANISATION,
    PART,
    REASON,
    ROLE,
    SHOWN,
    STATUS,
    TITLE,
    VERSION,
)

LONGEST = {TITLE: 300, MOVE: 300, REASON: 300, NOTE: 1000}
YES = {"yes": True, "y": True, "true": True, "1": True, "no": False, "n": False, "false": False, "0": False}


class Row(Cells):
    """A row that is read by these rules."""

    def read(self):
        """Fill in `change` and `problems`."""
        if self.cells[ID] and not self.action:
            return self.wrong(ID, "The id is that of an action of this plan.", "Leave it empty for a new action.")
        for column, most in LONGEST.items():
            if len(self.cells[column]) > most and self.differs(column):
                self.wrong(column, f"At most {most} characters.", f"Shorten it: it has {len(self.cells[column])}.")
        for read in (self._version, self._part, self._title, self._owner, self._due, self._shown, self._report):
            read()
        if self.cells[NOTE] and self.differs(NOTE):
            self.change.note = self.cells[NOTE]
            self._say(NOTE)
        return None

    def _version(self):
        if self.action is None:
            return
        self.change.version = self.action.version
        if self.cells[VERSION] == str(self.action.version):
            return
        if not (self.cells[VERSION].isdecimal() and int(self.cells[VERSION][:9]) < self.action.version):
            self.wrong(VERSION, "The version stays as it was downloaded.", f"Write {self.action.version} again.")
            return
        who, when = self.action.edited_by or "Somebody", dates.moment(self.action.edited_at)
        self.wrong(
            VERSION, f"Nobody changed the action since the download; {who} did on {when}.",
            "Download the table again, and make your change there.",
        )  # fmt: skip

    def _part(self):
        if not self.differs(PART, FOCUS):
            if self.action is None:
                self._no_part()
            return
        parts = self.check.parts
        named = [one for one in (*parts.priorities, *parts.enablers) if is_called(one, self.cells[PART])]
        if not self.cells[PART]:
            return self._no_part()
        if not named:
            return self.wrong(
                PART, "A priority or an enabler of this plan, by its code or title.", "Write it as the plan has it."
            )
        if len(named) > 1:
            return self.wrong(PART, "One priority or enabler has this name.", "Write its code and title.")
        part = self._focus(named[0]) if self.cells[FOCUS] else named[0]
        if part is not None and (self.action is None or part_key(part) != part_key(part_of(self.action))):
            self.change.part = part
            self._say(PART, FOCUS)
        return None

    def _no_part(self):
        self.wrong(PART, "Each action belongs to a priority or an enabler.", "Write the code or title of one.")

    def _focus(self, part):
        """Return the focus area that the cell names in `part`; None, with the problem noted, without one."""
        known = part.standing_focus if isinstance(part, Priority) else []
        named = [one for one in known if same(one.text, self.cells[FOCUS])]
        if named:
            return named[0]
        rule = "A focus area of that priority, word by word." if known else f"{part.name} has no focus areas."
        return self.wrong(FOCUS, rule, "Copy it from the plan, or leave it empty.")

    def _title(self):
        if not self.cells[TITLE]:
            self.wrong(TITLE, "Each action says what is done.", "Write it in a sentence.")
        elif self.differs(TITLE):
            self.change.edits["title"] = self.cells[TITLE]
            self._say(TITLE)

    def _owner(self):
        if not self.differs(ROLE, ORGANISATION):
            return
        role, organisation = self.cells[ROLE], self.cells[ORGANISATION]
        if bool(role) != bool(organisation):
            empty = ORGANISATION if role else ROLE
            return self.wrong(empty, "An owner is a role at an organisation.", "Fill in both, or empty both.")
        chosen = self.check.owners.named(role, organisation) if role else ""
        if chosen is None:
            region = self.check.plan.region
            return self.wrong(
                ROLE, f"The owner holds a post in {region} today.",
                f"Write role and organisation as the list of people has them; nobody is “{role}” at “{organisation}”.",
            )  # fmt: skip
        owner = self.action.owner if self.action else None
        if chosen != (owner_key(owner) if owner else ""):
            self.change.edits["owner"] = chosen
            self._say(ROLE, ORGANISATION)
        return None

    def _due(self):
        due, was = day_of(self.cells[DUE]), self.action.due_on if self.action else None
        if due is None and self.cells[DUE]:
            return self.wrong(DUE, f"A day from {FIRST_YEAR} to {LAST_YEAR}.", "Write it like this: 3 March 2026.")
        if due == was:
            if self.cells[MOVE]:
                self.wrong(MOVE, "A reason stands beside a due date that moves.", "Change the date, or empty the cell.")
            return None
        plan = self.check.plan
        if due and due < plan.starts_on:
            self.wrong(DUE, f"The plan begins on {dates.day(plan.starts_on)}.", "Write that day or a later one.")
        if was and not self.cells[MOVE]:
            self.wrong(MOVE, "A due date that was set moves with a reason.", "Say why, in a few words.")
        if not was and self.cells[MOVE]:
            self.wrong(MOVE, "A date that is set for the first time doesn’t move.", "Empty the cell.")
        self.change.edits["due_on"], self.change.move_reason = due, self.cells[MOVE]
        self._say(DUE, MOVE)
        return None

    def _shown(self):
        if not self.cells[SHOWN]:
            return
        shown = YES.get(self.cells[SHOWN].casefold())
        if shown is None:
            self.wrong(SHOWN, "“yes” or “no”.", "Write one of the two.")
        elif shown != bool(self.action and self.action.is_public):
            self.change.edits["is_public"] = shown
            self._say(SHOWN)

    def _report(self):
        status = self.chosen(STATUS, Action.Status)
        forecast = self.chosen(FORECAST, Action.Forecast)
        if status is None or forecast is None:
            return
        action = self.action or Action()
        if status != action.status:
            self.change.status = status
            self._say(STATUS)
        # A reason that the cell repeats, though it is kept on several lines, is the reason that is kept.
        typed = self.cells[REASON] if self.differs(REASON) else action.forecast_reason
        reason = settled_reason(action, forecast, typed) if forecast != action.forecast else typed
        if forecast != Action.Forecast.ON_TRACK and not reason:
            self.wrong(REASON, "A forecast that isn’t on track has its reason.", "Say why, in a few words.")
        if (forecast, reason) != (action.forecast, action.forecast_reason):
            self.change.forecast, self.change.forecast_reason = forecast, reason
            self._say(FORECAST, REASON)
