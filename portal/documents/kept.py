"""Documents that somebody brings in, while they wait on a check screen: what each importer keeps is one of these."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from portal.audit.models import FormKey, HasPublicId, record
from portal.audit.personal import Personal
from portal.regions.models import Region

KEPT_FOR = timedelta(days=30)

BROUGHT_IN = Personal(
    what="Documents that you bring in to make an update or a plan",
    why="So that you can check what was found in them",
    kept="30 days; once a draft was made, as long as the update or plan",
)


class KeptDocumentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Only the person who brought a document in reads it, on the check screen, until it is a draft."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(made_by=user)

    def left(self, at=None):
        """Those of which nothing was made in 30 days, seen from `at` (now when None)."""
        before = (at or timezone.now()) - KEPT_FOR
        return self.filter(made_at__lte=before, **{f"{self.model.BECOMES}__isnull": True})

    def hold(self, pk):
        """Return the document `pk`, locked until the caller's transaction ends, to make something of it."""
        return self.select_for_update(no_key=True).get(pk=pk)

    @transaction.atomic
    def forget_left(self) -> str:
        """Delete those that were left, with what belongs to them and the keys of their forms; say how many."""
        left = list(self.left().select_for_update().values_list("pk", flat=True)[:500])
        self.filter(pk__in=left).delete()
        FormKey.objects.filter(record_type=self.model._meta.label_lower, record_id__in=map(str, left)).delete()
        return f"Deleted {len(left)}."


class KeptDocument(HasPublicId):
    """A document as it was understood, waiting on its check screen or since made a draft.

    It holds whatever its writer put in. It is deleted after 30 days unless something was made of it; then it is kept
    with that, as where its words came from.
    A subclass names in `BECOMES` its foreign key to what is made of it, and copies the region from there.
    """

    BECOMES = ""

    name = models.CharField(max_length=200, blank=True)
    found = models.JSONField(help_text="What the importer found, as its `as_json` gives it.")
    original_html = models.TextField(help_text="The whole document, cleaned, to stand beside the check screen.")
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    # A subclass says which chore deletes those that were left.
    PERSONAL = {"made_by": BROUGHT_IN}

    objects = KeptDocumentQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-made_at"]

    def __str__(self):
        # Not its name, which may tell what nobody else should know: this stands in the audit trail.
        return f"document {self.pk}"

    @property
    def shown_name(self):
        """What the person who brought it in knows it by."""
        return self.name or "Pasted text"

    @classmethod
    @transaction.atomic
    def keep(cls, name, found, *, by, form_key=None):
        """Keep what an importer found in the document `name` for its check screen; return it.

        Raises KeyAlreadyUsed when the form with this key kept it before.
        """
        kept = cls.objects.create(name=name[:200], found=found.as_json(), original_html=found.original_html, made_by=by)
        if form_key:
            FormKey.spend(form_key, kept)
        region = found.region if found.region in by.managed_region_slugs() else ""
        record("brought in", kept, by=by, region=region)
        return kept

    def become(self, made):
        """Note that `made`, a record of a region, was made of it."""
        setattr(self, self.BECOMES, made)
        self.region = made.region
        self.save(update_fields=[self.BECOMES, "region"])
