"""What waits for who signs, for the writers once all have signed, for the manager where nobody holds the post."""

from django.urls import reverse

from peerchallenge.deadlines import LastDays
from peerchallenge.models import SelfAssessment, Signature
from peerchallenge.models.framework import SIGNING_ROLES
from peerchallenge.models.of_authority import WRITERS, at_own_authority, authorities_of
from peerchallenge.signers import holders_at_each, signing_of, waiting_signatures
from portal.accounts.roles import Role
from portal.home import tasks
from portal.home.tasks import Task
from portal.ui import dates

SIGNING = "Signing"


@tasks.offer
def signatures_waiting(user):
    """For each who signs, the self-assessments that wait for them now."""
    if not authorities_of(user, frozenset(SIGNING_ROLES)):
        return []
    mine = {role: authorities_of(user, frozenset({role})) for role in SIGNING_ROLES}
    due, until = waiting_signatures(Signature.objects.visible_to(user)), LastDays()
    return [
        Task(
            f"Sign {one.authority}’s self-assessment {one.assessment.cycle.year} as {one.get_role_display()}",
            "Read and sign", reverse("sign", args=[one.public_id]), 20, SIGNING,
            since=dates.local(one.asked_at).date(), why="Approve it, or return it with comments.",
            due_on=until.of(one.assessment),
        )
        for one in due if one.authority_id in mine[Role(one.role)]
    ]  # fmt: skip


@tasks.offer
def vacant_signers(user):
    """For a programme manager, the signatures that wait for a post that nobody holds."""
    if not (user.is_authenticated and user.managed_region_slugs()):
        return
    due, until = waiting_signatures(Signature.objects.managed_by(user)), LastDays()
    held = holders_at_each([one.authority for one in due]) if due else {}
    for one in due:
        if not held[one.authority_id].get(Role(one.role)):
            yield Task(
                f"{one.authority}’s self-assessment waits for the {one.get_role_display()}: nobody holds the post",
                "Decide", reverse("sign_leave_out", args=[one.public_id]), 5, SIGNING,
                since=dates.local(one.asked_at).date(), why="Give the post to somebody, or leave the signature out.",
                due_on=until.of(one.assessment),
            )  # fmt: skip


@tasks.offer
def ready_to_submit(user):
    """For a director or a self-assessment lead, those that everybody has approved and that aren't submitted."""
    if not authorities_of(user, WRITERS):
        return
    signing = SelfAssessment.objects.visible_to(user).filter(at_own_authority(user, WRITERS))
    signing = signing.filter(status=SelfAssessment.Status.SIGNING, cycle__status="open")
    signing = signing.select_related("cycle__region", "region", "authority", "framework_version__framework")
    until = LastDays()
    for one in signing:
        if signing_of(one).is_complete:
            yield Task(
                f"Submit {one.authority}’s self-assessment {one.cycle.year}: everybody has approved it",
                "Check and submit", reverse("assessment_submit", args=[one.public_id]), 10, SIGNING,
                since=dates.local(one.status_at).date(), due_on=until.of(one),
            )  # fmt: skip
