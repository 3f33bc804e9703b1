"""The lead makes headline findings of notes: what each keeps of them, undo, and two put together."""

import pytest

from peerchallenge.reviews.actions import clustering as acts
from peerchallenge.reviews.actions import noting
from peerchallenge.reviews.models import Finding, Stage, TeamNote
from tests.looking import fresh, queries_of
from tests.peerchallenge.reviews import shapes
from tests.peerchallenge.reviews import shapes_workspace as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(ardenvale, charlie, moss, dana):
    return made.visited(ardenvale, moss, lead=charlie, by=dana)


@pytest.fixture
def notes(review, moss, charlie):
    """Three notes on the front door out of two sessions, and one on nothing."""
    one, two, front = made.session(review), made.session(review, "Files"), made.theme()
    return [
        made.note(review, "Quick.", by=moss, session=one, role="Social worker", theme=front),
        made.note(review, "Seen fast.", by=moss, session=one, role="social  Worker", theme=front),
        made.note(review, "Files say so.", by=charlie, session=two, heard_as="file", theme=front, kind="area"),
        made.note(review, "Parking is hard.", by=charlie),
    ]


def address(review, more=""):
    return f"/peer-challenge/reviews/{review.public_id}/cluster/{more}"


def ids(notes):
    return [str(note.public_id) for note in notes]


def behind(finding):
    return list(finding.notes.standing().order_by("pk").values_list("text", flat=True))


def test_only_the_lead_opens_it(signed_in, review, notes, moss, charlie, dana, alice):
    asked = {name: signed_in(person).get(address(review)).status_code
             for name, person in {"moss": moss, "charlie": charlie, "dana": dana, "alice": alice}.items()}  # fmt: skip
    assert asked == {"moss": 403, "charlie": 200, "dana": 403, "alice": 403}


def test_notes_stand_by_theme_until_they_are_in_a_finding(signed_in, review, notes, charlie):
    page = signed_in(charlie).get(address(review))
    clusters = page.context["clusters"]
    assert [(column.theme, [note.text for note in column.notes]) for column in clusters.columns] == [
        ("Front door", ["Quick.", "Seen fast.", "Files say so."]), ("No theme", ["Parking is hard."])
    ]  # fmt: skip


def test_a_new_finding_keeps_sessions_roles_and_ways_of_its_notes(signed_in, review, notes, charlie):
    body = {"notes": ids(notes[:3]), "to": "", "headline": " Children are  seen quickly ", "kind": "", "do": "move"}
    assert signed_in(charlie).post(address(review), body).status_code == 302
    finding = Finding.objects.get()
    assert (finding.headline, finding.kind, str(finding.theme), finding.shown_to) == (
        "Children are seen quickly", "strength", "Front door", "team",
    )  # fmt: skip
    assert finding.heard_from == {
        "notes": 3, "sessions": 2, "roles": ["practitioners"], "ways": {"interview": 2, "file": 1}
    }  # fmt: skip
    assert behind(finding) == ["Quick.", "Seen fast.", "Files say so."]


def test_of_roles_only_the_portals_own_general_words_outlast_the_notes(review, moss, charlie, dana):
    typed = {
        "Ola Reeve, head of the Northside team": "managers", "Lead Member": "leaders and councillors",
        "Family support worker": "practitioners", "Foster carers": "parents and carers",
        "Care leavers": "children and young people", "Headteacher": "partners", "Ola": "others",
    }  # fmt: skip
    notes = [made.note(review, by=moss, role=role) for role in typed]
    finding = shapes.finding(review, by=dana)
    acts.move_notes(review, ids(notes), by=charlie, finding=finding)
    assert fresh(finding).heard_from["roles"] == sorted(typed.values())


def test_moving_on_counts_both_findings_anew(review, notes, charlie, dana):
    one, two = (shapes.finding(review, text, by=dana) for text in ("One", "Two"))
    acts.move_notes(review, ids(notes[:2]), by=charlie, finding=one)
    acts.move_notes(review, ids(notes[1:2]), by=charlie, finding=two)
    assert [fresh(finding).heard_from["notes"] for finding in (one, two)] == [1, 1]
    noting.remove_note(fresh(notes[1]), by=charlie, version=1)
    assert [fresh(finding).heard_from for finding in (one, two)][1] == {}


def test_undo_puts_each_note_back_and_takes_out_what_the_move_made(signed_in, review, notes, charlie):
    browser = signed_in(charlie)
    browser.post(address(review), {"notes": ids(notes[:2]), "headline": "New", "do": "move"})
    assert "2 notes moved to “New”." in browser.get(address(review)).text
    browser.post(address(review, "undo/"))
    assert TeamNote.objects.filter(finding__isnull=False).count() == 0
    assert Finding.objects.standing().count() == 0
    assert "There is nothing to undo any more." in browser.post(address(review, "undo/"), follow=True).text


