"""Spreads: how many stand where, best first; each as a sentence, a picture and the lines of a table that say the same.

A number that is None is withheld (`peerchallenge.disclosure`): it is said to be, and nothing is drawn in its place.
"""

from dataclasses import dataclass

from django.utils.text import Truncator

from peerchallenge.ladder import LADDER
from peerchallenge.shown import NOT_JUDGED

NOT_SHOWN = "Not shown"
# The picture, in its own units: a line of words above each bar.
WIDTH, LINE, BAR_BELOW, BAR_HIGH = 320, 40, 6, 14
LONGEST_LABEL, MOST_PIECES = 36, 40


@dataclass
class Bar:
    """One line of a spread: its label, its number, whose it is (names, where they are shown), and where it is drawn."""

    label: str
    number: int | None
    whose: list[str]
    pieces: list[tuple[str, str]]
    place: int

    @property
    def text(self) -> str:
        return NOT_SHOWN if self.number is None else str(self.number)

    @property
    def short(self) -> str:
        return Truncator(self.label).chars(LONGEST_LABEL)

    @property
    def text_at(self) -> int:
        return self.place * LINE + 16

    @property
    def bar_at(self) -> int:
        return self.text_at + BAR_BELOW


@dataclass
class Spread:
    """A spread: `sentence` first, then its bars, which stand for `total` things (None: withheld) called `unit`."""

    title: str
    sentence: str
    bars: list[Bar]
    total: int | None
    unit: str

    @property
    def height(self) -> int:
        return len(self.bars) * LINE

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to draw."""
        return any(bar.number for bar in self.bars)

    @property
    def with_names(self) -> bool:
        return any(bar.whose for bar in self.bars)

    def table(self) -> dict:
        """Return the columns and rows as components/data_table.html takes them."""
        columns = [{"label": self.title}, {"label": self.unit, "numeric": True}]
        rows = [[bar.label, {"text": bar.text, "numeric": True}] for bar in self.bars]
        if self.with_names:
            columns.append({"label": "Who"})
            rows = [[*row, ", ".join(bar.whose) or "Nobody"] for row, bar in zip(rows, self.bars, strict=True)]
        return {"columns": columns, "rows": rows}


def judgements(labels, numbers, whose=None, *, asked: int) -> Spread:
    """Return how `asked` authorities judge themselves: `numbers` of the `labels`, and whose they are where that is
    shown. The last label stands for no judgement, and is left out where everybody gives one."""
    given = list(zip(labels, numbers, whose or [[] for _ in labels], strict=True))
    if not given[-1][1] and given[-1][1] is not None:
        given.pop()
    bars = _bars(given, asked)
    return Spread("Judgement", _judged_in_words(bars, asked), bars, asked, "Authorities")


def ladder_steps(numbers, *, total: int | None) -> Spread:
    """Return on which step of the ladder `total` statements stand: `numbers` of the steps from 0; the top is first."""
    labels = [f"Step {step.number}: {step.name}" for step in LADDER]
    given = [(label, number, []) for label, number in reversed(list(zip(labels, numbers, strict=True)))]
    bars = _bars(given, total or 0)
    return Spread("Step of the ladder", _steps_in_words(bars, total), bars, total, "Statements")


def _bars(given, total):
    return [Bar(label, number, list(names), _pieces(number, total), place)
            for place, (label, number, names) in enumerate(given)]  # fmt: skip


def _pieces(number, total):
    """Where the bar of a number is drawn, (x, width) each: a piece for each thing while these can be told apart."""
    if not number or not total:
        return []
    one = WIDTH / total
    if total > MOST_PIECES:
        return [("0", f"{number * one:.1f}")]
    return [(f"{place * one:.1f}", f"{one - 2:.1f}") for place in range(number)]


def _judged_in_words(bars, asked):
    if not asked:
        return "Nobody who submitted was asked this."
    said = [_one_judged(bar) for bar in bars if bar.number]
    who = f"Of {asked} authorities" if asked > 1 else "Of 1 authority"
    if not said:
        return "How the authorities judge themselves is not shown: too few say the same."
    rest = " The rest is not shown." if any(bar.number is None for bar in bars) else ""
    return f"{who}, {_joined(said)}.{rest}"


def _one_judged(bar):
    if bar.label == NOT_JUDGED:
        return f"{bar.number} give{'s' if bar.number == 1 else ''} no judgement"
    return f"{bar.number} judge{'s' if bar.number == 1 else ''} it “{bar.label}”"


def _steps_in_words(bars, total):
    if total == 0:
        return "No statement was made."
    said = [f"{bar.number} stand{'s' if bar.number == 1 else ''} at {bar.label.partition(':')[0].lower()}"
            for bar in bars if bar.number]  # fmt: skip
    if total is None or not said:
        return "On which steps the statements stand is not shown: too few authorities made them."
    rest = " The rest is not shown." if any(bar.number is None for bar in bars) else ""
    return f"Of {total} statement{'' if total == 1 else 's'}, {_joined(said)}.{rest}"


def _joined(parts):
    return " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))
