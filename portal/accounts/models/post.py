"""A post: what somebody is, where, and between which days. Permission follows it at each request."""

from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from portal.accounts.roles import Role, Scope
from portal.audit.models import Overtaken, record
from portal.audit.personal import TRACED, AtErasure, Personal
from portal.regions.models import LocalAuthority, Region, Trust, deliveries_of_trusts
from portal.ui.pagecache import public_content_changed

PLACES = {Scope.REGION: Region, Scope.AUTHORITY: LocalAuthority, Scope.TRUST: Trust}

HELD = Personal(
    what="Posts, with their dates",
    why="To decide what you can see and do",
    kept="Access ends with the post. The post stays on record, so that past decisions can be understood",
)


class LastAdministrator(Exception):
    """Without this post nobody could give a post any more; nothing was written."""


def held_at(scope):
    """The condition that a post names an organisation of the kind `scope`, and no other."""
    return Q(**{f"{place}__isnull": place != scope for place in PLACES})


def belongs_to(scope):
    return Q(role__in=[role.value for role in Role.of_scope(scope)]) & held_at(scope)


class PostQuerySet(models.QuerySet):
    def current(self, on=None):
        """Posts held on the day `on` (a date); today when None, without those that were ended earlier today."""
        day = on or timezone.localdate()
        held = self.filter(Q(to_on__isnull=True) | Q(to_on__gte=day), from_on__lte=day)
        if on is None:
            return held.filter(ended_at__isnull=True)
        return held.filter(Q(ended_at__isnull=True) | Q(ended_at__date__gte=on))

    def of(self, organisation):
        """Posts held at this very organisation: a region, an authority or a trust."""
        return self.filter(**self.model.place_of(organisation))

    def within(self, regions, on=None):
        """Posts at any of `regions`, at their authorities, or at a trust that delivers for one of these on the day
        `on` (a date; today when None)."""
        trusts = Trust.objects.delivering_in(regions, on)
        return self.filter(Q(region__in=regions) | Q(authority__region__in=regions) | Q(trust__in=trusts))

    def managing(self, region):
        """Posts of the programme managers of `region` today who may sign in, each with its person."""
        held = self.current().filter(region=region, role=Role.PROGRAMME_MANAGER, person__is_active=True)
        return held.select_related("person")

    def visible_to(self, user):
        """Anybody may know who chairs a region now. You also read your own posts, those of the organisations
        at which you hold a post, and, as programme manager, all in your region; site administrators read all."""
        chairs = Q(pk__in=self.model.objects.current().filter(role=Role.REGIONAL_CHAIR).values("pk"))
        if not user.is_authenticated or not user.is_active:
            return self.filter(chairs)
        if user.is_site_administrator:
            return self
        return self.filter(chairs | Q(person=user) | Q(pk__in=self.model.objects.near(user.posts_now()).values("pk")))

    def near(self, posts):
        """Posts at the organisations at which `posts` are held; for a programme manager's, in the whole region."""
        managed = [post.region_id for post in posts if post.role == Role.PROGRAMME_MANAGER]
        return self.filter(
            Q(pk__in=self.model.objects.within(managed).values("pk"))
            | Q(region__in=[post.region_id for post in posts if post.region_id])
            | Q(authority__in=[post.authority_id for post in posts if post.authority_id])
            | Q(trust__in=[post.trust_id for post in posts if post.trust_id])
        )

    def with_organisation(self):
        return self.select_related("region", "authority__region", "trust")

    def for_people_page(self, ended=False):
        """Posts held now or from a later day, or those that have ended, in the order in which they are read."""
        today = timezone.localdate()
        is_over = Q(ended_at__isnull=False) | Q(to_on__lt=today)
        return (
            (self.filter(is_over) if ended else self.exclude(is_over))
            .select_related("person")
            .with_organisation()
            .prefetch_related(deliveries_of_trusts("trust__"))
            .order_by(*(F(f"{place}__name").asc(nulls_last=True) for place in PLACES), "role", "from_on", "pk")
        )


