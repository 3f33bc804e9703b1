"""Running a cycle: each verb is one transaction under a lock of the cycle, and keeps what was said before.

What is written into an open cycle counts at once; a closed or discarded one changes no more.
"""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q

from peerchallenge.courses import Course
from peerchallenge.models import Cycle, Participation, Release, Step
from peerchallenge.summit import as_at, is_shown_to_others
from portal.audit.models import FormKey, Overtaken, record
from portal.drafting.models.version import Version, keep_version
from portal.regions.models import LocalAuthority
from portal.ui import richtext
from portal.ui.pagecache import public_content_changed

# Whose text a step is about is settled by what it is; of the others the region says who looks after their days.
WRITTEN_BY = {
    Step.Kind.SELF_ASSESSMENT: Step.Audience.AUTHORITY,
    Step.Kind.MODERATION: Step.Audience.MODERATORS,
}
STEP_FIELDS = ("name", "is_on", "opens_on", "due_on", "place", "seen_by", "edited_by")


class CycleNotOpen(PermissionDenied):
    """The cycle is closed or was discarded: nothing in it changes any more."""


class YearTaken(Exception):
    """The region has a cycle for this year: `cycle` is it."""

    def __init__(self, cycle):
        super().__init__(f"{cycle.region} already has a cycle for {cycle.year}.")
        self.cycle = cycle


class HasBegun(Exception):
    """`authorities` have their self-assessments, or were given more time: they can't be taken out of the cycle."""

    def __init__(self, authorities):
        super().__init__(", ".join(map(str, authorities)))
        self.authorities = authorities


class TriadReleased(Exception):
    """`authorities` released what they submitted to their triad, and others would be in it: that is theirs to allow."""

    def __init__(self, authorities):
        super().__init__(", ".join(map(str, authorities)))
        self.authorities = authorities


def changeable_cycle(pk) -> Cycle:
    """Return the cycle with this id, locked until the caller's transaction ends. Raises CycleNotOpen."""
    cycle = Cycle.objects.hold(pk)
    if not (cycle.is_draft or cycle.is_open):
        raise CycleNotOpen(f"{cycle} is {cycle.status}.")
    return cycle


@transaction.atomic
def start_cycle(region, year, course: Course, *, by, title, form_key=None) -> Cycle:
    """Make the draft of the cycle of `region` for `year` ("2026-27") with the steps of `course`, and return it.

    All authorities that the region has today take part, until somebody says otherwise. Raises YearTaken when there is
    one that wasn't discarded; KeyAlreadyUsed when the form was saved before.
    """
    FormKey.refuse_used(form_key, Cycle)
    fields = {"title": title, "signers": course.signers, "shared_with": course.shared_with}
    try:
        with transaction.atomic():
            cycle = Cycle.objects.create(region=region, year=year, **fields, made_by=by, edited_by=by)
    except IntegrityError as taken:
        FormKey.refuse_used(form_key, Cycle)
        standing = standing_cycle(region, year)
        if standing is None:
            raise
        raise YearTaken(standing) from taken
    if form_key:
        FormKey.spend(form_key, cycle)
    for step in course.steps(int(year[:4])):
        Step.objects.create(cycle=cycle, **step)
    for authority in region.authorities_on():
        Participation.objects.create(cycle=cycle, authority=authority)
    _keep_saved(cycle, by=by)
    record("started", cycle, by=by)
    return cycle


def standing_cycle(region, year) -> Cycle | None:
    """Return the cycle of `region` for `year` that wasn't discarded, or None."""
    cycles = Cycle.objects.filter(region=region, year=year).exclude(status=Cycle.Status.DISCARDED)
    return cycles.select_related("region").first()


@transaction.atomic
def edit_cycle(cycle, *, by, version, **fields) -> Cycle:
    """Set `fields` of what the cycle says itself; return it as it is now. Raises Overtaken when somebody saved first.

    The framework of an open cycle stays: self-assessments have begun with it.
    """
    cycle = changeable_cycle(cycle.pk)
    if not cycle.is_draft:
        fields.pop("framework_version", None)
    fields["concern_protocol"] = richtext.clean(fields.get("concern_protocol", cycle.concern_protocol))
    _rewrite(cycle, by=by, version=version, **fields)
    return cycle


@transaction.atomic
def edit_steps(cycle, rows, *, by, version) -> Cycle:
    """Set the steps as `rows` say: (id, fields of STEP_FIELDS) in their order. Raises Overtaken.

    Steps that `rows` leave out stay as they are, after those that it has.
    """
    cycle = changeable_cycle(cycle.pk)
    _keep_first(cycle)
    cycle.rewrite(by=by, version=version, verb="edited the steps of")
    steps = {step.pk: step for step in cycle.steps.all()}
    said = {pk: fields for pk, fields in rows if pk in steps}
    order = [*said, *(pk for pk in steps if pk not in said)]
    for position, pk in enumerate(order):
        step = steps[pk]
        _keep_moment(cycle, step)
        step.position = position
        for name, value in said.get(pk, {}).items():
            if name != "edited_by" or step.kind not in WRITTEN_BY:
                setattr(step, name, value)
        step.save()
    _keep_saved(cycle, by=by)
    return cycle


