"""Actions: what is done for a priority, a focus area or an enabler, by whom and by when."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from portal.accounts.models import Office
from portal.accounts.models.office import held_by
from portal.audit.integrity import CopiesParent, SameAsParent
from portal.audit.models import HasPublicId, HasStatus, HasVersion
from portal.audit.personal import AtErasure, Personal
from portal.regions.models import Region
from priorities.models.plan import Plan
from priorities.models.priority import Enabler, FocusArea, Priority

STALE_AFTER = timedelta(weeks=6)


class ActionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those who hold a post in the region read the actions of its plans; drafts of plans only who reads the plan.

        Everybody reads those that the manager shows, one by one or with the whole plan, once the plan is public.
        """
        if not user.is_authenticated or not user.is_active:
            return self.public()
        regions = [region.pk for region in user.regions_now()]
        theirs = Q(plan__in=Plan.objects.visible_to(user), region__in=regions, is_removed=False)
        return self.filter(_IS_PUBLIC | theirs)

    def public(self):
        """What everybody reads."""
        return self.filter(_IS_PUBLIC)

    def for_desk(self, user):
        """Those of the plans that `user` looks after, also what was taken out of them."""
        return self.filter(plan__in=Plan.objects.for_desk(user))

    def standing(self):
        return self.filter(is_removed=False)

    def taken_out(self):
        return self.filter(is_removed=True)

    def unfinished(self):
        return self.filter(status__in=[Action.Status.NOT_STARTED, Action.Status.UNDER_WAY])

    def carrying_on(self):
        """Those that stand in a plan that everybody reads and carry on one of the plan before: that one is over."""
        return self.filter(_IN_PUBLIC_PLAN, carried_from__isnull=False, is_removed=False)

    def with_carried_on(self):
        """Each with `is_carried_on`: whether another carries it on."""
        later = Action.objects.carrying_on().filter(carried_from=OuterRef("pk"))
        return self.annotate(is_carried_on=Exists(later))

    def owned_by(self, user):
        """Those that `user` owns today: they hold the office that owns it, by a post that works in its region."""
        return self.filter(held_by(user, "owner", "region"))

    def of_priority(self, priority):
        """Those of the priority itself and of its focus areas."""
        return self.filter(Q(priority=priority) | Q(focus_area__priority=priority))

    def of_part(self, part):
        """Those of a priority, as `of_priority`, or of an enabler."""
        return self.filter(enabler=part) if isinstance(part, Enabler) else self.of_priority(part)

    def left_with(self, part):
        """Those that were taken out with a priority or an enabler, and come back with it."""
        return self.of_part(part).filter(left_with_part=True)


_IN_PUBLIC_PLAN = Q(plan__status__in=["published", "closed"])
_IS_PUBLIC = _IN_PUBLIC_PLAN & Q(is_removed=False) & (Q(is_public=True) | Q(plan__shows_actions=True))


