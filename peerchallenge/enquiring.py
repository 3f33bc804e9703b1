"""What the challenge could ask an authority about: suggestions by rules, each with its sum. People choose.

The rules read what was submitted (`peerchallenge.words`) and the ladder's steps. They quote no word of it in what is
kept: a line of enquiry stays when something is removed from a self-assessment because it could identify a child.
"""

from collections import Counter
from datetime import date
from typing import NamedTuple

from django.utils import timezone

from peerchallenge.ladder import year_before
from peerchallenge.models import Evidence, Promise, Statement
from peerchallenge.summit import claims_in
from portal.ui import dates

LONGEST = 400


class Suggestion(NamedTuple):
    """A line of enquiry that a rule suggests: `because` is its sum, `quoted` words of the submission to show beside.

    `rule` names it: the rule, and the area or question that it is about, such as "old-evidence:B".
    """

    rule: str
    area_code: str
    text: str
    because: str
    quoted: tuple[str, ...] = ()


def suggestions(told) -> list[Suggestion]:
    """Return what the rules suggest to ask the authority of a `peerchallenge.summit.Told`, in the framework's order."""
    on = timezone.localdate(told.submission.submitted_at)
    found = list(_whole(told.words))
    for section in told.words["sections"]:
        found += _of_section(section, told, on)
    return found


def _of_section(section, told, on):
    good = _graded_good(section, told.words["scale"])
    if good:
        yield from _unproven(section, told.steps, good)
        yield from _unsure(section, good)
    yield from _both_ways(section)
    yield from _without_voice(section)
    yield from _without_a_word(section)
    yield from _old(section, on)


def _made(rule, section, text, because, quoted=()):
    code = section["code"] if section else ""
    return Suggestion(f"{rule}:{code}" if code else rule, code, text[:LONGEST], because[:LONGEST], tuple(quoted))


def _graded_good(section, scale) -> str:
    """Return the label of the judgement when it is good or better; else "".

    On a scale without a "Good", whatever stands in its better half.
    """
    labels = [point["label"] for point in scale]
    named = next((place for place, label in enumerate(labels) if label.casefold().startswith("good")), None)
    last = named if named is not None else (len(labels) - 1) // 2
    grade = section["grade"]
    return labels[grade] if grade is not None and grade <= last else ""


def _unproven(section, steps, good):
    """Graded good or better, and no statement at step 3 or more."""
    reached = [steps.get(one["id"], one["step"]) for _, one in claims_in(section)]
    if any(step >= 3 for step in reached):
        return
    counts = Counter(reached)
    said = ", ".join(f"{counts[step]} at step {step}" for step in sorted(counts)) or "none"
    yield _made(
        "good-without-step-3", section,
        f"{section['title']} is judged “{good}”. What current evidence of two kinds shows that, and what it means for "
        "children?",
        f"Judged “{good}”. {len(reached)} statement{_s(reached)}: {said}; none at step 3 or 4.",
    )  # fmt: skip


def _unsure(section, good):
    """Low confidence in an area graded good."""
    claims = claims_in(section)
    unsure = [one for _, one in claims if one["confidence"] == Statement.Confidence.LOW]
    if unsure:
        yield _made(
            "good-with-low-confidence", section,
            f"{section['title']} is judged “{good}”, yet not all of it is sure. What would make you sure?",
            f"Judged “{good}”. {len(unsure)} of {len(claims)} statements made with low confidence.",
        )  # fmt: skip


def _both_ways(section):
    """A strength and an area for improvement on one prompt."""
    for prompt in section["prompts"]:
        kinds = Counter(one["kind"] for one in prompt["statements"] if one["claim"].strip())
        strengths, areas = kinds[Statement.Kind.STRENGTH], kinds[Statement.Kind.AREA]
        if strengths and areas:
            made = _made(
                "both-ways", section,
                f"{prompt['code']} is both a strength and an area for improvement. For which children is it which?",
                f"{prompt['code']}: {strengths} strength{_s(strengths)} and {areas} area{_s(areas)} for improvement on "
                "one question.",
            )  # fmt: skip
            yield made._replace(rule=f"both-ways:{prompt['code']}")


def _whole(words):
    """Nothing on children's voice in all of it."""
    statements = [one for section in words["sections"] for _, one in claims_in(section)]
    if any(_has_voice(one) for one in statements) or any(_answered(section) for section in words["sections"]):
        return
    yield _made(
        "no-voice", None, "What do children and families tell you, and what did you change because of it?",
        f"{len(statements)} statement{_s(statements)}: none rests on what children and families say, and no question "
        "on their voice has an answer.",
    )  # fmt: skip


def _without_voice(section):
    """A question on children's voice without an answer."""
    asked = [prompt for prompt in section["prompts"] if prompt["is_voice"]]
    silent = [prompt["code"] for prompt in asked if not _says(prompt)]
    if silent and not any(_has_voice(one) for _, one in claims_in(section)):
        yield _made(
            "no-voice", section,
            f"{section['title']}: what do children and families tell you, and what did you change because of it?",
            f"{len(silent)} of {len(asked)} question{_s(asked)} on children’s voice without an answer "
            f"({', '.join(silent)}), and no evidence of that kind in the area.",
        )  # fmt: skip


def _answered(section):
    return any(prompt["is_voice"] and _says(prompt) for prompt in section["prompts"])


def _says(prompt):
    return any(one["claim"].strip() for one in prompt["statements"])


def _has_voice(statement):
    return any(one["kind"] == Evidence.Kind.VOICE for one in statement["evidence"])


def _without_a_word(section):
    """Promises of last year, and next steps accepted after a review, on which nothing is said."""
    yield from _silent_steps(section, [one for one in section["promises"] if one.get("review")])
    promises = [one for one in section["promises"] if not one.get("review")]
    silent = [one for one in promises if one["status"] == Promise.Status.UNSAID]
    if silent:
        what = "the promise" if len(silent) == 1 else f"the {len(silent)} promises"
        yield _made(
            "promise-without-a-word", section,
            f"{section['title']}: what became of {what} of last year on which nothing is said?",
            f"{len(silent)} of {len(promises)} promise{_s(promises)} of last year without a word.",
            [one["promised"] for one in silent],
        )  # fmt: skip


def _silent_steps(section, steps):
    silent = [one for one in steps if one["status"] == Promise.Status.UNSAID]
    if silent:
        what = "the next step" if len(silent) == 1 else f"the {len(silent)} next steps"
        yield _made(
            "next-step-without-a-word", section,
            f"{section['title']}: what did you do about {what} that you accepted after a review, and what changed?",
            f"{len(silent)} of {len(steps)} next step{_s(steps)} accepted after a review without a word.",
            [one["promised"] for one in silent],
        )  # fmt: skip


def _old(section, on):
    """All dated evidence of the area older than 12 months when it was submitted."""
    evidence = [it for _, one in claims_in(section) for it in one["evidence"]]
    dated = sorted(one["dated_on"] for one in evidence if one["dated_on"])
    if dated and dated[-1] < year_before(on).isoformat():
        latest = dates.day(date.fromisoformat(dated[-1]))
        yield _made(
            "old-evidence", section,
            f"{section['title']}: what do you know of the last 12 months?",
            f"{len(evidence)} piece{_s(evidence)} of evidence, {len(dated)} dated: the latest {latest}, more than 12 "
            f"months before {dates.day(on)}, when it was submitted.",
        )  # fmt: skip


def _s(things):
    return "" if (things if isinstance(things, int) else len(things)) == 1 else "s"
