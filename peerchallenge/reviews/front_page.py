"""The front page of a review: where it stands, by when what is promised, whose turn it is, what else there is."""

from typing import NamedTuple

from django.utils import timezone

from peerchallenge.deadlines import how_far
from peerchallenge.models.of_authority import OWN_READERS, RUNNERS, authorities_of
from peerchallenge.reviews.models import LINE, Member, Stage
from peerchallenge.reviews.models.review import BEFORE_THE_VISIT
from peerchallenge.reviews.stage_words import HOST, LEAD, WORDS
from peerchallenge.reviews.stages import next_stage
from portal.ui import dates
from portal.ui.permissions import may
from portal.ui.posted import address_if_there

RELATED = ("authority__region", "region", "kind", "cycle", "event")


class Reader(NamedTuple):
    """As what somebody opens a review: one of those who run it, of its team, of its host; or only asked to its team."""

    runs: bool
    in_team: bool
    is_host: bool

    @property
    def is_asked(self) -> bool:
        return not (self.runs or self.in_team or self.is_host)


class Step(NamedTuple):
    """One stage on the timeline, as components/progress.html takes it, with whether what was promised is late."""

    label: str
    state: str
    when: str
    is_late: bool = False


class Act(NamedTuple):
    """What comes next: the button and where it leads, for whoever may; whose turn it is, by when, in a sentence."""

    said: str
    button: str = ""
    url: str = ""


class Link(NamedTuple):
    """A part of the review in its sub-navigation."""

    label: str
    url: str
    is_current: bool = False


def reader_of(user, review) -> Reader:
    """Return as what `user`, who knows of the review, opens it; one query beside their posts."""
    runs = any(post.role in RUNNERS and post.region_id == review.region_id for post in user.posts_now())
    in_team = Member.objects.reading(user).filter(seat__review=review).exists()
    return Reader(runs, in_team, review.authority_id in authorities_of(user, OWN_READERS))


def leads_of(reviews) -> dict[int, Member]:
    """Return {id of a review: the Member who leads its team today} for those that have one; one query."""
    seats = {"seat__review__in": [one.pk for one in reviews], "seat__is_lead": True, "seat__is_removed": False}
    found = Member.objects.at_work().filter(**seats).select_related("person", "seat")
    return {one.seat.review_id: one for one in found}


def visit_in_words(review) -> str:
    return dates.days(review.begins_on, review.ends_on) if review.begins_on else "No days set yet"


def led_by_in_words(review, lead) -> str:
    """Return who leads the team; "" where nobody does any more, or ever did here."""
    if lead:
        return f"{lead.person}, {lead.home}"
    return "Nobody yet" if review.status in BEFORE_THE_VISIT else ""


def due_in_words(row) -> str:
    """Return what a ReviewStage that isn't reached promises: "Letter due 30 October 2026, in 10 days"."""
    return f"{WORDS[Stage(row.stage)].due}{_due(row) or ': no date promised'}"


def _due(row):
    if row.due_on is None:
        return ""
    return f" {'was due' if _is_late(row) else 'due'} {dates.day(row.due_on)}, {how_far(row.due_on)}"


def _is_late(row):
    return row.due_on is not None and row.due_on < timezone.localdate()


def timeline(review) -> list[Step]:
    """Return the stages that it goes through, with when each was reached or is promised; of one that was given up those
    that it reached. Its stages are prefetched."""
    rows = [row for stage in LINE for row in review.stages.all() if row.stage == stage and row.is_on]
    if review.status == Stage.WITHDRAWN:
        return [_step(row, True, review) for row in rows if row.reached_at]
    stood = review.status if review.status in LINE else review.stood_at
    at = LINE.index(stood) if stood in LINE else 0
    return [_step(row, LINE.index(row.stage) <= at, review) for row in rows]


def _step(row, is_reached, review):
    label = Stage(row.stage).label
    if is_reached:
        is_now = row.stage == review.status and not review.is_over
        day = f"{'since' if is_now else 'on'} {dates.day(row.reached_at)}" if row.reached_at else ""
        return Step(label, "now" if is_now else "done", day)
    if review.status not in LINE:
        return Step(label, "next", "")
    by_hand = f". Moved: {row.moved_because}" if row.is_set_by_hand and row.moved_because else ""
    return Step(label, "next", _due(row).strip() + by_hand, _is_late(row))


def next_act(user, review, lead) -> Act:
    """Return what comes next in the review, with a button for `user` if it is theirs; `lead` of `leads_of` or None."""
    if review.status == Stage.POSTPONED:
        if may(user, "reviews.resume", review):
            return Act(
                "When the visit can be planned again, take it up.",
                "Take it up again…",
                _url_of("review_resume", review),
            )
        return Act(f"Those who run {review.region}’s peer challenge take it up again.")
    to = next_stage(review)
    if to is None:
        return Act("")
    row = next(row for row in review.stages.all() if row.stage == to)
    if may(user, "reviews.correct_facts", review) and (url := _url_of("corrections", review)):
        said = "Read the draft letter and say which facts are wrong"
        return Act(f"{said}. {due_in_words(row)}.", "Check the facts", url)
    said = f"{due_in_words(row)}. {whose_turn(review, to, lead)}"
    button, name = act_of(review, to)
    url = _url_of(name, review)
    return Act(said, button, url) if url and _is_theirs(user, review, to) else Act(said)


