"""The plans of Mercia, which is invented: last year's and this year's, whenever the demonstration is made."""

# (code, title, narrative, focus areas, (part, role, authority) of the people)
LAST = {
    "title": "Our priorities {period}",
    "introduction": "<p>Four things that our eight authorities set out to do better together.</p>",
    "priorities": [
        ("P1", "Quicker decisions at the front door", "<p>Families wait too long to hear what happens next.</p>", []),
        ("P2", "Repeat contacts", "<p>The same children come back within a year.</p>", []),
        ("P3", "A workforce that stays", "<p>Fewer agency posts, more of our own.</p>", []),
        ("P4", "A shared data return", "<p>One quarterly return instead of three.</p>", []),
    ],
}
THIS = {
    "title": "Our priorities {period}",
    "introduction": "<p>Three priorities, because four were too many to keep in mind. Each has a link DCS and a Lead "
    "Member, and says what will be better for whom.</p>",
    "areas": [
        ("Knowing ourselves", "<p>Each authority says how it is doing; the others ask how it knows.</p>"),
        ("Improving together", "<p>Whoever has solved it shows the others.</p>"),
    ],
    "priorities": [
        (
            "P1",
            "The right help at the front door",
            "<p>A family that asks for help hears within a day what happens next, and does not have to ask twice.</p>",
            [
                "A daily meeting that decides, in every authority",
                "An audit of contacts that come back within twelve months",
            ],
        ),
        (
            "P2",
            "A workforce that stays",
            "<p>Children keep their social worker when the authority keeps its people.</p>",
            ["Support in the first year of practice", "One price for agency social workers"],
        ),
        (
            "P3",
            "Care leavers have somewhere to live",
            "<p>No young person leaves care without a tenancy that is ready.</p>",
            [],
        ),
    ],
    "enablers": [
        ("E1", "Peer challenge", "<p>Each authority is challenged once and challenges once.</p>"),
        ("E2", "Shared figures", "<p>One return a quarter, compared and talked about.</p>"),
    ],
}
# What became of last year's, by code: this year's code, or None with the reason.
BECAME = [("P1", "P1", ""), ("P2", "P1", ""), ("P3", "P2", ""), ("P4", None, "Done: the return is in place.")]
PEOPLE = {
    "P1": {"link-dcs": ("dcs", "Ardenvale"), "lead-member": ("lead-member", "Severnford")},
    "P2": {"link-dcs": ("dcs", "Severnford"), "lead-member": ("lead-member", "Ardenvale")},
}
MEASURES = {
    "P1": {
        "outcome": "Families hear sooner what happens next",
        "name": "Contacts decided within one working day",
        "unit": "%",
        "baseline": 71,
        "target": 90,
        "current": 82,
        "source": "Mercia quarterly return",
    },
    "P3": {
        "outcome": "Care leavers move into a home of their own",
        "name": "Care leavers in suitable accommodation",
        "unit": "%",
    },
}  # fmt: skip
# (part's code, title, owner (role, authority) or None, days after the plan begins, what is reported)
ACTIONS = [
    ("P1", "Show the daily meeting to the other seven authorities", ("dcs", "Ardenvale"), 120,
     {"status": "done", "note": "Seven authorities came to see it; five have begun one of their own."}),
    ("P1", "Audit 80 repeat contacts across the region", ("dcs", "Severnford"), 180,
     {"status": "under-way", "forecast": "at-risk", "forecast_reason": "Two authorities have not sent their cases yet.",
      "moved_to": 240, "why": "The audit tool was agreed a month later than planned.",
      "note": "52 of 80 cases are read."}),
    ("P2", "Agree one programme for the first year of practice", ("dcs", "Severnford"), 300, {"status": "under-way"}),
    ("P2", "Sign the memorandum on agency prices", None, 330, {}),
    ("P3", "Map what each housing authority promises care leavers", ("dcs", "Ardenvale"), 270, {}),
    ("E2", "Send the first shared return", ("contributor", "Ardenvale"), 100,
     {"status": "done", "note": "All eight returns arrived within the week."}),
]  # fmt: skip
# Which priority came out of a theme of peer challenge, by the outcome that the directors hoped for; which actions of
# authorities after reviews serve one.
CHOSEN = {"The right help at the front door": "Families hear sooner what happens next"}
SERVES = {
    "Give the contact record a field for the reason, and read 20 a month for how it is used":
        "The right help at the front door",
    "Tell each partner within two days what was decided and why": "The right help at the front door",
}  # fmt: skip
# What the events of the demonstration are about: titles of both years' priorities and enablers, by theirs.
EVENTS = {
    "Performance leads’ quarterly meeting": ["Shared figures", "A shared data return"],
    "Learning day: early help for families with very young children": [
        "The right help at the front door", "Quicker decisions at the front door",
    ],
    "Directors’ residential": ["Peer challenge"],
    "Workshop: supervision of newly qualified social workers": ["A workforce that stays"],
    "Spring meeting of the workforce network": ["A workforce that stays"],
}  # fmt: skip
