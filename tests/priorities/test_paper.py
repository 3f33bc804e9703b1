"""A plan on paper: a tagged PDF and a Word document with exactly what the reader may read."""

import io
from datetime import date

import docx
import pytest
from django.contrib.auth.models import AnonymousUser

from portal.ui import links
from priorities.models import Area, FocusArea, Lead
from priorities.paper import as_pdf, plan_page
from tests import make
from tests.pdf import tagging_of, text_of


@pytest.fixture
def plan(mercia, ardenvale, dana, alice, charlie):
    """A published plan with areas, focus areas, people (one post is vacant), enablers and two actions, one public."""
    plan = make.plan(
        mercia, "2026-27", by=dana, status="published", priorities=(), introduction="<p>Why <em>these</em>.</p>"
    )
    area = Area.objects.create(plan=plan, title="Knowing ourselves")
    first = make.priority(plan, "Effective safeguarding", "P1", area=area, narrative="<p>Both levels.</p>", position=1)
    second = make.priority(plan, "Early help", "P2", position=2)
    FocusArea.objects.create(priority=first, text="Quality of assessments")
    FocusArea.objects.create(priority=first, text="Taken out", is_removed=True)
    office = make.office(alice.posts.get())
    Lead.objects.create(priority=first, part="link-dcs", office=office, from_on=date(2026, 4, 1))
    leaver = make.post(make.person("Leaver"), "lead-member", ardenvale, to_on=date(2020, 1, 1))
    Lead.objects.create(priority=first, part="lead-member", office=make.office(leaver), from_on=date(2026, 4, 1))
    make.enabler(plan, "Workforce", "E1", position=1)
    make.enabler(plan, "Sharing data", "E2", position=2).narrowed_to.set([second])
    make.action(first, "Shown to all", office, date(2026, 9, 1), is_public=True)
    make.action(first, "Ours alone", office, date(2026, 10, 1), forecast="late", forecast_reason="No venue")
    return plan


def words(response):
    """The paragraphs of a Word document with their styles, and the rows of its tables."""
    document = docx.Document(io.BytesIO(response.content))
    said = [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs]
    return said, [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]


def test_the_word_document_has_headings_lists_and_the_grid(plan, client, time_machine):
    time_machine.move_to("2026-06-01 12:00")
    said, rows = words(client.get("/mercia/priorities/2026-27/plan.docx"))
    assert said[:2] == [("Title", "Our priorities 2026-27"), ("Subtitle", "Mercia, 2026-27")]
    assert said[3:] == [
        ("Normal", "Why these."),
        ("Normal", links.absolute(plan)),
        ("Heading 1", "Areas of activity"),
        ("List Bullet", "Knowing ourselves"),
        ("Heading 1", "Priorities"),
        ("Heading 2", "P1. Effective safeguarding"),
        ("Normal", "Knowing ourselves"),
        ("Normal", "Both levels."),
        ("Heading 3", "Focus areas"),
        ("List Bullet", "Quality of assessments"),
        ("Heading 3", "People"),
        ("List Bullet", "Link DCS: Director of Children's Services, Ardenvale"),
        ("List Bullet", "Lead Member: Lead Member, Ardenvale (vacant)"),
        ("Heading 3", "Actions"),
        ("List Bullet", said[17][1]),
        ("Heading 2", "P2. Early help"),
        ("Heading 1", "Enablers"),
        ("Heading 2", "E1. Workforce"),
        ("Heading 2", "E2. Sharing data"),
        ("Heading 2", "Which priorities the enablers support"),
    ]
    assert said[17][1].startswith("Shown to all. Director of Children's Services, Ardenvale. Due 1 September 2026.")
    assert rows == [["Enabler", "P1", "P2"], ["E1. Workforce", "Yes", "Yes"], ["E2. Sharing data", "No", "Yes"]]


def test_the_public_one_is_the_same_for_everybody_and_names_nobody(plan, client, signed_in, dana):
    path = "/mercia/priorities/2026-27/plan.docx"
    public, managers = words(client.get(path)), words(signed_in(dana).get(path))
    assert public == managers
    assert "Ours alone" not in str(public)
    assert "Alice" not in str(public)


