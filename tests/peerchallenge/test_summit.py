"""The Performance Summit: what is counted, what of it others are shown, from when, and on paper."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document

from peerchallenge.actions.running import edit_steps
from peerchallenge.models import Reading
from peerchallenge.summit import as_at, summit_of, summit_step
from tests.pdf import pages_of, tagging_of, text_of
from tests.peerchallenge import shapes
from tests.peerchallenge.moderation import at_work, remark, statement_ids
from tests.peerchallenge.summit import on_its_day, places, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def full(cycle, dana):
    """Eight authorities submitted: five judge the first area good, one requires improvement, two don't judge it."""
    grades = (1, 1, 1, 1, 1, 2, None, None)
    return [said(cycle, place, by=dana, grade=grade, steps=(3, 2), kinds=("strength", "area"))
            for place, grade in zip(places(cycle, 8), grades, strict=True)]  # fmt: skip


def numbers(spread):
    return {bar.label: bar.number for bar in spread.bars}


def page(signed_in, person, cycle, name="summit"):
    return signed_in(person).get(reverse(name, args=[cycle.public_id]))


def test_those_who_run_the_cycle_see_the_spread_with_whose_it_is(cycle, full):
    area = summit_of(cycle, names=True).areas[0]
    assert numbers(area.judged) == {
        "Outstanding": 0, "Good": 5, "Requires improvement to be good": 1, "Inadequate": 0, "No judgement": 2,
    }  # fmt: skip
    assert [bar.whose for bar in area.judged.bars][2] == ["Fernhall"]
    assert area.judged.sentence == (
        "Of 8 authorities, 5 judge it “Good”, 1 judges it “Requires improvement to be good” and 2 give no judgement."
    )
    assert [bar.number for bar in area.reached.bars] == [0, 8, 8, 0, 0]
    assert area.reached.sentence == "Of 16 statements, 8 stand at step 3 and 8 stand at step 2."
    assert area.counted == "8 strengths and 8 areas for improvement are named."
    assert area.most == ["A1: most name a strength and an area for improvement. Question 1"]


def test_beyond_them_nothing_rests_on_fewer_than_three_authorities(cycle, full):
    area = summit_of(cycle, names=False).areas[0]
    assert numbers(area.judged) == {
        "Outstanding": 0, "Good": 5, "Requires improvement to be good": None, "Inadequate": 0, "No judgement": None,
    }  # fmt: skip
    assert area.judged.sentence == "Of 8 authorities, 5 judge it “Good”. The rest is not shown."
    assert [bar.whose for bar in area.judged.bars] == [[]] * 5


def test_who_does_not_name_it_counts_as_much_as_who_does(cycle, full, dana):
    full[0].words["sections"][0]["prompts"][0]["statements"] = []
    full[0].save()
    named = summit_of(cycle, names=False).areas[0].named[0]
    assert (named.strengths, named.areas) == (None, None)
    named = summit_of(cycle, names=True).areas[0].named[0]
    assert (named.strengths, named.areas, named.asked) == (7, 7, 8)


def test_two_submissions_are_shown_to_nobody_else(cycle, dana, wren, greta, signed_in):
    for place in places(cycle, 2):
        said(cycle, place, by=dana, steps=(3,))
    on_its_day(cycle)
    answer = page(signed_in, greta, cycle)
    assert answer.context["areas"] == []
    assert "Fewer than three authorities have submitted" in answer.content.decode()
    assert len(page(signed_in, dana, cycle).context["areas"]) == 2


def test_no_authority_is_named_to_a_director(cycle, full, greta, dana, signed_in):
    on_its_day(cycle)
    for name in ("summit", "summit_present"):
        text = page(signed_in, greta, cycle, name).content.decode()
        assert [one.authority.name for one in full if one.authority.name in text] == []
        assert "5 judge it “Good”" in text
    assert "Fernhall" in page(signed_in, dana, cycle).content.decode()
    assert "Fernhall" not in page(signed_in, dana, cycle, "summit_present").content.decode()


def test_the_cycle_says_to_whom_it_is_shown(cycle, full, greta, bob, signed_in):
    on_its_day(cycle, seen_by="runners")
    assert page(signed_in, greta, cycle).status_code == 403
    on_its_day(cycle, seen_by="directors")
    assert [page(signed_in, one, cycle).status_code for one in (greta, bob)] == [200, 403]
    on_its_day(cycle, seen_by="region")
    assert [page(signed_in, one, cycle).status_code for one in (greta, bob)] == [200, 200]
    on_its_day(cycle, seen_by="region", is_on=False)
    assert page(signed_in, greta, cycle).status_code == 403


def test_before_its_first_day_others_are_shown_nothing(cycle, full, greta, signed_in):
    on_its_day(cycle, days=-1)
    answer = page(signed_in, greta, cycle)
    assert (answer.context["summit"], answer.context["areas"]) == (None, [])
    assert "hasn’t begun" in answer.content.decode()
    cycle.steps.filter(kind="performance-summit").update(opens_on=None)
    assert "no first day yet" in page(signed_in, greta, cycle).content.decode()


def test_what_comes_after_its_first_day_began_changes_nothing_for_others(cycle, full, dana, greta, signed_in):
    on_its_day(cycle)
    before = page(signed_in, greta, cycle).content.decode()
    assessment = full[5].assessment
    section = shapes.first_section(assessment)
    section.grade = section.area.framework_version.scale.get(position=1)
    section.save()
    shapes.submission(assessment, by=dana, number=2)
    assert "6 judge it “Good”" in page(signed_in, dana, cycle).content.decode()
    shown = page(signed_in, greta, cycle)
    assert shown.context["summit"].areas[0].judged.sentence in before
    assert len(shown.context["summit"].told) == 8


