"""The states of peer_frameworks.txt, and what its POSTs send."""

from peerchallenge.models import FrameworkVersion
from tests.peerchallenge import shapes
from tests.peerchallenge.frameworks import TABLE, area_form, settings_form, start_form


def a_version(world, state):
    own = {"of": world.mercia, "name": "Mercia own"}
    if state == "core":
        return shapes.framework()
    if state == "wessex":
        return shapes.framework(of=world.cast["erin"].managed_regions()[0])
    made = shapes.framework(**own)
    if state == "mercia":
        return made
    status = "published" if state == "mercia-2" else state
    after = shapes.framework(**own, label="2027", status=status)
    FrameworkVersion.objects.filter(pk=after.pk).update(based_on=made)
    return after


def arguments(world, state):
    return [999_999 if state == "unknown" else a_version(world, state).pk]


def area_arguments(world, state):
    version = a_version(world, state)
    return [version.pk, version.areas.first().pk]


NAMES = ("", "_changes", "_csv", "_xlsx", "_next", "_edit", "_area_new", "_bring_in", "_publish", "_discard")
ARGUMENTS = {
    **dict.fromkeys((f"framework{name}" for name in NAMES), arguments),
    **dict.fromkeys(("framework_area", "framework_area_move", "framework_area_take_out"), area_arguments),
    **dict.fromkeys(("frameworks", "framework_new"), lambda world, state: []),
}


def _version():
    return FrameworkVersion.objects.order_by("-pk").first()


def _seen(world, state):
    return {"changes": 0, "version": 1, "do": "up"}


BODIES = {
    "framework_new": lambda world, state: start_form(),
    "framework_next": lambda world, state: {"label": "2030", "begin": "copy"},
    "framework_edit": lambda world, state: settings_form(_version()),
    "framework_area_new": lambda world, state: area_form(),
    "framework_area": lambda world, state: area_form(_version().areas.first()),
    "framework_bring_in": lambda world, state: {"said": TABLE, "confirmed": "on", "changes": 0},
    **dict.fromkeys(
        ("framework_area_move", "framework_area_take_out", "framework_publish", "framework_discard"), _seen
    ),
}
