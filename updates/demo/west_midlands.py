"""The West Midlands in November 2015 and September 2016: public facts, told in our own words.

A section is (heading, text, titles of what it speaks of in the plan that ran then).
"""

from datetime import UTC, datetime

REGION = "west-midlands"
LEAVING_CARE = "Better outcomes for looked after children, care leavers and adoption"
UPDATES = [
    {
        "period": "2015-11",
        "published_at": datetime(2015, 12, 1, 9, tzinfo=UTC),
        "in_short": "All 14 authorities took part in October’s peer challenge, with broader and better evidenced "
        "self-assessments than the year before. Recommended next steps go to the Leadership Summit in March 2016.",
        "supported_by": "Improvement and Efficiency West Midlands (IEWM)",
        "contacts": ["Regional chair", "Children’s programme manager"],
        "tags": ["West Midlands", "Peer challenge", "Adoption", "Workforce", "Performance data"],
        "sections": [
            (
                "Peer challenge",
                "<p>For three years the region’s authorities have tested one another’s self-assessments and passed on "
                "what works. In October 2015 all 14 took part.</p><ul><li>Self-assessments gave a wider picture of "
                "children’s services, with school improvement and education in it.</li><li>More statements about the "
                "quality of practice came with evidence.</li><li>Several authorities named the same things to "
                "improve.</li></ul><p>Chief executives, Lead Members, scrutiny chairs and LSCB chairs will hear the "
                "recommended next steps, and the priorities for the coming year, at the Leadership Summit in March "
                "2016.</p>",
                "Peer challenge and support",
            ),
            (
                "Agency social workers",
                "<p>The regional protocol on agency social workers is being kept, and turnover has come down. "
                "Agencies are invited to a second session in January 2016, about wider use of the regional Quality "
                "Record.</p>",
                "Workforce development",
            ),
            (
                "Performance data",
                "<p>A better dataset and scorecard for children’s services is a priority, with a new way to collect "
                "and read the figures. A specialist associate joins the region from January to June 2016 to set it "
                "up.</p>",
                "Performance management and quality assurance",
            ),
            (
                "Meetings and networks",
                "<p>Directors meet every two months. This month they also met the ADCS President, and many came with "
                "a young person for National Takeover Day. The young people led on three questions: leaving care, "
                "attainment at school for children in care, and how to recruit good foster carers.</p>",
                LEAVING_CARE,
            ),
            (
                "Regional adoption",
                "<p>Two sub-regional bids were funded: Adoption Black Country, six authorities together, and the "
                "partnership of Coventry, Warwickshire and Solihull. They are preparing joint recruitment, training "
                "and placements, with the VAAs, through the Regional Adoption Leadership Board.</p>",
                LEAVING_CARE,
            ),
            (
                "Annual conference",
                "<p>About 70 senior managers from every authority met on Friday 13 November 2015 under the title "
                "“Joining Up”. They left with commitments to work on ideas together.</p>",
            ),
            (
                "Schools commissioner",
                "<p>A working agreement between the RSC and the region’s educational achievement network is in its "
                "last draft. It sets out how authorities and the commissioner will agree priorities for each "
                "authority and for the region.</p>",
                "Educational achievement",
            ),
        ],
    },
    {
        "period": "2016-09",
        "published_at": datetime(2016, 10, 3, 8, tzinfo=UTC),
        "in_short": "The region held its first Performance Summit and sent out a revised self-assessment framework. "
        "The peer challenge event is on 16 November 2016.",
        "contacts": ["Regional chair", "Peer challenge associate", "Children’s programme manager"],
        "tags": ["West Midlands", "Peer challenge", "Performance data", "Workforce"],
        "sections": [
            (
                "Peer challenge",
                "<p>An experienced associate now coordinates the 2016 cycle. The self-assessment framework has been "
                "revised and every authority is completing it.</p><p>The region also held its first Performance "
                "Summit. Ofsted, the LGA and the authorities’ operational and performance staff looked at the year’s "
                "figures together, so that peers can put their questions on evidence. The peer challenge event "
                "follows on 16 November 2016.</p>",
            ),
            (
                "Regional performance",
                "<p>The way the region collects figures has been rebuilt. Wolverhampton is strategic performance and "
                "data partner, with a new dataset, a new method of collection, and clearer governance and "
                "reports.</p><p>A strategic performance network has link performance officers for:</p><ul><li>"
                "workforce</li><li>adoption</li><li>education</li><li>social care</li><li>early help</li></ul><p>The "
                "first quarter’s collection under the new system is done.</p>",
            ),
            (
                "Frontline",
                "<p>Nine authorities will train social workers with Frontline in the 2016 to 2017 cohort. Preparation "
                "has begun.</p>",
            ),
            (
                "Refugees and asylum seekers",
                "<p>With the Strategic Migration Partnership and a project lead whom it has commissioned, the region "
                "is building a shared picture of refugee and asylum-seeking people here and of what services can "
                "offer. A task group will take its recommendations forward.</p>",
            ),
        ],
    },
]
