"""Actions as CSV: what goes out comes back in, and every problem is told at once."""

import csv
import io
import uuid
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.audit.models import AuditEvent, FormKey, Overtaken
from portal.ui import sheets
from priorities import tables
from priorities.actions.doing import apply_table, edit_action
from priorities.incoming import Check
from priorities.models import Action, ActionNote, DueDateMove
from tests import make
from tests.priorities.actions import a_plan, an_action

pytestmark = pytest.mark.django_db
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=60)
NEW = dict.fromkeys(tables.COLUMNS, "") | {tables.PART: "P2", tables.TITLE: "Write guidance"}


@pytest.fixture
def plan(mercia, dana):
    return a_plan(mercia, dana)


@pytest.fixture
def action(plan, alice):
    return an_action(plan, alice)


def out(plan):
    """The rows of the plan's table, as they are written."""
    return [tables.row_of(one) for one in tables.for_table(Action.objects.filter(plan=plan))]


def checked(plan, data):
    rows, problems = tables.read(tables.decode(data))
    found = Check(plan).table(rows)
    found.problems[:0] = problems
    return found


def changed(plan, **cells):
    """What the table asks for once the cells of its first row are changed."""
    first, *others = out(plan)
    return checked(plan, tables.write([first | cells, *others]))


def problems(incoming):
    return [(problem.row, problem.column, problem.rule) for problem in incoming.problems]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=WORDS, reason=WORDS, note=WORDS, focus=WORDS, forecast=st.sampled_from(Action.Forecast.values))
def test_what_goes_out_comes_back_in_as_no_change(plan, action, title, reason, note, focus, forecast):
    Action.objects.filter(pk=action.pk).update(
        title=f"{title}x", forecast=forecast, forecast_reason=reason, is_public=bool(len(note) % 2)
    )
    action.notes.create(text=note)
    point = plan.priorities.get(code="P1").focus_areas.get()
    point.text = f"{focus}y"
    point.save()
    other = make.action(point, f"{reason}x")
    incoming = checked(plan, tables.write(out(plan)))
    assert (incoming.changes, incoming.problems, incoming.unchanged) == ([], [], Action.objects.count())
    other.delete()


@given(WORDS)
def test_a_cell_that_a_spreadsheet_would_run_is_written_as_text_and_read_back(word):
    for cell in (word, f"={word}", f"'{word}", f"'+{word}", f"@{word}", f"-{word}", f"\t{word}"):
        assert sheets.unsafe(sheets.safe(cell)) == cell
        assert sheets.safe(cell)[0] not in "=+-@\t\r"


def test_a_formula_in_a_table_is_refused_in_words(plan, action):
    row = out(plan)[0] | {tables.TITLE: "=1+1"}
    table = tables.write([row]).replace(b"'=1+1", b"=1+1")  # as somebody else's table, not ours, may have it
    (problem,) = checked(plan, table).problems
    assert (problem.column, problem.value, problem.rule) == (
        "action", "=1+1", "A cell holds text, never a formula: nothing is worked out here.",
    )  # fmt: skip


def test_text_that_looks_like_a_formula_is_text(plan, dana, action):
    incoming = changed(plan, action='=HYPERLINK("http://example.org";"x")')
    apply_table(plan, incoming.changes, by=dana, key=uuid.uuid4())
    action.refresh_from_db()
    assert action.title == '=HYPERLINK("http://example.org";"x")'
    written = list(csv.reader(io.StringIO(tables.write(out(plan)).decode("utf-8-sig"))))
    assert written[1][3] == '\'=HYPERLINK("http://example.org";"x")'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_tables_are_read_as_spreadsheets_save_them(plan, action, encoding, delimiter):
    text = io.StringIO(newline="")
    rows = csv.writer(text, delimiter=delimiter)
    rows.writerow(tables.COLUMNS)
    row = out(plan)[0] | {tables.TITLE: "Café – “seminars”, four; or five", tables.DUE: "30/09/2026"}
    rows.writerow(row.values())
    incoming = checked(plan, text.getvalue().encode(encoding))
    assert [change.edits for change in incoming.changes] == [{"title": "Café – “seminars”, four; or five"}]


@pytest.mark.parametrize(
    "cell", ["2026-12-01", "01/12/2026", "1 December 2026", "1 Dec 2026", "01-Dec-26", "01/12/26", "1.12.2026"]
)
def test_days_are_understood_as_spreadsheets_rewrite_them(plan, action, cell):
    incoming = changed(plan, **{tables.DUE: cell, tables.MOVE: "Snow."})
    assert (incoming.changes[0].edits, incoming.problems) == ({"due_on": date(2026, 12, 1)}, [])


