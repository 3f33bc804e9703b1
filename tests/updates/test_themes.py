"""What sections are about: written with their words, kept, restored, compared and carried into the next draft."""

import pytest
from django.db import IntegrityError, transaction

from portal.drafting.compare import compare
from portal.drafting.models.version import versions_of
from tests import make
from updates.actions import copy_headings, keep_draft, publish, restore_version, save_draft, start_draft
from updates.actions.conflicts import says_the_same
from updates.models import SectionTheme
from updates.words import ThemeText, edition_text, kept_text, parts, rows

SECTIONS = (("Workforce", "<p>More stayed.</p>"), ("Adoption", "<p>Quicker.</p>"))


@pytest.fixture
def draft(mercia, dana):
    return make.draft(mercia, "2026-05", by=dana, title="May", sections=SECTIONS)


def key(subject):
    return f"{subject._meta.model_name}-{subject.pk}"


def about(draft, *subjects, at=0):
    """The words of `draft`, with its section number `at` about `subjects`."""
    text = edition_text(draft)
    text.sections[at].themes = [ThemeText(key(subject)) for subject in subjects]
    return text


def tag(draft, by, *subjects, at=0):
    save_draft(draft, about(draft, *subjects, at=at), version=draft.version, by=by)


def told(edition):
    """What each section is about, in words, by its anchor."""
    sections = edition_text(edition).sections
    return {section.anchor: [str(theme) for theme in section.themes] for section in sections}


def test_saving_writes_what_each_section_is_about(draft, dana, safeguarding, workforce):
    tag(draft, dana, workforce, safeguarding)
    assert told(draft) == {
        "workforce": ["P1. Effective safeguarding (2026-27)", "E1. Workforce development (2026-27)"],
        "adoption": [],
    }


def test_saving_the_same_again_keeps_the_rows_and_saving_less_takes_them_away(draft, dana, safeguarding, workforce):
    tag(draft, dana, safeguarding, workforce)
    before = list(SectionTheme.objects.order_by("pk").values_list("pk", flat=True))
    tag(draft, dana, safeguarding, workforce)
    assert list(SectionTheme.objects.order_by("pk").values_list("pk", flat=True)) == before
    tag(draft, dana, workforce)
    assert told(draft) == {"workforce": ["E1. Workforce development (2026-27)"], "adoption": []}


def test_it_goes_with_its_section_and_moves_with_it(draft, dana, safeguarding):
    tag(draft, dana, safeguarding, at=1)
    text = edition_text(draft)
    text.sections = [text.sections[1]]
    save_draft(draft, text, version=draft.version, by=dana)
    assert told(draft) == {"adoption": ["P1. Effective safeguarding (2026-27)"]}
    text.sections = []
    save_draft(draft, text, version=draft.version, by=dana)
    assert SectionTheme.objects.count() == 0


def test_a_new_draft_of_what_is_live_is_about_the_same_even_when_the_priority_was_taken_out(draft, dana, safeguarding):
    tag(draft, dana, safeguarding)
    publish(draft, by=dana, version=draft.version)
    type(safeguarding).objects.filter(pk=safeguarding.pk).update(is_removed=True)
    again = start_draft(draft.update, by=dana)
    assert told(again) == {"workforce": ["P1. Effective safeguarding (2026-27)"], "adoption": []}


def test_headings_of_the_last_update_come_without_what_they_were_about(mercia, draft, dana, safeguarding):
    tag(draft, dana, safeguarding)
    publish(draft, by=dana, version=draft.version)
    following = make.draft(mercia, "2026-06", by=dana, sections=())
    copy_headings(following, version=following.version, by=dana)
    assert told(following) == {"workforce": [], "adoption": []}


def test_a_version_keeps_what_it_was_called_then(draft, dana, safeguarding):
    keep_draft(draft, about(draft, safeguarding), version=draft.version, by=dana)
    type(safeguarding).objects.filter(pk=safeguarding.pk).update(title="Safety")
    kept = versions_of(draft.update).get()
    assert kept.words["sections"][0]["themes"] == [
        {"key": key(safeguarding), "name": "P1. Effective safeguarding", "period": "2026-27"}
    ]
    assert kept_text(kept.words) == edition_text(draft)
    assert kept.is_intact


def test_a_version_from_before_sections_were_about_anything_is_read(draft, dana):
    keep_draft(draft, edition_text(draft), version=draft.version, by=dana)
    words = versions_of(draft.update).get().words
    for section in words["sections"]:
        del section["themes"]
    assert kept_text(words) == edition_text(draft)


def test_restoring_a_version_brings_it_back(draft, dana, safeguarding, workforce):
    keep_draft(draft, about(draft, safeguarding), version=draft.version, by=dana)
    tag(draft, dana, workforce)
    restore_version(draft, versions_of(draft.update).get(number=1), version=draft.version, by=dana)
    assert told(draft) == {"workforce": ["P1. Effective safeguarding (2026-27)"], "adoption": []}
    assert "Workforce development" in str(versions_of(draft.update).get(number=2).words)


def test_comparing_says_it_in_words(draft, dana, safeguarding, workforce):
    tag(draft, dana, safeguarding)
    old = edition_text(draft)
    tag(draft, dana, workforce)
    changes = compare(parts(old), parts(edition_text(draft)))
    (changed,) = [change for change in changes if change.state != "same"]
    assert changed.label == "What the sections are about"
    assert parts(old)[-1].html == "<p>Workforce: P1. Effective safeguarding (2026-27)</p>"
    assert rows(edition_text(draft))[-1] == (
        "What the sections are about", "Workforce: E1. Workforce development (2026-27)",
    )  # fmt: skip


def test_words_about_nothing_have_no_such_part(draft):
    assert [part.key for part in parts(edition_text(draft))][-1] == "section:adoption"
    assert rows(edition_text(draft))[-1][0] == "Adoption"


def test_only_the_same_choice_is_the_same_words(draft, dana, safeguarding, workforce):
    tag(draft, dana, safeguarding, workforce)
    same = [
        says_the_same(draft, about(draft, *subjects), dana)
        for subjects in ([workforce, safeguarding], [safeguarding], [])
    ]
    assert same == [True, False, False]


@pytest.mark.django_db(transaction=True)
def test_the_database_refuses_what_is_of_another_region(draft, dana, wessex, erin):
    theirs = make.plan(wessex, "2026-27", by=erin, status="published").priorities.get()
    with pytest.raises(IntegrityError):
        tag(draft, dana, theirs)
    assert SectionTheme.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_the_database_refuses_another_plan_than_that_of_the_priority(draft, dana, mercia, safeguarding):
    tag(draft, dana, safeguarding)
    other = make.plan(mercia, "2027-28", by=dana)
    with pytest.raises(IntegrityError), transaction.atomic():
        SectionTheme.objects.update(plan=other)
    assert SectionTheme.objects.get().plan_id == safeguarding.plan_id
