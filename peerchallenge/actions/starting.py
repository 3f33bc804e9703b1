"""What a self-assessment begins as: a section for each area that is put to the authority, and what was promised before.

That is last year's next steps, and what parts of peer challenge that come later hand in:

    @also_promised
    def accepted_steps(assessment, sections):
        ...
        return [{"section": …, "next_step": …, "promised": …, …}, ...]       the fields of a Promise
"""

from collections.abc import Callable, Iterable

from peerchallenge.models import Promise, Section, SelfAssessment, Statement
from peerchallenge.words import all_statements, applies
from portal.audit.models import record

_sources: list[Callable[[SelfAssessment, list[Section]], Iterable[dict]]] = []


def also_promised(function):
    """Offer what else an authority promised: the function takes a new self-assessment and its sections, not none."""
    _sources.append(function)
    return function


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
    sections = Section.objects.bulk_create(
        Section(assessment=made, area=area, **_of(made, by))
        for area in cycle.framework_version.areas.all()
        if applies(area, delivered_by_trust)
    )
    if previous and sections:
        _list_promises(made, sections, previous, by)
    if sections:
        others = [fields for source in _sources for fields in source(made, sections)]
        Promise.objects.bulk_create(Promise(**fields, **_of(made, by)) for fields in others)
    record("started", made, by=by)
    return made


def _previous(cycle, authority):
    earlier = SelfAssessment.objects.filter(authority=authority, cycle__year__lt=cycle.year)
    return earlier.exclude(submissions=None).order_by("-cycle__year", "-pk").first()


def _of(assessment, by):
    """What a row of it that isn't saved one by one has to be given."""
    return {"region": assessment.region, "authority": assessment.authority, "made_by": by, "edited_by": by}


def _list_promises(made, sections, previous, by):
    """List each next step of last year's latest submission; one of an area that isn't asked any more in the first."""
    follows = {section.area.came_from_id: section for section in sections}
    follows |= {section.area_id: section for section in sections}  # both years may use one version of the framework
    said = {one["id"]: one for one in _submitted_statements(previous) if one["next_step"]}
    rows = Statement.objects.filter(public_id__in=said).select_related("section").order_by("position", "pk")
    told = [(statement, said[str(statement.public_id)]) for statement in rows]
    Promise.objects.bulk_create(
        Promise(
            section=follows.get(statement.section.area_id, sections[0]), statement=statement,
            promised=words["next_step"], promised_by=words["next_owner"], promised_for=words["next_on"],
            **_of(made, by),
        )
        for statement, words in told
    )  # fmt: skip


def _submitted_statements(assessment):
    words = assessment.submissions.order_by("-number").first().words
    return [statement for _, _, statement in all_statements(words)]
