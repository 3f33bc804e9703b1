"""Who may do what with a review: person rule and state rule, composed."""

import rules

from peerchallenge.models.cycle import LEADING
from peerchallenge.models.of_authority import OWN_READERS, WRITERS, authorities_of
from peerchallenge.permissions import (
    OWNERS,
    cycle_is_open,
    is_of_region,
    leads_in_the_region,
    owns_it,
    reads_for_the_authority,
    runs_a_region,
    runs_the_region,
    writes_for_the_authority,
)
from peerchallenge.reviews.ending import can_be_closed
from peerchallenge.reviews.models import Member, RegionalTheme, Review, Stage
from peerchallenge.reviews.models.review import BEFORE_THE_VISIT
from portal.accounts.permissions import manages_a_region, manages_region, posts_of


def _review(record):
    return record if isinstance(record, Review) else record.review


@rules.predicate
def is_in_team(user, record):
    """Sits on the team of the review (of the record) today, and reads what it writes."""
    return Member.objects.reading(user).filter(seat__review=_review(record)).exists()


@rules.predicate
def leads_the_team(user, record):
    return Member.objects.reading(user).filter(seat__review=_review(record), seat__is_lead=True).exists()


@rules.predicate
def is_under_way(user, record):
    return not _review(record).is_over


@rules.predicate
def is_issued(user, record):
    """The findings of the review (of the record) are final."""
    return _review(record).is_issued


def stands_at(*stages):
    """A predicate: the review (of the record) is at one of these stages."""

    @rules.predicate
    def stands(user, record):
        return _review(record).status in stages

    return stands


@rules.predicate
def has_come_to_its_end(user, record):
    return can_be_closed(_review(record))


@rules.predicate
def owns_an_authority(user):
    return bool(authorities_of(user, OWNERS))


@rules.predicate
def owns_the_action(user, action):
    """Was named by the host as the owner of the action."""
    return action.owner_person_id == user.pk


@rules.predicate
def leads_a_region(user):
    """Is a director, leads a trust or chairs a region."""
    return any(post.role in LEADING and post.regions() for post in posts_of(user))


@rules.predicate
def is_the_reviewer(user, reviewer):
    return reviewer.person_id == user.pk


@rules.predicate
def is_in_pool(user, reviewer):
    return not reviewer.is_removed


@rules.predicate
def is_the_member(user, member):
    """Was asked to the seat, and still holds a post in its region."""
    return member.person_id == user.pk and member.region_id in {region.pk for region in user.regions_now()}


def member_is(*statuses):
    """A predicate: the member of a team has one of these statuses."""

    @rules.predicate
    def has_status(user, member):
        return member.status in statuses

    return has_status


def theme_is(status):
    """A predicate: the theme has this status."""

    @rules.predicate
    def has_status(user, theme):
        return theme.status == status

    return has_status


@rules.predicate
def wrote_it(user, record):
    return record.made_by_id == user.pk


@rules.predicate
def is_put(user, theme):
    """The region's directors read it."""
    return theme.is_put


@rules.predicate
def is_released(user, theme):
    """Everybody reads it."""
    return theme.is_released


@rules.predicate
def reads_the_board(user):
    """Leads in a region, or reads for an authority."""
    return any(post.role in LEADING | OWN_READERS for post in posts_of(user))


@rules.predicate
def writes_for_any(user):
    return bool(authorities_of(user, WRITERS))


@rules.predicate
def help_is_open(user, entry):
    return entry.is_open


Status = RegionalTheme.Status
theme_stands = ~theme_is(Status.DROPPED)

# The lead, or who runs the region's peer challenge for them, writes the letter.
writes_the_letter = leads_the_team | runs_the_region

