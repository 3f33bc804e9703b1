"""The statement coach: rules that read one statement, say on which step of the ladder it stands and how to fix it.

No language model: every rule looks at fields, so that a moderator can say why, and confirm or change the step with a
reason. It reads a statement's plain words (S of `peerchallenge.words`), so the same goes for a row, for what was
submitted, and for what was said years ago. It can't tell whether a claim is true, nor whether evidence supports it:
that is what moderators are for.
"""

from datetime import date
from typing import NamedTuple

from django.utils import timezone

from peerchallenge.ladder import (
    LADDER,
    Step,
    cited,
    confirmed_step,
    confirmed_steps,
    current,
    kinds_of,
    says_only_figures,
    step_of,
    year_before,
)
from peerchallenge.models import Evidence
from peerchallenge.words import words_of_statement
from portal.ui import dates

MOST_WORDS = 80


class View(NamedTuple):
    """How the coach sees a statement: its `step`, `because` of what, what takes it `to_next`, and all its `advice`."""

    step: Step
    because: str
    to_next: str
    advice: list[str]

    @property
    def is_top(self) -> bool:
        return self.step == LADDER[-1]


def look_at(statement, today: date | None = None) -> list[str]:
    """Return what would make a statement (a row) stronger, a sentence naming the fix for each thing; two queries."""
    return view_of_row(statement, today).advice


def view_of_row(statement, today: date | None = None) -> View:
    """Return how the coach sees a statement (a row) as it is saved now."""
    asks_voice = bool(statement.prompt and statement.prompt.is_voice)
    return view_of(words_of_statement(statement), today or timezone.localdate(), asks_voice=asks_voice)


def view_of(words: dict, today: date, *, asks_voice: bool = False) -> View:
    """Return how the coach sees the statement `words` on a day; `asks_voice`: its prompt asks for families' voice."""
    step = LADDER[step_of(words, today)]
    return View(step, _because(words, step.number, today), _to_next(words, step.number, today),
                advice_on(words, today, asks_voice=asks_voice))  # fmt: skip


def advice_on(words: dict, today: date, *, asks_voice: bool = False) -> list[str]:
    """Return a sentence for each rule that the statement `words` doesn't keep on that day, each naming the fix."""
    if not words["claim"].strip():
        return ["Begin with what you know: one claim, in a sentence or two."]
    found = [
        _too_long(words), _no_evidence(words), _not_to_be_found(words), _few_kinds(words), _no_date(words),
        _too_old(words, today), _still_to_come(words, today), _no_voice(words, asks_voice), _no_impact(words),
        _next_without_date(words),
    ]  # fmt: skip
    return [sentence for sentence in found if sentence]


def _kind_in_words(kind):
    return dict(Evidence.Kind.choices).get(kind, kind)


def _named(evidence):
    """Return "“Audit of visits” and 2 others"."""
    first = f"“{evidence[0]['title'] or _kind_in_words(evidence[0]['kind'])}”"
    if len(evidence) == 1:
        return first
    return f"{first} and {len(evidence) - 1} other{'s' if len(evidence) > 2 else ''}"


def _too_long(words):
    count = len(words["claim"].split())
    if count > MOST_WORDS:
        return f"It is {count} words long: keep to {MOST_WORDS}, or make two statements of it."


def _no_evidence(words):
    if not words["evidence"]:
        return "It has no evidence: add how you know, such as an audit, a figure or what families said."


def _not_to_be_found(words):
    missing = [one for one in words["evidence"] if one not in cited(words)]
    if missing:
        return f"Nobody can look up {_named(missing)}: give a date, a source, a link or the file."


def _few_kinds(words):
    kinds = kinds_of(words["evidence"])
    if kinds == {Evidence.Kind.FIGURE}:
        return "Figures are its only evidence: add what an audit, families or staff say of the practice behind them."
    if len(kinds) == 1:
        kind = _kind_in_words(kinds.pop())
        return (
            f"All its evidence is of one kind ({kind[0].lower() + kind[1:]}): add another that says the same, or not."
        )


def _no_date(words):
    undated = [one for one in words["evidence"] if not one["dated_on"]]
    if undated:
        return f"Date {_named(undated)}: without a day nobody can tell whether it still holds."


def _too_old(words, today):
    """What is older doesn't matter when two newer kinds stand beside it: it may be there to compare with."""
    evidence, first = words["evidence"], year_before(today).isoformat()
    old = [one for one in evidence if one["dated_on"] and one["dated_on"] < first]
    if old and len(kinds_of(current(evidence, today))) < 2:
        newest = dates.day(date.fromisoformat(max(one["dated_on"] for one in old)))
        dated = f"is of {newest}" if len(old) == 1 else f"are of {newest} or before"
        return f"{_named(old)} {dated}, more than 12 months ago: add something newer."


def _still_to_come(words, today):
    early = [one for one in words["evidence"] if one["dated_on"] and one["dated_on"] > today.isoformat()]
    if early:
        return f"Check the date of {_named(early)}: that day is still to come."


def _no_voice(words, asks_voice):
    if asks_voice and Evidence.Kind.VOICE not in kinds_of(words["evidence"]):
        return "The question asks for children’s and families’ voice: add what they said, and where that is written."


def _no_impact(words):
    if not words["so_what"].strip():
        return "Its impact is missing: say in “so what” what is different for children because of it."
    if says_only_figures(words["so_what"]):
        return "“So what” has only figures: say in words what is different for children behind them."


def _next_without_date(words):
    if words["next_step"].strip() and not words["next_on"]:
        return "The next step has no date: say by when, so that next year can tell what became of it."


def _because(words, step, today):
    if step == 0:
        return "It says what you think, and not yet what is done or how you know."
    if step == 1:
        return "It says what is done, and cites no evidence that somebody could look up."
    kinds = sorted(_kind_in_words(kind).lower() for kind in kinds_of(current(cited(words), today)))
    if step == 2:
        return f"It cites evidence; {'one kind of it' if kinds else 'none of it'} is dated within the last 12 months."
    said = f"Its evidence of the last 12 months is of {len(kinds)} kinds ({', '.join(kinds)})"
    return f"{said}, and “so what” says what it means for children." if step == 4 else f"{said}."


def _to_next(words, step, today):
    if step == 0:
        return "Say what is done, for whom and since when."
    if step == 1:
        return "Add evidence that can be looked up: with its date and its source, a link or the file."
    if step == 2:
        kinds = kinds_of(current(cited(words), today))
        since = f"dated since {dates.day(year_before(today))}"
        if not kinds:
            return f"Add two kinds of evidence, {since}."
        return f"Add another kind of evidence besides “{_kind_in_words(kinds.pop())}”, {since}."
    return "Say in “so what”, in words, what is different for children because of it." if step == 3 else ""


__all__ = [
    "LADDER",
    "MOST_WORDS",
    "Step",
    "View",
    "advice_on",
    "confirmed_step",
    "confirmed_steps",
    "look_at",
    "step_of",
    "view_of",
    "view_of_row",
]
