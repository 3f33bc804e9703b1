"""Who signs a self-assessment, in which order, and how each signature stands on what it says now."""

from collections import defaultdict
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Prefetch, Q, prefetch_related_objects

from peerchallenge.models import SelfAssessment, Signature
from peerchallenge.models.framework import SIGNING_ROLES
from peerchallenge.words import fingerprint, words_of
from portal.accounts.models import Post
from portal.accounts.roles import Role
from portal.regions.models import TrustDelivery
from portal.ui import dates

Decision = Signature.Decision
RELATED = ("assessment__cycle__region", "assessment__authority", "assessment__framework_version__framework",
           "assessment__region", "region", "authority")  # fmt: skip


class Signer(NamedTuple):
    """A role that signs: who holds it today, its `signature` of the latest round (None: not asked)."""

    role: Role
    holders: list[Any]
    signature: Signature | None
    is_due: bool
    is_out_of_date: bool
    removed_at: datetime | None = None  # when something was removed from what they had approved

    @property
    def label(self) -> str:
        return self.role.label

    @property
    def is_settled(self) -> bool:
        """Whether it stands: approved as it reads now, or left out."""
        return bool(self.signature) and self.signature.decision in Signature.SETTLED and not self.is_out_of_date

    @property
    def is_vacant(self) -> bool:
        return not self.holders

    @property
    def who(self) -> str:
        return ", ".join(map(str, self.holders)) or "Nobody holds this post today"

    @property
    def waits(self) -> bool:
        return bool(self.signature) and self.signature.decision == Decision.ASKED

    @property
    def said(self) -> str:
        """How it stands, in words with its date."""
        one = self.signature
        if one is None:
            return "Not asked yet"
        if one.decision == Decision.ASKED:
            return f"Asked on {dates.day(one.asked_at)}" if self.is_due else "Asked after those before"
        by = f"on {dates.day(one.decided_at)} by {one.decided_by}"
        if one.decision == Decision.APPROVED:
            if self.removed_at:
                return f"Approved {by}, before something was removed on {dates.day(self.removed_at)}"
            return f"Approved {by}" + (", out of date: the text changed after that" if self.is_out_of_date else "")
        return f"Returned {by}" if one.decision == Decision.RETURNED else f"Left out {by}"

    @property
    def tag(self) -> tuple[str, str]:
        """A word and the kind of its status tag."""
        if self.signature is None:
            return "Not asked yet", "plain"
        if self.is_out_of_date:
            return "Out of date", "needs"
        words = {
            Decision.ASKED: ("Waits for them" if self.is_due else "Later", "started" if self.is_due else "plain"),
            Decision.APPROVED: ("Approved", "done"),
            Decision.RETURNED: ("Returned", "needs"),
            Decision.SKIPPED: ("Left out", "muted"),
        }
        return words[Decision(self.signature.decision)]


class Signing(NamedTuple):
    """Where the signing of a self-assessment stands on what it says now: `words` with their fingerprint."""

    assessment: SelfAssessment
    signers: list[Signer]
    words: dict
    sha256: str

    @property
    def is_complete(self) -> bool:
        """Whether everybody has approved what it says now."""
        return all(signer.is_settled for signer in self.signers)

    @property
    def missing(self) -> list[Signer]:
        return [signer for signer in self.signers if not signer.is_settled]

    @property
    def due(self) -> Signer | None:
        return next((signer for signer in self.signers if signer.is_due), None)

    @property
    def round(self) -> int:
        return max((one.signature.round for one in self.signers if one.signature), default=0)

    @property
    def can_ask(self) -> bool:
        """Whether asking now would make a round: nobody was asked yet, or what was decided doesn't stand any more."""
        assessment = self.assessment
        if not assessment.is_open or assessment.status == SelfAssessment.Status.NOT_STARTED or self.is_complete:
            return False
        if assessment.status == SelfAssessment.Status.IN_PROGRESS:
            return True
        return any(one.signature is None or one.is_out_of_date for one in self.signers)


def roles_to_sign(assessment) -> list[Role]:
    """Return the roles that sign, in the cycle's order: who leads a trust only where a trust delivers."""
    roles = [Role(role) for role in assessment.cycle.signers]
    return [role for role in roles if role != Role.TRUST_CHIEF_EXECUTIVE or assessment.authority.trusts_on()]


