"""The two shapes that plans have, filled: six coded priorities with enablers, and five uncoded ones with people."""

from datetime import date

from portal.accounts.roles import Role
from priorities.models import ActionNote, Area, DueDateMove, FocusArea, Lead, Measure
from tests import make

LONG_NAME = "Better lives for children who are looked after, who leave care, or who are to be adopted, everywhere"
STATUSES = ("done", "done", "under-way", "not-started", "stopped")


def coded(region, by, period="2026-27", **fields):
    """Six priorities P1 to P6 with five focus areas each, six enablers and two areas; no action, nobody named."""
    made = make.plan(region, period, by=by, priorities=(), introduction="<p>Why these six, in short.</p>", **fields)
    for title in ("Knowing ourselves", "Improving ourselves"):
        Area.objects.create(plan=made, title=title, narrative="<p>What every authority does with its neighbours.</p>")
    for number in range(1, 7):
        title = LONG_NAME if number == 3 else f"Aim number {number}"
        part = make.priority(made, title, f"P{number}", position=number, narrative="<p>What should be better.</p>")
        for point in range(5):
            FocusArea.objects.create(priority=part, position=point, text=f"Point {point + 1} on which this aim focuses")
        enabler = make.enabler(made, f"Means number {number}", f"E{number}", position=number)
        if number == 2:
            enabler.narrowed_to.add(part)
    return made


def uncoded(region, authorities, by, period="2026-27", actions=5, **fields):
    """Five priorities without codes, each with its people, a measure and `actions` actions with notes and a move."""
    made = make.plan(region, period, by=by, priorities=(), shows_actions=True, says_when_quiet=True, **fields)
    for number, title in enumerate(("Early help", "Placements", "Neglect", "Workforce", LONG_NAME)):
        part = make.priority(made, title, position=number, narrative="<p>What children will notice.</p>")
        office = offices(part, authorities[number % len(authorities)])
        measure(part)
        for place in range(actions):
            status = STATUSES[place % len(STATUSES)]
            action(part, f"Do the thing numbered {place + 1}", office, status, by)
    return made


def offices(part, authority):
    """Name a link DCS, whose office somebody holds, and a Lead Member, whose office is vacant; return the first."""
    person = make.person(f"Director {part.pk} of {authority}")
    dcs = make.office(make.post(person, Role.DCS, authority))
    gone = make.post(make.person(f"Member {part.pk}"), Role.LEAD_MEMBER, authority, to_on=date(2020, 3, 31))
    for kind, office in (("link-dcs", dcs), ("lead-member", make.office(gone))):
        Lead.objects.create(priority=part, part=kind, office=office, from_on=date(2026, 4, 1))
    return dcs


def measure(part):
    return Measure.objects.create(
        priority=part, outcome="Fewer children come back on a plan", name="Repeat plans within two years", unit="%",
        baseline="22.5", baseline_on=date(2026, 3, 31), target=18, target_on=date(2027, 3, 31),
    )  # fmt: skip


def action(part, title, office, status, by):
    """An action with a public note, whose due date moved once."""
    made = make.action(part, title, office, date(2027, 2, 1), status=status)
    DueDateMove.objects.create(
        action=made, was_on=date(2026, 12, 1), now_on=made.due_on, reason="The trainer was ill.", moved_by=by
    )
    ActionNote.objects.create(action=made, text="Twenty people came.", noted_on=date(2026, 10, 9), is_public=True)
    return made
