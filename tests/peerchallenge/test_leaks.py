"""No door lets out what somebody may not know: words in every confidential field, looked for in every answer."""

from collections import defaultdict

import pytest
from django.apps import apps
from django.urls import reverse

from peerchallenge.models import SelfAssessment
from portal.accounts.models import OutgoingMail
from portal.audit.models import AuditEvent
from tests.peerchallenge.company import company, places_of
from tests.peerchallenge.known import OPEN, SHOWN_NOWHERE, WORDS
from tests.peerchallenge.planted import plant
from tests.peerchallenge.walked import FIELDS, Visitor, Words, addresses, bare_fields, is_of_reviews, text_of
from tests.test_access import own_addresses, undone

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.once]

# Who reads no more, and no less, than another one who walks: tests/peerchallenge/test_reach.py asks for them, too.
LIKE_ANOTHER = {"cora", "leah", "ferris", "gail", "tove", "wren"}
FOUND = Words({*WORDS, *SHOWN_NOWHERE})


@pytest.fixture
def places(mercia, wessex, ardenvale, severnford, lenchester):
    return places_of(mercia, wessex, ardenvale, severnford, lenchester)


@pytest.fixture
def people(places, alice, bob, charlie, dana, erin, frank, greta):
    cast = {"alice": alice, "bob": bob, "charlie": charlie, "dana": dana, "erin": erin, "frank": frank, "greta": greta}
    return company(places, cast)


@pytest.fixture
def planted(places, people):
    return plant(places, people)


def met_by(person, paths, *methods):
    """The words in any answer over these addresses, asked for or posted to with nothing in it."""
    visitor, met = Visitor(person), set()
    for path in paths:
        for method in methods or ("get",):
            with undone():
                met.update(FOUND.found_in(visitor.read(path, method)))
    return met


def test_everybody_meets_exactly_the_words_that_they_may_know(planted, people):
    ours, others, _ = addresses(planted, people)
    met = defaultdict(set)
    walk = {name: person for name, person in people.items() if name not in LIKE_ANOTHER}
    for who, person in walk.items():
        methods = ("get", "post") if who in ("charlie", "bob") else ("get",)
        for word in met_by(person, ours, *methods):
            met[word].add(who)
    for who in ("charlie", "frank"):
        assert met_by(people[who], others) == set()
    assert dict(met) == {word: who & set(walk) for word, who in WORDS.items()}


def test_strangers_and_those_who_are_refused_meet_no_word(planted, people, signed_in):
    """Through the whole of the portal, with its pages of errors: nobody at all, and a director of the triad."""
    ours, others, _ = addresses(planted, people)
    for person in (None, people["charlie"]):
        browser, met = signed_in(person), set()
        for path in ours if person else [*ours, *others]:
            with undone():
                met.update(FOUND.found_in(text_of(browser.get(path))))
        assert met == set()


def test_what_is_released_is_that_version_and_no_more(places, people):
    ours, _, _ = addresses(plant(places, people, released=True), people)
    frozen = {word for word in WORDS if word.startswith("frozen")} - {"frozenreopened"}
    for who in ("charlie", "tove"):
        assert met_by(people[who], ours) == frozen | {"leftoutreason"}
    assert met_by(people["wren"], ours) == set()


def test_every_address_is_walked(planted, people):
    """Those of reviews by tests/peerchallenge/reviews/test_leaks.py, and here what stands of them without one."""
    walked = addresses(planted, people)[2]
    assert {name for name in set(own_addresses()) - walked if not is_of_reviews(name)} == {"theme_chain"}


def test_every_text_field_is_planted_or_open_with_its_reason(planted):
    """Of each model of peer challenge but those of reviews, those that come with a later issue included."""
    models = [one for one in apps.get_app_config("peerchallenge").get_models() if not is_of_reviews(one)]
    bare, texts = bare_fields(models, FOUND, OPEN)
    assert bare == set(), "a word in it, or a reason in known.OPEN why nothing confidential stands there"
    assert set(OPEN) - texts == set()


def test_the_papers_are_read_to_their_words(planted, people):
    """As of nobody's paper a word would be met if none could be read from it."""
    not_printed = {"frozenbytes", "frozenfile", "frozenreopened"}
    frozen = {word for word in WORDS if word.startswith("frozen")} - not_printed
    for kind in ("pdf", "docx"):
        path = reverse("submission_paper", args=[planted.submission.public_id, kind])
        assert met_by(people["ivy"], [path]) == frozen | {"leftoutreason"}, kind


def test_no_mail_carries_a_word_but_to_those_who_answer_for_it(planted, people):
    own = {people[name].email for name in ("alice", "lena", "tess")}
    told = {(mail.to, word) for mail in OutgoingMail.objects.all() for word in FOUND.found_in(mail.subject + mail.body)}
    words = ("returnedcomment", "extendedreason", "laterreason", "firstreopened", "frozenreopened")
    assert told == {(address, word) for address in own for word in words}
    assert OutgoingMail.objects.filter(key__startswith="nudge:").exists()


def test_no_audit_event_carries_a_word(planted):
    said = " ".join(f"{event.subject_label} {event.details}" for event in AuditEvent.objects.all())
    assert AuditEvent.objects.filter(subject_type=SelfAssessment._meta.label_lower).exists()
    assert FOUND.found_in(said) == set()


def test_no_table_elsewhere_holds_a_word(planted):
    """Neither the search index nor a cache nor a list of followers: what isn't there can't be found there."""
    # The tests above; what was replaced, which is read with its record; what its writer typed.
    known = {"accounts.outgoingmail", "drafting.version", "drafting.kepttext"}
    found = {}
    for model in apps.get_models():
        if model._meta.app_label == "peerchallenge" or model._meta.label_lower in known:
            continue
        names = [field.name for field in model._meta.fields if isinstance(field, FIELDS)]
        said = " ".join(str(row) for row in model._base_manager.values_list(*names)) if names else ""
        if words := FOUND.found_in(said):
            found[model._meta.label_lower] = words
    assert found == {}
