"""What Mercia’s authorities, signers and moderators say. All of it is invented: nothing of it is real."""

import tomllib
from pathlib import Path

STATEMENTS = tomllib.loads(Path(__file__).with_name("statements.toml").read_text())["statement"]

RATIONALES = {
    0: "Practice is strong across teams, and the three audits of this year agree.",
    1: "Most children get the right help; what varies is known, and it is being worked on.",
    2: "It depends too much on which team a family meets. Our plan has begun to work, but the evidence is thin.",
}
CHANGED = (
    "Two teams began in May, and audits since then show it.",
    "Begun later than planned, because the post was vacant until June.",
    "",
)
REMARKS = {
    "A": ("A clear claim with evidence of two kinds. Say how many children the second audit looked at.", "yes"),
    "C": ("The figures say how often visits happen, and little about what they change. An audit would help.", "partly"),
    "E": ("The judgement rests on one figure that is months old.", "no"),
}
ANSWERS = (
    ("agree", "Agreed: the audit is of 40 children, and we will say so next year."),
    ("will-change", "We look at 20 visits in January and will bring what we find to the challenge."),
)
REOPENED = "Figures of the last quarter were corrected after it was submitted; the judgement of area D may change."
MORE_TIME = "An inspection took place in the week in which it was to be submitted."
PROTOCOL = (
    "<p>Speak to the authority’s director first, today. If a child may be at risk, use that authority’s own "
    "safeguarding number at once. The region keeps only that a concern was raised, when, by whom and to whom.</p>"
)
CONTACT = "Dana Ashby, regional programme manager, 01632 960123"
SOURCE = "Paper returns, counted by the programme manager"
