"""What a host lets others read of its review: its items, and what showing some of them as far as a level changes.

A next step is never read further than its finding, nor the letter further than anything that it says: narrowing one
takes along what hangs on it, and widening one needs the others.
"""

from hashlib import sha256
from typing import Any, NamedTuple

from peerchallenge.audiences import Group
from peerchallenge.reviews.audiences import let_in_by
from peerchallenge.reviews.letter import findings_of
from peerchallenge.reviews.models import Finding, Letter, Review, ShownTo, Wording
from peerchallenge.reviews.models.levels import TO_HOST
from peerchallenge.reviews.sent import sent_words, steps_as_sent

# How far a host shows what is its own: never less than to itself.
LEVELS = [level for level in ShownTo if level in TO_HOST]
MOST_LISTED = 100
_WHOLE = "It holds every finding and every recommended next step."
_ALL_OF_IT = f"{_WHOLE} It is the letter as it was brought in, so it also says what stands in none of them."
_LETTER = "The letter says all of this: {}. Choose them all with it, or leave it out."
COUNTED = {"finding": "finding", "nextstep": "next step", "letter": "letter"}


class Entry(NamedTuple):
    """An item of the list: `name` says which it is, `words` what it says; `finding` is the one that a step is for."""

    record: Any
    name: str
    words: str
    finding: Finding | None = None

    @property
    def kind(self) -> str:
        return self.record._meta.model_name

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.record.public_id}"

    @property
    def level(self) -> ShownTo:
        return ShownTo(self.record.shown_to)


def entries_of(review) -> list[Entry]:
    """Return the items that the host can show to others: findings, each with its next steps, and the final letter."""
    found, sent = [], sent_words(review)
    for number, one in enumerate(findings_of(review), start=1):
        name = f"Finding {number}, {one.get_kind_display().lower()}"
        found.append(Entry(one, name, sent.headlines.get(str(one.public_id), "") if sent else one.headline))
        found += [Entry(step, f"Next step {place} of finding {number}", step.text, one)
                  for place, step in enumerate(steps_as_sent(one.standing_steps, sent), start=1)]  # fmt: skip
    letter = Letter.objects.filter(review=review, sent=Wording.Sent.FINAL).first()
    if letter:
        found.append(Entry(letter, "The final letter", _ALL_OF_IT if letter.words.get("original") else _WHOLE))
    return [entry for entry in found if entry.level in TO_HOST]


class Change(NamedTuple):
    """What showing some entries as far as `level` does: which are read by more people, which by fewer (`along`: without
    having been chosen), whom that lets in and whom it shuts out. `problems` say what stands in its way; `after` is how
    far each is read then, by its key."""

    level: ShownTo
    wider: list[Entry]
    narrower: list[Entry]
    along: list[Entry]
    lets_in: Group
    shuts_out: Group
    problems: list[str]
    after: dict[str, ShownTo]

    @property
    def entries(self) -> list[Entry]:
        return self.wider + self.narrower + self.along

    @property
    def is_public(self) -> bool:
        return self.level == ShownTo.PUBLIC

    @property
    def seal(self) -> str:
        """What tells whether it still is what was shown: the same items from the same levels, and the same people."""
        said = [self.level, *(f"{entry.key}|{entry.level}" for entry in self.entries)]
        said += [f"{reader.person.pk}|{reader.because}" for reader in self.lets_in.readers]
        said += [str(reader.person.pk) for reader in self.shuts_out.readers]
        return sha256("\n".join(said).encode()).hexdigest()[:16]


def change_of(review, keys, level) -> Change:
    """Return what showing the entries with these `keys` as far as `level` would change today."""
    entries, level = entries_of(review), ShownTo(level)
    chosen = [entry for entry in entries if entry.key in keys]
    wider = [entry for entry in chosen if entry.level.reach < level.reach]
    narrower = [entry for entry in chosen if entry.level.reach > level.reach]
    after = {entry.key: level if entry in chosen else entry.level for entry in entries}
    along = _taken_along(entries, chosen, after)
    lets_in = _between(review, level, [entry.level for entry in wider], "lets in")
    shuts_out = _between(review, level, [entry.level for entry in narrower + along], "shuts out")
    return Change(level, wider, narrower, along, lets_in, shuts_out, _problems(entries, wider, after), after)


