"""What several people do to one update at the same moment, each on a connection of their own."""

import random
import threading
from functools import partial
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from portal.audit.models import NotAMove, Overtaken
from portal.drafting.models import Version
from portal.search.models import Entry
from tests import make
from tests.updates.writing import form_of
from updates.actions import (
    discard,
    keep_draft,
    move_update,
    publish,
    save_draft,
    start_draft,
    start_update,
    submit,
    withdraw,
)
from updates.actions.conflicts import replace_draft, save_as_new_draft
from updates.models import Edition, Tag, Tagging, Update
from updates.models.tag import live_q
from updates.periods import Period

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.on_postgresql]
NOVEMBER = Period.parse("2015-11")


def at_once(*acts):
    """Do all of `acts` at the same moment, each in a thread; return what each returned or raised."""
    together, answers = threading.Barrier(len(acts)), [None] * len(acts)

    def do(place, act):
        try:
            together.wait(timeout=20)
            answers[place] = act()
        except Exception as raised:
            answers[place] = raised
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.parametrize("before", ["nothing", "a discarded draft"])
def test_of_several_who_start_an_update_one_does(mercia, dana, before):
    if before != "nothing":
        start_update(mercia, NOVEMBER, by=dana).discard(by=dana)
    answers = at_once(*[lambda: start_update(mercia, NOVEMBER, by=dana)] * 4)
    assert sorted(type(answer).__name__ for answer in answers) == ["Edition", *["PeriodTaken"] * 3]


def test_a_button_pressed_again_before_the_first_answer_leads_to_the_same_update(mercia, dana):
    key = uuid4()
    answers = at_once(*[lambda: start_update(mercia, NOVEMBER, by=dana, form_key=key)] * 3)
    made = str(Update.objects.get().pk)
    assert sorted(getattr(answer, "record_id", "made") for answer in answers) == [made, made, "made"]


def test_of_several_who_save_one_does(mercia, dana):
    draft = make.draft(mercia, by=dana)
    saves = [
        lambda name=name: save_draft(draft, make.text(name, tags=[name, "Both"]), version=draft.version, by=dana)
        for name in ("One", "Two", "Three")
    ]
    assert sorted(type(answer).__name__ for answer in at_once(*saves)) == ["Overtaken", "Overtaken", "int"]
    draft.refresh_from_db()
    assert {tag.name for tag in draft.tags.all()} == {draft.title, "Both"}


def test_of_fifty_who_save_by_every_way_none_is_lost(mercia, dana, signed_in):
    """Each adds a word to what it has read, by itself or by the button, until it is taken."""
    draft = make.draft(mercia, by=dana, title="Start")
    people = [make.person(f"Saver {number}") for number in range(10)]
    for person in people:
        make.post(person, "programme-manager", mercia)
    browsers = [signed_in(people[number % 10]) for number in range(50)]

    def add(number):
        way = ("autosave", "edit")[number % 2]
        for _ in range(500):
            form = form_of(Edition.objects.get(pk=draft.pk))
            form["title"] += f" {number}"
            answer = browsers[number].post(f"/updates/{draft.update_id}/{way}/", form)
            if answer.status_code != 409:
                return answer.status_code

    answers = at_once(*(partial(add, number) for number in range(50)))
    draft.refresh_from_db()
    assert answers == [200, 302] * 25
    assert sorted(draft.title.split()[1:], key=int) == [str(number) for number in range(50)]
    assert draft.version == 52


def test_a_save_and_what_ends_the_draft_never_both_happen(mercia, dana, signed_in):
    """Publishing, handing in or discarding, as the writer last saw it, against a page that saves by itself."""
    acts = {
        "publish": lambda draft: publish(draft, by=dana, version=draft.version),
        "submit": lambda draft: submit(draft, by=dana, version=draft.version),
        "discard": lambda draft: draft.discard(by=dana, version=draft.version),
    }
    browser = signed_in(dana)
    for month, (name, act) in enumerate(acts.items(), start=1):
        draft = make.draft(mercia, f"2016-0{month}", by=dana, title="Before")
        form, path = form_of(draft, title="After"), f"/updates/{draft.update_id}/autosave/"
        saved, ended = at_once(partial(browser.post, path, form), partial(act, draft))
        was_ended = not isinstance(ended, Overtaken)
        draft.refresh_from_db()
        assert (saved.status_code, draft.title) == ((409, "Before") if was_ended else (200, "After")), name


def test_of_two_who_replace_what_was_saved_one_does(mercia, dana):
    """Where it shows is PostgreSQL: both would write the same number into the history."""
    for month in range(1, 6):
        draft = make.draft(mercia, f"2016-0{month}", by=dana)
        acts = [
            partial(replace_draft, Edition.objects.get(pk=draft.pk), make.text(name), version=draft.version, by=dana)
            for name in ("One", "Two")
        ]
        assert sorted(type(answer).__name__ for answer in at_once(*acts)) == ["Overtaken", "int"]
        assert Version.objects.about(draft.update).count() == 1


