"""Who may do what in a cycle, a framework and a self-assessment: person rule and state rule, composed."""

import rules

from peerchallenge.models.assessment import SectionHelper
from peerchallenge.models.cycle import LEADING, Step
from peerchallenge.models.moderation import Moderator
from peerchallenge.models.of_authority import OWN_READERS, RUNNERS, WRITERS, authorities_of, close_to
from portal.accounts.permissions import manages_a_region, manages_region, posts_of
from portal.accounts.roles import Role
from portal.regions.models import Region

# Who answers for what the authority says outside, and lets others read it.
OWNERS = frozenset({Role.DCS, Role.TRUST_CHIEF_EXECUTIVE})


@rules.predicate
def runs_the_region(user, record):
    """Is programme manager or peer challenge associate of the region `record`, or of the record's region."""
    region = record if isinstance(record, Region) else record.region
    return any(post.role in RUNNERS and post.region_id == region.pk for post in posts_of(user))


@rules.predicate
def leads_in_the_region(user, record):
    """Is a director or the regional chair in the region `record`, or of the record's region, or leads a trust there."""
    region = record if isinstance(record, Region) else record.region
    return any(region in post.regions() for post in posts_of(user) if post.role in LEADING)


@rules.predicate
def runs_a_region(user):
    return any(post.role in RUNNERS for post in posts_of(user))


@rules.predicate
def writes_for_the_authority(user, record):
    """Is director or self-assessment lead of the record's authority."""
    return record.authority_id in authorities_of(user, WRITERS)


@rules.predicate
def reads_for_the_authority(user, record):
    """Reads what the record's authority writes whole, because of a post there or at its trust."""
    return record.authority_id in authorities_of(user, OWN_READERS)


@rules.predicate
def owns_it(user, record):
    """Is director of the record's authority, or leads the trust that serves it."""
    return record.authority_id in authorities_of(user, OWNERS)


@rules.predicate
def helps_with_the_section(user, section):
    """Was given the section (or the section of the record), and still is at its authority or its trust."""
    return SectionHelper.objects.of(user).filter(section=getattr(section, "section", section)).exists()


@rules.predicate
def is_of_region(user, framework):
    """The framework is a region's own: those that come with the portal are changed by nobody."""
    return framework.region is not None


def _assessment(record):
    record = getattr(record, "section", record)
    return getattr(record, "assessment", record)


@rules.predicate
def is_open(user, record):
    """The self-assessment (of the section, of the statement) isn't submitted, and its cycle is open."""
    return _assessment(record).is_open


@rules.predicate
def is_submitted(user, record):
    return _assessment(record).is_submitted


@rules.predicate
def is_draft(user, record):
    return record.is_draft


@rules.predicate
def is_published(user, version):
    return version.is_published


@rules.predicate
def cycle_is_open(user, record):
    return getattr(record, "cycle", record).is_open


@rules.predicate
def cycle_is_closed(user, record):
    return getattr(record, "cycle", record).is_closed


@rules.predicate
def holds_the_role(user, signature):
    """Holds the role that is asked to sign, at the authority or at the trust that serves it, today."""
    return signature.authority_id in authorities_of(user, {Role(signature.role)})


@rules.predicate
def waits_for_them(user, signature):
    """It was asked for and not decided, and everybody before in the order has approved."""
    return signature.is_due


@rules.predicate
def is_the_moderator(user, moderator):
    return moderator.person_id == user.pk and any(
        region.pk == moderator.region_id for post in posts_of(user) for region in post.regions()
    )


@rules.predicate
def is_from_elsewhere(user, moderator):
    """Holds no post by now at its authority, at its trust, or at another authority that its trust serves."""
    return not Moderator.objects.filter(close_to(user), pk=moderator.pk).exists()


@rules.predicate
def moderator_is_asked(user, moderator):
    return moderator.status == moderator.Status.ASKED


@rules.predicate
def moderator_is_at_work(user, moderator):
    return moderator.status == moderator.Status.ACCEPTED


@rules.predicate
def moderator_stands(user, moderator):
    """They are asked or at work, or were done."""
    return moderator.status not in (moderator.Status.DECLINED, moderator.Status.WITHDRAWN)


@rules.predicate
def submission_stands(user, record):
    """What was submitted (the record, or of the moderator) is the latest word of its authority, in an open cycle."""
    submission = getattr(record, "submission", record)
    assessment = submission.assessment
    stands = assessment.is_submitted and assessment.cycle.is_open
    return stands and not assessment.submissions.filter(number__gt=submission.number).exists()


@rules.predicate
def moderates_it(user, record):
    """Accepted to moderate a version of the self-assessment, still holds a post in the region, and none close to it."""
    assessment = _assessment(record)
    here = any(region.pk == assessment.region_id for post in posts_of(user) for region in post.regions())
    theirs = Moderator.objects.at_work().filter(submission__assessment=assessment, person=user)
    return here and theirs.exclude(close_to(user)).exists()


@rules.predicate
def was_sent(user, remark):
    return remark.sent_at is not None


@rules.predicate
def its_cycle_is_open(user, remark):
    return remark.moderator.submission.assessment.cycle.is_open


@rules.predicate
def is_waiting_for_moderation(user, assessment):
    return assessment.status == assessment.Status.SUBMITTED


