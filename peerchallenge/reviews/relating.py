"""How a finding relates to the host's self-assessment: which words of it peers confirm, qualify or contradict.

The words are those of a Submission, frozen; nothing is looked up in the working text.
"""

from typing import NamedTuple

from peerchallenge.models import Statement as OwnStatement
from peerchallenge.models import Submission
from peerchallenge.reviews.models import Finding
from peerchallenge.shown import heading_of, shortened
from peerchallenge.words import all_statements


class Related(NamedTuple):
    """What a finding is about in the self-assessment; `claim` and `kind` of the statement, if it is about one."""

    said: str
    year: str
    place: str
    prompt: str = ""
    claim: str = ""
    kind: str = ""


def submissions_of(findings, user) -> dict[int, Submission]:
    """Return {id: Submission} of those to which `findings` relate and that `user` may read; one query, or none."""
    wanted = {one.submission_id for one in findings if one.submission_id}
    if not wanted:
        return {}
    found = Submission.objects.visible_to(user).filter(pk__in=wanted)
    return {one.pk: one for one in found}


def related(finding, submission) -> Related | None:
    """Return what `finding` relates to in the words of its `submission`; None without one, or when it isn't said."""
    if submission is None or not finding.relation:
        return None
    words = submission.words
    section = next((one for one in words["sections"] if one["code"] == finding.area_code), None)
    if section is None:
        return None
    said = Finding.Relation(finding.relation).label
    place, prompt, statement = heading_of(section), None, None
    if finding.statement:
        prompt, statement = _statement(words, str(finding.statement))
    if prompt is None:
        prompt = next((one for one in section["prompts"] if one["code"] == finding.prompt_code), None)
    asked = f"{prompt['code']}. {prompt['text']}" if prompt else ""
    if statement is None:
        return Related(said, words["year"], place, asked)
    return Related(said, words["year"], place, asked, statement["claim"], _kind(statement))


def _statement(words, public_id):
    for _, prompt, one in all_statements(words):
        if one["id"] == public_id:
            return prompt, one
    return None, None


def _kind(statement):
    return dict(OwnStatement.Kind.choices).get(statement["kind"], "")


def places_in(words) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what of a self-assessment a finding can be about, as a list of choices takes it: (area, [(value, label)]).

    A value is "A", "A:A1" or "A:A1:id of a statement"; `place_of` reads it.
    """
    found = []
    for section in words["sections"]:
        code = section["code"]
        here = [(code, f"{heading_of(section)}, as a whole")]
        here += [(f"{code}::{one['id']}", _named(one)) for one in section["statements"]]
        for prompt in section["prompts"]:
            here.append((f"{code}:{prompt['code']}", f"{prompt['code']}. {shortened(prompt['text'])}"))
            here += [(f"{code}:{prompt['code']}:{one['id']}", _named(one)) for one in prompt["statements"]]
        found.append((heading_of(section), here))
    return found


def place_of(value: str) -> dict:
    """Return the fields of a Finding that a value of `places_in` stands for."""
    area, prompt, statement = [*value.split(":"), "", ""][:3]
    return {"area_code": area, "prompt_code": prompt, "statement": statement or None}


def value_of(finding) -> str:
    """Return the value of `places_in` for a finding; empty when it relates to nothing."""
    parts = [finding.area_code, finding.prompt_code, str(finding.statement or "")]
    return ":".join(parts).rstrip(":") if finding.area_code else ""


def _named(statement):
    return f"{_kind(statement)}: {shortened(statement['claim'] or statement['so_what'])}"