def _keep_moment(cycle, step):
    """A summit that others were shown stays counted as at the moment at which they were, wherever its days move: two
    counts that differ by one authority would give away what that one said."""
    if step.counted_at is None and not cycle.is_draft and is_shown_to_others(step):
        step.counted_at = as_at(step)


@transaction.atomic
def date_steps(cycle, rows, *, by, version) -> Cycle:
    """Set first and last day and place of the steps in `rows`, (id, fields); nothing else, and no order. Raises
    Overtaken; PermissionDenied for a step that isn't for the peer challenge associate to edit."""
    cycle = changeable_cycle(cycle.pk)
    _keep_first(cycle)
    cycle.rewrite(by=by, version=version, verb="edited the steps of")
    theirs = {step.pk: step for step in cycle.steps.filter(edited_by=Step.Audience.RUNNERS)}
    for pk, fields in rows:
        if pk not in theirs:
            raise PermissionDenied
        _keep_moment(cycle, theirs[pk])
        for name in ("opens_on", "due_on", "place"):
            setattr(theirs[pk], name, fields[name])
        theirs[pk].save()
    _keep_saved(cycle, by=by)
    return cycle


def begun_in(cycle) -> list:
    """Return the authorities that stay in the cycle, by name: they have a self-assessment there, or more time."""
    given = Q(participations__cycle=cycle, participations__extensions__isnull=False)
    return list(LocalAuthority.objects.filter(Q(assessments__cycle=cycle) | given).distinct().order_by("name"))


@transaction.atomic
def choose_authorities(cycle, triads, *, by, version) -> Cycle:
    """Let those authorities take part that `triads` names: {authority: number of its triad or None}.

    Raises HasBegun when one of `begun_in` would go, TriadReleased when others would read what was released to a triad;
    Overtaken when somebody saved first.
    """
    cycle = changeable_cycle(cycle.pk)
    if begun := [one for one in begun_in(cycle) if one not in triads]:
        raise HasBegun(begun)
    if let_in := _let_into_triads(cycle, triads):
        raise TriadReleased(let_in)
    _keep_first(cycle)
    cycle.rewrite(by=by, version=version, verb="chose the authorities of")
    there = {one.authority_id: one for one in cycle.participations.all()}
    cycle.participations.exclude(authority__in=list(triads)).delete()
    for authority, triad in triads.items():
        one = there.get(authority.pk) or Participation(cycle=cycle, authority=authority)
        one.triad = triad
        one.save()
    _keep_saved(cycle, by=by)
    return cycle


def _let_into_triads(cycle, triads):
    """Return the authorities, with a release to their triad in force, whose triad `triads` would add somebody to."""
    in_force = Release.objects.in_force().filter(assessment__cycle=cycle, shared_with=Cycle.SharedWith.TRIAD)
    released = {one.authority for one in in_force.select_related("authority")}
    before = {one.authority: one.triad for one in cycle.participations.select_related("authority")}
    return [one for one in sorted(released, key=str) if _with(one, triads) - _with(one, before)]


def _with(authority, triads):
    """The others of its triad."""
    number = triads.get(authority)
    return {one for one, triad in triads.items() if number is not None and triad == number and one != authority}


def _rewrite(cycle, *, by, version, **fields):
    _keep_first(cycle)
    cycle.rewrite(by=by, version=version, **fields)
    _keep_saved(cycle, by=by)


def _keep_first(cycle):
    if not Version.objects.about(cycle).exists():
        keep_version(cycle, words_of_cycle(cycle), act=Version.Act.SAVED, by=cycle.edited_by)


def _keep_saved(cycle, *, by):
    keep_version(cycle, words_of_cycle(cycle), act=Version.Act.SAVED, by=by)
    if cycle.is_shown_publicly:
        public_content_changed()


def words_of_cycle(cycle) -> dict:
    """What a cycle says, its steps and who takes part, for its history: plain values."""
    days = ("opens_on", "due_on")
    return {
        "title": cycle.title,
        "framework": str(cycle.framework_version or ""),
        "signers": cycle.signers,
        "shared_with": cycle.shared_with,
        "concern_protocol": cycle.concern_protocol,
        "concern_contact": cycle.concern_contact,
        "steps": [
            {
                "kind": step.kind,
                **{
                    name: str(getattr(step, name) or "") if name in days else getattr(step, name)
                    for name in STEP_FIELDS
                },
            }
            for step in cycle.steps.all()
        ],
        "authorities": [
            {"code": one.authority.code, "triad": one.triad} for one in cycle.participations.select_related("authority")
        ],
    }


__all__ = [
    "CycleNotOpen",
    "HasBegun",
    "Overtaken",
    "YearTaken",
    "changeable_cycle",
    "choose_authorities",
    "date_steps",
    "edit_cycle",
    "edit_steps",
    "standing_cycle",
    "start_cycle",
    "words_of_cycle",
]
