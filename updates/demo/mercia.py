"""Mercia, which is invented: its authorities, meetings and figures exist nowhere else.

A section is (heading, text, titles of what it is about in the plan that runs then). The demonstration makes its plans
for the year in which it is made and the one before, so some sections have the titles of both.
"""

from datetime import UTC, datetime

REGION = "mercia"
CONTACTS = ["Regional chair", "Regional programme manager"]
FRONT_DOOR = ("The right help at the front door", "Quicker decisions at the front door")
UPDATES = [
    {
        "period": "2024-10--2024-12",
        "published_at": datetime(2025, 1, 13, 9, tzinfo=UTC),
        "in_short": "All eight authorities sent in a self-assessment on time. Three of them ask for help with the same "
        "thing: the front door.",
        "contacts": CONTACTS,
        "tags": ["Mercia", "Peer challenge", "Front door", "Workforce"],
        "sections": [
            (
                "Self-assessments",
                "<p>All eight authorities sent in a self-assessment by 29 November. Five of them answered every "
                "prompt, against two the year before.</p>",
            ),
            (
                "What we asked one another",
                "<p>Three authorities named the same thing to improve: how contacts at the MASH become decisions.</p>"
                "<ul><li>Ardenvale will show how its daily meeting works.</li><li>Severnford will share its audit of "
                "repeat contacts.</li></ul>",
            ),
            (
                "Workforce",
                "<p>Agency use fell for the third quarter running.</p><table><thead><tr><th>Quarter</th><th>Agency "
                "social workers</th></tr></thead><tbody><tr><td>April to June</td><td>94</td></tr><tr><td>July to "
                "September</td><td>88</td></tr><tr><td>October to December</td><td>81</td></tr></tbody></table>",
            ),
        ],
    },
    {
        "period": "2025-10--2025-12",
        "published_at": datetime(2026, 1, 12, 9, tzinfo=UTC),
        "in_short": "Half of the contacts that came back within a year had never been closed with a reason. The single "
        "quarterly return is in use in all eight authorities.",
        "contacts": CONTACTS,
        "tags": ["Mercia", "Front door", "Workforce", "Performance data"],
        "sections": [
            (
                "Front door",
                "<p>Six authorities now meet every morning to decide on the day’s contacts; two begin in February. "
                "Together they read 60 contacts that came back within a year: in half of them nobody had written down "
                "why the first one was closed.</p>",
                *FRONT_DOOR,
                "Repeat contacts",
            ),
            (
                "Workforce",
                "<p>Agency use fell again, to 76 social workers in December from 81 a year before.</p>",
                "A workforce that stays",
            ),
            (
                "One return",
                "<p>All eight authorities sent the quarter’s figures on the same form for the first time. It took a "
                "data officer half a day, against two days for the three returns before it.</p>",
                "A shared data return",
                "Shared figures",
            ),
        ],
    },
    {
        "period": "2026-06",
        "published_at": datetime(2026, 7, 6, 8, tzinfo=UTC),
        "in_short": "Peers found the front door quicker and its decisions better recorded in two of the three "
        "authorities that asked for help.",
        "contacts": CONTACTS,
        "tags": ["Mercia", "Peer challenge", "Front door", "SEND"],
        "sections": [
            (
                "Peer challenge",
                "<p>Teams spent three days each at Ardenvale and Severnford. Both directors have replied to the "
                "findings, and next steps are agreed.</p>",
                "Peer challenge",
            ),
            (
                "Front door, one year on",
                "<p>The three authorities that asked for help at the end of 2024 have looked again. In two, decisions "
                "are made within a day more often, and the reasons are on the file. The third has changed its plan."
                "</p>",
                *FRONT_DOOR,
            ),
            (
                "SEND",
                "<p>The network of SEND leads has drawn up one form for annual reviews of an EHCP. Six authorities "
                "will try it from September 2026.</p>",
            ),
        ],
    },
    {
        "period": "2026-10",
        "published_at": datetime(2026, 11, 9, 9, tzinfo=UTC),
        "in_short": "The region’s priorities for next year will be chosen in January, from what peers found in the "
        "autumn.",
        "contacts": CONTACTS,
        "tags": ["Mercia", "Peer challenge", "Early help", "Workforce"],
        "sections": [
            (
                "Choosing next year’s priorities",
                "<p>Directors meet in January 2027 to choose the region’s priorities. They will have this autumn’s "
                "findings before them, with what was done about last year’s.</p>",
            ),
            (
                "Early help",
                "<p>Families in four authorities have told the early help network what made a difference to them. "
                "What they said most: one person who stayed.</p>",
            ),
            (
                "Workforce",
                "<p>The regional academy took its 40th newly qualified social worker through the ASYE. Thirty-six of "
                "them still work in Mercia.</p>",
                "A workforce that stays",
            ),
        ],
    },
    {
        "period": "2026-11",
        "is_draft": True,
        "in_short": "",
        "contacts": CONTACTS,
        "tags": ["Mercia"],
        "sections": [
            ("Peer challenge", "<p>This autumn’s letters are with the host authorities.</p>", "Peer challenge"),
            ("SEND", ""),
        ],
    },
    {
        "period": "2026-11",
        "special": "Academy report",
        "in_review": True,
        "in_short": "Forty newly qualified social workers have gone through the regional academy since 2024; 36 of "
        "them still work in Mercia.",
        "contacts": CONTACTS,
        "tags": ["Mercia", "Workforce"],
        "sections": [
            (
                "Who stayed",
                "<p>Of the 40 newly qualified social workers who went through the academy, 36 still work in one of the "
                "region’s eight authorities. The four who left were asked why: three moved house, one changed "
                "profession.</p>",
                "A workforce that stays",
            ),
            (
                "What they said helped",
                "<ul><li>A protected caseload in the first six months.</li><li>One supervisor throughout the year.</li>"
                "<li>Meeting others of the same year every month.</li></ul>",
            ),
        ],
    },
]