def _taken_along(entries, chosen, after):
    """Entries that weren't chosen and can't be read as far any more; `after` then says how far they are."""
    along = []
    for entry in entries:  # the letter is the last, after all that it says
        limit = _limit(entry, entries, after)
        if entry not in chosen and limit and limit.reach < after[entry.key].reach:
            after[entry.key] = limit
            along.append(entry)
    return along


def _limit(entry, entries, after):
    """How far an entry can be read at most, by how far others are; None without a limit."""
    if entry.kind == "letter":
        said = [after[other.key] for other in entries if _is_in_the_letter(other)]
        return min(said, key=lambda level: level.reach) if said else None
    return after[f"finding:{entry.finding.public_id}"] if entry.finding else None


def _is_in_the_letter(entry):
    """Findings, and the next steps that peers recommend: what the host adds itself came after the letter."""
    return entry.kind == "finding" or (entry.kind == "nextstep" and not entry.record.is_own)


def _problems(entries, wider, after):
    found = []
    for entry in wider:
        limit = _limit(entry, entries, after)
        if limit is None or limit.reach >= after[entry.key].reach:
            continue
        if entry.kind == "letter":
            found.append(_LETTER.format(counted([one for one in entries if _is_in_the_letter(one)])))
        else:
            number = entry.name.rpartition(" ")[2]
            found.append(f"{entry.name} can’t be read without its finding. Choose finding {number} too.")
    return found


def _between(review, level, levels, what):
    """The people who read at one end of a change and not at the other; `levels` are those that the items have."""
    if not levels:
        return Group("", [])
    ends = {"lets in": (level, min(levels, key=_reach)), "shuts out": (max(levels, key=_reach), level)}[what]
    more, fewer = (let_in_by(review, one) for one in ends)
    left = {reader.person for reader in fewer.readers}
    return Group(more.title, [reader for reader in more.readers if reader.person not in left])


def _reach(level):
    return level.reach


def opened_to(user) -> list[Review]:
    """Return the reviews of which `user` knows only because their hosts let them read findings; one query."""
    opened = Finding.objects.visible_to(user).standing().values("review")
    found = Review.objects.filter(pk__in=opened).exclude(pk__in=Review.objects.visible_to(user).values("pk"))
    return list(found.select_related("authority", "kind")[:MOST_LISTED])


def counted(entries) -> str:
    """Return how many of each kind, in words: "7 findings, 3 next steps and the letter"."""
    kinds = [entry.kind for entry in entries]
    found = [f"{kinds.count(kind)} {name}{'' if kinds.count(kind) == 1 else 's'}"
             for kind, name in COUNTED.items() if kind in kinds and kind != "letter"]  # fmt: skip
    found += ["the letter"] * ("letter" in kinds)
    return " and ".join(filter(None, [", ".join(found[:-1]), found[-1] if found else ""]))


def people(number: int) -> str:
    return "1 person" if number == 1 else f"{number} people"


def warning(change) -> str:
    """Return what is about to happen, in one sentence, and that it can't be undone."""
    if change.wider and change.is_public:
        told = f"You are about to let everybody see {counted(change.wider)}, signed in or not."
        return f"{told} This can’t be undone for anybody who has read or copied them."
    if change.wider:
        who = people(len(change.lets_in.readers))
        told = f"You are about to let {who} see {counted(change.wider)}."
        return f"{told} This can’t be undone for people who have already read them."
    who = "the public and " if ShownTo.PUBLIC in [entry.level for entry in change.narrower] else ""
    shut = people(len(change.shuts_out.readers))
    return f"You are about to close {counted(change.narrower + change.along)} to {who}{shut}. Who has read it, has."