@rules.predicate
def is_shown_the_summit(user, cycle):
    """The cycle shows its Performance Summit to them, as far as it gives no authority away."""
    summits = Step.objects.visible_to(user).filter(cycle=cycle, kind=Step.Kind.PERFORMANCE_SUMMIT, is_on=True)
    return summits.filter(seen_by__in=[Step.Audience.DIRECTORS, Step.Audience.REGION]).exists()


is_changeable = is_draft | cycle_is_open

# Frameworks
rules.add_perm("peerchallenge.see_frameworks", runs_a_region)
rules.add_perm("peerchallenge.start_framework", manages_a_region)
rules.add_perm("peerchallenge.edit_framework", manages_region & is_of_region & is_draft)
rules.add_perm("peerchallenge.start_next_framework", manages_region & is_of_region & is_published)
# Cycles
rules.add_perm("peerchallenge.see_cycles", runs_a_region)
rules.add_perm("peerchallenge.start_cycle", manages_a_region)
rules.add_perm("peerchallenge.run_in", manages_region)
rules.add_perm("peerchallenge.edit_cycle", manages_region & is_changeable)
rules.add_perm("peerchallenge.open_cycle", manages_region & is_changeable)
rules.add_perm("peerchallenge.date_steps", (manages_region & is_changeable) | (runs_the_region & cycle_is_open))
rules.add_perm("peerchallenge.close_cycle", manages_region & cycle_is_open)
rules.add_perm("peerchallenge.reopen_cycle", manages_region & cycle_is_closed)
rules.add_perm("peerchallenge.discard_cycle", manages_region & is_draft)
rules.add_perm("peerchallenge.see_control_room", runs_the_region)
rules.add_perm("peerchallenge.show_publicly", manages_region & ~is_draft)
rules.add_perm("peerchallenge.extend", manages_region & cycle_is_open)
# Self-assessments
rules.add_perm("peerchallenge.write_assessment", writes_for_the_authority & is_open)
rules.add_perm("peerchallenge.write_in", writes_for_the_authority | helps_with_the_section)
rules.add_perm("peerchallenge.write_section", (writes_for_the_authority | helps_with_the_section) & is_open)
rules.add_perm("peerchallenge.see_helpers", writes_for_the_authority)
rules.add_perm("peerchallenge.choose_helpers", writes_for_the_authority & is_open)
rules.add_perm("peerchallenge.ask_for_signatures", writes_for_the_authority & is_open)
rules.add_perm("peerchallenge.sign", holds_the_role & waits_for_them & is_open)
rules.add_perm("peerchallenge.answer_signature", holds_the_role)
rules.add_perm("peerchallenge.skip_signature", manages_region & is_open)
rules.add_perm("peerchallenge.read_receipt", reads_for_the_authority)
rules.add_perm("peerchallenge.submit", writes_for_the_authority & is_open)
rules.add_perm("peerchallenge.read_why_reopened", reads_for_the_authority | runs_the_region)
rules.add_perm("peerchallenge.reopen_assessment", manages_region & is_submitted & cycle_is_open)
rules.add_perm("peerchallenge.release", owns_it & is_submitted)
rules.add_perm("peerchallenge.take_back_release", owns_it)
rules.add_perm("peerchallenge.read_log", writes_for_the_authority | owns_it)
rules.add_perm("peerchallenge.remove", writes_for_the_authority | manages_region)
rules.add_perm("peerchallenge.see_removals", reads_for_the_authority | manages_region)
# Moderation
rules.add_perm("peerchallenge.see_moderation", runs_the_region)
rules.add_perm("peerchallenge.choose_moderators", runs_the_region & submission_stands)
rules.add_perm("peerchallenge.withdraw_moderator", runs_the_region & moderator_stands)
rules.add_perm("peerchallenge.end_moderation", runs_the_region & is_waiting_for_moderation & cycle_is_open)
rules.add_perm("peerchallenge.answer_invitation", is_the_moderator & moderator_is_asked & submission_stands)
works_on_it = is_the_moderator & is_from_elsewhere & moderator_is_at_work
rules.add_perm("peerchallenge.moderate", works_on_it & submission_stands)
rules.add_perm("peerchallenge.moderate_in", is_the_moderator)
rules.add_perm("peerchallenge.read_remarks", reads_for_the_authority | runs_the_region | moderates_it)
rules.add_perm("peerchallenge.answer_remarks", writes_for_the_authority & cycle_is_open)
rules.add_perm("peerchallenge.answer_remark", writes_for_the_authority & was_sent & its_cycle_is_open)
rules.add_perm("peerchallenge.raise_concern", moderates_it | runs_the_region)
rules.add_perm("peerchallenge.take_up_concern", manages_region)
# Counts from year to year
rules.add_perm("peerchallenge.see_counts", runs_the_region)
rules.add_perm("peerchallenge.read_growth", runs_the_region | leads_in_the_region)
rules.add_perm("peerchallenge.enter_counts", manages_region)
# Summit
rules.add_perm("peerchallenge.see_summit", runs_the_region)
rules.add_perm("peerchallenge.read_summit", runs_the_region | is_shown_the_summit)
rules.add_perm("peerchallenge.see_enquiries", runs_the_region)
rules.add_perm("peerchallenge.read_enquiries", runs_the_region | reads_for_the_authority)
rules.add_perm("peerchallenge.choose_enquiries", manages_region & cycle_is_open)
