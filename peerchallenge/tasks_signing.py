"""What waits for who signs, for the writers once all have signed, for the manager where nobody holds the post."""

from django.urls import reverse

from peerchallenge.models import SelfAssessment, Signature
from peerchallenge.models.assessment import WRITERS, at_own_authority, authorities_of
from peerchallenge.models.framework import SIGNING_ROLES
from peerchallenge.signers import holders_at_each, signing_of
from portal.accounts.roles import Role
from portal.home import tasks
from portal.home.tasks import Task
from portal.ui import dates

SIGNING = "Signing"
RELATED = ("assessment__cycle__region", "assessment__authority", "assessment__framework_version__framework",
           "assessment__region", "region", "authority")  # fmt: skip


@tasks.offer
def signatures_waiting(user):
    """For each who signs, the self-assessments that wait for them now."""
    if not authorities_of(user, frozenset(SIGNING_ROLES)):
        return []
    mine = {role: authorities_of(user, frozenset({role})) for role in SIGNING_ROLES}
    due = _due(Signature.objects.visible_to(user))
    return [
        Task(
            f"Sign {one.authority}’s self-assessment {one.assessment.cycle.year} as {one.get_role_display()}",
            "Read and sign", reverse("sign", args=[one.public_id]), 20, SIGNING,
            since=dates.local(one.asked_at).date(), why="Approve it, or return it with comments.",
        )
        for one in due if one.authority_id in mine[Role(one.role)]
    ]  # fmt: skip


@tasks.offer
def vacant_signers(user):
    """For a programme manager, the signatures that wait for a post that nobody holds."""
    if not (user.is_authenticated and user.managed_region_slugs()):
        return
    due = _due(Signature.objects.managed_by(user))
    held = holders_at_each([one.authority for one in due]) if due else {}
    for one in due:
        if not held[one.authority_id].get(Role(one.role)):
            yield Task(
                f"{one.authority}’s self-assessment waits for the {one.get_role_display()}: nobody holds the post",
                "Decide", reverse("sign_leave_out", args=[one.public_id]), 5, SIGNING,
                since=dates.local(one.asked_at).date(), why="Give the post to somebody, or leave the signature out.",
            )  # fmt: skip


@tasks.offer
def ready_to_submit(user):
    """For a director or a self-assessment lead, those that everybody has approved and that aren't submitted."""
    if not authorities_of(user, WRITERS):
        return
    signing = SelfAssessment.objects.visible_to(user).filter(at_own_authority(user, WRITERS))
    signing = signing.filter(status=SelfAssessment.Status.SIGNING, cycle__status="open")
    signing = signing.select_related("cycle__region", "region", "authority", "framework_version__framework")
    for one in signing:
        if signing_of(one).is_complete:
            yield Task(
                f"Submit {one.authority}’s self-assessment {one.cycle.year}: everybody has approved it",
                "Check and submit", reverse("assessment_submit", args=[one.public_id]), 10, SIGNING,
                since=dates.local(one.status_at).date(),
            )  # fmt: skip


def _due(signatures) -> list[Signature]:
    """Return those of `signatures` whose turn it is, in one query: the first of the latest round that isn't settled."""
    rows = signatures.filter(assessment__status=SelfAssessment.Status.SIGNING, assessment__cycle__status="open")
    latest, found = {}, {}
    for one in rows.select_related(*RELATED).order_by("assessment", "-round", "position"):
        if latest.setdefault(one.assessment_id, one.round) == one.round and one.decision not in Signature.SETTLED:
            found.setdefault(one.assessment_id, one)
    return [one for one in found.values() if one.decision == Signature.Decision.ASKED]
