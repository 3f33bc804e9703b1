"""Findings for tests: with the wordings that were sent, and what they say of a self-assessment."""

from peerchallenge.reviews.models import Finding, Reply, Stage, Wording
from tests.peerchallenge import shapes as own
from tests.peerchallenge.reviews import shapes


def issued(authority, *, by, findings=3, **fields):
    """A review of `authority` whose final letter is out, with `findings` findings: strength, area, strength, …"""
    review = shapes.review(authority, by=by, at=Stage.FINAL_LETTER, kind_of=shapes.kind(), **fields)
    for place in range(findings):
        kind = "area" if place % 2 else "strength"
        sent(shapes.finding(review, f"Headline {place + 1}.", kind=kind, heard=f"Heard {place + 1}.", by=by), by=by)
    return review


def sent(finding, *, by, as_what="final", headline=None):
    """The finding as it reads now, or with another `headline`, as it was sent."""
    words = {"kind": finding.kind, "headline": headline or finding.headline, "heard": finding.heard}
    Wording.objects.create(finding=finding, sent=as_what, made_by=by, **words)
    return finding


def reply(finding, says="agree", words="", *, by):
    return Reply.objects.create(finding=finding, says=says, words=words, made_by=by, edited_by=by)


def submission(authority, *, by, manager):
    """The authority's self-assessment, submitted: in A a strength under A1 and an area under A2; in B a strength."""
    cycle = own.cycle(authority.region, "2026-27", authority, by=manager)
    assessment = own.assessment(cycle, authority, by=by)
    first, second = assessment.sections.order_by("area__position")
    one, two = first.area.prompts.all()
    own.statement(first, one, "Visits are on time.")
    own.statement(first, two, "Plans drift.", kind="area")
    own.statement(second, None, "Care leavers are heard.")
    return own.submission(assessment, by=by)


def relate(finding, submission, relation="qualifies", *, area="A", prompt="", claim=""):
    """Let the finding bear on a place of the submission: an area, a prompt, or the statement with this claim."""
    statement = None
    if claim:
        rows = [one for section in submission.words["sections"] for held in [section, *section["prompts"]]
                for one in held["statements"]]  # fmt: skip
        statement = next(one["id"] for one in rows if one["claim"] == claim)
    Finding.objects.filter(pk=finding.pk).update(
        submission=submission, relation=relation, area_code=area, prompt_code=prompt, statement=statement
    )
    finding.refresh_from_db()
    return finding