class Post(models.Model):
    """A role held by a person at an organisation, from one day until another or until it is ended."""

    Role = Role
    Scope = Scope

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(max_length=40, choices=Role)
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="posts")
    authority = models.ForeignKey(LocalAuthority, null=True, blank=True, on_delete=models.PROTECT, related_name="posts")
    trust = models.ForeignKey(Trust, null=True, blank=True, on_delete=models.PROTECT, related_name="posts")
    from_on = models.DateField("from", default=timezone.localdate)
    to_on = models.DateField("to", null=True, blank=True, help_text="The last day, if it is known.")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="posts_given"
    )
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="posts_ended"
    )

    PERSONAL = {"person": HELD, "given_by": TRACED, "ended_by": TRACED} | dict.fromkeys(
        ("role", "region", "authority", "trust", "from_on", "to_on"),
        HELD.beside("person", AtErasure.KEPT, "Without the name, it says in which post something was decided."),
    )

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["role", "from_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=reduce(or_, map(belongs_to, Scope)),
                name="post_is_held_where_its_role_belongs",
            ),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="post_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False, to_on__isnull=False),
                name="post_ended_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(given_by__isnull=True) | ~Q(given_by=F("person")), name="nobody_gives_themselves_a_post"
            ),
            *(
                models.UniqueConstraint(
                    fields=["person", "role", *([scope.value] if scope in PLACES else [])],
                    condition=held_at(scope) & Q(to_on__isnull=True),
                    name=f"post_is_given_once_at_{scope.value}",
                )
                for scope in Scope
            ),
        ]
        indexes = [models.Index(fields=["role", "region"], name="post_by_role_and_region")]

    def __str__(self):
        return f"{self.get_role_display()}, {self.organisation or 'the whole network'}"

    @property
    def role_here(self) -> Role:
        return Role(self.role)

    @property
    def organisation(self):
        """The region, authority or trust at which it is held; None for a role of the whole network."""
        return self.region or self.authority or self.trust

    @property
    def place(self) -> tuple:
        """What the office in which it is held is known by (`Office.place`)."""
        return self.role, self.region_id, self.authority_id, self.trust_id

    @staticmethod
    def place_of(organisation) -> dict:
        """Return the field that names `organisation`, ready for a filter or a new post: {"region": …}, {} for None."""
        return {scope.value: organisation for scope, model in PLACES.items() if isinstance(organisation, model)}

    def regions(self, on=None):
        """Return the regions in which it is held on the day `on` (a date; today when None).

        A trust may deliver in several, or no longer in any; a role of the network is in none.
        """
        if self.trust:
            return list(dict.fromkeys(authority.region for authority in self.trust.authorities_on(on)))
        region = self.region or (self.authority and self.authority.region)
        return [region] if region else []

    def holds(self, office, region) -> bool:
        """Return whether it is held in `office` and works today in `region` (an id), as a trust's may no longer do."""
        return self.place == office.place and any(region == one.pk for one in self.regions())

    @property
    def is_current(self) -> bool:
        today = timezone.localdate()
        return not self.ended_at and self.from_on <= today and (self.to_on is None or self.to_on >= today)

    @property
    def has_ended(self) -> bool:
        return bool(self.ended_at) or (self.to_on is not None and self.to_on < timezone.localdate())

    @property
    def audit_region(self):
        return next((region.slug for region in self.regions()), "")

    @property
    def audit_authority(self):
        return self.authority.code if self.authority else ""

    def end(self, *, by):
        """End the post now: its access is gone at the next request.

        Raises Overtaken if it has ended already, LastAdministrator if nobody could give a post any more.
        """
        now, today = timezone.now(), timezone.localdate()
        last_day = max(self.from_on, min(self.to_on or today, today))
        with transaction.atomic():
            self._leave_an_administrator()
            unended = Post.objects.filter(pk=self.pk, ended_at__isnull=True)
            if not unended.update(ended_at=now, ended_by=by, to_on=last_day):
                raise Overtaken(f"{self} has ended already.")
            self.ended_at, self.ended_by, self.to_on = now, by, last_day
            record("ended the post of", self, by=by, person=self.person_id)
            self.made_public()

    def _leave_an_administrator(self):
        if self.role != Role.SITE_ADMINISTRATOR:
            return
        posts = Post.objects.current().filter(role=self.role, person__is_active=True).select_for_update(of=("self",))
        if {post.person_id for post in posts} == {self.person_id}:
            raise LastAdministrator("Somebody must be site administrator.")

    def made_public(self):
        """Drop the pages kept of the public, if they may name who holds this post, or that nobody does.

        They name a region's chair, and say which of the offices that records name are vacant. Posts that begin or end
        on a later day change pages at midnight, when none is kept.
        """
        offices = self._meta.apps.get_model("accounts", "Office").objects
        if self.role == Role.REGIONAL_CHAIR or offices.for_place(self.place).exists():
            public_content_changed()
