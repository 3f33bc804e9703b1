from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac

from portal.audit.models import FormKey, record
from portal.audit.personal import TRACED, Personal, named_in
from updates.models.update import Update, managed_regions

FOR_WHOM = Personal(
    what="For whom a link to a draft was made",
    why="So that it is known who was shown a draft",
    kept="As long as the update",
    found_by=named_in,
)


def _nonce():
    return get_random_string(22)


class PreviewLinkQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A region's programme managers see who was given a link to its drafts."""
        return self.filter(update__region__in=managed_regions(user))

    def open(self, at=None):
        """Those that still lead to the draft at `at` (now when None)."""
        return self.filter(ended_at__isnull=True, expires_at__gt=at or timezone.now())


class PreviewLink(models.Model):
    """A link by which somebody without an account reads the draft of an update, until it expires or is turned off.

    It leads to the draft that there was when it was made, never to a later one, which nobody has chosen to share.
    The link is a credential. Its secret is made of the row and of the site's key, so that the database alone does
    not hold it.
    """

    update = models.ForeignKey(Update, on_delete=models.CASCADE, related_name="preview_links")
    for_whom = models.CharField(max_length=200)
    nonce = models.CharField(max_length=22, default=_nonce, editable=False)
    expires_at = models.DateTimeField()
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    PERSONAL = {"for_whom": FOR_WHOM, "made_by": TRACED, "ended_by": TRACED}

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="preview_link_ended_at_and_by",
            )
        ]

    def __str__(self):
        return f"Preview link for {self.for_whom}"

    def get_absolute_url(self):
        return reverse("preview_link", args=[self.pk, self.secret])

    @property
    def audit_region(self):
        return self.update.region.slug

    @property
    def secret(self) -> str:
        return salted_hmac("updates.PreviewLink", f"{self.pk}:{self.nonce}", algorithm="sha256").hexdigest()[:40]

    @property
    def is_open(self):
        return self.ended_at is None and self.expires_at > timezone.now()

    @property
    def draft(self):
        """The draft that it leads to; None once that was published or discarded."""
        newest = self.update.editions.filter(made_at__lte=self.made_at).order_by("-pk").first()
        return newest if newest and newest.is_working else None

    @classmethod
    def opened_by(cls, pk, secret):
        """Return the open link with this id and secret, or None."""
        link = cls.objects.open().select_related("update__region").filter(pk=pk).first()
        return link if link and constant_time_compare(link.secret, secret) else None

    @classmethod
    @transaction.atomic
    def make(cls, update, *, for_whom, days, by, form_key=None):
        """Make a link to the update's draft that expires after so many days; return it.

        Raises KeyAlreadyUsed when the form with this key was sent before.
        """
        link = cls.objects.create(
            update=update, for_whom=" ".join(for_whom.split()), made_by=by,
            expires_at=timezone.now() + timedelta(days=days),
        )  # fmt: skip
        if form_key:
            FormKey.spend(form_key, link)
        record("made a preview link to", update, by=by, link=link.pk, days=days)
        return link

    def turn_off(self, *, by):
        """Let the link lead nowhere from now on. Doing it twice changes nothing."""
        with transaction.atomic():
            if PreviewLink.objects.open().filter(pk=self.pk).update(ended_at=timezone.now(), ended_by=by):
                record("turned off a preview link to", self.update, by=by, link=self.pk)
