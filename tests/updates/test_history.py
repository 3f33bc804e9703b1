"""The history: what is kept, how two texts are compared, and bringing words back."""

import pytest

from portal.audit.models import Overtaken
from portal.drafting.models import Version
from portal.drafting.models.version import versions_of
from tests import make
from updates.actions import keep_draft, publish, restore_version, save_draft
from updates.words import edition_text, kept_text

pytestmark = pytest.mark.on_postgresql


@pytest.fixture
def draft(mercia, dana):
    return make.draft(mercia, by=dana, tags=["Adoption"], in_short="Eight stayed.")


def say(draft, words, dana, note=""):
    text = edition_text(draft)
    text.sections[0].body = f"<p>{words}</p>"
    keep = keep_draft if note else save_draft
    keep(draft, text, version=draft.version, by=dana, **({"note": note} if note else {}))


def test_saving_makes_no_version_and_a_named_save_makes_one(draft, dana):
    say(draft, "First.", dana)
    assert not versions_of(draft.update).exists()
    say(draft, "Second.", dana, note="After the meeting.")
    kept = versions_of(draft.update).get()
    assert (kept.act, kept.note, kept.made_by, kept.is_intact) == ("saved", "After the meeting.", dana, True)
    assert kept_text(kept.words) == edition_text(draft)


def test_a_version_is_never_changed_or_deleted(draft, dana):
    say(draft, "Words.", dana, note="Kept.")
    kept = Version.objects.get()
    with pytest.raises(TypeError):
        kept.save()
    with pytest.raises(TypeError):
        kept.delete()


def test_restoring_keeps_what_the_draft_said_and_the_anchors(draft, dana):
    anchor = draft.sections.get().anchor
    say(draft, "First.", dana, note="One.")
    say(draft, "Second.", dana)
    restore_version(draft, versions_of(draft.update).get(number=1), version=draft.version, by=dana)
    assert [(section.body, section.anchor) for section in draft.sections.all()] == [("<p>First.</p>", anchor)]
    assert [(version.act, version.note) for version in versions_of(draft.update)] == [
        ("restored", "From version 1."), ("saved", "Before version 1 was restored."), ("saved", "One."),
    ]  # fmt: skip
    assert "Second." in str(versions_of(draft.update).get(number=2).words)


def test_restoring_on_top_of_somebody_elses_save_changes_nothing(draft, dana):
    say(draft, "First.", dana, note="One.")
    with pytest.raises(Overtaken):
        restore_version(draft, versions_of(draft.update).get(), version=draft.version - 1, by=dana)
    assert versions_of(draft.update).count() == 1


def test_publishing_keeps_what_was_published(draft, dana):
    publish(draft, by=dana, version=draft.version)
    assert [version.act for version in versions_of(draft.update)] == ["published"]


def test_the_draft_is_compared_with_what_is_live_in_one_click(draft, dana, signed_in):
    publish(draft, by=dana, version=draft.version)
    browser = signed_in(dana)
    browser.post(f"/updates/{draft.update_id}/revise/")
    say(draft.update.draft, "Fewer social workers left.", dana)
    record = browser.get(f"/updates/{draft.update_id}/").content.decode()
    assert f'href="/updates/{draft.update_id}/compare/"' in record
    page = browser.get(f"/updates/{draft.update_id}/compare/").content.decode()
    assert "What is public now" in page
    assert "<ins" in page
    assert "<del" in page


@pytest.mark.parametrize("which", ["99", "x", "-1", "99999999999", "1.5"])
def test_a_version_that_is_not_there_is_not_found(draft, dana, signed_in, which):
    path = f"/updates/{draft.update_id}/compare/?old={which}&new=draft"
    assert signed_in(dana).get(path).status_code == 404


def test_a_version_of_another_update_is_not_found(draft, wessex, dana, erin, signed_in):
    other = make.draft(wessex, by=erin)
    say(other, "Theirs.", erin, note="Kept.")
    assert signed_in(dana).get(f"/updates/{draft.update_id}/history/1/").status_code == 404


def test_the_history_asks_the_same_of_the_database_for_one_version_as_for_three(
    draft, dana, signed_in, django_assert_num_queries
):
    browser = signed_in(dana)
    for _ in range(3):
        say(draft, "Words.", dana, note="Kept.")
        browser.get(f"/updates/{draft.update_id}/history/")
        with django_assert_num_queries(8):
            browser.get(f"/updates/{draft.update_id}/history/")
