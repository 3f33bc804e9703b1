"""What the page of a section shows: its questions, each with this year's statements and what was said last year.

Last year's words are those that were submitted. Whoever helps with a section reads last year's of the same area, too.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Prefetch

from peerchallenge.models import Evidence, Prompt, SectionHelper, Statement
from peerchallenge.models.of_authority import OWN_READERS, authorities_of
from peerchallenge.words import applies


@dataclass
class Question:
    """A prompt, or None for the area as a whole; `before` are last year's statements in the words of then.

    `code` and `text` are of a prompt that isn't asked any more, where there is no prompt.
    """

    prompt: Prompt | None
    statements: list = field(default_factory=list)
    before: list = field(default_factory=list)
    text: str = ""
    is_asked: bool = True


@dataclass
class LastYear:
    """What the authority submitted for this area last year; `words` is None where it wasn't asked.

    `grade` is the judgement in its words.
    """

    year: str = ""
    submitted_at: datetime | None = None
    words: dict | None = None
    grade: str = ""

    @property
    def statements(self) -> dict:
        """Last year's statements by their public ids."""
        if not self.words:
            return {}
        groups = [self.words["statements"], *(prompt["statements"] for prompt in self.words["prompts"])]
        return {one["id"]: one for group in groups for one in group}


def helper_here(user, section):
    """Return the SectionHelper by which `user` sees the section, or None for who reads the self-assessment whole."""
    if section.authority_id in authorities_of(user, OWN_READERS):
        return None
    return SectionHelper.objects.of(user).filter(section=section).first()


def prompts_of(section) -> list[Prompt]:
    """Return the prompts that are put to the authority of the section (with its assessment and area)."""
    by_trust = bool(section.assessment.authority.trusts_on())
    return [prompt for prompt in section.area.prompts.select_related("came_from") if applies(prompt, by_trust)]


def last_year_of(section) -> LastYear:
    """Return what was submitted last year for the area that this section's area came from; two queries."""
    previous = section.assessment.previous
    submission = previous and previous.submissions.order_by("-number").first()
    if submission is None:
        return LastYear()
    code = _code_before(section.area, previous.framework_version_id, "framework_version_id")
    words = next((one for one in submission.words["sections"] if one["code"] == code), None)
    labels = [point["label"] for point in submission.words["scale"]]
    grade = labels[words["grade"]] if words and words["grade"] is not None else ""
    return LastYear(submission.words["year"], submission.submitted_at, words, grade)


def _code_before(asked, version_id, of):
    """The code under which an area was asked in the version `version_id`; None when it wasn't."""
    if getattr(asked, of) == version_id:
        return asked.code
    came_from = asked.came_from
    return came_from.code if came_from and getattr(came_from, of) == version_id else None


def questions_of(section, last_year: LastYear) -> list[Question]:
    """Return the questions of a section in their order, what isn't asked any more last; about four queries."""
    prompts = prompts_of(section)
    found = {prompt.pk: Question(prompt) for prompt in prompts}
    whole = Question(None)
    for statement in statements_of(section):
        question = whole if statement.prompt_id is None else found.get(statement.prompt_id)
        if question is None:  # it isn't put to this authority any more
            question = found.setdefault(statement.prompt_id, Question(statement.prompt))
        question.statements.append(statement)
    gone = _add_before(section, last_year, whole, [found[prompt.pk] for prompt in prompts])
    shows_whole = section.area.at_area_level or whole.statements or whole.before
    return [*([whole] if shows_whole else []), *found.values(), *gone]


def _add_before(section, last_year, whole, questions):
    """Put last year's statements to the questions that ask the same; return questions that nobody asks any more."""
    if not last_year.words:
        return []
    whole.before = last_year.words["statements"]
    before = {prompt["code"]: prompt for prompt in last_year.words["prompts"]}
    is_same = section.assessment.previous.framework_version_id == section.assessment.framework_version_id
    for question in questions:
        asked = question.prompt if is_same else question.prompt.came_from
        prompt = before.pop(asked.code, None) if asked else None
        question.before = prompt["statements"] if prompt else []
    rest = [prompt for prompt in before.values() if prompt["statements"]]
    return [Question(None, [], prompt["statements"], prompt["text"], is_asked=False) for prompt in rest]


def statements_of(section) -> list[Statement]:
    """Return the statements that stand in a section with their evidence (`shown_evidence`); two queries."""
    evidence = Prefetch("evidence", Evidence.objects.standing().order_by("position", "pk"), to_attr="shown_evidence")
    rows = section.statements.standing().select_related("prompt", "edited_by", "copied_from")
    return list(rows.prefetch_related(evidence).order_by("position", "pk"))


def prompt_choices(section, but=None) -> list[tuple[str, str]]:
    """Return what a statement of the section may answer, for a form; `but` is one that it answers already."""
    prompts = prompts_of(section)
    if but is not None and but not in prompts:
        prompts.append(but)
    whole = [("", "The area as a whole")] if section.area.at_area_level or not prompts else []
    return [*whole, *((str(prompt.pk), str(prompt)) for prompt in prompts)]
