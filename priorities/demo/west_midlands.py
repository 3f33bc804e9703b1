"""The West Midlands plan of 2015-16: its titles and codes as they were, what it set out to do in our own words."""

PLAN = {
    "region": "west-midlands",
    "period": "2015-16",
    "title": "Our priorities 2015-16",
    "introduction": "<p>Fourteen authorities, one plan: six priorities for children, and six enablers that make them "
    "possible. It carries on the way of working that the region began in 2013-14.</p>",
    "areas": [
        ("Knowing ourselves and being challenged", "<p>Each authority says how it is doing, and others test it.</p>"),
        ("Improving ourselves", "<p>What is learnt is put right, with the help of those who did it before.</p>"),
    ],
    "priorities": [
        (
            "P1",
            "Effective safeguarding",
            "<p>How partners steer safeguarding together, and how good practice at the front line is.</p>",
            [
                "Manage demand by agreeing thresholds and how the front door works",
                "Make assessments better",
                "Hold learning seminars on the hardest questions of practice",
                "Lift the morale of social workers",
            ],
        ),
        (
            "P2",
            "Child sexual exploitation",
            "<p>Exploitation crosses boundaries, so the answer to it must.</p>",
            [
                "Agree one regional approach, so that knowledge and good practice are shared everywhere",
                "Keep the network of coordinators going",
            ],
        ),
        (
            "P3",
            "Better outcomes for looked after children, care leavers and adoption",
            "<p>Homes that last, and a voice in what happens.</p>",
            [
                "Build on the March 2015 event about hearing the voice of the child",
                "Improve what care leavers get and how they fare",
                "Adopt sooner, and match better",
                "Find enough people who want to adopt",
                "Keep adoptions from breaking down, by giving support when it is needed",
                "See that AdoptWestMids does what councils and voluntary agencies need",
            ],
        ),
        (
            "P4",
            "Early help for stronger families",
            "<p>Help that comes early costs less and does more; the region wants to know what works.</p>",
            [
                "Compare what different early help programmes cost and save",
                "Learn what help in a child’s first years brings in the long run",
                "Compare how each authority helps families to help themselves",
                "Use what the Troubled Families programme taught",
                "Share what is known about mental health",
            ],
        ),
        (
            "P5",
            "Educational achievement",
            "<p>Gaps close where schools and councils learn from one another.</p>",
            [
                "Know each council’s school improvement offer, and fill the gaps together",
                "Narrow the gap at the end of reception and in GCSEs for pupils on free school meals",
                "Keep in touch with young people who are not in education, employment or training",
                "Tackle schools that underperform, together",
                "Improve what looked after children and care leavers achieve",
                "Offer a peer challenge of school improvement services",
                "Offer Pride in Practice for education",
                "Prepare for inspection with those who have been through it",
            ],
        ),
        (
            "P6",
            "Embedding the SEND reforms",
            "<p>The region’s pathfinder champion helps every authority to put the reforms into practice.</p>",
            [
                "Put the reforms in place and contribute to the pathfinder",
                "Plan and commission places by need, with a review of prices",
                "Join SEND and social care, for better education, health and care plans",
                "Hold learning events",
                "Watch that transfers to the new plans keep to time",
            ],
        ),
    ],
    "enablers": [
        (
            "E1",
            "Systems leadership",
            "<p>Chief executives, Lead Members, directors, scrutiny and safeguarding board chairs lead one system, and "
            "each knows what the others answer for.</p>",
        ),
        (
            "E2",
            "Peer challenge and support",
            "<p>An honest view of oneself comes first. Challenge by peers tests it, and support is found quickly for "
            "those who need it.</p>",
        ),
        (
            "E3",
            "Performance management and quality assurance",
            "<p>Figures to compare, a scorecard for the region, and each council knowing how well it does.</p>",
        ),
        (
            "E4",
            "Workforce development",
            "<p>After recruiting and keeping social workers, now everyone else: early help, commissioners, those who "
            "work with schools.</p>",
        ),
        (
            "E5",
            "Effective commissioning arrangements",
            "<p>Understand, plan, do and review, and buy together where that serves children and budgets.</p>",
        ),
        (
            "E6",
            "Shared learning of evidence informed practice",
            "<p>What works is found, written down and shown to the others, with whatever technology helps.</p>",
        ),
    ],
}  # fmt: skip
