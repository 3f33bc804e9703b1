"""The page of next steps: under each finding what is recommended, what the host answered, and its actions.

    page = NextStepsPage(review, user, reader)

A constant number of queries, however many findings, next steps and actions there are.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from peerchallenge.reviews import parts
from peerchallenge.reviews.acting import ACCEPTED, can_be_answered, is_late, is_told, progress, takes_answers
from peerchallenge.reviews.findings_page import cards_of, rights_of
from peerchallenge.reviews.models import Finding, HostAction, NextStep, ProgressCheck, Review, ShownTo
from peerchallenge.reviews.sent import sent_words, steps_as_sent
from peerchallenge.reviews.wording import is_still_worded
from portal.ui.permissions import may

TAGS = {
    HostAction.Status.OPEN: "plain",
    HostAction.Status.DONE: "started",
    HostAction.Status.CLOSED: "done",
    HostAction.Status.DROPPED: "muted",
}
ANSWER_TAGS = {
    NextStep.Answer.WAITING: "needs",
    NextStep.Answer.ACCEPTED: "done",
    NextStep.Answer.PARTLY: "started",
    NextStep.Answer.NOT_ACCEPTED: "muted",
}


def readable(user):
    """Return the reviews of which `user` knows, or of which some next step was released to them."""
    if not user.is_authenticated:
        return Review.objects.none()
    opened = NextStep.objects.visible_to(user).standing().values("review")
    return Review.objects.filter(Q(pk__in=Review.objects.visible_to(user).values("pk")) | Q(pk__in=opened))


@dataclass
class ActionRow:
    """An action as the page shows it; `serves` are (name, address) of what it is for."""

    action: HostAction
    serves: list = field(default_factory=list)

    @property
    def tag(self) -> str:
        return "needs" if is_late(self.action) else TAGS[HostAction.Status(self.action.status)]

    @property
    def status(self) -> str:
        return "Late" if is_late(self.action) else self.action.get_status_display()


@dataclass
class StepCard:
    """A next step; `answer` in words as far as its reader may know, `form` where they answer it."""

    step: NextStep
    answer: str = ""
    because: str = ""
    tag: str = "muted"
    actions: list[ActionRow] = field(default_factory=list)
    form: Any = None
    may_act: bool = False
    may_reword: bool = False

    @property
    def level(self) -> str:
        return ShownTo(self.step.shown_to).label


@dataclass
class Group:
    """A finding with its next steps; without a `card` the finding isn't shown to this reader."""

    card: Any
    steps: list[StepCard]
    may_recommend: bool = False
    may_add_own: bool = False


class NextStepsPage:
    """What `user`, a `reader` of the review (of front_page.reader_of), sees of what follows from its findings."""

    def __init__(self, review, user, reader):
        self.review, self.user, self.reader = review, user, reader
        self.reads_answers = reader.is_host or is_told(review)
        steps = NextStep.objects.visible_to(user).standing().filter(review=review).select_related("edited_by", "review")
        sent = None if reader.runs or reader.in_team else sent_words(review)
        self.steps = steps_as_sent(steps.order_by("finding__position", "finding_id", "position", "pk"), sent)
        for one in self.steps:
            one.review = review  # with its stages, read once
        self.actions = self._actions()
        self._asks_rights()
        self.groups = self._groups()

    def _asks_rights(self):
        may_write = may(self.user, "reviews.answer_steps", self.review)
        self.may_answer = may_write and takes_answers(self.review)
        self.may_act = self.may_answer and may(self.user, "reviews.write_actions", self.review)
        self.may_word = may(self.user, "reviews.recommend", self.review) and is_still_worded(self.review)

    def _actions(self):
        found = {one.pk: [] for one in self.steps}
        rows = HostAction.objects.visible_to(self.user).filter(next_step__in=found)
        rows = list(rows.select_related("owner_person", "region")) if self.reads_answers and found else []
        serves = parts.links(rows, self.user)
        for one in rows:
            found[one.next_step_id].append(ActionRow(one, serves.get(one.pk, [])))
        return found

    def _groups(self):
        cards = cards_of(self.review, self.user, rights_of(self.review, self.reader), with_history=False)
        steps = {}
        for one in self.steps:
            steps.setdefault(one.finding_id, []).append(self._card(one))
        groups = [Group(card, steps.pop(card.finding.pk, [])) for card in cards]
        for group in groups:
            is_area = group.card.kind == Finding.Kind.AREA
            group.may_recommend, group.may_add_own = is_area and self.may_word, is_area and self.may_act
        found = [one for one in groups if one.steps or one.may_recommend or one.may_add_own]
        return found + [Group(None, one) for one in steps.values()]

    def _card(self, step):
        made = StepCard(step, may_reword=self.may_word and not step.is_own)
        if not self.reads_answers:
            return made
        made.answer, made.because = step.get_answer_display(), step.answer_because
        if step.is_own:
            made.answer = f"Added by {self.review.authority}"
        made.tag = ANSWER_TAGS[NextStep.Answer(step.answer)]
        made.actions = self.actions[step.pk]
        made.may_act = self.may_act and step.answer in ACCEPTED
        return made

    @property
    def to_answer(self) -> list[StepCard]:
        """The cards whose next step this reader can answer, or answer anew."""
        cards = [card for group in self.groups for card in group.steps]
        return [card for card in cards if self.may_answer and can_be_answered(card.step)]

    @property
    def progress(self) -> str:
        return progress([row.action for rows in self.actions.values() for row in rows])

    @property
    def answered(self) -> str:
        """How many of the recommended next steps are answered, in words; "" where nobody may know or there is none."""
        asked = [one for one in self.steps if not one.is_own]
        if not (self.reads_answers and asked):
            return ""
        done = sum(one.answer != NextStep.Answer.WAITING for one in asked)
        return f"{done} of {len(asked)} answered"


def checks_of(review) -> list[ProgressCheck]:
    """Return the progress checks of a review: their days, and which were sent; one query."""
    return list(ProgressCheck.objects.filter(review=review).defer("difference").order_by("due_on", "pk"))
