"""Saving on top of what somebody else did first: one page with both texts and four choices, whichever way it came."""

import pytest

from portal.drafting.models import Version
from tests import make
from tests.updates.pages import Page
from tests.updates.writing import form_of
from updates.actions import publish, save_draft, submit

pytestmark = pytest.mark.on_postgresql


@pytest.fixture
def draft(mercia, dana):
    return make.draft(mercia, by=dana, title="As it was")


@pytest.fixture
def desk(signed_in, dana):
    return signed_in(dana)


@pytest.fixture
def overtaken(draft, carol):
    """The form that was open while Carol saved."""
    form = form_of(draft, title="Mine")
    save_draft(draft, make.text("Theirs"), version=draft.version, by=carol)
    return form


def edit(desk, draft, form, do="save"):
    return desk.post(f"/updates/{draft.update_id}/edit/", form | {"do": do})


def sent(page, do):
    """What the conflict page's form sends when its button `do` is pressed."""
    return dict(page.context["conflict"].fields) | {"do": do}


def labels(page):
    return [choice.label for choice in page.context["conflict"].choices]


def test_the_page_says_who_saved_and_when_and_offers_four_choices(desk, draft, overtaken):
    page = edit(desk, draft, overtaken)
    assert page.status_code == 409
    assert page.context["conflict"].said.partition(" on ")[0] == "Carol saved this"
    assert labels(page) == ["Replace theirs with mine", "Go back to mine", "Discard mine", "Compare"]


def test_it_marks_what_differs_from_theirs_to_mine(desk, draft, overtaken):
    read = Page(edit(desk, draft, overtaken))
    assert read.texts("//section[contains(@class, 'change-changed')]/h3") == ["Title Changed"]
    assert read.texts("//p[contains(@class, 'passage')]/del") == ["[removed: Theirs]"]
    assert read.texts("//p[contains(@class, 'passage')]/ins") == ["[added: Mine]"]


@pytest.mark.parametrize(
    "do", ["save", "preview", "publish", "submit", "keep", "section-add", "save-0", "section-up-0"]
)
def test_every_button_of_the_form_meets_it(desk, draft, overtaken, do):
    assert edit(desk, draft, overtaken, do).status_code == 409
    draft.refresh_from_db()
    assert draft.title == "Theirs"


def test_replace_saves_mine_and_keeps_theirs_in_the_history(desk, draft, overtaken, carol):
    page = edit(desk, draft, overtaken)
    answer = edit(desk, draft, sent(page, "replace"), "replace")
    draft.refresh_from_db()
    assert (draft.title, answer["Location"]) == (
        "Mine",
        f"/updates/{draft.update_id}/edit/?saved={overtaken['version']}",
    )
    kept = Version.objects.get()
    assert (kept.words["title"], kept.made_by, kept.note) == (
        "Theirs", carol, "What Carol had saved, before Dana replaced it.",
    )  # fmt: skip


def test_replace_asks_again_when_they_saved_once_more(desk, draft, overtaken, carol):
    page = edit(desk, draft, overtaken)
    save_draft(draft, make.text("Theirs again"), version=draft.version, by=carol)
    again = edit(desk, draft, sent(page, "replace"), "replace")
    draft.refresh_from_db()
    assert (again.status_code, draft.title, Version.objects.count()) == (409, "Theirs again", 0)
    edit(desk, draft, sent(again, "replace"), "replace")
    draft.refresh_from_db()
    assert draft.title == "Mine"


def test_replace_pressed_twice_is_done_once(desk, draft, overtaken):
    page = edit(desk, draft, overtaken)
    answers = [edit(desk, draft, sent(page, "replace"), "replace").status_code for _ in range(2)]
    assert (answers, Version.objects.count()) == ([302, 302], 1)


def test_go_back_shows_mine_in_the_form_and_saves_nothing_until_it_is_asked_to(desk, draft, overtaken):
    page = edit(desk, draft, sent(edit(desk, draft, overtaken), "back"), "back")
    assert (page.status_code, page.context["words"].edition["title"].value(), page.context["state"]) == (
        200, "Mine", "waits",
    )  # fmt: skip
    draft.refresh_from_db()
    assert draft.title == "Theirs"
    form = form_of(draft, title="Both", over="yes")
    edit(desk, draft, form)
    draft.refresh_from_db()
    assert (draft.title, Version.objects.get().words["title"]) == ("Both", "Theirs")


