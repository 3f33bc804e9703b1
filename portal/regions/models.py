"""Regions, authorities and children's trusts: who is where, and since when."""

from django.db import models, transaction
from django.db.models import Count, F, OuterRef, Prefetch, Q, Subquery, prefetch_related_objects
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from portal.audit.models import record
from portal.ui.pagecache import public_content_changed


def existed_on(day=None, through=""):
    """The condition that a dated row existed on `day` (a date; today when None), its first and last day included.

    `through` is the lookup that leads to the row, such as "authorities__".
    """
    day = day or timezone.localdate()
    begun = Q(**{f"{through}from_on__isnull": True}) | Q(**{f"{through}from_on__lte": day})
    return begun & (Q(**{f"{through}to_on__isnull": True}) | Q(**{f"{through}to_on__gte": day}))


def existed(row, day=None) -> bool:
    """Return whether a dated row that is at hand existed on `day` (a date; today when None), as `existed_on` asks."""
    day = day or timezone.localdate()
    return (row.from_on is None or row.from_on <= day) and (row.to_on is None or day <= row.to_on)


def ends_after_it_begins(name):
    """The constraint, called `name`, that a dated row's last day is no earlier than its first."""
    dates_agree = Q(to_on__isnull=True) | Q(from_on__isnull=True) | Q(to_on__gte=F("from_on"))
    return models.CheckConstraint(condition=dates_agree, name=name)


class Dated(models.QuerySet):
    def on(self, day=None):
        """Those that existed on `day` (a date; today when None): from its first day to its last, both included."""
        return self.filter(existed_on(day))


class RegionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everybody may know every region."""
        return self

    def for_list(self, day=None):
        """The real regions by name, then the invented ones; each with `authority_count`, how many it had on `day`."""
        count = Count("authorities", filter=existed_on(day, "authorities__"))
        return self.annotate(authority_count=count).order_by("is_invented", "name")


class Region(models.Model):
    """One of the nine English regions in which directors work together, or an invented one for demonstration."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=100, unique=True)
    about = models.TextField(blank=True, help_text="Rich text, shown on the region's page.")
    website = models.URLField(blank=True)
    is_invented = models.BooleanField(default=False, help_text="For demonstration only: nothing in it is real.")
    needs_second_person = models.BooleanField(
        "a second person approves each update", default=False, help_text="Before it is published."
    )
    version = models.PositiveIntegerField(default=1)
    source = models.CharField(max_length=300, blank=True)

    objects = RegionQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("region", args=[self.slug])

    @property
    def audit_region(self):
        return self.slug

    def authorities_on(self, day=None):
        """Its authorities on `day` (today when None), as `LocalAuthority.objects.for_list` gives them."""
        return self.authorities.for_list(day)

    @transaction.atomic
    def rewrite_about(self, *, about, website, version, by):
        """Replace what the region says about itself, if nobody has since `version`; return whether it was done."""
        rows = Region.objects.filter(pk=self.pk, version=version).update(
            about=about, website=website, version=F("version") + 1
        )
        if rows:
            self.about, self.website, self.version = about, website, version + 1
            record("changed the about text of", self, by=by)
            public_content_changed()
        return bool(rows)

    @transaction.atomic
    def ask_for_second_person(self, needed, *, by):
        """Set whether a second person approves each update before it is published. Doing it twice changes nothing."""
        if Region.objects.filter(pk=self.pk).exclude(needs_second_person=needed).update(needs_second_person=needed):
            self.needs_second_person = needed
            verb = "asked for a second person" if needed else "asked no longer for a second person"
            record(f"{verb} on updates of", self, by=by)


class LocalAuthorityQuerySet(Dated):
    def visible_to(self, user):
        """Everybody may know every authority."""
        return self

    def for_list(self, day=None):
        """Those of `day` (today when None) in two queries: `type_on_day`, and in `deliveries_on_day` who delivered."""
        codes = GssCode.objects.on(day).filter(authority=OuterRef("pk")).order_by().values("code")[:1]
        deliveries = TrustDelivery.objects.on(day).select_related("trust")
        return (
            self.on(day)
            .annotate(code_on_day=Subquery(codes))
            .prefetch_related(Prefetch("deliveries", deliveries, to_attr="deliveries_on_day"))
        )

    def for_page(self):
        """With the region, all codes, all trusts that ever delivered, predecessors and successors: five queries."""
        deliveries = TrustDelivery.objects.select_related("trust").order_by("from_on")
        related = ("gss_codes", Prefetch("deliveries", deliveries), "predecessors", "successors")
        return self.select_related("region").prefetch_related(*related)


