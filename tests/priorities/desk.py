"""What the tests of the desk type into its forms."""

import uuid


def errors(response):
    """What the page's form says is wrong: {field: sentences}."""
    return {name: list(said) for name, said in response.context["form"].errors.items()}


def plan(**changes):
    return {"form_key": uuid.uuid4(), "period": "2026-27", "title": "Our priorities"} | changes


def words(plan, areas=(), **changes):
    """The form of a plan itself with `areas` of (id, title, narrative)."""
    rows = {"areas-TOTAL_FORMS": len(areas), "areas-INITIAL_FORMS": 0}
    for number, (pk, title, narrative) in enumerate(areas):
        rows |= {f"areas-{number}-id": pk, f"areas-{number}-title": title, f"areas-{number}-narrative": narrative}
    return {"version": plan.version, "title": plan.title, "introduction": "", "do": "save"} | rows | changes


def priority(**changes):
    return {"form_key": uuid.uuid4(), "code": "", "title": "Early help", "narrative": "", "focus": ""} | changes


def enabler(**changes):
    return {
        "form_key": uuid.uuid4(), "code": "", "title": "Workforce", "narrative": "", "supports": "every",
    } | changes  # fmt: skip


def measure(**changes):
    empty = dict.fromkeys(("name", "unit", "baseline", "baseline_on", "target", "target_on", "current", "source"), "")
    return {"form_key": uuid.uuid4(), "outcome": "Children wait less long", "current_on": ""} | empty | changes
