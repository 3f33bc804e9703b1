"""Who was let in: what a director released, to whom, and who has read it."""

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Exists, F, Max, OuterRef, Q
from django.utils import timezone

from peerchallenge.models.assessment import SelfAssessment
from peerchallenge.models.cycle import Cycle, Participation
from peerchallenge.models.of_authority import OfAuthority, OfAuthorityQuerySet, authorities_of, managers, own_readers
from peerchallenge.models.personal import READ, SUBMITTED
from portal.accounts.roles import Role
from portal.audit.integrity import SameAsParent
from portal.audit.personal import AtErasure

# Who reads what is shared between directors.
DIRECTORS = frozenset({Role.DCS, Role.TRUST_CHIEF_EXECUTIVE, Role.REGIONAL_CHAIR})


class ReleaseQuerySet(OfAuthorityQuerySet):
    def in_force(self):
        return self.filter(withdrawn_at=None)

    def of_latest(self):
        """Those of the version that its authority submitted last."""
        return self.annotate(latest=Max("assessment__submissions__number")).filter(submission__number=F("latest"))

    def readers(self, user):
        """The authority's own readers and the region's programme managers."""
        return own_readers(user) | managers(user)


class Release(OfAuthority):
    """The director lets others read one version of what was submitted, and no other, neither an earlier nor a later
    one: the triad, the directors, or the whole region. It can be taken back; who read it stays in the access log."""

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.PROTECT, related_name="releases", editable=False)
    submission = models.ForeignKey("peerchallenge.Submission", on_delete=models.PROTECT, related_name="releases")
    shared_with = models.CharField(max_length=10, choices=Cycle.SharedWith)
    released_at = models.DateTimeField(default=timezone.now)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    PERSONAL = {"released_by": SUBMITTED, "withdrawn_by": SUBMITTED}

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["-released_at", "-pk"]
        constraints = [
            SameAsParent(
                parent="submission", fields=["assessment", "region", "authority"], name="release_same_as_the_submission"
            ),
            models.UniqueConstraint(fields=["submission"], condition=Q(withdrawn_at=None), name="one_release_in_force"),
            models.CheckConstraint(condition=~Q(shared_with="nobody"), name="released_to_somebody"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="release_withdrawn_whole",
            ),
        ]

    def __str__(self):
        return f"{self.submission} released to {self.get_shared_with_display()}"


class ReadingQuerySet(OfAuthorityQuerySet):
    def readers(self, user):
        """The authority's own readers: the log is theirs."""
        return own_readers(user)


class ReadingRow(OfAuthority):
    """Somebody outside an authority opened something of its: who, in what part, on which day, how often.

    Each model of it names what was opened, and has a unique constraint over that, person, part, what and day.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=150, help_text="As what they read it, such as Moderator, Ardenvale.")
    what = models.CharField(max_length=40, help_text="Page, PDF, Word, file, pack.")
    day = models.DateField(default=timezone.localdate)
    first_at = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(default=timezone.now)
    times = models.PositiveIntegerField(default=1)

    PERSONAL = {"person": READ} | dict.fromkeys(
        ("part", "what"), READ.beside("person", AtErasure.KEPT, "Without the name, it says as what it was read.")
    )

    class Meta:
        abstract = True
        ordering = ["-last_at", "-pk"]

    @classmethod
    def note(cls, *, person, part, what, **opened) -> None:
        """Count that `person` opened it today; two requests at once make one row that counts two."""
        now = timezone.now()
        key = opened | {"person": person, "part": part[:150], "what": what[:40], "day": timezone.localdate(now)}
        if cls._counted(key, now):
            return
        try:
            with transaction.atomic():
                cls.objects.create(**key, first_at=now, last_at=now)
        except IntegrityError:  # another request of the same person was first
            cls._counted(key, now)

    @classmethod
    def _counted(cls, key, now):
        return cls.objects.filter(**key).update(times=F("times") + 1, last_at=now)


class Reading(ReadingRow):
    """Somebody outside the authority opened what it submitted: who, in what part, on which day, how often.

    Its own readers see names, others offices alone.
    """

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.PROTECT, related_name="readings")

    objects = ReadingQuerySet.as_manager()

    class Meta(ReadingRow.Meta):
        constraints = [
            SameAsParent(parent="assessment", fields=["region", "authority"], name="reading_same_as_its_assessment"),
            models.UniqueConstraint(
                fields=["assessment", "person", "part", "what", "day"], name="one_reading_a_day_of_a_kind"
            ),
        ]

    def __str__(self):
        return f"{self.person} read {self.assessment}"


def released_to(user) -> Q:
    """The condition that a row, a submission, was released to `user`, who is signed in: as a director of the same
    triad, as one of the region's directors, or as somebody who holds a post in the region. By today's posts.
    """
    in_force = Release.objects.in_force().filter(submission=OuterRef("pk"))
    region = Q(region__in=user.regions_now()) & Exists(in_force.filter(shared_with=Cycle.SharedWith.REGION))
    led = [region.pk for post in user.posts_now() if post.role in DIRECTORS for region in post.regions()]
    directors = Q(region__in=led) & Exists(in_force.filter(shared_with=Cycle.SharedWith.DIRECTORS))
    triad = _of_their_triad(user) & Exists(in_force.filter(shared_with=Cycle.SharedWith.TRIAD))
    return region | directors | triad


def _of_their_triad(user):
    """The condition that an authority led by `user` has the triad of the row's authority in the same cycle."""
    led = authorities_of(user, DIRECTORS)
    if not led:
        return Q(pk__in=[])
    mine = Participation.objects.filter(authority__in=led, cycle=OuterRef("cycle"), triad=OuterRef("triad"))
    theirs = Participation.objects.filter(cycle=OuterRef("assessment__cycle"), authority=OuterRef("authority"))
    return Q(Exists(theirs.filter(Exists(mine))))
