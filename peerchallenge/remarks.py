"""What a moderator says of one area: of the area as a whole, and of each of its statements, as one text that is saved.

The remark on the area stands from the moment when they accept; its version counts for all of the area.
"""

from dataclasses import dataclass, field

from peerchallenge.ladder import LADDER
from peerchallenge.models import Remark
from peerchallenge.said import Said, plain
from peerchallenge.shown import shortened
from peerchallenge.words import all_statements


@dataclass
class OnStatement:
    """What is said of one statement; `step` is None while the moderator has no view of it."""

    text: str = ""
    step: int | None = None
    reason: str = ""

    @property
    def says_something(self) -> bool:
        return bool(self.text or self.step is not None)


@dataclass
class RemarksText(Said):
    """What is said of an area; `on` by the id of the statement, in the order of the self-assessment.

    `claims` are {id: claim}, by which a text names its statements.
    """

    text: str = ""
    supports: str = ""
    on: dict[str, OnStatement] = field(default_factory=dict)
    claims: dict[str, str] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, remark) -> "RemarksText":
        """Read what is saved of the area of `remark`, which is the one on the area itself; one query."""
        rows = remark.moderator.remarks.filter(area_code=remark.area_code, statement__isnull=False)
        said = {str(row.statement): OnStatement(row.text, row.proposed_step, row.step_reason) for row in rows}
        claims = {one["id"]: one["claim"] for one in statements_in(remark)}
        return cls(remark.text, remark.supports, {pk: said.get(pk, OnStatement()) for pk in claims}, claims)

    def rows(self):
        supports = Remark.Supports(self.supports).label if self.supports else "Not said"
        found = [("Does the evidence support the judgement?", supports), ("On the area as a whole", self.text)]
        for pk, one in self.on.items():
            said = [one.text, step_in_words(one.step), one.reason]
            found.append((f"On “{shortened(self.claims.get(pk, ''))}”", "\n".join(line for line in said if line)))
        return found


def step_in_words(step) -> str:
    """Return "Step 2, Evidence cited" for a step of the ladder; "" for None."""
    return f"Step {step}, {LADDER[step].name}" if step is not None else ""


def area_of(words, code) -> dict | None:
    """Return the section of `words` with this code."""
    return next((section for section in words["sections"] if section["code"] == code), None)


def statements_in(remark) -> list[dict]:
    """Return the statements, as they were submitted, of the area that a remark is about."""
    section = area_of(remark.moderator.submission.words, remark.area_code)
    return [one for _, _, one in all_statements({"sections": [section] if section else []})]


def unexplained(moderator) -> list[str]:
    """Return the codes of the areas in which a step differs from the coach's and nobody says why."""
    coach = {one["id"]: one["step"] for _, _, one in all_statements(moderator.submission.words)}
    rows = moderator.remarks.filter(statement__isnull=False, proposed_step__isnull=False, step_reason="")
    return sorted({row.area_code for row in rows if row.proposed_step != coach.get(str(row.statement))})


__all__ = ["OnStatement", "RemarksText", "area_of", "plain", "statements_in", "step_in_words",
           "unexplained"]  # fmt: skip
