"""A tag's count is kept until time alone changes it, and right at any moment."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from tests import make
from updates.actions import publish, save_draft, start_draft, withdraw
from updates.models import Tag, Tagging

pytestmark = pytest.mark.on_postgresql


def counts():
    return dict(Tag.objects.with_counts().values_list("name", "count"))


def corrected(update, by, at=None, **fields):
    draft = start_draft(update, by=by)
    save_draft(draft, make.text("Corrected", **fields), version=draft.version, by=by)
    return publish(draft, by=by, version=draft.version, at=at)


def test_a_draft_counts_for_nothing_and_its_publication_counts_once(mercia, dana):
    draft = make.draft(mercia, by=dana, tags=["SEND", "Adoption"])
    assert counts() == {}
    publish(draft, by=dana, version=draft.version)
    make.update(mercia, "2015-12", by=dana, tags=["SEND"])
    assert counts() == {"SEND": 2, "Adoption": 1}


def test_a_correction_without_a_tag_takes_it_away(mercia, dana):
    first = make.update(mercia, by=dana, tags=["SEND", "Adoption"])
    corrected(first.update, dana, tags=["SEND"])
    assert counts() == {"SEND": 1}


def test_a_withdrawn_update_no_longer_counts(mercia, dana):
    withdraw(make.update(mercia, by=dana, tags=["SEND"]).update, by=dana, reason="In error.")
    assert counts() == {}


def test_counts_change_at_the_moment_of_a_scheduled_edition_and_are_right_ever_after(mercia, dana):
    first = make.update(mercia, by=dana, tags=["SEND"])
    later = timezone.now() + timedelta(days=2)
    corrected(first.update, dana, at=later, tags=["Adoption"])
    make.update(mercia, "2015-12", by=dana, at=later + timedelta(days=2), tags=["SEND", "Adoption"])
    assert counts() == {"SEND": 1}
    with time_machine.travel(later - timedelta(seconds=1), tick=False):
        assert counts() == {"SEND": 1}
    with time_machine.travel(later, tick=False):
        assert counts() == {"Adoption": 1}
        make.update(mercia, "2016-01", by=dana, at=later, tags=["Adoption"])
        assert counts() == {"Adoption": 2}
    with time_machine.travel(later + timedelta(days=3), tick=False):
        assert counts() == {"SEND": 1, "Adoption": 3}


@pytest.mark.parametrize("kept", [0, 99])
def test_what_is_kept_is_what_counting_says(mercia, dana, kept):
    for month in range(1, 4):
        make.update(mercia, f"2015-0{month}", by=dana, tags=["SEND"])
    Tag.objects.update(live_count=kept)
    Tag.objects.all().recount()
    assert Tag.objects.get().live_count == Tagging.objects.live().count() == 3
