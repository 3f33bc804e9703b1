"""Actions as lists show them: with who holds the owner's office now, in groups, counted in words."""

from dataclasses import dataclass, field

from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from priorities.models import Action
from priorities.owners import owners_of
from priorities.parts import main_part

OWNED_BY = ("owner__region", "owner__authority__region", "owner__trust")
BELONGS_TO = ("plan__region", "priority", "focus_area__priority", "enabler")


@dataclass
class Row:
    """One action of a list. `names` are of those who hold the office, for those who may read them; else None.

    `carried_on` is the action that carries it on in a later plan, with its `is_readable`.
    """

    action: Action
    names: list[str] | None
    is_vacant: bool
    moves: list = field(default_factory=list)
    carried_on: Action | None = None

    @property
    def was_due_on(self):
        """The date that was set first, if it has moved since; None otherwise."""
        return self.moves[0].was_on if self.moves else None


def rows_of(actions, user) -> list[Row]:
    """Return a row for each of `actions` (a QuerySet), those due first on top, in few queries however many."""
    first_due = actions.order_by(F("due_on").asc(nulls_last=True), "pk")  # databases differ in where none stands
    actions = list(first_due.select_related(*BELONGS_TO, *OWNED_BY).prefetch_related("moves"))
    return _rows(actions, user)


def row_of(action, user) -> Row:
    """Return the row of one action."""
    return _rows([action], user)[0]


def _rows(actions, user):
    owners, later = owners_of(actions), _carried_on(actions, user)
    mine = {region.pk for region in user.regions_now()}
    return [
        _row(action, owners.get(action.pk, []), action.region_id in mine, later.get(action.pk)) for action in actions
    ]


def _row(action, posts, reads_names, carried_on):
    names = sorted(str(post.person) for post in posts) if reads_names else None
    return Row(action, names, bool(action.owner_id) and not posts, list(action.moves.all()), carried_on)


def _carried_on(actions, user):
    """Return what carries them on in a later plan that everybody reads, and whether `user` may read it; one query."""
    later = Action.objects.carrying_on().filter(carried_from__in=[action.pk for action in actions])
    readable = Action.objects.visible_to(user).filter(pk=OuterRef("pk"))
    later = later.annotate(is_readable=Exists(readable)).select_related("plan").order_by("-plan__starts_on", "-pk")
    return {action.carried_from_id: action for action in later}


def grouped(rows) -> list[tuple[str, list[Row]]]:
    """Return (name of the priority or enabler, its rows), priorities first, each kind in the plan's order."""
    found = {}
    for row in rows:
        part = main_part(row.action)
        found.setdefault((bool(row.action.enabler_id), part.position, part.pk), (part.name, []))[1].append(row)
    return [found[place] for place in sorted(found)]


def in_words(rows) -> str:
    """Return "5 actions: 2 done, 2 under way, 1 not started"; "1 action, done"; "" when there is none."""
    counts = {status: sum(row.action.status == status for row in rows) for status in _ORDER}
    said = [f"{count} {status.label.lower()}" for status, count in counts.items() if count]
    if not said:
        return ""
    if len(rows) == 1:
        return f"1 action, {said[0][2:]}"
    return f"{len(rows)} actions: {', '.join(said)}"


_ORDER = (Action.Status.DONE, Action.Status.UNDER_WAY, Action.Status.NOT_STARTED, Action.Status.STOPPED)


@dataclass
class Filters:
    """What a list is narrowed to, from its address. A value that the list hasn't got is as good as none."""

    status: str = ""
    forecast: str = ""
    owner: str = ""
    due: str = ""

    @classmethod
    def of(cls, params, rows):
        found = cls(**{name: params.get(name, "") for name in cls.__dataclass_fields__})
        for select in found.selects(rows):
            if select["value"] not in {value for value, _ in select["choices"]}:
                setattr(found, select["name"], "")
        return found

    def __bool__(self):
        return any(vars(self).values())

    def selects(self, rows) -> list[dict]:
        """Return what `components/filter_form.html` takes; the owners are those of `rows`."""
        owners = {str(row.action.owner_id): str(row.action.owner) for row in rows if row.action.owner}
        if any(row.action.owner is None for row in rows):
            owners["none"] = "Nobody yet"
        choices = {
            "status": ("Status", Action.Status.choices),
            "forecast": ("Forecast", Action.Forecast.choices),
            "owner": ("Owner", sorted(owners.items(), key=lambda one: one[1])),
            "due": ("Due", [("overdue", "Overdue"), ("soon", "In the next 30 days"), ("none", "No date")]),
        }
        return [
            {"name": name, "label": label, "choices": [("", "Any"), *known], "value": getattr(self, name)}
            for name, (label, known) in choices.items()
        ]

    def keep(self, row) -> bool:
        """Return whether the list shows `row`."""
        action = row.action
        return (
            self.status in ("", action.status)
            # A forecast is of what is still to be done.
            and (not self.forecast or (self.forecast == action.forecast and not action.is_finished))
            and self.owner in ("", str(action.owner_id or "none"))
            and self._is_due(action)
        )

    def _is_due(self, action):
        if self.due == "overdue":
            return action.is_overdue
        if self.due == "none":
            return action.due_on is None
        if self.due == "soon":
            return bool(action.due_on) and not action.is_finished and 0 <= _days_until(action.due_on) <= 30
        return True


def _days_until(day):
    return (day - timezone.localdate()).days


def mine(user):
    """Return the actions of open plans that `user` owns today."""
    of_mine = Action.objects.visible_to(user).owned_by(user)
    return of_mine.filter(plan__status__in=["draft", "published"])
