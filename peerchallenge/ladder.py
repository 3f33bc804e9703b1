"""The ladder of statements: five steps from an assertion to an impact on children that is shown, by rules on fields.

It reads a statement's plain words (S of `peerchallenge.words`), so the same goes for a row, for what was submitted, and
for what was said years ago. A moderator confirms the step that the rules give, or changes it with a reason.
"""

import re
from datetime import date
from typing import NamedTuple

from peerchallenge.models import Evidence

LEAST_WORDS_OF_ACTIVITY = 10
# Evidence of what happens in practice and how well, rather than how much of it there is.
OF_PRACTICE = frozenset(
    {
        Evidence.Kind.AUDIT, Evidence.Kind.CASE_REVIEW, Evidence.Kind.VOICE, Evidence.Kind.STAFF,
        Evidence.Kind.OUTSIDE, Evidence.Kind.PEERS,
    }
)  # fmt: skip


class Step(NamedTuple):
    """A step of the ladder: what a statement on it is, and the rule by which it stands there."""

    number: int
    name: str
    rule: str


LADDER = (
    Step(0, "Assertion", "It says what you think, in fewer than ten words, and nothing more."),
    Step(
        1, "Activity described",
        "It says what is done: a claim of ten words or more, a “so what”, a next step, or evidence nobody can look up.",
    ),
    Step(2, "Evidence cited", "At least one piece of evidence can be looked up: dated, sourced, linked or attached."),
    Step(3, "Evidence current and of two kinds", "Two kinds of evidence or more are dated within the last 12 months."),
    Step(4, "Impact on children shown", "Step 3, and “so what” says in words what it means for children."),
)  # fmt: skip


def step_of(words: dict, today: date) -> int:
    """Return the step of the ladder, 0 to 4, on which the statement `words` stands on the day `today`.

    4: as 3, and `so_what` says something besides figures. 3: of the evidence that can be looked up, two kinds or more
    are dated within the 12 months before `today`. 2: some evidence can be looked up. 1: there is evidence that can't,
    or a `so_what`, or a next step, or the claim has ten words or more. 0: none of it. Evidence can be looked up that
    has a date, a period, a source, a link or a file.
    """
    found = cited(words)
    if len(kinds_of(current(found, today))) >= 2:
        return 4 if shows_impact(words) else 3
    if found:
        return 2
    describes = words["evidence"] or words["so_what"].strip() or words["next_step"].strip()
    return 1 if describes or len(words["claim"].split()) >= LEAST_WORDS_OF_ACTIVITY else 0


def shows_impact(words: dict) -> bool:
    """Whether `so_what` says something besides figures: whether that is about children is for people to judge."""
    return bool(words["so_what"].strip()) and not says_only_figures(words["so_what"])


# What may stand around figures without saying anything of children: how they moved, what they count, when.
_AROUND_FIGURES = """
a about above against all an and april as at august average below between by cent compared december decrease decreased
down england fall fallen fell february from half had has higher in increase increased is it january july june last less
lower march may mean median month months more national neighbours november now number october of on or our out over per
percent percentage point points q quarter quarters rate regional rise risen rose same september since target than the
this to total under up was we were with year years
"""


def says_only_figures(text: str) -> bool:
    """Whether a text has figures and, but for words that go with figures ("up from", "per cent", months), no other."""
    words = re.findall(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*", text.lower())
    return any(sign.isdigit() for sign in text) and not [word for word in words if word not in _AROUND_FIGURES.split()]


def is_about_practice(words: dict) -> bool:
    """Whether a statement is about the quality of practice rather than its volume.

    It is, when some of its evidence that can be looked up is an audit, a case review, what children, families or staff
    said, an outside view or peers' finding. Figures, complaints and other documents alone say how much, not how well.
    """
    return bool(OF_PRACTICE & kinds_of(cited(words)))


def confirmed_step(words: dict, remarks) -> int:
    """Return the step of the statement `words` that counts: what a moderator sent last, else what the coach saw.

    `remarks` are those on the submission; others' and unsent ones, and those without a step, are passed over.
    """
    return confirmed_steps(remarks).get(words["id"], words["step"])


def confirmed_steps(remarks) -> dict[str, int]:
    """Return {id of a statement: the step that a moderator sent last} of all statements that `remarks` give a step."""
    sent = [one for one in remarks if one.sent_at and one.statement and one.proposed_step is not None]
    return {str(one.statement): one.proposed_step for one in sorted(sent, key=lambda one: (one.sent_at, one.pk))}


def year_before(today: date) -> date:
    """Return the first day of the 12 months that end with `today`."""
    if (today.month, today.day) == (2, 29):
        return date(today.year - 1, 3, 1)
    return today.replace(year=today.year - 1)


def cited(words) -> list[dict]:
    """Return the evidence of the statement `words` that somebody could look up."""
    return [
        one for one in words["evidence"] if any(one[name] for name in ("dated_on", "period", "source", "url", "file"))
    ]


def current(evidence, today) -> list[dict]:
    """Return those of `evidence` that are dated within the 12 months before `today`; a date to come isn't."""
    first, last = year_before(today).isoformat(), today.isoformat()
    return [one for one in evidence if one["dated_on"] and first <= one["dated_on"] <= last]


def kinds_of(evidence) -> set[str]:
    """Return the kinds (values of Evidence.Kind) that there are among `evidence`."""
    return {one["kind"] for one in evidence}
