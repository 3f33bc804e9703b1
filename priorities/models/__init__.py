"""What a region said that it would do, and what it does."""

from priorities.models.action import Action, ActionNote, DueDateMove
from priorities.models.action_theme import ActionTheme
from priorities.models.brought import BroughtPlan
from priorities.models.measure import Measure
from priorities.models.origin import PriorityOrigin
from priorities.models.owners_note import OwnersNote
from priorities.models.people import Lead
from priorities.models.plan import Area, Plan
from priorities.models.priority import Became, Enabler, FocusArea, Priority
from priorities.models.theme import EventTheme, Theme

__all__ = [
    "Action",
    "ActionNote",
    "ActionTheme",
    "Area",
    "Became",
    "BroughtPlan",
    "DueDateMove",
    "Enabler",
    "EventTheme",
    "FocusArea",
    "Lead",
    "Measure",
    "OwnersNote",
    "Plan",
    "Priority",
    "PriorityOrigin",
    "Theme",
]
