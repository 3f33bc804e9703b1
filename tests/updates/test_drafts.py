"""Starting, saving and discarding the working draft."""

import pytest

from portal.audit.models import AuditEvent, FormKey, KeyAlreadyUsed, NotAMove, Overtaken
from tests import make
from updates.actions import PeriodTaken, publish, save_draft, start_draft, start_update
from updates.models import Edition, Tag, Update
from updates.periods import Period
from updates.words import EditionText, SectionText, edition_text

NOVEMBER = Period.parse("2015-11")


def verbs(record):
    return list(AuditEvent.objects.about(record).order_by("pk").values_list("verb", flat=True))


def headings(edition):
    return [(section.heading, section.anchor) for section in edition.sections.all()]


def test_starting_an_update_makes_a_draft_with_the_suggested_title_and_records_who(mercia, dana):
    draft = start_update(mercia, NOVEMBER, by=dana)
    assert (draft.title, draft.status, draft.made_by) == ("Mercia update, November 2015", "draft", dana)
    assert verbs(draft.update) == ["started a draft of"]


def test_a_month_has_one_update_and_special_editions_beside_it(mercia, dana):
    first = start_update(mercia, NOVEMBER, by=dana)
    with pytest.raises(PeriodTaken) as taken:
        start_update(mercia, NOVEMBER, by=dana)
    assert taken.value.update == first.update
    special = start_update(mercia, NOVEMBER, by=dana, special="Spring conference")
    assert special.update.get_absolute_url() == "/mercia/updates/2015-11/spring-conference/"
    assert Update.objects.count() == 2


def test_months_whose_only_draft_was_discarded_are_free_again(mercia, dana):
    first = start_update(mercia, NOVEMBER, by=dana)
    first.discard(by=dana)
    second = start_update(mercia, NOVEMBER, by=dana)
    assert second.update == first.update
    assert second.pk != first.pk


def test_the_same_form_sent_twice_starts_one_update(mercia, dana):
    key = FormKey().key
    draft = start_update(mercia, NOVEMBER, by=dana, form_key=key)
    with pytest.raises(KeyAlreadyUsed) as used:
        start_update(mercia, Period.parse("2015-12"), by=dana, form_key=key)
    assert used.value.record_id == str(draft.update_id)
    assert Update.objects.count() == 1


def test_saving_keeps_every_word_and_moves_the_version(mercia, dana):
    draft = start_update(mercia, NOVEMBER, by=dana)
    text = EditionText(
        title="  A   title ", in_short=" Short. ", supported_by="IEWM", tags=["SEND", "send", "Early help"],
        contacts=[{"post": "Chair", "name": "", "email": "chair@example.org"}],
        sections=[SectionText("SEND", "<p>One</p><script>x</script>"), SectionText("SEND", "<p>Two</p>")],
    )  # fmt: skip
    version = save_draft(draft, text, version=draft.version, by=dana)
    saved = Edition.objects.get(pk=draft.pk)
    assert version == saved.version == 2
    assert (saved.title, saved.in_short, saved.supported_by) == ("A title", "Short.", "IEWM")
    assert saved.contacts == [{"post": "Chair", "name": "", "email": "chair@example.org"}]
    assert [tag.slug for tag in saved.tags.all()] == ["early-help", "send"]
    assert [(s.heading, s.body, s.anchor) for s in saved.sections.all()] == [
        ("SEND", "<p>One</p>", "send"),
        ("SEND", "<p>Two</p>", "send-2"),
    ]


def test_saving_on_top_of_a_newer_version_writes_nothing(mercia, dana):
    draft = make.draft(mercia, by=dana, title="Hers")
    save_draft(draft, make.text("His"), version=draft.version, by=dana)
    with pytest.raises(Overtaken):
        save_draft(draft, make.text("Hers again", sections=[]), version=draft.version - 1, by=dana)
    saved = Edition.objects.get(pk=draft.pk)
    assert (saved.title, saved.sections.count()) == ("His", 1)


def test_what_is_published_is_never_saved_over(mercia, dana):
    edition = make.update(mercia, by=dana, title="Public")
    with pytest.raises(Overtaken):
        save_draft(edition, make.text("Changed"), version=edition.version, by=dana)
    assert Edition.objects.get(pk=edition.pk).title == "Public"


def test_a_section_keeps_its_anchor_when_its_heading_and_place_change(mercia, dana):
    draft = make.draft(mercia, by=dana, sections=[("First", "<p>1</p>"), ("Second", "<p>2</p>")])
    ids = {section.anchor: section.pk for section in draft.sections.all()}
    text = EditionText(
        sections=[SectionText("Renamed", "<p>2</p>", "second"), SectionText("First", "<p>1</p>", "first")]
    )
    save_draft(draft, text, version=draft.version, by=dana)
    assert headings(draft) == [("Renamed", "second"), ("First", "first")]
    assert {section.anchor: section.pk for section in draft.sections.all()} == ids


def test_an_anchor_that_the_draft_does_not_have_is_not_taken_from_a_form(mercia, dana):
    draft = make.draft(mercia, by=dana, sections=[])
    text = EditionText(sections=[SectionText("Adoption", "<p>1</p>", "forged")])
    save_draft(draft, text, version=draft.version, by=dana)
    assert headings(draft) == [("Adoption", "adoption")]


def test_two_sections_with_one_anchor_both_stay(mercia, dana):
    draft = make.draft(mercia, by=dana, sections=[("First", "<p>1</p>")])
    text = EditionText(sections=[SectionText("First", "<p>1</p>", "first"), SectionText("Copy", "<p>2</p>", "first")])
    save_draft(draft, text, version=draft.version, by=dana)
    assert headings(draft) == [("First", "first"), ("Copy", "copy")]


def test_a_new_draft_of_a_published_update_starts_with_its_words_and_anchors(mercia, dana):
    live = make.update(
        mercia, by=dana, title="Public", tags=["SEND"], sections=[("Was", "<p>1</p>"), ("Two", "<p>2</p>")]
    )
    renamed = start_draft(live.update, by=dana)
    text = edition_text(renamed)
    text.sections[0].heading = "Is"
    save_draft(renamed, text, version=renamed.version, by=dana)
    publish(renamed, by=dana, version=renamed.version)
    again = start_draft(live.update, by=dana)
    assert (again.title, headings(again)) == ("Public", [("Is", "was"), ("Two", "two")])
    assert [tag.name for tag in again.tags.all()] == ["SEND"]
    assert start_draft(live.update, by=dana).pk == again.pk


def test_a_discarded_draft_is_kept_but_worked_on_no_more(mercia, dana):
    draft = make.draft(mercia, by=dana)
    draft.discard(by=dana)
    assert draft.update.draft is None
    assert Edition.objects.get(pk=draft.pk).sections.count() == 1
    with pytest.raises(NotAMove):
        draft.discard(by=dana)
    assert verbs(draft.update) == ["started a draft of", "discarded the draft of"]


def test_tags_that_differ_in_case_are_one(mercia, dana):
    make.draft(mercia, by=dana, tags=["Early help"])
    make.draft(mercia, "2015-12", by=dana, tags=["EARLY HELP"])
    assert list(Tag.objects.values_list("name", flat=True)) == ["Early help"]
