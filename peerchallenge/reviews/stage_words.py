"""The stages of a review in words: what each means, what reaching it does, whose turn it is, who is told."""

from typing import NamedTuple

from peerchallenge.reviews.models import Stage

RUNNERS, LEAD, HOST = "runners", "lead", "host"
TEAM, ASKED = "team", "asked"  # besides, whom mail goes to: the team with its lead; whoever was asked and didn't answer


class StageWords(NamedTuple):
    """`now` says how a review stands there; `due` names what was promised; `button` and `question` ask for the move.

    `lets` says what follows from it, with {host} for its host; `turn` is whose it is to reach it, `tells` who gets
    mail. `page` is the address of the part of the portal that reaches it, where that isn't the confirm page.
    """

    now: str
    due: str
    button: str
    question: str
    lets: tuple[str, ...] = ()
    turn: str = RUNNERS
    tells: tuple[str, ...] = ()
    page: str = ""


WORDS = {
    Stage.REQUESTED: StageWords("It was asked for. Nothing is agreed yet.", "Request", "", ""),
    Stage.SCOPING: StageWords(
        "{host} and those who run peer challenge agree what it is about, the days and the team.",
        "Scoping", "Start scoping", "Start scoping this review?",
        ("You take the request up. {host} and you agree what the review is about, when it is and who comes.",),
        tells=(HOST,),
    ),
    Stage.TEAM_CONFIRMED: StageWords(
        "The team is known. Evidence isn’t open yet.",
        "Team confirmed", "Confirm the team", "Is the team confirmed?",
        ("{host} is told who comes. A seat that is empty can still be filled.",),
        tells=(HOST, TEAM),
    ),
    Stage.EVIDENCE_OPEN: StageWords(
        "{host} gives the team evidence to read before the visit.",
        "Evidence open", "Open evidence", "Open evidence to the team?",
        ("{host} can hand in documents, which the team reads.", "The team can prepare its lines of enquiry and notes."),
        tells=(HOST, TEAM),
    ),
    Stage.ON_SITE: StageWords(
        "The team is at {host}.",
        "Visit begins", "Begin the visit", "Does the visit begin?",
        ("The team takes notes. Nobody at {host} ever reads them.", "The review can’t be put off any more."),
        turn=LEAD,
    ),
    Stage.FEEDBACK_GIVEN: StageWords(
        "The team told {host} what it found, in person. The letter follows.",
        "Feedback", "Feedback is given", "Did the team give its feedback?",
        ("It notes that the team told {host} what it found. Nothing written is shown to {host} by this.",),
        turn=LEAD, tells=(LEAD,),
    ),
    Stage.DRAFT: StageWords(
        "The lead writes the letter. {host} doesn’t read it yet.",
        "Draft letter begun", "Begin the letter", "Begin the draft letter?",
        ("The lead writes the letter around the headline findings. {host} reads nothing before it is sent.",),
        turn=LEAD,
    ),
    Stage.FACTUAL_CHECK: StageWords(
        "{host} reads the draft letter and corrects facts, nothing else.",
        "Draft letter to the host", "Send the draft letter…", "", turn=LEAD, page="letter_write",
    ),
    Stage.FINAL_LETTER: StageWords(
        "The letter is final. {host} replies to its headline findings.",
        "Letter", "Write and issue the letter…", "", turn=LEAD, page="letter_write",
    ),
    Stage.REPLY: StageWords(
        "{host} replied. It agrees actions for its next steps.",
        "Reply", "Reply to the findings…", "", turn=HOST, page="findings",
    ),
    Stage.ACTIONS_LIVE: StageWords(
        "{host} works on its actions.",
        "Actions agreed", "Agree the actions…", "", turn=HOST, page="next_steps",
    ),
    Stage.PROGRESS_REVIEW: StageWords(
        "{host} says at each progress check what was done and what difference it made.",
        "First progress check", "Say what was done…", "", turn=HOST, page="next_steps",
    ),
    Stage.CLOSED: StageWords(
        "It is over. Whoever could read it still can.",
        "Close", "Close the review", "Close this review?",
        ("Nothing in it changes any more.", "Whoever could read something can go on reading it."),
        tells=(HOST, LEAD), page="review_close",
    ),
    Stage.POSTPONED: StageWords("It is put off.", "", "", ""),
    Stage.WITHDRAWN: StageWords("It was given up. Whoever could read something still can.", "", "", ""),
}  # fmt: skip

# Stages by what is going on, as lists group them.
PHASES = {
    "preparing": ("Being prepared", (Stage.REQUESTED, Stage.SCOPING, Stage.TEAM_CONFIRMED, Stage.EVIDENCE_OPEN)),
    "visiting": ("The visit and the draft letter", (Stage.ON_SITE, Stage.FEEDBACK_GIVEN, Stage.DRAFT)),
    "replying": ("Letter and reply", (Stage.FACTUAL_CHECK, Stage.FINAL_LETTER, Stage.REPLY)),
    "acting": ("Actions", (Stage.ACTIONS_LIVE, Stage.PROGRESS_REVIEW)),
    "put-off": ("Put off", (Stage.POSTPONED,)),
    "over": ("Over", (Stage.CLOSED, Stage.WITHDRAWN)),
}
TAGS = {Stage.POSTPONED: "muted", Stage.WITHDRAWN: "muted", Stage.CLOSED: "done"}


def now_in_words(review) -> str:
    """Return how the review stands, in a sentence, with the reason where it is put off or was given up."""
    said = WORDS[Stage(review.status)].now.format(host=review.authority)
    if not review.because:
        return said
    return f"{said} The reason: {review.because}"


def tag_kind(status) -> str:
    """Return the look of a stage's tag, as components/status_tag.html takes it."""
    return TAGS.get(Stage(status), "started")
