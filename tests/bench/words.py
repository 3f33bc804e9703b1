"""Invented prose of the field: words drawn as real texts draw them, a few often, most seldom."""

import random
from itertools import accumulate

_COMMON = (
    "children social care services authorities region support local practice work families young people learning"
    " quality improvement regional review plan health education safeguarding directors council data performance"
    " needs early help school staff placement carers adoption fostering outcomes partnership board peer challenge"
    " workforce training report priority project programme meeting network lead progress national development"
    " SEND DCS ADCS MASH inspection evidence assessment framework community team foster leavers approach impact"
    " event month group"
)
_FIRST = (
    "attend inclus exclus commission particip advoc mentor audit moderat referr threshold intervent neglect exploit"
    " traffick asylum unaccompan kinship permanen reunif guardian residential sufficien procure recruit retent agency"
    " caseload supervis leadership govern scrutin transit housing employ apprentic mental speech autis disab sensory"
    " youth justice offend domestic violence substance parent infant nursery childmind virtual attain admission"
)
_SECOND = (
    "ion",
    "ed",
    "ing",
    "s",
    "al",
    "ance",
    "ation",
    "ive",
    "ity",
    "ment",
    "er",
    "ly",
    "ful",
    "able",
    "ism",
    "ist",
)
_SMALL = "the of and to in a for on with is was are that by from at this has been will as their it which not be"


class Prose:
    """Text that is the same for the same seed: about half small words, the rest by Zipf's law; `rare` are made up."""

    def __init__(self, seed=2026, rare=20_000):
        self.random = random.Random(seed)
        stems = [f"{first}{second}" for first in _FIRST.split() for second in _SECOND]
        made = [f"{stem}{number:x}" for number in range(rare // len(stems) + 1) for stem in stems][:rare]
        self.vocabulary = [*_COMMON.split(), *stems, *made]
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(len(self.vocabulary))))
        self._pool = self._draw(200_000)

    def _draw(self, count):
        small = _SMALL.split()
        large = self.random.choices(self.vocabulary, cum_weights=self._weights, k=count)
        return [word if self.random.random() < 0.55 else self.random.choice(small) for word in large]

    def words(self, count) -> list[str]:
        """Return `count` words that follow each other as in no other text."""
        at = self.random.randrange(len(self._pool) - count)
        return self._pool[at : at + count]

    def sentence(self, low=9, high=24) -> str:
        words = self.words(self.random.randint(low, high))
        return f"{' '.join(words).capitalize()}."

    def item(self) -> str:
        return " ".join(self.words(8)).capitalize()

    def heading(self) -> str:
        words = [word for word in self.words(14) if len(word) > 3]
        return " ".join(words[:4]).capitalize() or "News"

    def paragraph(self, words=50) -> str:
        sentences, count = [], 0
        while count < words:
            sentences.append(self.sentence())
            count += sentences[-1].count(" ") + 1
        return " ".join(sentences)
