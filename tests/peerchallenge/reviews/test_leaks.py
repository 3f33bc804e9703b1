"""No door lets out what somebody may not know of a review: words in every confidential field, looked for everywhere.

tests/peerchallenge/test_leaks.py does the same of self-assessments.
"""

import re
from collections import defaultdict

import pytest
from django.apps import apps

from peerchallenge.reviews.models import Review
from portal.accounts.models import OutgoingMail
from portal.audit.models import AuditEvent
from tests.peerchallenge.company import places_of
from tests.peerchallenge.reviews.company import CAST, company
from tests.peerchallenge.reviews.known import OPEN, PUBLIC, SHOWN_NOWHERE, WORDS
from tests.peerchallenge.reviews.planted import plant
from tests.peerchallenge.walked import FIELDS, Visitor, Words, addresses, bare_fields, is_of_reviews, text_of
from tests.test_access import own_addresses, undone

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.once]

FOUND = Words({*WORDS, *SHOWN_NOWHERE})
# The others read no more, and no less, than one of these: tests/peerchallenge/reviews/test_reach.py asks for them, too.
WALKED = {"alice", "lou", "bob", "dana", "charlie", "moss", "rhea", "rolf", "ruth", "rose"}
TITLES = {"workingtitle", "finaltitle", "livetitle", "latetitle"}
# Of self-assessments: their own test asks for these, with more to find there.
LEFT = re.compile(r"/peer-challenge/(assessments|evidence|frameworks|remove|report|statements|submissions)/|-pack\.")


@pytest.fixture
def places(mercia, wessex, ardenvale, severnford, lenchester):
    return places_of(mercia, wessex, ardenvale, severnford, lenchester)


@pytest.fixture
def people(places, lead, request):
    cast = {name: request.getfixturevalue(name) for name in CAST}
    return company(places, cast | {"lena": lead})


@pytest.fixture
def planted(places, people):
    return plant(places, people)


def met_by(person, paths):
    visitor, met = Visitor(person), set()
    for path in paths:
        with undone():
            met.update(FOUND.found_in(visitor.read(path)))
    return met


def test_everybody_meets_exactly_the_words_of_a_review_that_they_may_know(planted, people):
    ours, others, _ = addresses(planted, people)
    met = defaultdict(set)
    for who in WALKED:
        for word in met_by(people[who], [path for path in ours if not LEFT.search(path)]):
            met[word].add(who)
    assert dict(met) == {word: who & WALKED for word, who in WORDS.items() if who & WALKED}
    assert met_by(people["frank"], [path for path in (*ours, *others) if not re.search("[0-9a-f]{8}-", path)]) == PUBLIC


def test_strangers_meet_what_is_public_and_no_more(planted, people, signed_in):
    """Through the whole of the portal, with its pages of errors."""
    ours, others, _ = addresses(planted, people)
    browser, met = signed_in(None), set()
    for path in [*(path for path in ours if not LEFT.search(path)), *others]:
        with undone():
            met.update(FOUND.found_in(text_of(browser.get(path))))
    assert met == PUBLIC


def test_every_address_of_a_review_is_walked(planted, people):
    assert addresses(planted, people)[2] >= {name for name in own_addresses() if is_of_reviews(name)}


def test_every_text_field_of_reviews_is_planted_or_open_with_its_reason(planted):
    models = [one for one in apps.get_app_config("peerchallenge").get_models() if is_of_reviews(one)]
    bare, texts = bare_fields(models, FOUND, OPEN)
    assert bare == set(), "a word in it, or a reason in known.OPEN why nothing confidential stands there"
    assert set(OPEN) - texts == set()


def test_no_mail_and_no_audit_event_carries_a_word_of_a_review(planted):
    """But its title, by which those who know of it are told what is going on."""
    told = {word for mail in OutgoingMail.objects.all() for word in FOUND.found_in(mail.subject + mail.body)}
    said = " ".join(f"{event.subject_label} {event.details}" for event in AuditEvent.objects.all())
    assert OutgoingMail.objects.filter(key__startswith="nudge:").exists()
    assert AuditEvent.objects.filter(subject_type=Review._meta.label_lower).exists()
    assert (told - TITLES, FOUND.found_in(said) - TITLES) == (set(), set())


def test_no_table_elsewhere_holds_a_word_of_a_review_but_what_is_public(planted):
    """Search knows what everybody reads; what was typed in a session that ended is kept for whoever typed it."""
    known = {"accounts.outgoingmail", "audit.auditevent"}  # the test above
    found = {}
    for model in apps.get_models():
        names = [field.name for field in model._meta.fields if isinstance(field, FIELDS)]
        if model._meta.app_label != "peerchallenge" and model._meta.label_lower not in known and names:
            said = " ".join(str(row) for row in model._base_manager.values_list(*names))
            if words := FOUND.found_in(said):
                found[model._meta.label_lower] = words
    assert found.pop("drafting.kepttext") == {"keptheadline"}
    assert found.pop("search.entry") <= PUBLIC
    assert found == {}