def test_a_moderators_step_goes_before_the_coachs(cycle, full, dana, moss):
    first = full[0]
    moderator = at_work(first, moss, by=dana)
    remark(moderator, statement=statement_ids(first)[0], proposed_step=1, step_reason="Old.")
    assert [bar.number for bar in summit_of(cycle, names=True).areas[0].reached.bars] == [0, 7, 8, 1, 0]
    earlier = timezone.now() - timedelta(days=1)
    type(first).objects.update(submitted_at=earlier - timedelta(days=1))
    assert [bar.number for bar in summit_of(cycle, names=False, before=earlier).areas[0].reached.bars] == [
        0,
        8,
        8,
        0,
        0,
    ]


def test_only_the_latest_version_counts(cycle, full, dana):
    shapes.submission(full[0].assessment, by=dana, number=2)
    assert len(summit_of(cycle, names=True).told) == 8


def test_reading_it_with_names_is_noted_for_each_authority(cycle, full, dana, greta, signed_in):
    on_its_day(cycle)
    page(signed_in, greta, cycle)
    assert not Reading.objects.exists()
    page(signed_in, dana, cycle)
    page(signed_in, dana, cycle)
    noted = set(Reading.objects.values_list("what", "times", "person__name"))
    assert (Reading.objects.count(), noted) == (8, {("Performance Summit", 2, "Dana")})


def test_as_at_is_the_beginning_of_the_first_day(cycle):
    on_its_day(cycle)
    moment = timezone.localtime(as_at(summit_step(cycle)))
    assert (moment.date(), moment.hour, moment.minute) == (timezone.localdate(), 0, 0)


def test_the_page_asks_as_much_however_much_was_submitted(cycle, dana, signed_in, django_assert_max_num_queries):
    said(cycle, places(cycle, 1)[0], by=dana, steps=(1,))
    browser = signed_in(dana)
    url = reverse("summit", args=[cycle.public_id])
    browser.get(url)
    with django_assert_max_num_queries(15) as few:
        browser.get(url)
    for place in places(cycle, 4, first=1):
        said(cycle, place, by=dana, steps=(1, 2, 3))
    browser.get(url)
    with django_assert_max_num_queries(15) as many:
        browser.get(url)
    assert len(few) == len(many)


def pack(signed_in, person, cycle, whose, kind):
    return signed_in(person).get(reverse("summit_pack", args=[cycle.public_id, whose, kind]))


def words_of_docx(content):
    document = Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_the_managers_pack_has_names_and_lines_of_enquiry(cycle, full, dana, signed_in):
    full[5].assessment.enquiries.create(text="Why does it vary?", because="One sum.")
    answer = pack(signed_in, dana, cycle, "managers", "pdf")
    assert tagging_of(answer.content).is_marked
    text = text_of(answer.content)
    for expected in ("Review team.", "Fernhall", "Why does it vary? (Because: One sum.)", "5 judge it “Good”"):
        assert expected in text
    for page in pages_of(answer.content):
        assert "Only for those whom the first page names" in page
    word = pack(signed_in, dana, cycle, "managers", "docx")
    assert "Why does it vary? (Because: One sum.)" in words_of_docx(word.content)
    assert set(Reading.objects.values_list("what", "times")) == {("Pack", 2)}


def test_the_directors_pack_has_neither(cycle, full, dana, greta, signed_in):
    full[5].assessment.enquiries.create(text="Why does it vary?", because="One sum.")
    on_its_day(cycle)
    answers = [
        pack(signed_in, person, cycle, "directors", kind) for person in (dana, greta) for kind in ("pdf", "docx")
    ]
    texts = [read(one.content) for one, read in zip(answers, (text_of, words_of_docx) * 2, strict=True)]
    for text in texts:
        assert [one.authority.name for one in full if one.authority.name in text] == []
        assert ("Why does it vary?" in text, "Not shown" in text, "5 judge it “Good”" in text) == (False, True, True)
    assert not Reading.objects.exists()
    assert pack(signed_in, greta, cycle, "managers", "pdf").status_code == 403


def test_packs_are_made_as_often_as_papers_and_no_more(cycle, full, dana, signed_in, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"print": "1/10m/user"}
    browser, url = signed_in(dana), reverse("summit_pack", args=[cycle.public_id, "managers", "docx"])
    answers = [browser.get(url) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 429]


def test_a_summit_that_was_shown_stays_counted_as_at_that_day_wherever_its_days_move(cycle, full, dana):
    on_its_day(cycle, days=3)
    was = as_at(summit_step(cycle))
    late = full[0]
    type(late).objects.filter(pk=late.pk).update(submitted_at=timezone.now() - timedelta(days=1))
    for moved in (timezone.localdate(), timezone.localdate() + timedelta(days=9), None):
        cycle.refresh_from_db()
        edit_steps(
            cycle, [(summit_step(cycle).pk, {"opens_on": moved, "due_on": None})], by=dana, version=cycle.version
        )
        step = summit_step(cycle)
        assert (step.opens_on, as_at(step)) == (moved, was)
    assert len(summit_of(cycle, names=False, before=as_at(step)).told) == 7


@pytest.mark.parametrize("shown", [{"seen_by": "managers"}, {"days": -2}])
def test_a_summit_that_nobody_else_was_shown_is_counted_as_at_its_new_day(cycle, full, dana, shown):
    on_its_day(cycle, **shown)
    day = timezone.localdate() - timedelta(days=1)
    cycle.refresh_from_db()
    edit_steps(cycle, [(summit_step(cycle).pk, {"opens_on": day})], by=dana, version=cycle.version)
    assert timezone.localdate(as_at(summit_step(cycle))) == day