def act_of(review, to) -> tuple[str, str]:
    """Return the button that takes a review to the stage `to`, and the name of the page where it is pressed."""
    if _waits_to_be_shown(review, to):
        return "Show the findings…", "findings"
    return WORDS[to].button, WORDS[to].page or "review_move"


def turn_of(review, to) -> str:
    """Return whose turn it is to take a review to the stage `to`, as in StageWords."""
    return LEAD if _waits_to_be_shown(review, to) else WORDS[to].turn


def _waits_to_be_shown(review, to):
    """Whether its host, whose turn it would be, can't read the findings yet: its kind has no letter."""
    return WORDS[to].turn == HOST and not review.is_shared


def _is_theirs(user, review, to):
    """Whether `user` may take the next step: the host its own, the lead and those who run it the others."""
    permission = "reviews.write_reply" if turn_of(review, to) == HOST else "reviews.move_on"
    return may(user, permission, review)


def whose_turn(review, to, lead) -> str:
    """Return whom the stage `to` waits for, in a sentence."""
    turn = turn_of(review, to)
    if turn == HOST:
        return f"It waits for {review.authority}."
    if turn == LEAD and lead:
        return f"It waits for {lead.person}, who leads the team."
    return f"It waits for those who run {review.region}’s peer challenge."


# The parts of a review: label, address, and for whom it is drawn. First what was found, then what stands
# beside it: the visit before findings are final.
FOUND = (
    ("Findings", "findings", lambda reader, review: _reads_findings(reader, review)),
    ("Letter", "letter", lambda reader, review: review.is_shared and _reads_findings(reader, review)),
    ("Next steps", "next_steps", lambda reader, review: _reads_findings(reader, review)),
    ("Own view and peers’", "own_and_peers", lambda reader, review: _reads_findings(reader, review)),
    ("Who can read it", "review_release", lambda reader, review: reader.is_host and review.is_shared),
)
BESIDE = (
    ("Workspace", "workspace", lambda reader, review: reader.in_team and not review.is_over),
    ("Lines of enquiry", "review_enquiries", lambda reader, review: not reader.is_asked),
    ("Timetable", "timetable", lambda reader, review: not reader.is_asked),
    ("Documents", "review_documents", lambda reader, review: not reader.is_asked),
    ("Team", "team", lambda reader, review: not reader.is_asked),
    ("Public summary", "public_summary", lambda reader, review: reader.is_host and review.is_issued),
)


def _reads_findings(reader, review):
    return reader.runs or reader.in_team or (reader.is_host and review.is_shared)


def sub_nav(reader, review, here="review") -> list[Link]:
    """Return the parts of the review that `reader` (of `reader_of`) opens, `here` (a URL name) marked. Once findings
    are final, of what stands beside them only `here`: the front page leads to the others."""
    front = Link("Overview", review.get_absolute_url(), here == "review")
    beside = [part for part in BESIDE if part[1] == here] if review.is_issued else BESIDE
    return [front, *(Link(label, url, name == here) for label, name, url in _opened(reader, review, (*FOUND, *beside)))]


def _opened(reader, review, parts):
    found = [(label, name, _url_of(name, review)) for label, name, shown in parts if shown(reader, review)]
    return [one for one in found if one[-1]]


def facts(review, lead) -> list[dict]:
    """Return what identifies a review, as components/summary_list.html takes it."""
    rows = [
        ("Host", str(review.authority)), ("Kind", f"{review.kind}, round {review.round}"),
        ("Visit", visit_in_words(review)),
    ]  # fmt: skip
    rows += [("Led by", led_by_in_words(review, lead))] if led_by_in_words(review, lead) else []
    rows += [("Cycle", review.cycle.full_name)] if review.cycle else []
    rows += [("What the host asks", review.asked)] if review.asked else []
    return [{"label": label, "value": value} for label, value in rows]


# What else can be done from the front page: label, address, permission.
ACTS = (
    ("Edit title, days and what it is about", "review_edit", "reviews.edit"),
    ("Change a promised date", "review_date", "reviews.move_on"),
    ("Put it off", "review_postpone", "reviews.postpone"),
    ("Give it up", "review_withdraw", "reviews.withdraw"),
)
# Once its host reads the findings.
ONCE_SHARED = (
    ("Corrections of facts", "corrections", "reviews.read_corrections"),
    ("Who has read it", "review_access_log", "reviews.read_log"),
)


def also_here(user, reader, review) -> list[tuple[str, str]]:
    """Return (label, address) of what else `user` can do with the review, and of their own invitation to its team."""
    acts = [*ACTS, *(ONCE_SHARED if review.is_shared else ())]
    found = [(label, _url_of(name, review)) for label, name, permission in acts if may(user, permission, review)]
    if not (reader.runs or reader.is_host):
        mine = Member.objects.of(user).filter(seat__review=review).order_by("pk").first()
        found += [("Your invitation to the team", address_if_there("invitation", mine.public_id))] if mine else []
    beside = _opened(reader, review, BESIDE) if review.is_issued else []
    return [(label, url) for label, url in found if url] + [(label, url) for label, _, url in beside]


def _url_of(name, review):
    return address_if_there(name, review.public_id)
