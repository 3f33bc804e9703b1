"""What tests of actions share: a plan of Mercia with Alice's office and an action of hers."""

import uuid
from datetime import date

from priorities.models import FocusArea
from tests import make


def a_plan(mercia, dana, status="published", **fields):
    """P1 with a focus area, P2, and E1."""
    plan = make.plan(mercia, by=dana, priorities=(), status=status, **fields)
    first = make.priority(plan, "Effective safeguarding", "P1")
    make.priority(plan, "Early help", "P2", position=1)
    make.enabler(plan, "Workforce development", "E1")
    FocusArea.objects.create(priority=first, text="Neglect is seen early")
    return plan


def an_action(plan, person, **fields):
    """An action of P1, owned by the office that `person` holds, due on 30 September 2026."""
    owner = make.office(person.posts.get())
    details = {"title": "Run learning seminars", "owner": owner, "due_on": date(2026, 9, 30)} | fields
    return make.action(plan.priorities.get(code="P1"), **details)


def office_key(person):
    post = person.posts.get()
    return "/".join(str(part or "") for part in (post.role, post.region_id, post.authority_id, post.trust_id))


def typed(action, **changes):
    """What the form of an action sends, with `changes`."""
    fields = {
        "belongs_to": f"priority-{action.priority_id}", "title": action.title, "due_on": action.due_on or "",
        "owner": "/".join(str(part or "") for part in action.owner.place) if action.owner else "", "due_reason": "",
        "version": action.version, "form_key": uuid.uuid4(),
    }  # fmt: skip
    return fields | changes


def errors(response):
    return {name: list(said) for name, said in response.context["form"].errors.items()}
