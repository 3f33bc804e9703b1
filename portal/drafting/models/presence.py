"""Who is at work on a record, so that a second person hears of it before they begin."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Case, F, When
from django.utils import timezone

from portal.audit.personal import AtErasure, Personal
from portal.ui.dates import clock

LOOKS_AWAY_AFTER = timedelta(minutes=10)
# Somebody who saves every few seconds is written down no oftener than this.
NOTED_EVERY = timedelta(seconds=30)

AT_WORK = Personal(
    what="That you are writing or looking over something now",
    why="So that a second person hears of it before they begin",
    kept="A day at most",
    at_erasure=AtErasure.DELETED,
    ended_by="Delete texts that were kept for a week, and who was at work",
)


class PresenceQuerySet(models.QuerySet):
    def about(self, record):
        return self.filter(subject_type=record._meta.label_lower, subject_id=str(record.pk))

    def now(self):
        """Those who were seen at work in the last ten minutes, who came first first."""
        return self.filter(seen_at__gt=timezone.now() - LOOKS_AWAY_AFTER).select_related("person").order_by("since")

    def visible_to(self, user):
        """None by itself: ask the record first, then who is at work `about` it."""
        return self.none()


class Presence(models.Model):
    """Somebody at work on a record: editing it or looking it over, since when, and when last seen."""

    class Doing(models.TextChoices):
        EDITING = "editing", "editing this"
        REVIEWING = "reviewing", "looking at this"

    subject_type = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=40)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    doing = models.CharField(max_length=10, choices=Doing)
    since = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)

    PERSONAL = {"person": AT_WORK}

    objects = PresenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_type", "subject_id", "person", "doing"], name="one_presence_of_a_person"
            )
        ]
        indexes = [models.Index(fields=["seen_at"], name="presence_by_moment")]

    def __str__(self):
        return f"{self.person} is {self.get_doing_display()}"


def at_work(record, person, doing=Presence.Doing.EDITING) -> None:
    """Note that `person` is at work on `record` now; after ten minutes away they begin anew."""
    now = timezone.now()
    about = {"subject_type": record._meta.label_lower, "subject_id": str(record.pk), "person": person, "doing": doing}
    begins = When(seen_at__lte=now - LOOKS_AWAY_AFTER, then=now)
    if not Presence.objects.filter(**about).update(since=Case(begins, default=F("since")), seen_at=now):
        Presence.objects.get_or_create(**about, defaults={"since": now, "seen_at": now})


def no_longer_at_work(record, person=None) -> None:
    """Forget that `person`, or anybody when None, is at work on `record`."""
    found = Presence.objects.about(record)
    (found.filter(person=person) if person else found).delete()


def others_at_work(record, person) -> list[Presence]:
    """Return who else than `person` is at work on `record` now, who came first first; one query."""
    return list(Presence.objects.about(record).now().exclude(person=person))


def is_at_work(record, person) -> bool:
    """Return whether others see `person` at work on `record` now."""
    return Presence.objects.about(record).now().filter(person=person).exists()


def meet(record, person, doing=Presence.Doing.EDITING) -> list[Presence]:
    """Note that `person` is at work on `record`, and return who else is; one query for who was noted a moment ago."""
    present = list(Presence.objects.about(record).now())
    mine = [one for one in present if one.person_id == person.pk and one.doing == doing]
    if not mine or mine[0].seen_at <= timezone.now() - NOTED_EVERY:
        at_work(record, person, doing)
    return [one for one in present if one.person_id != person.pk]


def in_words(others) -> dict | None:
    """Return what a page says of those at work, `title` and `text`, for a list of Presences; None for an empty one."""
    if not others:
        return None
    who = [f"{other.person} is {other.get_doing_display()} (since {clock(other.since)})" for other in others]
    text = f"Last seen {clock(max(other.seen_at for other in others))}."
    if any(other.doing == Presence.Doing.EDITING for other in others):
        text += " If both of you save, you will be asked which text to keep."
    return {"title": ", ".join(who), "text": text}
