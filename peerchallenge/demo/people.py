"""The invented people of Mercia who sign, write, moderate and review, besides those of `portal.accounts.demo`."""

from portal.accounts.demo import SamplePerson
from portal.accounts.roles import Role

# authority: director, council chief executive, Lead Member
LEADING = {
    "Severnford": (None, "Rosalind Achterberg", "Councillor Piet Oakes"),
    "Temebridge": ("Wendell Arkwright", "Nadia Fenn", "Councillor Josie Bell"),
    "Hollinmoor": ("Imogen Castle", "Stuart Vane", "Councillor Amrit Dale"),
    "Kingsmarsh": ("Beatrix Lowell", "Owen Tarrant", "Councillor Faye Hollis"),
    "Cressmere": ("Gideon Marsh", "Petra Lund", "Councillor Ray Winslow"),
    "East Lindenshire": ("Saffron Keel", "Dominic Rusk", "Councillor Una Petrie"),
    "West Lindenshire": ("Leopold Hart", "Mina Calder", "Councillor Joel Straker"),
}
ROLES = (Role.DCS, Role.COUNCIL_CHIEF_EXECUTIVE, Role.LEAD_MEMBER)
OTHERS = (
    SamplePerson("priya.nott", "Priya Nott", Role.MODERATOR, "Kingsmarsh"),
    SamplePerson("colm.avery", "Colm Avery", Role.MODERATOR, "Cressmere"),
    SamplePerson("edda.stone", "Edda Stone", Role.SELF_ASSESSMENT_LEAD, "Severnford"),
    SamplePerson("jun.parrish", "Jun Parrish", Role.CONTRIBUTOR, "Ardenvale"),
    SamplePerson("tomas.reed", "Tomas Reed", Role.PEER_REVIEWER, "East Lindenshire"),
    SamplePerson("asha.penrose", "Asha Penrose", Role.SAFEGUARDING_LEAD, "West Lindenshire"),
)


def everybody() -> list[SamplePerson]:
    """Return the people whom nobody signs in as from the sample people's list."""
    found = list(OTHERS)
    for place, names in LEADING.items():
        pairs = [(name, role) for name, role in zip(names, ROLES, strict=True) if name]
        found += [SamplePerson(name.lower().replace(" ", "."), name, role, place) for name, role in pairs]
    return found
