"""Frameworks, cycles and self-assessments for tests, made plainly: each says in its arguments what it makes."""

from datetime import date
from uuid import uuid4

from django.utils import timezone

from peerchallenge.actions.starting import start_assessment
from peerchallenge.models import (
    Cycle,
    Evidence,
    Framework,
    FrameworkArea,
    FrameworkVersion,
    Moderator,
    Participation,
    Prompt,
    Release,
    ScalePoint,
    Section,
    SectionHelper,
    Statement,
    Step,
    Submission,
)
from peerchallenge.words import fingerprint, words_of

SCALE = ("Outstanding", "Good", "Requires improvement to be good", "Inadequate")


def framework(of=None, label="2026", areas=2, prompts=2, status="published", name="Core framework"):
    """A version of a framework, with `areas` areas (A, B, …) of `prompts` prompts each (A1, A2, …)."""
    owner, _ = Framework.objects.get_or_create(region=of, slug=name.lower().replace(" ", "-"), defaults={"name": name})
    out = {"published_at": timezone.now()} if status == "published" else {}
    version = FrameworkVersion.objects.create(framework=owner, label=label, status=status, **out)
    for position, point in enumerate(SCALE):
        ScalePoint.objects.create(framework_version=version, position=position, label=point)
    for place in range(areas):
        area(version, place, prompts)
    return version


def area(version, place, prompts=2, **fields):
    code = chr(ord("A") + place)
    made = FrameworkArea.objects.create(
        framework_version=version, position=place, code=code, **{"title": f"Area {code}"} | fields
    )
    for number in range(prompts):
        Prompt.objects.create(area=made, position=number, code=f"{code}{number + 1}", text=f"Question {number + 1}")
    return made


def cycle(of, year="2026-27", *authorities, status="open", version=None, by=None, triad=None, **fields):
    """A cycle with every step, straight in `status`, in which `authorities` take part (of triad number `triad`)."""
    version = version or FrameworkVersion.objects.published().first() or framework()
    opened = {} if status == "draft" else {"opened_at": timezone.now()}
    closed = {"closed_at": timezone.now()} if status == "closed" else {}
    made = Cycle.objects.create(
        region=of, year=year, status=status, framework_version=version, made_by=by, edited_by=by,
        **{"title": f"Peer challenge {year}", "signers": ["dcs"]} | opened | closed | fields,
    )  # fmt: skip
    for position, kind in enumerate(Step.Kind):
        Step.objects.create(cycle=made, kind=kind, position=position, name=kind.label)
    for one in authorities:
        Participation.objects.create(cycle=made, authority=one, triad=triad)
    return made


def assessment(of, authority, *, by=None, status="in-progress"):
    """The self-assessment of `authority` in the cycle `of`, straight in `status`, without a statement."""
    made = start_assessment(of, authority, by=by)
    made.status = status
    made.save(update_fields=["status"])
    return made


def statement(section, prompt=None, claim="Visits are on time.", evidence=(), **fields):
    """A statement, without a prompt of the area; `evidence` are kinds, each dated today."""
    made = Statement.objects.create(section=section, prompt=prompt, claim=claim, **fields)
    for place, kind in enumerate(evidence):
        Evidence.objects.create(
            statement=made, position=place, kind=kind, title=f"Evidence {place + 1}", dated_on=date.today()
        )
    return made


def submission(of, *, by, number=1):
    """What the self-assessment `of` says now, submitted: the assessment stands as submitted."""
    words = words_of(of)
    of.status = "submitted"
    of.save(update_fields=["status"])
    return Submission.objects.create(
        assessment=of, number=number, reference=uuid4().hex[:12].upper(), words=words, sha256=fingerprint(words),
        submitted_by=by,
    )  # fmt: skip


def moderator(of, person, *, by, status="accepted"):
    return Moderator.objects.create(submission=of, person=person, asked_by=by, status=status, home="Elsewhere")


def release(of, shared_with="directors", *, by):
    return Release.objects.create(assessment=of, shared_with=shared_with, released_by=by)


def first_section(of) -> Section:
    return of.sections.order_by("area__position").first()


def helper(section, person, *, by, due_on=None) -> SectionHelper:
    return SectionHelper.objects.create(section=section, person=person, asked_by=by, due_on=due_on)
