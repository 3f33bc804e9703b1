"""The findings of the demonstration's reviews with what follows from them, and what hosts reply."""

import tomllib
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from peerchallenge.models import Submission
from peerchallenge.reviews.actions import acting, answering, replying, wording
from peerchallenge.reviews.models import Finding, HostAction, Reply, Theme
from peerchallenge.words import all_statements
from portal.accounts.models import User

FOUND = tomllib.loads(Path(__file__).with_name("findings.toml").read_text())


def write(review, found, *, by) -> list[Finding]:
    """Write what was `found` (tables of findings.toml) and what is recommended; return the findings."""
    themes = {theme.name: theme for theme in Theme.objects.filter(region=None)}
    submission = Submission.objects.filter(authority=review.authority, submitted_at__lt=timezone.now()).order_by(
        "submitted_at"
    ).first()  # fmt: skip
    made = []
    for one in found:
        related = _related(one, submission) if submission and "on" in one else {}
        finding = wording.add_finding(
            review, by=by, kind=one["kind"], headline=one["headline"], heard=one["heard"],
            theme=themes[one["theme"]], **related,
        )  # fmt: skip
        Finding.objects.filter(pk=finding.pk).update(heard_from=_heard_from(one.get("heard_from", ())))
        for text in [*one.get("steps", ()), *(step["text"] for step in one.get("step", ()))]:
            answering.recommend(finding, text, by=by)
        made.append(finding)
    return made


def _related(one, submission):
    """Where in the self-assessment it belongs: the statement of that kind, or else the prompt."""
    code, kind = one["on"].split()
    said = [said for _, prompt, said in all_statements(submission.words)
            if prompt and prompt["code"] == code and said["kind"] == kind]  # fmt: skip
    return {"submission": submission, "relation": one["relation"], "area_code": code[0], "prompt_code": code,
            "statement": said[0]["id"] if said else None}  # fmt: skip


def _heard_from(said):
    if not said:
        return {}
    notes, sessions, *rest = said
    ways = [word.split() for word in rest if word[-1].isdigit()]
    roles = [word for word in rest if not word[-1].isdigit()]
    return {
        "notes": notes,
        "sessions": sessions,
        "roles": sorted(roles),
        "ways": {way: int(many) for way, many in ways},
    }


def reply(review, found, *, by, on) -> None:
    """Reply to those findings to which `found` says something, on a day, and answer their next steps."""
    rows = review.findings.standing().order_by("position").prefetch_related("next_steps")
    for finding, one in zip(rows, found, strict=True):
        finding.review = review
        if one.get("says"):
            replying.reply(finding, says=one["says"], words=one["reply"], by=by, version=0)
        for step, said in zip(finding.next_steps.all(), one.get("step", ()), strict=False):
            step.review = review
            answering.answer(step, says=said["answer"], because=said.get("because", ""), by=by, version=step.version)
    Reply.objects.filter(review=review).update(made_at=on, edited_at=on)
    review.next_steps.exclude(answered_at=None).update(answered_at=on)


def act(review, found, *, by) -> list[tuple[HostAction, dict]]:
    """Add the actions that `found` says; return each with its table."""
    told = {one["text"]: one for finding in found for one in finding.get("step", ())}
    made = []
    for step in review.next_steps.standing():
        step.review = review
        for said in told[step.text].get("action", ()):
            owner = User.objects.filter(email=f"{said['person']}@example.org").first() if said["person"] else None
            fields = {"what": said["what"], "owner": said["owner"], "owner_person": owner, "measure": said["measure"]}
            due_on = timezone.localdate() + timedelta(said["days"])
            made.append((acting.add(step, by=by, due_on=due_on, **fields), said))
    return made