def test_undo_leaves_alone_what_somebody_moved_on_since(review, notes, charlie, dana):
    one, two = (shapes.finding(review, text, by=dana) for text in ("One", "Two"))
    moved = acts.move_notes(review, ids(notes[:2]), by=charlie, finding=one)
    acts.move_notes(review, ids(notes[:1]), by=charlie, finding=two)
    acts.undo(review, moved, by=charlie)
    assert (behind(one), behind(two)) == ([], ["Quick."])
    assert [fresh(finding).heard_from.get("notes", 0) for finding in (one, two)] == [0, 1]


def test_undo_keeps_a_new_finding_that_was_worded_since(review, notes, charlie):
    moved = acts.move_notes(review, ids(notes[:1]), by=charlie, headline="New")
    made = Finding.objects.get()
    made.rewrite(by=charlie, version=1, headline="Worded")
    acts.undo(review, moved, by=charlie)
    assert (Finding.objects.standing().count(), behind(made)) == (1, [])


def test_notes_are_taken_out_of_their_finding(signed_in, review, notes, charlie, dana):
    one = shapes.finding(review, "One", by=dana)
    acts.move_notes(review, ids(notes[:2]), by=charlie, finding=one)
    signed_in(charlie).post(address(review), {"notes": ids(notes[:1]), "do": "free"})
    assert (behind(one), fresh(one).heard_from["notes"]) == (["Seen fast."], 1)


@pytest.mark.parametrize(
    ("body", "said"),
    [({"headline": "New"}, "Choose at least one note."),
     ({"notes": "first"}, "Write the headline of the new one"),
     ({"notes": "other", "headline": "New"}, "isn’t there any more"),
     ({"notes": "first", "headline": "NHS number 943 476 5919"}, "no child may be identifiable")],
)  # fmt: skip
def test_what_is_wrong_is_said_and_the_choice_stays(signed_in, review, notes, charlie, body, said):
    chosen = {"first": ids(notes[:1]), "other": ["7b1f3a52-6c38-4bd7-9c1e-000000000000"]}
    sent = body | ({"notes": chosen[body["notes"]]} if "notes" in body else {})
    page = signed_in(charlie).post(address(review), sent)
    assert said in page.text
    assert page.context["chosen"] == set(sent.get("notes", ()))
    assert Finding.objects.count() == 0


def test_two_findings_are_put_together(signed_in, review, notes, charlie, dana):
    into = shapes.finding(review, "Into", by=dana, heard="Heard of one.")
    other = shapes.finding(review, "Other", by=dana, heard="Heard of two.")
    step = shapes.next_step(other, by=dana)
    acts.move_notes(review, ids(notes[:2]), by=charlie, finding=other)
    browser, chosen = signed_in(charlie), {"merge-into": into.public_id, "merge-other": other.public_id}
    page = browser.get(address(review, "merge/"), chosen)
    assert "This one is taken out" in page.text
    browser.post(address(review, "merge/"), chosen | {"version": other.version})
    into, other = fresh(into), fresh(other)
    assert (into.heard, into.heard_from["notes"], other.is_removed) == (
        "Heard of one.\n\nOther\n\nHeard of two.", 2, True
    )  # fmt: skip
    assert (behind(into), fresh(step).finding) == (["Quick.", "Seen fast."], into)


def test_two_that_say_too_much_together_stay_two(signed_in, review, notes, charlie, dana):
    into, other = (shapes.finding(review, text, by=dana, heard="x" * 1600) for text in ("Into", "Other"))
    chosen = {"merge-into": into.public_id, "merge-other": other.public_id, "version": 1}
    page = signed_in(charlie).post(address(review, "merge/"), chosen, follow=True)
    assert "Together they say more than 3000 characters." in page.text
    assert Finding.objects.standing().count() == 2


def test_once_they_are_final_nothing_moves(signed_in, ardenvale, charlie, moss, dana):
    review = made.visited(ardenvale, moss, lead=charlie, by=dana, at=Stage.FINAL_LETTER)
    finding, note = shapes.finding(review, by=dana, heard_from={"notes": 4}), made.note(review, by=moss)
    page = signed_in(charlie).get(address(review))
    assert (page.status_code, "Move to headline" in page.text) == (200, False)
    answer = signed_in(charlie).post(address(review), {"notes": ids([note]), "to": finding.public_id}, follow=True)
    assert "nothing was changed" in answer.text
    noting.edit_note(fresh(note), by=moss, version=1, heard_as="file")
    assert fresh(finding).heard_from == {"notes": 4}


def test_the_page_asks_as_many_queries_for_one_theme_as_for_many(signed_in, review, notes, charlie, moss):
    browser = signed_in(charlie)
    for place in range(2):
        shapes.finding(review, f"First {place}")
    few = queries_of(browser, address(review))
    for place in range(4):
        note = made.note(review, by=moss, theme=made.theme(f"T{place}"), session=made.session(review, f"S{place}"))
        shapes.finding(review, f"F{place}")
        acts.move_notes(review, ids([note]), by=charlie, headline=f"New {place}")
    assert queries_of(browser, address(review)) == few