class LocalAuthority(models.Model):
    """A council with responsibility for children's services. Its three-digit LA code never changes."""

    class Type(models.TextChoices):
        COUNTY = "county", "County council"
        LONDON_BOROUGH = "london-borough", "London borough"
        METROPOLITAN = "metropolitan", "Metropolitan borough"
        UNITARY = "unitary", "Unitary authority"

    code = models.CharField("LA code", max_length=3, unique=True)
    name = models.CharField(max_length=100)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="authorities")
    type = models.CharField(max_length=20, choices=Type)
    website = models.URLField(blank=True)
    from_on = models.DateField("from", null=True, blank=True)
    to_on = models.DateField("to", null=True, blank=True)
    successors = models.ManyToManyField("self", symmetrical=False, related_name="predecessors", blank=True)
    source = models.CharField(max_length=300, blank=True)

    objects = LocalAuthorityQuerySet.as_manager()

    class Meta:
        ordering = ["name", "code"]
        verbose_name_plural = "local authorities"
        constraints = [ends_after_it_begins("authority_ends_after_it_begins")]
        indexes = [models.Index(fields=["region", "name"], name="authority_by_region")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("authority", args=[self.code, self.slug])

    @property
    def slug(self):
        return slugify(self.name)

    @property
    def audit_region(self):
        return self.region.slug

    @property
    def audit_authority(self):
        return self.code

    @property
    def type_on_day(self):
        """Its type, in words, on the day that `for_list` was asked about: Somerset was a county council until 2023.

        The statistical code of the day tells it; without one (an invented authority) it's the present type.
        """
        then = GssCode.TYPES.get((self.code_on_day or "")[:3], self.type)
        return self.Type(then).label

    def history(self):
        """The authorities just before it, itself, and those just after: a list, oldest first."""
        return [*self.predecessors.all(), self, *self.successors.all()]

    def trusts_on(self, day=None):
        """Return the trusts that deliver for it on `day` (today when None), a list; read once for this instance."""
        prefetch_related_objects([self], Prefetch("deliveries", TrustDelivery.objects.select_related("trust")))
        return [delivery.trust for delivery in self.deliveries.all() if existed(delivery, day)]


class GssCode(models.Model):
    """A nine-character statistical code of an authority, with the days on which it was valid."""

    TYPES = {
        "E06": LocalAuthority.Type.UNITARY,
        "E08": LocalAuthority.Type.METROPOLITAN,
        "E09": LocalAuthority.Type.LONDON_BOROUGH,
        "E10": LocalAuthority.Type.COUNTY,
    }

    authority = models.ForeignKey(LocalAuthority, on_delete=models.CASCADE, related_name="gss_codes")
    code = models.CharField("GSS code", max_length=9, unique=True)
    from_on = models.DateField("from", null=True, blank=True)
    to_on = models.DateField("to", null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)

    objects = Dated.as_manager()

    class Meta:
        ordering = ["authority", F("from_on").asc(nulls_first=True)]
        constraints = [ends_after_it_begins("gss_code_ends_after_it_begins")]

    def __str__(self):
        return self.code


class TrustQuerySet(Dated):
    def visible_to(self, user):
        """Everybody may know every trust."""
        return self

    def delivering_in(self, regions, day=None):
        """Those that deliver on `day` (today when None) for an authority of `regions`: only these work there."""
        deliveries = TrustDelivery.objects.on(day).filter(authority__region__in=regions)
        return self.filter(pk__in=deliveries.order_by().values("trust"))


class Trust(models.Model):
    """A children's trust: a body that delivers children's services for one or more authorities."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120, unique=True)
    website = models.URLField(blank=True)
    from_on = models.DateField("from", null=True, blank=True)
    to_on = models.DateField("to", null=True, blank=True)
    authorities = models.ManyToManyField(LocalAuthority, through="TrustDelivery", related_name="trusts")
    successors = models.ManyToManyField("self", symmetrical=False, related_name="predecessors", blank=True)
    source = models.CharField(max_length=300, blank=True)

    objects = TrustQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [ends_after_it_begins("trust_ends_after_it_begins")]

    def __str__(self):
        return self.name

    def authorities_on(self, day=None):
        """Return the authorities, with their regions, for which it delivers on `day` (today when None), a list.

        Rights of those who work for it follow from this, never from `authorities`, which has past and coming ones
        too. Read once for this instance; for many, prefetch `deliveries_of_trusts`.
        """
        prefetch_related_objects([self], deliveries_of_trusts())
        return [delivery.authority for delivery in self.deliveries.all() if existed(delivery, day)]


class TrustDelivery(models.Model):
    """A trust delivering for one authority, between two days."""

    trust = models.ForeignKey(Trust, on_delete=models.CASCADE, related_name="deliveries")
    authority = models.ForeignKey(LocalAuthority, on_delete=models.PROTECT, related_name="deliveries")
    from_on = models.DateField("from", null=True, blank=True)
    to_on = models.DateField("to", null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)

    objects = Dated.as_manager()

    class Meta:
        ordering = ["trust", "authority", "from_on"]
        verbose_name_plural = "trust deliveries"
        constraints = [
            models.UniqueConstraint(fields=["trust", "authority"], name="one_delivery_of_a_trust_for_an_authority"),
            ends_after_it_begins("delivery_ends_after_it_begins"),
        ]

    def __str__(self):
        return f"{self.trust} for {self.authority}"


def deliveries_of_trusts(through=""):
    """Return what to prefetch so that `Trust.authorities_on` asks nothing; `through` leads to the trusts: "trust__"."""
    return Prefetch(f"{through}deliveries", TrustDelivery.objects.select_related("authority__region"))