class Action(HasStatus, HasVersion, HasPublicId, CopiesParent):
    """Something that an office does by a day. Whoever holds the office owns it."""

    class Status(models.TextChoices):
        NOT_STARTED = "not-started", "Not started"
        UNDER_WAY = "under-way", "Under way"
        DONE = "done", "Done"
        STOPPED = "stopped", "Stopped"

    class Forecast(models.TextChoices):
        ON_TRACK = "on-track", "On track"
        AT_RISK = "at-risk", "At risk"
        LATE = "late", "Late"

    # Owners say how it is, not how it ought to go on: what was stopped may be taken up again, what was done undone.
    MOVES = {
        Status.NOT_STARTED: {Status.UNDER_WAY, Status.DONE, Status.STOPPED},
        Status.UNDER_WAY: {Status.NOT_STARTED, Status.DONE, Status.STOPPED},
        Status.DONE: {Status.NOT_STARTED, Status.UNDER_WAY, Status.STOPPED},
        Status.STOPPED: {Status.NOT_STARTED, Status.UNDER_WAY, Status.DONE},
    }

    region = models.ForeignKey(Region, on_delete=models.PROTECT, editable=False, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, editable=False, related_name="actions")
    priority = models.ForeignKey(Priority, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    focus_area = models.ForeignKey(FocusArea, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    enabler = models.ForeignKey(Enabler, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    title = models.CharField(max_length=300)
    owner = models.ForeignKey(Office, null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    due_on = models.DateField("due", null=True, blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.NOT_STARTED, editable=False)
    status_on = models.DateField("in this state since", default=timezone.localdate, editable=False)
    forecast = models.CharField(max_length=8, choices=Forecast, default=Forecast.ON_TRACK)
    forecast_reason = models.CharField(max_length=300, blank=True)
    forecast_on = models.DateField("forecast given", default=timezone.localdate, editable=False)
    is_public = models.BooleanField("everybody reads it", default=False)
    is_removed = models.BooleanField(default=False, editable=False)
    left_with_part = models.BooleanField(
        default=False, editable=False, help_text="It was taken out with its priority or enabler; it comes back with it."
    )
    carried_from = models.ForeignKey(
        "self", null=True, editable=False, on_delete=models.PROTECT, related_name="carried_to",
        help_text="The same action in the plan before, from which it was carried on.",
    )  # fmt: skip

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            SameAsParent(parent="plan", fields=["region"], name="action_same_as_its_plan"),
            SameAsParent(parent="priority", fields=["plan"], name="action_same_as_its_priority"),
            SameAsParent(parent="focus_area", fields=["plan"], name="action_same_as_its_focus_area"),
            SameAsParent(parent="enabler", fields=["plan"], name="action_same_as_its_enabler"),
            models.UniqueConstraint(fields=["id", "region"], name="action_as_its_children_copy_it"),
            models.CheckConstraint(
                condition=Q(priority__isnull=False, focus_area=None, enabler=None)
                | Q(priority=None, focus_area__isnull=False, enabler=None)
                | Q(priority=None, focus_area=None, enabler__isnull=False),
                name="action_belongs_to_one",
            ),
            models.CheckConstraint(
                condition=Q(is_removed=True) | Q(left_with_part=False), name="action_left_with_its_part"
            ),
            models.CheckConstraint(
                condition=Q(forecast="on-track") | ~Q(forecast_reason=""), name="forecast_has_its_reason"
            ),
        ]
        indexes = [models.Index(fields=["plan", "due_on"], name="action_of_plan_by_due")]

    def __str__(self):
        return self.title

    @property
    def audit_region(self):
        return self.region.slug

    @property
    def is_finished(self) -> bool:
        return self.status in (self.Status.DONE, self.Status.STOPPED)

    @property
    def is_overdue(self) -> bool:
        return not self.is_finished and self.due_on is not None and self.due_on < timezone.localdate()

    @property
    def forecast_is_stale(self) -> bool:
        """Older than six weeks: it is shown grey, as nobody stands by it any more (features.md PRI, field.md 5)."""
        return timezone.localdate() - self.forecast_on > STALE_AFTER


REPORTED = Personal(
    what="What you report on actions, with your name: notes, how far, forecasts, moved dates",
    why="So that your region can see how its plan goes, and who said so",
    kept="As long as the plan",
)


class DueDateMove(CopiesParent):
    """The due date of an action moved: both dates and the reason stay visible. Rows are only ever added."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, editable=False, related_name="+")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="moves")
    was_on = models.DateField(null=True)
    now_on = models.DateField(null=True)
    reason = models.CharField(max_length=300)
    moved_at = models.DateTimeField(default=timezone.now)
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    PERSONAL = {
        "moved_by": REPORTED,
        "reason": REPORTED.beside("moved_by", AtErasure.KEPT, "Without the name, it says why the action is late."),
    }

    class Meta:
        ordering = ["moved_at", "pk"]
        constraints = [
            SameAsParent(parent="action", fields=["region"], name="move_same_as_its_action"),
            models.CheckConstraint(condition=~Q(reason=""), name="move_has_its_reason"),
        ]

    def __str__(self):
        return f"{self.was_on} → {self.now_on}"


class ActionNoteQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the actions that the user may read: all for whoever holds a post in the region, else public ones."""
        told = Q(is_public=True)
        if user.is_authenticated and user.is_active:
            told |= Q(region__in=[region.pk for region in user.regions_now()])
        return self.filter(told, action__in=Action.objects.visible_to(user))


class ActionNote(HasPublicId, CopiesParent):
    """What happened with an action, dated. The region reads it; everybody if it says so. Its words never change."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, editable=False, related_name="+")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="notes")
    text = models.CharField(max_length=1000)
    noted_on = models.DateField(default=timezone.localdate)
    is_public = models.BooleanField("everybody reads it, where the action is shown", default=False)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    PERSONAL = {
        "made_by": REPORTED,
        "text": REPORTED.beside("made_by", AtErasure.KEPT, "Without the name, it says what came of the action."),
    }

    objects = ActionNoteQuerySet.as_manager()

    class Meta:
        ordering = ["-noted_on", "-pk"]
        constraints = [SameAsParent(parent="action", fields=["region"], name="note_same_as_its_action")]

    def __str__(self):
        return self.text
