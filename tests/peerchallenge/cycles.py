"""What the tests of the cycles' desk type into its forms."""

from uuid import uuid4


def start_form(**changes):
    return {
        "form_key": uuid4(), "year": "2026-27", "title": "Peer challenge 2026-27", "course": "west-midlands-2016",
    } | changes  # fmt: skip


def cycle_form(cycle, **changes):
    return {
        "version": cycle.version, "title": cycle.title, "framework_version": cycle.framework_version_id or "",
        "shared_with": cycle.shared_with, "concern_protocol": "", "concern_contact": "", "signer_0": "dcs",
    } | changes  # fmt: skip


def steps_form(cycle, order=(), due=(), off=()):
    """The steps of `cycle`: those of kinds `order` first, `due` {kind: day} set, kinds `off` switched off."""
    steps = sorted(cycle.steps.all(), key=lambda step: order.index(step.kind) if step.kind in order else 99)
    form = {
        "steps-TOTAL_FORMS": len(steps), "steps-INITIAL_FORMS": 0, "version": cycle.version, "do": "save",
    }  # fmt: skip
    for number, step in enumerate(steps):
        words = {
            "id": step.pk, "kind": step.kind, "name": step.name, "opens_on": "", "due_on": dict(due).get(step.kind, ""),
            "place": "", "seen_by": step.seen_by, "edited_by": step.edited_by,
        }  # fmt: skip
        words |= {} if step.kind in off else {"is_on": "on"}
        form |= {f"steps-{number}-{name}": value for name, value in words.items()}
    return form
