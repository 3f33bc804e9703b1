"""What both of the demonstration's years are made by: cycles with their steps, statements, signatures, submissions."""

from datetime import timedelta

from peerchallenge import coach
from peerchallenge.actions import cascading, running, signing, submitting
from peerchallenge.courses import courses
from peerchallenge.demo import content
from peerchallenge.models import Evidence, FrameworkVersion, Section, SelfAssessment, Statement, Step
from peerchallenge.signers import signing_of
from peerchallenge.words import words_of_statement
from portal.accounts.models import Post

TRIADS = {"M01": 1, "M02": 1, "M05": 1, "M03": 2, "M06": 2, "M07": 2, "M04": 3, "M08": 3}


def open_cycle(region, year, *, by, dates) -> dict[str, SelfAssessment]:
    """Make and open the cycle of `year`, cascade it, and return the self-assessments by their authorities' codes.

    `dates` are {kind of step: (first day, last day)}; those steps take place, in
    the order of their days, others don't.
    """
    title = f"Peer challenge {year}"
    cycle = running.start_cycle(region, year, courses()["west-midlands-2016"], by=by, title=title)
    version = FrameworkVersion.objects.published().get(framework__slug="core", framework__region=None)
    cycle = running.edit_cycle(
        cycle, by=by, version=cycle.version, framework_version=version, concern_protocol=content.PROTOCOL,
        concern_contact=content.CONTACT,
    )  # fmt: skip
    taking_part = {one.authority: TRIADS.get(one.authority.code) for one in cycle.participations.all()}
    running.choose_authorities(cycle, taking_part, by=by, version=cycle.version)
    places = {kind: place for place, kind in enumerate(sorted(dates, key=lambda kind: dates[kind]))}
    for step in cycle.steps.all():
        opens_on, due_on = dates.get(step.kind, (None, None))
        place = places.get(step.kind, len(places) + step.position)
        Step.objects.filter(pk=step.pk).update(
            is_on=step.kind in dates, opens_on=opens_on, due_on=due_on, position=place
        )
    cycle.refresh_from_db()
    found = cascading.cascade_of(cycle, by=by)
    made = cascading.cascade(cycle, by=by, version=cycle.version, seal=found.seal)
    return {one.authority.code: one for one in made}


def director_of(assessment):
    """Return who leads the authority, from the sample people if one does."""
    posts = Post.objects.current().filter(authority=assessment.authority, role="dcs").select_related("person")
    return next(post.person for post in posts)


def write(assessment, *, by, on, shift, sections="ABCDEFGH", leave=3, older=0) -> None:
    """Write statements into `sections`, as on the day `on`; every `leave`th is left out, from number `shift` on.

    What is made differs with `shift`, so that no two authorities say the same; every other statement's evidence is
    `older` by so many days.
    """
    if not sections:
        return
    if assessment.status == SelfAssessment.Status.NOT_STARTED:
        assessment.begin(by=by)
    found = {one.area.code: one for one in assessment.sections.select_related("area").prefetch_related("area__prompts")}
    for number, said in enumerate(content.STATEMENTS):
        code = said["prompt"][0]
        if code in found and code in sections and (number + shift) % leave:
            _write_statement(found[code], said, number, shift, by, on, older * (number % 2))
    for place, code in enumerate(sections):
        _judge(found[code], (place + shift) % 5, assessment, by, is_completed=place + 1 < len(sections) or leave > 2)


def _figures(number, shift):
    return {"a": 78 + (number * 7 + shift * 5) % 19, "b": 55 + (number * 11 + shift * 3) % 31,
            "c": 9 + (number * 5 + shift * 2) % 17}  # fmt: skip


def _write_statement(section, said, number, shift, by, on, older):
    figures = _figures(number, shift)
    words = {name: said.get(name, "") for name in ("kind", "claim", "so_what", "next_step", "next_owner", "confidence")}
    next_on = on + timedelta(150 + 10 * (number % 9)) if words["next_step"] else None
    statement = Statement.objects.create(
        section=section, prompt=next(one for one in section.area.prompts.all() if one.code == said["prompt"]),
        position=number, next_on=next_on, made_by=by, edited_by=by,
        **{name: text.format(**figures) for name, text in words.items()},
    )  # fmt: skip
    for position, one in enumerate(said.get("evidence", ())):
        Evidence.objects.create(
            statement=statement, position=position, kind=one["kind"], title=one["title"], source=one["source"],
            figure=one.get("figure", "").format(**figures), dated_on=on - timedelta(one["days"] + shift + older),
        )  # fmt: skip
    Statement.objects.filter(pk=statement.pk).update(step=coach.step_of(words_of_statement(statement), on))


def _judge(section, draw, assessment, by, *, is_completed):
    place = (1, 2, 1, 0, 2)[draw]
    scale = {point.position: point for point in assessment.framework_version.scale.all()}
    section.grade, section.rationale = scale[place], content.RATIONALES[place]
    section.direction = ("improving", "same", "improving", "same", "declining")[draw]
    section.status = Section.Status.COMPLETED if is_completed else Section.Status.IN_PROGRESS
    section.edited_by = by
    section.save()


def sign(assessment, *, by, until=None, on=None):
    """Ask everybody who signs; each approves in turn, but not the role `until` and those after it.

    `on` is the day on which its evidence is looked at, if that isn't today.
    """
    signing.ask_for_signatures(assessment, by=by)
    for statement in Statement.objects.filter(section__assessment=assessment) if on else ():
        Statement.objects.filter(pk=statement.pk).update(step=coach.step_of(words_of_statement(statement), on))
    for signer in signing_of(fresh(assessment)).signers:
        if signer.role == until:
            return
        waits = signer.signature
        if signer.is_vacant:
            signing.leave_out(waits, by=by, reason="Nobody holds the post at present.")
        else:
            signing.approve(waits, by=signer.holders[0], sha256=signing_of(fresh(assessment)).sha256)


def submit(assessment, *, by, on=None):
    """Sign and submit it, as `sign` does; return the Submission."""
    sign(assessment, by=by, on=on)
    return submitting.submit(assessment, by=by, sha256=signing_of(fresh(assessment)).sha256)


def fresh(assessment) -> SelfAssessment:
    related = ("cycle__region", "region", "authority__region", "framework_version__framework")
    return SelfAssessment.objects.select_related(*related).get(pk=assessment.pk)


def date_submissions(submissions, at):
    """Let `submissions` (a queryset) say that they were signed and submitted at the moment `at`."""
    for one in submissions.defer("words"):
        one.submitted_at, one.signed = at, [{**line, "at": at.isoformat()} for line in one.signed]
        one.save(update_fields=["submitted_at", "signed"])
