"""Invented plans of the shapes that regions use."""

import io

from docx import Document

MERCIA = {"mercia": ["Mercia"]}

CODED = """Our priorities in detail 2025-2026

The plan for 2025/26 goes on from the one of 2023/24, which had two broad areas, ‘asking hard questions’ and
‘learning from each other’s work’, beside the priorities of Mercia.

P1. Safer at home

We look at how visits are made, and by whom. This means:

  • Visits in the first ten days
  • One way to record what a child says

P2. A good start at school

  • Places for every two-year-old (including those with a nurse, or a key worker)
  • Lunch together.

What makes it possible

The enablers reach across all of these:

E1: Leaders who ask

Leaders from every council ask each other.  They meet in the spring.

They write down what they heard.

E2: Numbers & words

One book of figures for all.
"""

NAMED = """Mercia regional priorities 2026 to 2029

Priority 1: Early help

We will help before things go wrong.

- Family hubs in every town
- A shared front door

Priority 2 – Stable homes

Fewer moves for children in care.

Enabler 1: Workforce

People who stay.
"""

NUMBERED = """Mercia: our priorities for 2026/27

1. Early help

We will help sooner.

2. Stable homes

Fewer moves.

3. Attendance

More days at school.
"""

GROUPED = """<h1>Mercia improvement plan 2026-29</h1><p>Why we wrote it.</p>
<h2>Prevention</h2><h3>P1 Early help</h3><p>Sooner.</p><h3>P2 Family hubs</h3><ul><li>One a town</li></ul>
<h2>Care</h2><h3>P3 Stable homes</h3><p>Fewer moves.</p>
<h2>Enablers</h2><h3>E1 Workforce</h3><p>People who stay.</p>"""

GROUPS_WITHOUT_CODES = """<h1>Mercia plan 2026-27</h1>
<h2>Prevention</h2><h3>Early help</h3><p>Sooner.</p><h3>Family hubs</h3><p>One a town.</p>
<h2>Care</h2><h3>Stable homes</h3><p>Fewer moves.</p><h3>Leaving care</h3><p>A key worker.</p>"""

TABLE = """<h1>Mercia priorities 2026-27</h1><p>Agreed in March.</p>
<table><tr><th>No.</th><th>Priority</th><th>Lead</th><th>Actions</th></tr>
<tr><td>P1</td><td>Early help</td><td>Ardenvale</td><td><ul><li>Open hubs</li><li>Share a form</li></ul></td></tr>
<tr><td>P2</td><td>Stable homes</td><td>Severnford</td><td>Find carers<br>Keep carers</td></tr></table>"""

BOLD = """<p><b>Mercia priorities 2026-27</b></p><p>Agreed by directors in March.</p>
<p><b>Early help</b></p><p>Sooner, and nearer to home.</p><p><b>Stable homes</b></p><p>Fewer moves for children.</p>
<p><b>Our enablers</b></p><p><b>Workforce</b></p><p>People who stay for longer.</p>"""

IN_AN_UPDATE = """<h1>Mercia regional update – November 2015</h1>
<h2>Peer challenge</h2><p>Three councils were visited.</p>
<h2>Regional priorities</h2><p>Each has a link DCS and a Lead Member.</p>
<h3>Early help</h3><p>Link DCS: Pat Example, Ardenvale<br>Lead Member: Cllr Sam Sample</p><p>Sooner.</p>
<h3>Stable homes</h3><p>Link DCS: Kim Instance, Severnford</p><p>Lead Member: vacant</p><p>Fewer moves.</p>
<h2>Dates</h2><p>The next meeting is in May.</p>"""

PEOPLE_AND_NO_STYLES = """Mercia update November 2015

Early help
Link DCS: Pat Example, Ardenvale
Lead Member: Cllr Sam Sample
We will help families sooner, before things go wrong for them.

Stable homes
Link DCS: Kim Instance, Severnford
Lead Member: vacant
There will be fewer moves for children who are in care.
"""

# What stands under one heading of an update: five priorities without codes, each with the two who guide it.
GUIDED = "<p>The region works on five things. A link DCS and a Lead Member guide each of them together.</p>" + "".join(
    f"<h3>{title}</h3><p>Link DCS: {dcs}</p><p>Lead Member: {member}</p><p>{wanted}</p>"
    for title, dcs, member, wanted in (
        ("Early help", "Pat Example, Ardenvale", "Cllr Sam Sample, Severnford", "Families wait less."),
        ("Placements", "Kim Instance, Severnford", "vacant", "Children live nearer to home."),
        ("Neglect", "Pat Example, Ardenvale", "Cllr Lee Specimen, Ardenvale", "It is seen sooner."),
        ("Workforce", "vacant", "Cllr Sam Sample, Severnford", "Social workers stay."),
        ("Inclusion", "Kim Instance, Severnford", "Cllr Lee Specimen, Ardenvale", "More days at school."),
    )
)

LISTED = """Mercia plan 2026-27

The region met in March and agreed what to do.

Our priorities are:

1. Early help: families are helped sooner
2. Stable homes: fewer moves
3. Attendance

Our enablers are:

• Workforce
• Data
"""

LABELLED = """<h1>Mercia priorities 2026-27</h1>
<h2>Early help</h2><h3>Why it matters</h3><ul><li>Too many wait</li></ul><h3>What we will do</h3>
<ul><li>Open hubs</li></ul>
<h2>Stable homes</h2><h3>Why it matters</h3><p>Moves hurt.</p><h3>What we will do</h3><ul><li>Find carers</li></ul>"""


def word() -> bytes:
    """A Word document with heading styles and lists."""
    document = Document()
    document.add_heading("Mercia priorities 2026-27", level=0)
    document.add_paragraph("Agreed by directors.")
    document.add_heading("P1 Early help", level=1)
    document.add_paragraph("We will:")
    document.add_paragraph("open hubs", style="List Bullet")
    document.add_paragraph("share a form", style="List Bullet")
    document.add_heading("P2 Stable homes", level=1)
    document.add_paragraph("Fewer moves.")
    document.add_heading("Enablers", level=1)
    document.add_heading("E1 Workforce", level=2)
    document.add_paragraph("People who stay.")
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()
