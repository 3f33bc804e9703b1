"""Regions, authorities and children's trusts: who is where, and since when."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from portal.audit.models import record


class Dated(models.QuerySet):
    def on(self, day=None):
        """Those that existed on `day` (a date; today when None): from its first day to its last, both included."""
        day = day or timezone.localdate()
        return self.filter(Q(from_on__isnull=True) | Q(from_on__lte=day), Q(to_on__isnull=True) | Q(to_on__gte=day))


class RegionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everybody may know every region."""
        return self


class Region(models.Model):
    """One of the nine English regions in which directors work together, or an invented one for demonstration."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=100, unique=True)
    about = models.TextField(blank=True, help_text="Rich text, shown on the region's page.")
    website = models.URLField(blank=True)
    is_invented = models.BooleanField(default=False, help_text="For demonstration only: nothing in it is real.")
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

    def rewrite_about(self, *, about, website, version, by):
        """Replace what the region says about itself, if nobody has since `version`; return whether it was done."""
        rows = Region.objects.filter(pk=self.pk, version=version).update(
            about=about, website=website, version=F("version") + 1
        )
        if rows:
            self.about, self.website, self.version = about, website, version + 1
            record("changed the about text of", self, by=by)
        return bool(rows)


class LocalAuthorityQuerySet(Dated):
    def visible_to(self, user):
        """Everybody may know every authority."""
        return self


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
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(from_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="authority_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["region", "name"], name="authority_by_region")]

    def __str__(self):
        return self.name

    @property
    def slug(self):
        return slugify(self.name)

    def get_absolute_url(self):
        return reverse("authority", args=[self.code, self.slug])

    @property
    def audit_region(self):
        return self.region.slug

    @property
    def audit_authority(self):
        return self.code


class GssCode(models.Model):
    """A nine-character statistical code of an authority, with the days on which it was valid."""

    authority = models.ForeignKey(LocalAuthority, on_delete=models.CASCADE, related_name="gss_codes")
    code = models.CharField("GSS code", max_length=9, unique=True)
    from_on = models.DateField("from", null=True, blank=True)
    to_on = models.DateField("to", null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)

    objects = Dated.as_manager()

    class Meta:
        ordering = ["authority", "from_on"]

    def __str__(self):
        return self.code


class TrustQuerySet(Dated):
    def visible_to(self, user):
        """Everybody may know every trust."""
        return self


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

    def __str__(self):
        return self.name


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
            models.UniqueConstraint(fields=["trust", "authority", "from_on"], name="one_delivery_from_a_day"),
        ]

    def __str__(self):
        return f"{self.trust} for {self.authority}"