def test_of_who_discards_and_who_keeps_one_does(mercia, dana):
    for month in range(1, 6):
        draft = make.draft(mercia, f"2016-0{month}", by=dana)
        one, other = Edition.objects.get(pk=draft.pk), Edition.objects.get(pk=draft.pk)
        answers = at_once(
            partial(discard, one, by=dana, version=draft.version),
            partial(keep_draft, other, make.text("Kept"), version=draft.version, by=dana),
        )
        assert [type(answer).__name__ for answer in answers] in (["NoneType", "Overtaken"], ["Overtaken", "int"])
        assert Version.objects.about(draft.update).count() == 1


def test_of_two_who_start_a_draft_with_what_they_wrote_one_does_and_the_other_hears_of_it(mercia, dana):
    update = make.update(mercia, by=dana).update
    acts = [partial(save_as_new_draft, update, make.text(name), by=dana) for name in ("One", "Two")]
    answers = at_once(*acts)
    assert sorted(type(answer).__name__ for answer in answers) == ["Edition", "Overtaken"]
    saved = next(answer for answer in answers if isinstance(answer, Edition))
    assert update.draft.title == saved.title


def test_of_two_updates_that_move_to_one_address_one_does(mercia, dana):
    for month in range(1, 4):
        updates = [make.draft(mercia, f"201{year}-0{month}", by=dana).update for year in (1, 2)]
        to = Period.parse(f"2013-0{month}")
        answers = at_once(*(partial(move_update, update, to, by=dana) for update in updates))
        assert sorted(type(answer).__name__ for answer in answers) == ["PeriodTaken", "bool"]


def test_two_who_make_the_same_tags_wait_for_each_other(mercia, wessex, dana):
    """Where it shows is PostgreSQL: in other orders, each would wait for the other, and one be refused."""
    drafts = [make.draft(region, by=dana) for region in (mercia, wessex)]
    for number in range(5):
        names = [f"{number} {name:02}" for name in range(40)]
        words = [make.text(tags=order) for order in (names[::-1], names[1::2] + names[::2])]
        saves = [
            partial(save_draft, draft, text, version=draft.version, by=dana)
            for draft, text in zip(drafts, words, strict=True)
        ]
        assert [type(answer).__name__ for answer in at_once(*saves)] == ["int", "int"]
        assert [tag.name for tag in Tag.objects.filter(name__in=names).order_by("pk")] == names


def test_who_publishes_and_who_saves_with_the_same_tags_do_not_stand_in_each_other_s_way(mercia, wessex, dana):
    """Where it shows is PostgreSQL, whose foreign keys lock the rows that they name: the tags, the related update."""
    names = [f"Tag {number:02}" for number in range(40)]
    for name in names[::-1]:
        Tag.objects.named([name])
    live, draft = make.update(wessex, by=dana, tags=names).update, make.draft(mercia, by=dana)

    def save():
        version = draft.version
        for number in range(20):
            words = make.text(tags=names, related=[live.pk]) if number % 2 else make.text(related=[])
            version = save_draft(draft, words, version=version, by=dana)

    def release():
        for _ in range(20):
            next_draft = start_draft(live, by=dana)
            publish(next_draft, by=dana, version=next_draft.version)

    assert at_once(save, release) == [None, None]


def test_however_publishing_saving_and_withdrawing_meet_the_public_sees_one_whole_edition(mercia, dana):
    update = make.update(mercia, by=dana, tags=["Start"]).update
    seed = random.Random(7)

    def save(name):
        draft = start_draft(update, by=dana)
        save_draft(draft, make.text(name, tags=[name]), version=draft.version, by=dana)

    def release(name):
        draft = start_draft(update, by=dana)
        publish(draft, by=dana, version=draft.version)

    def take_out(name):
        withdraw(update, by=dana, reason=name)

    def put_away(name):
        draft = start_draft(update, by=dana)
        draft.discard(by=dana, version=draft.version)

    for number in range(6):
        acts = seed.choices([save, release, take_out, put_away], k=5)
        answers = at_once(*(partial(act, f"T{number}-{at}") for at, act in enumerate(acts)))
        failures = [answer for answer in answers if answer and not isinstance(answer, Overtaken | NotAMove)]
        assert failures == []
        the_public_sees_one_whole_edition(update)


def the_public_sees_one_whole_edition(update):
    live = list(Edition.objects.live().filter(update=update))
    is_withdrawn = Update.objects.get(pk=update.pk).is_withdrawn
    assert len(live) == (0 if is_withdrawn else 1)
    assert Edition.objects.filter(update=update, status="draft").count() <= 1
    tagged = Tagging.objects.filter(live_q(timezone.now()), update=update).values_list("edition_id", "tag__name")
    assert sorted(tagged) == sorted((edition.pk, tag.name) for edition in live for tag in edition.tags.all())
    found = Entry.objects.visible_to(None).filter(key=update.pk).values_list("title", "heading")
    assert sorted(found) == sorted((edition.title, part.heading) for edition in live for part in edition.sections.all())