def test_a_table_changes_everything_that_the_pages_change(plan, dana, charlie, action):
    first = out(plan)[0] | {
        tables.PART: "e1", tables.TITLE: "Run four seminars", tables.ORGANISATION: "severnford",
        tables.DUE: "1 December 2026", tables.MOVE: "The trainer is ill.", tables.STATUS: "under way",
        tables.FORECAST: "At risk", tables.REASON: "No trainer.", tables.NOTE: "Two held.", tables.SHOWN: "Yes",
    }  # fmt: skip
    incoming = checked(plan, tables.write([first, NEW]))
    assert incoming.problems == []
    apply_table(plan, incoming.changes, by=dana, key=uuid.uuid4())
    action = Action.objects.get(pk=action.pk)
    assert (
        action.title, action.enabler.code, action.priority, str(action.owner), action.due_on, action.status,
        action.forecast, action.forecast_reason, action.is_public, action.notes.get().text, action.version,
    ) == (
        "Run four seminars", "E1", None, "Director of Children's Services, Severnford", date(2026, 12, 1),
        "under-way", "at-risk", "No trainer.", True, "Two held.", 3,
    )  # fmt: skip
    assert DueDateMove.objects.get().reason == "The trainer is ill."
    added = Action.objects.exclude(pk=action.pk).get()
    assert (added.title, added.priority.code, added.status, added.forecast) == (
        "Write guidance", "P2", "not-started", "on-track",
    )  # fmt: skip
    assert checked(plan, tables.write(out(plan))).changes == []
    event = AuditEvent.objects.about(plan).get()
    assert (event.verb, event.details) == ("brought in a table of the actions of", {"added": 1, "changed": 1})


def test_an_action_is_told_by_its_public_id_in_any_case(plan, action):
    row = out(plan)[0]
    assert row[tables.ID] == str(action.public_id)
    title, upper = {tables.TITLE: "Run four seminars"}, row[tables.ID].upper()
    incoming = checked(plan, tables.write([row | title | {tables.ID: upper}]))
    assert ([change.action for change in incoming.changes], incoming.problems) == ([action], [])
    assert problems(checked(plan, tables.write([row, row | {tables.ID: upper}]))) == [
        (3, "id", "An action stands in one row.")
    ]
    assert problems(checked(plan, tables.write([row | {tables.ID: str(action.pk)}]))) == [
        (2, "id", "The id is that of an action of this plan.")
    ]


def test_every_problem_is_told_at_once(plan, alice, action):
    wrong = NEW | {
        tables.PART: "P9", tables.TITLE: "", tables.ROLE: "Director of Children's Services",
        tables.ORGANISATION: "Nowhere", tables.DUE: "1 March 2026", tables.STATUS: "soon", tables.SHOWN: "perhaps",
    }  # fmt: skip
    first = out(plan)[0] | {tables.DUE: "1 December 2026", tables.FORECAST: "Late", tables.REASON: ""}
    again = out(plan)[0] | {tables.FOCUS: "No such point", tables.NOTE: "x" * 1001, tables.MOVE: "Snow."}
    unknown = out(plan)[0] | {tables.ID: "999"}
    incoming = checked(plan, tables.write([wrong, first, again, unknown]))
    assert problems(incoming) == [
        (2, "priority or enabler", "A priority or an enabler of this plan, by its code or title."),
        (2, "action", "Each action says what is done."),
        (2, "owner role", "The owner holds a post in Mercia today."),
        (2, "due", "The plan begins on 1 April 2026."),
        (2, "shown publicly", "“yes” or “no”."),
        (2, "status", "One of: Not started, Under way, Done, Stopped."),
        (3, "reason for moving it", "A due date that was set moves with a reason."),
        (3, "reason", "A forecast that isn’t on track has its reason."),
        (4, "note", "At most 1000 characters."),
        (4, "focus area", "A focus area of that priority, word by word."),
        (4, "reason for moving it", "A reason stands beside a due date that moves."),
        (4, "id", "An action stands in one row."),
        (5, "id", "The id is that of an action of this plan."),
    ]
    assert all(problem.mend for problem in incoming.problems)


def test_a_row_that_was_changed_meanwhile_is_refused(plan, dana, action):
    data = tables.write([row | {tables.TITLE: "Mine"} for row in out(plan)])
    edit_action(action, by=dana, version=1, title="Theirs")
    found = checked(plan, data)
    assert [(problem.row, problem.column, problem.value) for problem in found.problems] == [(2, "version", "1")]
    assert found.problems[0].rule.startswith("Nobody changed the action since the download; Dana did on ")


def test_a_row_that_changes_after_the_check_undoes_all_of_it(plan, dana, action):
    first = out(plan)[0] | {tables.TITLE: "Mine"}
    incoming = checked(plan, tables.write([NEW, first]))
    edit_action(Action.objects.get(), by=dana, version=1, title="Theirs")
    with pytest.raises(Overtaken):
        apply_table(plan, incoming.changes, by=dana, key=uuid.uuid4())
    assert ([one.title for one in Action.objects.all()], FormKey.objects.count()) == (["Theirs"], 0)


