"""What a self-assessment begins as: a section for each area that is put to the authority, and last year's promises."""

from peerchallenge.models import Promise, Section, SelfAssessment, Statement
from peerchallenge.words import all_statements, applies
from portal.audit.models import record


def start_assessment(cycle, authority, *, by) -> SelfAssessment:
    """Make the self-assessment of `authority` in `cycle`, which has its framework version, and return it.

    Its sections are those of the areas that are put to an authority of its kind; what last year's submitted version
    promised is listed in the section that follows the one where it was promised. In the caller's transaction, which
    holds last year's: what is being removed from that is listed nowhere.
    """
    previous = _previous(cycle, authority)
    if previous:
        previous = SelfAssessment.objects.lock(previous.pk)
    made = SelfAssessment.objects.create(
        cycle=cycle, region=cycle.region, authority=authority, framework_version=cycle.framework_version,
        previous=previous, made_by=by, edited_by=by,
    )  # fmt: skip
    delivered_by_trust = bool(authority.trusts_on())
    for area in cycle.framework_version.areas.all():
        if applies(area, delivered_by_trust):
            Section.objects.create(assessment=made, area=area, made_by=by, edited_by=by)
    if previous:
        _list_promises(made, previous, by)
    record("started", made, by=by)
    return made


def _previous(cycle, authority):
    earlier = SelfAssessment.objects.filter(authority=authority, cycle__year__lt=cycle.year)
    return earlier.exclude(submissions=None).order_by("-cycle__year", "-pk").first()


def _list_promises(made, previous, by):
    """List each next step of last year's latest submission; one of an area that isn't asked any more in the first."""
    sections = {section.area.came_from_id: section for section in made.sections.select_related("area")}
    first = made.sections.order_by("area__position", "pk").first()
    if first is None:
        return
    said = {one["id"]: one for one in _submitted_statements(previous) if one["next_step"]}
    rows = Statement.objects.filter(public_id__in=said).select_related("section").order_by("position", "pk")
    for statement in rows:
        words = said[str(statement.public_id)]
        section = sections.get(statement.section.area_id) or _same_area(made, statement) or first
        Promise.objects.create(
            section=section, statement=statement, promised=words["next_step"], promised_by=words["next_owner"],
            promised_for=words["next_on"], made_by=by, edited_by=by,
        )  # fmt: skip


def _same_area(made, statement):
    """The section of the same area, when both years use the same version of the framework."""
    return made.sections.filter(area=statement.section.area_id).first()


def _submitted_statements(assessment):
    words = assessment.submissions.order_by("-number").first().words
    return [statement for _, _, statement in all_statements(words)]
