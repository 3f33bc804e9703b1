"""What is written around findings at Mercia: letters, a summary, themes, asks and offers. All of it is invented."""

LETTERS = {
    "Ardenvale": {
        "opening": "Thank you for the three days that we spent with you, and for the openness with which people"
        " at every level spoke to us. You asked us to look at how leaders know what services change "
        "for children, and at the help that families get before and after they reach the front door."
        " We met 84 people, read 22 files and sat in on two meetings. What follows is what we would "
        "want to hear if we were you.",
        "closing": "We took home at least as much as we brought: two of us will try your daily meeting. We "
        "would be glad to come back in spring to hear what has changed.",
        "signed_by": "Beatrix Lowell, Director of Children’s Services, Kingsmarsh, for the team",
    },
    "Severnford": {
        "opening": "You invited us to test your self-assessment, and asked above all whether help for families "
        "who live with neglect lasts. Everybody whom we met made time for us, often twice.",
        "closing": "Thank you for three well prepared days, and for the soup.",
        "signed_by": "Alice Thorne, Director of Children’s Services, Ardenvale, for the team",
    },
    "Kingsmarsh": {
        "opening": "You asked us to look at plans: who writes them, who reads them, and what becomes of them.",
        "closing": "We thank everybody who spoke to us, and the young people who showed us around.",
        "signed_by": "Leopold Hart, Director of Children’s Services, West Lindenshire, for the team",
    },
    "Hollinmoor": {
        "opening": "You asked us how well education, health and care know and meet the needs of children with "
        "SEND together. We spent two days with you, and met 41 people.",
        "closing": "",
        "signed_by": "",
    },
}  # fmt: skip
SUMMARY = (
    "Colleagues from four other authorities spent three days with us. They found leaders who share "
    "one ambition, help that reaches families where they already go, and young workers who are well looked "
    "after. They told us that our work on neglect loses its pace after the second review, and that parents find"
    " our plans for children with special educational needs hard to read. We have begun to change both, and "
    "will say next year what it did for children."
)  # fmt: skip
# Last year's theme, which its directors chose and this year's plan carries as a priority of the same aim.
CHOSEN = {
    "title": "Families ask again, because nobody tells them what became of their contact",
    "summary": "Several of our front doors decide quickly and well. What families and partners hear afterwards "
    "is left to chance. So the same families come back within a year, and staff spend days on work "
    "that need not be.",
}
CHOSEN_STEPS = (
    "A daily meeting that decides, in every authority",
    "An audit of contacts that come back within twelve months",
)
CHOICE = {
    "decided_because": "All of us share it, one of us has solved it, and none of us can move partners alone.",
    "outcome": "Families hear sooner what happens next",
}
# This year's, before the directors.
PUT = {
    "title": "Plans for children who live with neglect lose their pace",
    "summary": "Visits and reviews are on time. Between them too little changes for the child, and those who "
    "notice it have no agreed way to say so.",
}
PUT_STEPS = (
    "One way for chairs of conferences to raise drift, with an answer within a week",
    "A morning in which three authorities read one another’s longest plans",
)
LISTED = {
    "title": "Audits say little about what changed for the child",
    "summary": "Peers found it, and self-assessments say it of themselves.",
}
# Severnford asks, Kingsmarsh offers, and they were brought together; two others wait on the board.
ASK = "Writing the reason for a decision at once, so that families and partners hear it: how do others do that?"
OFFER = "Our front door writes the reason first and reads it to the family. Come for a morning and sit in."
BROUGHT_TOGETHER = "A morning in each place, and one file read together."
ANOTHER_ASK = "Shortening education, health and care plans without losing what parents fought for."
ANOTHER_OFFER = "Disabled children’s social workers and SEND officers in one weekly meeting: how we set it up."
AUDIT = "Quality assurance and learning"
PROMISE = "Each of our eight authorities has a team review within fifteen months."