def holders_at(authority, posts=None) -> dict[Role, list]:
    """Return who holds each signing role today at `authority`, or at a trust that delivers for it."""
    return holders_at_each([authority], posts)[authority.pk]


def holders_at_each(authorities, posts=None) -> dict[int, dict[Role, list]]:
    """Return {id: who holds each signing role} of each of `authorities`; two queries however many there are.

    `posts`: all that are held there today by people who may sign in, with their people, where they are known.
    """
    prefetch_related_objects(authorities, Prefetch("deliveries", TrustDelivery.objects.select_related("trust")))
    trusts = {one.pk: {trust.pk for trust in one.trusts_on()} for one in authorities}
    found = {pk: defaultdict(list) for pk in trusts}
    for post in sorted(_signing_posts(trusts) if posts is None else posts, key=lambda post: (post.from_on, post.pk)):
        for pk in trusts if post.role in SIGNING_ROLES else ():
            here = post.authority_id == pk or post.trust_id in trusts[pk]
            if here and post.person not in found[pk][Role(post.role)]:
                found[pk][Role(post.role)].append(post.person)
    return found


def _signing_posts(trusts):
    place = Q(authority__in=trusts) | Q(trust__in=set().union(*trusts.values()))
    posts = Post.objects.current().filter(place, role__in=SIGNING_ROLES, person__is_active=True)
    return posts.select_related("person")


def signing_of(assessment, words=None, posts=None) -> Signing:
    """Return where its signing stands; a constant number of queries. `words`: what it says now, if known; `posts`: as
    `holders_at_each` takes them.
    """
    words = words or words_of(assessment)
    sha256 = fingerprint(words)
    latest = latest_round(assessment)
    held = holders_at(assessment.authority, posts)
    due = next((one for one in latest.values() if one.decision not in Signature.SETTLED), None)
    if due and (due.decision != Decision.ASKED or assessment.status != SelfAssessment.Status.SIGNING):
        due = None
    removed = _removals(assessment, [one for one in latest.values() if one.sha256 not in ("", sha256)])
    signers = []
    for role in roles_to_sign(assessment):
        one = latest.get(role)
        old = bool(one) and one.decision == Decision.APPROVED and one.sha256 != sha256
        removed_at = removed_from(removed, one.sha256, sha256) if old else None
        is_old = old and removed_at is None
        signers.append(Signer(role, held.get(role, []), one, bool(one) and one == due, is_old, removed_at))
    return Signing(assessment, signers, words, sha256)


def waiting_signatures(signatures) -> list[Signature]:
    """Return those of `signatures` (a queryset) whose turn it is, in one query: the first of the latest round that
    isn't settled, of each self-assessment that is being signed in an open cycle.
    """
    rows = signatures.filter(assessment__status=SelfAssessment.Status.SIGNING, assessment__cycle__status="open")
    latest, found = {}, {}
    for one in rows.select_related(*RELATED).order_by("assessment", "-round", "position"):
        if latest.setdefault(one.assessment_id, one.round) == one.round and one.decision not in Signature.SETTLED:
            found.setdefault(one.assessment_id, one)
    return [one for one in found.values() if one.decision == Decision.ASKED]


def _removals(assessment, old):
    """What was removed from it, the first first, where `old` signatures are on other words than it says now."""
    return list(assessment.removals.order_by("removed_at", "pk")) if old else []


def removed_from(removals, sha256, now) -> datetime | None:
    """Return when something was last removed from the words `sha256`, if that alone made them what they are `now`.

    An approval of these words stands: all that is left is what was approved.
    """
    removed_at = None
    for removal in removals:
        if removal.sha256_before == sha256:
            sha256, removed_at = removal.sha256_after, removal.removed_at
    return removed_at if sha256 == now else None


def latest_round(assessment) -> dict[str, Signature]:
    """Return {role: signature} of the latest round, in their order; empty before the first. One query."""
    rows = list(assessment.signatures.select_related("decided_by").order_by("-round", "position"))
    return {one.role: one for one in rows if one.round == rows[0].round}
