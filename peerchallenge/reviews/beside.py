"""Own view beside peers' view: where a host and its reviewers see an area alike, and where they differ most.

Of an area, the own view is what share of its statements are strengths, less what share are areas for improvement; the
peers' view the same of the findings that bear on it. Each goes from -1 to 1, and the difference is peers' less own:
above 0 peers see it better than the host does. An area of which one of the two says nothing has no difference.
"""

from dataclasses import dataclass, field

from peerchallenge.models import Statement
from peerchallenge.remarks import step_in_words
from peerchallenge.reviews.models import Finding
from peerchallenge.shown import grade_of, heading_of

MOST = 3


@dataclass
class View:
    """How many strengths, and how many areas for improvement or to develop."""

    strengths: int = 0
    areas: int = 0

    @property
    def count(self) -> int:
        return self.strengths + self.areas

    @property
    def balance(self) -> float | None:
        """From -1, areas alone, to 1, strengths alone; None of nothing."""
        return (self.strengths - self.areas) / self.count if self.count else None

    @property
    def sum(self) -> str:
        """How the balance comes about: "(1 − 3) ÷ 4 = −0.50"."""
        return f"({self.strengths} − {self.areas}) ÷ {self.count} = {signed(self.balance)}" if self.count else "–"


@dataclass
class Line:
    """One area of the self-assessment, in the host's view and in its peers'; `questions` have what each says to one:
    (question, [(kind, claim, step of the ladder), …], cards of findings)."""

    code: str
    heading: str
    judgement: str
    own: View
    peers: View
    step: float | None = None
    questions: list = field(default_factory=list)

    @property
    def difference(self) -> float | None:
        if self.own.balance is None or self.peers.balance is None:
            return None
        return self.peers.balance - self.own.balance

    @property
    def said(self) -> str:
        """What stands on both sides, in words."""
        own = _counted(self.own, "area for improvement", "areas for improvement")
        return f"The authority names {own}; peers found {_counted(self.peers, 'area to develop', 'areas to develop')}."

    @property
    def sum(self) -> str:
        if self.difference is None:
            return "–"
        return f"{signed(self.peers.balance)} − ({signed(self.own.balance)}) = {signed(self.difference)}"


@dataclass
class Beside:
    """All areas, and the findings that tell the host something which it didn't say of itself."""

    lines: list[Line]
    hidden: list
    unseen: list
    relations: list[tuple[str, int]]
    loose: list

    @property
    def better(self) -> list[Line]:
        """The areas of which peers see more strength than the host does, the widest apart first."""
        found = [line for line in self.lines if (line.difference or 0) > 0]
        return sorted(found, key=lambda line: -line.difference)[:MOST]

    @property
    def worse(self) -> list[Line]:
        found = [line for line in self.lines if (line.difference or 0) < 0]
        return sorted(found, key=lambda line: line.difference)[:MOST]

    @property
    def said(self) -> str:
        """What the table says, in a sentence."""
        known = [line.difference for line in self.lines if line.difference is not None]
        if not known:
            return "No area has both statements of its own and findings of peers yet."
        up, down = sum(one > 0 for one in known), sum(one < 0 for one in known)
        areas = f"{len(known)} area{'' if len(known) == 1 else 's'}"
        return (
            f"Both said something of {areas}. Peers see {_none(up)} of them more favourably than the authority does, "
            f"{_none(down)} less favourably and {_none(len(known) - up - down)} alike."
        )


def _counted(view, one, more):
    strengths = f"{view.strengths or 'no'} strength{'' if view.strengths == 1 else 's'}"
    return f"{strengths} and {view.areas or 'no'} {one if view.areas == 1 else more}"


def _none(number):
    return str(number or "none")


def signed(value: float) -> str:
    """Return a number with its sign and two decimals: "+0.50", "−1.00", "0.00"."""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{abs(value):.2f}"


def beside(words, submission, cards) -> Beside:
    """Return the words of a self-assessment beside the cards of findings (`findings_page.cards_of`) that bear on it."""
    on_it = [card for card in cards if card.finding.submission_id == submission.pk and card.finding.relation]
    lines = [_line(section, words, [card for card in on_it if card.finding.area_code == section["code"]])
             for section in words["sections"]]  # fmt: skip
    told = [(card, _claimed(words, card.finding)) for card in on_it]
    hidden = [(card, _why(card, claimed)) for card, claimed in told if card.is_strength and not claimed.strengths]
    unseen = [(card, _why(card, claimed)) for card, claimed in told if not card.is_strength and not claimed.areas]
    relations = [(label, sum(card.finding.relation == value for card in on_it))
                 for value, label in Finding.Relation.choices]  # fmt: skip
    return Beside(lines, hidden, unseen, relations, [card for card in cards if card not in on_it])


def _line(section, words, cards):
    statements = _statements(section)
    steps = [one["step"] for one in statements]
    return Line(
        section["code"], heading_of(section), grade_of(section, words["scale"]), _view(statements),
        View(sum(card.is_strength for card in cards), sum(not card.is_strength for card in cards)),
        sum(steps) / len(steps) if steps else None, _questions(section, cards),
    )  # fmt: skip


def _questions(section, cards):
    """Return each question of an area to which one of the two says something, what both say of the whole first."""
    asked = [("", "The area as a whole", section["statements"])]
    asked += [(prompt["code"], f"{prompt['code']}. {prompt['text']}", prompt["statements"])
              for prompt in section["prompts"]]  # fmt: skip
    placed = {code: [] for code, _, _ in asked}
    for card in cards:
        placed.get(_prompt_of(card.finding, section), placed[""]).append(card)
    return [(heading, [_said(one) for one in statements], placed[code])
            for code, heading, statements in asked if statements or placed[code]]  # fmt: skip


def _prompt_of(finding, section):
    for prompt in section["prompts"]:
        if finding.statement and any(one["id"] == str(finding.statement) for one in prompt["statements"]):
            return prompt["code"]
    return finding.prompt_code


def _said(statement):
    kind = dict(Statement.Kind.choices).get(statement["kind"], "")
    return kind, statement["claim"] or statement["so_what"], step_in_words(statement["step"])


def _statements(section):
    return section["statements"] + [one for prompt in section["prompts"] for one in prompt["statements"]]


def _view(statements):
    strengths = sum(one["kind"] == Finding.Kind.STRENGTH for one in statements)
    return View(strengths, len(statements) - strengths)


def _claimed(words, finding) -> View:
    """Return what the host claims at the very place that a finding is about: statement, prompt, or area."""
    section = next((one for one in words["sections"] if one["code"] == finding.area_code), None)
    if section is None:
        return View()
    if finding.statement:
        return _view([one for one in _statements(section) if one["id"] == str(finding.statement)])
    prompt = next((one for one in section["prompts"] if one["code"] == finding.prompt_code), None)
    return _view(prompt["statements"] if prompt else _statements(section))


def _why(card, claimed):
    """Say what the host claimed where peers found something else, with its numbers."""
    if not claimed.count:
        return "The self-assessment says nothing of it."
    many, one, more = (claimed.strengths, "strength", "strengths")
    if card.is_strength:
        many, one, more = claimed.areas, "area for improvement", "areas for improvement"
    return f"There the self-assessment claims {many} {one if many == 1 else more} and nothing else."