@pytest.mark.parametrize(("who", "reads"), [("charlie", True), ("dana", True), ("erin", False)])
def test_the_desks_one_has_the_actions_of_those_who_read_them(plan, signed_in, request, who, reads):
    response = signed_in(request.getfixturevalue(who)).get(f"/priorities/desk/{plan.pk}/paper/docx/")
    assert ("Ours alone" in str(words(response))) is reads
    assert response["Cache-Control"] == "private, no-store"


def test_there_is_no_third_kind_of_paper(plan, signed_in, dana):
    assert signed_in(dana).get(f"/priorities/desk/{plan.pk}/paper/xlsx/").status_code == 404


def test_the_pdf_is_tagged_with_a_title_and_a_language(plan, client):
    response = client.get("/mercia/priorities/2026-27/plan.pdf")
    tagging = tagging_of(response.content)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="mercia-priorities-2026-27.pdf"'
    assert tagging._replace(kinds=tagging.kinds & {"/H1", "/L", "/Table"}) == (
        "Our priorities 2026-27, Mercia", "en-GB", True, True, {"/H1", "/L", "/Table"},
    )  # fmt: skip


def test_the_pdf_says_what_the_word_document_says(plan, client, signed_in, dana):
    public = text_of(client.get("/mercia/priorities/2026-27/plan.pdf").content)
    fuller = text_of(signed_in(dana).get(f"/priorities/desk/{plan.pk}/paper/pdf/").content)
    for said in ("P1. Effective safeguarding", "Quality of assessments", "Lead Member, Ardenvale (vacant)", "E1."):
        assert said in public
    assert "Page 1 of 1" in public
    assert ("Ours alone" in public, "Ours alone" in fuller) == (False, True)


def test_what_somebody_typed_is_no_markup(mercia, dana):
    typed = '#panic("x") *bold* $x$ @ref <label> = not a heading #read("/etc/passwd") 😀'
    plan = make.plan(mercia, by=dana, status="published", priorities=(typed,), title=typed)
    text = text_of(as_pdf(plan_page(plan, AnonymousUser())))
    assert text.count('#panic("x") *bold* $x$ @ref <label> = not a heading #read("/etc/passwd")') >= 2


def test_control_characters_that_somebody_pasted_are_left_out(mercia, dana, alice, client, signed_in):
    plan = make.plan(mercia, by=dana, status="published", priorities=(), title="Ours\x01", shows_actions=True)
    Area.objects.create(plan=plan, title="Know\x08ing")
    priority = make.priority(plan, "Early\x1b help", "P1")
    FocusArea.objects.create(priority=priority, text="Soo\x02ner")
    make.action(
        priority, "Run\x0b it", make.office(alice.posts.get()), forecast="late", forecast_reason="No\ufffe room"
    )
    make.enabler(plan, "Work\x03force", "E1")
    said, _ = words(client.get("/mercia/priorities/2026-27/plan.docx"))
    assert [text for style, text in said if style in ("Title", "Heading 2", "List Bullet")][:-1] == [
        "Ours", "Knowing", "P1. Early help", "Sooner",
        "Run it. Director of Children's Services, Ardenvale. No due date. Not started, late: No room.",
        "E1. Workforce",
    ]  # fmt: skip
    assert client.get("/mercia/priorities/2026-27/plan.pdf").status_code == 200
    _, rows = words(signed_in(dana).get(f"/priorities/desk/{plan.pk}/exceptions.docx", {"since": "2026-03-03"}))
    assert rows[1][:2] == ["Run it", "Not started, late: No room."]


def test_two_hundred_actions_take_as_many_queries_as_one(plan, dana, django_assert_num_queries):
    priority = plan.priorities.first()
    with django_assert_num_queries(9):
        plan_page(plan, dana)
    for number in range(200):
        make.action(priority, f"Action {number}", make.office(dana.posts.get()))
    fresh = type(dana).objects.get(pk=dana.pk)
    with django_assert_num_queries(9):
        page = plan_page(plan, fresh)
    assert as_pdf(page).startswith(b"%PDF-")