# Reviews
rules.add_perm("reviews.start", manages_region)
rules.add_perm("reviews.run", runs_the_region)
rules.add_perm("reviews.edit", runs_the_region & is_under_way)
rules.add_perm("reviews.move_on", (runs_the_region | leads_the_team) & is_under_way)
rules.add_perm("reviews.start_any", manages_a_region)
rules.add_perm("reviews.ask_for_any", owns_an_authority)
rules.add_perm("reviews.postpone", manages_region & stands_at(*BEFORE_THE_VISIT))
rules.add_perm("reviews.resume", manages_region & stands_at(Stage.POSTPONED))
rules.add_perm("reviews.withdraw", manages_region & is_under_way)
# Kinds of review
rules.add_perm("reviews.see_kinds", runs_a_region)
rules.add_perm("reviews.copy_kinds", manages_a_region)
rules.add_perm("reviews.edit_kind", is_of_region & manages_region)
# The letter
rules.add_perm("reviews.write_letter", writes_the_letter & is_under_way)
rules.add_perm("reviews.correct_facts", writes_for_the_authority & stands_at(Stage.FACTUAL_CHECK))
rules.add_perm("reviews.preview_letter", is_in_team | runs_the_region)
rules.add_perm("reviews.take_draft_back", writes_the_letter & stands_at(Stage.FACTUAL_CHECK))
rules.add_perm("reviews.answer_correction", writes_the_letter & stands_at(Stage.FACTUAL_CHECK, Stage.DRAFT))
rules.add_perm("reviews.read_corrections", reads_for_the_authority | is_in_team | runs_the_region)
# What could identify a child: of what they read
rules.add_perm("reviews.remove", writes_for_the_authority | manages_region | leads_the_team)
rules.add_perm("reviews.remove_note", is_in_team & (wrote_it | leads_the_team))
rules.add_perm("reviews.see_removals", reads_for_the_authority | manages_region | leads_the_team)
# The host
rules.add_perm("reviews.read_as_host", reads_for_the_authority)
rules.add_perm("reviews.write_reply", writes_for_the_authority & is_under_way)
rules.add_perm("reviews.send_reply", owns_it & is_under_way)
# What the host lets others read
rules.add_perm("reviews.release", owns_it)
rules.add_perm("reviews.read_log", writes_for_the_authority | owns_it)
rules.add_perm("reviews.write_summary", (writes_for_the_authority | owns_it) & is_issued)
rules.add_perm("reviews.publish_summary", owns_it & is_issued)
rules.add_perm("reviews.take_off_summary", owns_it)
# Next steps and actions
rules.add_perm("reviews.recommend", writes_the_letter & is_under_way)
rules.add_perm("reviews.answer_steps", writes_for_the_authority & is_under_way)
rules.add_perm("reviews.write_actions", writes_for_the_authority & is_under_way)
rules.add_perm("reviews.agree_actions", owns_it & is_under_way)
rules.add_perm("reviews.say_done", (writes_for_the_authority | owns_the_action) & is_under_way)
rules.add_perm("reviews.check_action", (writes_for_the_authority | owns_it | writes_the_letter) & is_under_way)
rules.add_perm("reviews.write_check", writes_for_the_authority & is_under_way)
rules.add_perm("reviews.close", writes_the_letter & has_come_to_its_end & is_under_way)
# People
rules.add_perm("reviews.see_pool", runs_a_region)
rules.add_perm("reviews.run_pool_in", runs_the_region)
rules.add_perm("reviews.edit_profile", (is_the_reviewer | runs_the_region) & is_in_pool)
rules.add_perm("reviews.edit_training", runs_the_region & is_in_pool)
rules.add_perm("reviews.declare_conflicts", is_the_reviewer & is_in_pool)
rules.add_perm("reviews.leave_pool", (is_the_reviewer | runs_the_region) & is_in_pool)
rules.add_perm("reviews.see_team", is_in_team | runs_the_region | reads_for_the_authority)
rules.add_perm("reviews.build_team", runs_the_region & is_under_way)
rules.add_perm("reviews.answer_invitation", is_the_member & member_is(Member.Status.ASKED) & is_under_way)
rules.add_perm("reviews.leave_team", is_the_member & member_is(Member.Status.ACCEPTED) & is_under_way)
rules.add_perm("reviews.end_seat", runs_the_region & member_is(Member.Status.ASKED, Member.Status.ACCEPTED))
# Coverage
rules.add_perm("reviews.see_coverage", runs_a_region | leads_a_region)
rules.add_perm("reviews.see_coverage_of", runs_the_region | leads_in_the_region)
rules.add_perm("reviews.promise_coverage", runs_the_region)
# The challenge event: the record is the cycle
rules.add_perm("reviews.see_event", runs_the_region)
rules.add_perm("reviews.run_event", manages_region & cycle_is_open)
# The team at work
rules.add_perm("reviews.work_in_team", is_in_team & is_under_way)
rules.add_perm("reviews.cluster", leads_the_team & is_under_way)
# The visit
rules.add_perm("reviews.see_visit", is_in_team | runs_the_region | reads_for_the_authority)
rules.add_perm("reviews.plan_visit", (is_in_team | runs_the_region | writes_for_the_authority) & is_under_way)
rules.add_perm("reviews.choose_enquiries", (is_in_team | runs_the_region) & is_under_way)
rules.add_perm("reviews.keep_documents", (is_in_team | runs_the_region) & is_under_way)
rules.add_perm("reviews.give_evidence", writes_for_the_authority & stands_at(Stage.EVIDENCE_OPEN, Stage.ON_SITE))
# Themes: the record is the cycle, or the theme
rules.add_perm("reviews.read_themes", runs_the_region | leads_in_the_region)
rules.add_perm("reviews.write_themes", runs_the_region)
rules.add_perm("reviews.write_theme", runs_the_region)
rules.add_perm("reviews.edit_theme", runs_the_region & theme_stands)
rules.add_perm("reviews.theme_put", manages_region & theme_is(Status.LONGLIST) & ~is_put)
rules.add_perm("reviews.theme_decide", manages_region & theme_is(Status.LONGLIST) & is_put)
rules.add_perm("reviews.theme_release", manages_region & theme_is(Status.CHOSEN) & ~is_released)
rules.add_perm("reviews.theme_take_off", manages_region & is_released)
rules.add_perm("reviews.theme_drop", manages_region & theme_is(Status.LONGLIST))
rules.add_perm("reviews.theme_take_up", manages_region & ~theme_is(Status.LONGLIST))
# Asks and offers: the record is the entry, or who was brought together about it
rules.add_perm("reviews.see_help", runs_a_region | reads_the_board)
rules.add_perm("reviews.write_any_help", writes_for_any)
rules.add_perm("reviews.ask_about", writes_for_the_authority)
rules.add_perm("reviews.write_help", writes_for_the_authority & help_is_open)
rules.add_perm("reviews.end_help", writes_for_the_authority | runs_the_region)
rules.add_perm("reviews.broker", runs_the_region)
rules.add_perm("reviews.say_what_came", writes_for_the_authority | runs_the_region)