def test_a_vacant_owner_stays_as_it_is(plan, frank, alice, action):
    alice.posts.get().end(by=frank)
    assert (changed(plan).changes, changed(plan).problems) == ([], [])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\0\1\2", "This is not a CSV file: it does not hold lines of text. Save the table as CSV again."),
        (b"PK\x03\x04\x81\x00", "This is not a CSV file: it does not hold lines of text. Save the table as CSV again."),
        (b" \n ", "This is not a CSV file: it does not hold lines of text. Save the table as CSV again."),
        (b"a" * 2_000_001, "This file is larger than 2 MB. Bring the table in in parts."),
    ],
)
def test_what_is_not_a_table_is_refused(signed_in, dana, plan, data, said):
    response = send(signed_in(dana), plan, data)
    assert response.context["form"].errors == {"file": [said]}


def test_columns_that_are_missing_or_unknown_are_named(plan):
    head = ",".join([*tables.COLUMNS[:-1], "colour", "id"])
    rows, found = tables.read(f"{head}\n1,2,3")
    assert rows == []
    assert [(problem.column, problem.rule) for problem in found] == [
        ("version", "There is a column “version”."),
        ("id", "A column stands there once."),
        ("colour", "Columns have the names of the download."),
    ]


def test_a_quotation_that_never_ends_is_told_not_swallowed(plan):
    assert [problem.rule for problem in tables.read(f'{",".join(tables.COLUMNS)}\n1,"P1\n2,P2')[1]] == [
        "A cell that holds a quotation mark stands in quotation marks, which begin and end."
    ]


def test_a_row_that_is_longer_than_its_columns_is_told(plan):
    _, found = tables.read(f"{','.join(tables.COLUMNS)}\n{',' * 14}left over\n")
    assert [(problem.row, problem.value) for problem in found] == [(2, "left over")]


def test_a_table_of_too_many_rows_is_refused(plan):
    _, found = tables.read(tables.write([NEW] * 1001).decode("utf-8-sig"))
    assert [problem.rule for problem in found] == ["A table has at most 1,000 rows."]


def test_queries_do_not_grow_with_the_rows(plan, alice, django_assert_num_queries):
    for number in range(200):
        an_action(plan, alice, title=f"Action {number}").notes.create(text="Held.")
    data = tables.write(out(plan))
    with django_assert_num_queries(6):
        assert checked(plan, data).unchanged == 200


def send(browser, plan, data=None, **fields):
    file = {"file": SimpleUploadedFile("actions.csv", data)} if data is not None else {}
    return browser.post(f"/priorities/plans/{plan.pk}/actions/bring-in/", file | fields)


def test_nothing_is_saved_before_it_is_confirmed(signed_in, dana, plan, action):
    browser = signed_in(dana)
    shown = send(browser, plan, tables.write([out(plan)[0] | {tables.TITLE: "Run four seminars"}, NEW]))
    assert (shown.context["said"], Action.objects.get().title) == (
        "1 action is added, 1 action changes", "Run learning seminars",
    )  # fmt: skip
    page = shown.content.decode()
    assert "Action: Run learning seminars → Run four seminars" in page
    sent = {"text": shown.context["text"], "confirmed": "yes", "form_key": shown.context["key"]}
    answers = [send(browser, plan, **sent).status_code for _ in range(2)]
    titles = [one.title for one in Action.objects.order_by("pk")]
    assert (answers, titles) == ([302, 302], ["Run four seminars", "Write guidance"])


def test_a_table_with_a_problem_saves_nothing_though_it_is_confirmed(signed_in, dana, plan):
    data = tables.write([NEW, NEW | {tables.TITLE: ""}]).decode()
    response = send(signed_in(dana), plan, text=data, confirmed="yes")
    assert (len(response.context["incoming"].problems), Action.objects.count()) == (1, 0)


def test_choosing_no_file_is_told(signed_in, dana, plan):
    assert send(signed_in(dana), plan).context["form"].errors == {"file": ["Choose a CSV file."]}


def test_the_download_is_what_the_reader_may_read(signed_in, erin, alice, plan, action):
    action.notes.create(text="For the region.", noted_on=date(2026, 5, 2))
    an_action(plan, alice, title="Shown", is_public=True).notes.create(text="Private too.")
    ActionNote.objects.create(action=Action.objects.get(title="Shown"), text="For all.", is_public=True)
    response = signed_in(erin).get(f"/priorities/plans/{plan.pk}/actions.csv")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [(row["action"], row["note"]) for row in rows] == [("Shown", "For all.")]
    assert (response.headers["Content-Type"], response.headers["Content-Disposition"]) == (
        "text/csv; charset=utf-8", 'attachment; filename="actions-mercia-2026-27.csv"',
    )  # fmt: skip