def test_discard_leaves_theirs(desk, draft, overtaken):
    page = edit(desk, draft, overtaken)
    answer = edit(desk, draft, sent(page, "discard-mine"), "discard-mine")
    draft.refresh_from_db()
    assert (answer.status_code, draft.title, Version.objects.count()) == (302, "Theirs", 0)


def test_compare_shows_both_in_full_and_leads_back(desk, draft, overtaken):
    page = edit(desk, draft, sent(edit(desk, draft, overtaken), "compare"), "compare")
    assert (page.status_code, page.context["left"][0], page.context["right"][0]) == (
        200, ("Title", "Theirs"), ("Title", "Mine"),
    )  # fmt: skip
    assert labels(page)[-1] == "Show the differences"
    back = edit(desk, draft, sent(page, "differences"), "differences")
    assert (back.status_code, labels(back)[-1]) == (200, "Compare")
    assert sent(back, "replace") == sent(edit(desk, draft, overtaken), "replace")


def test_a_draft_that_was_handed_in_may_be_taken_back_with_mine(desk, draft, carol):
    form = form_of(draft, title="Mine")
    submit(draft, by=carol, version=draft.version)
    page = edit(desk, draft, form)
    assert page.context["conflict"].said.partition(" on ")[0] == "Carol sent this draft for review"
    assert labels(page) == ["Take it back and save mine", "Discard mine", "Compare"]
    edit(desk, draft, sent(page, "take-back"), "take-back")
    draft.refresh_from_db()
    assert (draft.title, draft.status) == ("Mine", "draft")


def test_a_published_draft_leads_to_a_new_one_with_mine(desk, draft, carol):
    form = form_of(draft, title="Mine")
    publish(draft, by=carol, version=draft.version)
    page = edit(desk, draft, form)
    assert (page.status_code, labels(page)) == (409, ["Save mine as a new draft", "Discard mine", "Compare"])
    for _ in range(2):
        assert edit(desk, draft, sent(page, "start"), "start").status_code == 302
    assert (draft.update.draft.title, draft.update.live.title) == ("Mine", "As it was")


def test_a_discarded_draft_too(desk, draft, carol):
    form = form_of(draft, title="Mine")
    draft.discard(by=carol)
    page = edit(desk, draft, form)
    assert page.context["conflict"].said == "Somebody discarded this draft after you opened it."
    edit(desk, draft, sent(page, "start"), "start")
    assert draft.update.draft.title == "Mine"


def test_one_s_own_other_window_is_called_that(desk, draft, dana):
    form = form_of(draft, title="Mine")
    save_draft(draft, make.text("Other window"), version=draft.version, by=dana)
    assert edit(desk, draft, form).context["conflict"].said.partition(" on ")[0] == ("You saved this in another window")


def test_a_save_whose_answer_never_came_is_no_conflict(desk, draft):
    form = form_of(draft, ("New", "Words"), title="Mine")
    assert [edit(desk, draft, form).status_code for _ in range(2)] == [302, 302]
    assert [section.heading for section in draft.sections.all()] == ["Workforce", "New"]


def test_saving_at_a_section_comes_back_to_it(desk, draft):
    answer = edit(desk, draft, form_of(draft, ("New", "Words")), "save-1")
    assert answer["Location"] == f"/updates/{draft.update_id}/edit/?at=2#section-1"
    page = Page(desk.get(answer["Location"]))
    assert page.texts("//*[@id='section-1']//*[@class='saved-here']") == ["Saved"]


def test_a_version_is_kept_with_its_note(desk, draft, dana):
    edit(desk, draft, form_of(draft, title="Mine", note="Before the board."), "keep")
    assert [(kept.note, kept.words["title"]) for kept in Version.objects.all()] == [("Before the board.", "Mine")]
