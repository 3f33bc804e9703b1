"""What the pages and papers of the Performance Summit say around its figures: who sees it, over what it is counted."""

from django.utils import timezone

from peerchallenge.audiences import LEVELS, Audience
from peerchallenge.models import Cycle, Step
from peerchallenge.summit import Summit, as_at, first_day, summit_of, taking_part
from portal.ui import dates

WITHHOLDS = (
    "It names no authority, and shows nothing that rests on fewer than three, nor from which such a number follows."
)
SHOWN_TO = {
    Step.Audience.DIRECTORS: (
        "{region}’s directors, the chief executives of their trusts and the regional chair",
        LEVELS[Cycle.SharedWith.DIRECTORS],
    ),
    Step.Audience.REGION: ("Everybody who holds a post in {region}", LEVELS[Cycle.SharedWith.REGION]),
}


def runners_of(region) -> str:
    return f"{region}’s programme managers and peer challenge associate"


def who_runs(cycle) -> Audience:
    """Return who sees the page with names."""
    return Audience("Review team", f"Only {runners_of(cycle.region)} can see this: it says whose each number is.")


def who_is_shown(cycle, step) -> Audience:
    """Return who sees the page without names, by what the cycle says."""
    people, level = SHOWN_TO.get(step.seen_by if step else "", ("", "Review team"))
    if not people:
        return Audience(level, f"Only {runners_of(cycle.region)} can see this. {WITHHOLDS}")
    said = people.format(region=cycle.region)
    return Audience(level, f"{said} can see this, and so can those who run its peer challenge. {WITHHOLDS}")


def shared_summit(cycle, step, *, preview=False) -> Summit | None:
    """Return what is shown beyond those who run the cycle; None before its first day, or while none is set.

    With `preview` that doesn't matter: it is counted as at the first day, or by now while that is to come.
    """
    if not (preview or has_begun(step)):
        return None
    moment = as_at(step)
    return summit_of(cycle, names=False, before=moment if moment and moment <= timezone.now() else None)


def has_begun(step) -> bool:
    day = first_day(step)
    return day is not None and day <= timezone.localdate()


def counted_over(summit) -> str:
    """Return over how many self-assessments it is counted, and as at when, in a sentence."""
    in_all, there = len(taking_part(summit.cycle)), len(summit.told)
    said = f"Counted over {there} of {in_all} self-assessments: the latest version that each authority submitted"
    return f"{said} before {dates.day(summit.before)}." if summit.before else f"{said}."


def shown_from(step) -> str:
    """Return from when it is shown to others, for those who run the cycle."""
    if step is None:
        return "This cycle takes no Performance Summit step, so nobody else is shown any of it."
    if step.seen_by not in SHOWN_TO:
        return "The cycle shows the Performance Summit to nobody else. You can change that among its steps."
    day = first_day(step)
    if day is None:
        return "Nobody else is shown it until the Performance Summit has a first day. You can set it among the steps."
    return (
        f"Others are shown it without names from {dates.day(day)}, as at the beginning of that day: "
        "what is submitted later doesn’t change what they see."
    )


def overview(summit) -> dict:
    """Return every area in one table, as components/data_table.html takes it: the judgements and what is named."""
    labels = list(dict.fromkeys(bar.label for area in summit.areas for bar in area.judged.bars))
    heads = ["Area", *labels, "Strengths", "Areas for improvement"]
    rows = []
    for area in summit.areas:
        judged = {bar.label: bar.text for bar in area.judged.bars}
        numbers = [*(judged.get(label, "0") for label in labels), text_of(area.strengths), text_of(area.areas)]
        link = {"text": area.heading, "url": f"#{area.anchor}"}
        rows.append([link, *({"text": text, "numeric": True} for text in numbers)])
    return {"columns": [{"label": label, "numeric": place > 0} for place, label in enumerate(heads)], "rows": rows}


def text_of(number) -> str:
    return "Not shown" if number is None else str(number)


def named_table(area) -> dict:
    """Return the questions of an area with how many authorities name what, as components/data_table.html takes it."""
    columns = [{"label": "Question"}, {"label": "Name a strength", "numeric": True},
               {"label": "Name an area for improvement", "numeric": True}]  # fmt: skip
    rows = [
        [f"{one.code}. {one.text}", *({"text": _of(number, one.asked), "numeric": True}
                                      for number in (one.strengths, one.areas))]
        for one in area.named
    ]  # fmt: skip
    return {"columns": columns, "rows": rows}


def _of(number, asked):
    return "Not shown" if number is None else f"{number} of {asked}"
