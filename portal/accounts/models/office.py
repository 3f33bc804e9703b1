"""An office: a post apart from who holds it, such as "Director of Children's Services, Ardenvale"."""

from collections import defaultdict
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q

from portal.accounts.models.post import PLACES, Post, belongs_to, held_at
from portal.accounts.roles import Role, Scope
from portal.regions.models import LocalAuthority, Region, Trust


class OfficeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everybody may know which offices there are; who holds them is another question (`Post.visible_to`)."""
        return self

    def of(self, post):
        """Return the office that `post` is held in, making it when nothing named it before."""
        return self.get_or_create(role=post.role, region=post.region, authority=post.authority, trust=post.trust)[0]

    def held_by(self, user):
        """The offices that `user` holds today."""
        mine = Q(pk__in=[])
        for post in user.posts_now() if user.is_authenticated and user.is_active else []:
            mine |= Q(role=post.role, region=post.region_id, authority=post.authority_id, trust=post.trust_id)
        return self.filter(mine)

    def with_organisation(self):
        return self.select_related("region", "authority__region", "trust")


class Office(models.Model):
    """A role at an organisation, whoever holds it: what a record names, so that it stays right when the person changes.

    Nobody may hold it for a while: then it is vacant. Several may, as co-chairs do.
    """

    role = models.CharField(max_length=40, choices=Role)
    region = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="+")
    authority = models.ForeignKey(LocalAuthority, null=True, on_delete=models.PROTECT, related_name="+")
    trust = models.ForeignKey(Trust, null=True, on_delete=models.PROTECT, related_name="+")

    objects = OfficeQuerySet.as_manager()

    class Meta:
        ordering = ["role", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=reduce(or_, map(belongs_to, Scope)), name="office_is_where_its_role_belongs"
            ),
            *(
                models.UniqueConstraint(
                    fields=["role", *([scope.value] if scope in PLACES else [])],
                    condition=held_at(scope),
                    name=f"one_office_at_{scope.value}",
                )
                for scope in Scope
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()}, {self.organisation or 'the whole network'}"

    @property
    def organisation(self):
        """The region, authority or trust at which it is held; None for a role of the whole network."""
        return self.region or self.authority or self.trust

    @property
    def place(self) -> tuple:
        """What tells it apart from every other office, and is the same of the posts held in it."""
        return self.role, self.region_id, self.authority_id, self.trust_id


def holders(offices, on=None) -> dict[int, list[Post]]:
    """Return who holds each of `offices` on a day (today when None): {id of the office: posts}, in one query.

    A vacant office is missing. Whether somebody may read the names was asked before.
    """
    offices = {office.place: office.pk for office in offices}
    if not offices:
        return {}
    found = defaultdict(list)
    roles = {role for role, *_ in offices}
    for post in Post.objects.current(on).filter(role__in=roles, person__is_active=True).select_related("person"):
        if office := offices.get((post.role, post.region_id, post.authority_id, post.trust_id)):
            found[office].append(post)
    return dict(found)
