"""The host's reply: to one finding, to all strengths, sent as a whole; twice, at once and late."""

from datetime import date

import pytest

from peerchallenge.reviews.actions.replying import NotOpen, reply, send_reply
from peerchallenge.reviews.models import Finding, Reply, Review, Stage
from peerchallenge.reviews.replying import standing_of
from portal.accounts.models import OutgoingMail
from portal.accounts.roles import Role
from portal.audit.models import AuditEvent, Overtaken
from tests import make
from tests.peerchallenge.reviews import shapes
from tests.peerchallenge.reviews import shapes_findings as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(ardenvale, dana):
    return made.issued(ardenvale, by=dana)


@pytest.fixture
def findings(review):
    return list(review.findings.all())


def of_finding(finding, more="reply/"):
    return f"/peer-challenge/reviews/findings/{finding.public_id}/{more}"


def of_review(review, more=""):
    return f"/peer-challenge/reviews/{review.public_id}/findings/{more}"


def said(review):
    rows = Reply.objects.filter(review=review).order_by("finding__position")
    return [(row.finding.position, row.says, row.words) for row in rows]


def test_a_reply_is_saved_and_leads_to_the_next_finding_without_one(signed_in, review, findings, alice):
    made.reply(findings[1], by=alice)
    answer = signed_in(alice).post(of_finding(findings[0]), {"says": "agree", "words": "", "version": "0"})
    assert answer.url == f"{of_review(review)}#finding-{findings[2].public_id}"
    assert said(review) == [(0, "agree", ""), (1, "agree", "")]


def test_a_reply_saves_by_itself_and_stays_the_hosts_alone(signed_in, review, findings, alice, lead, dana):
    url, browser = of_finding(findings[0], "reply/save/"), signed_in(alice)
    assert browser.post(url, {"says": "disagree", "version": 0}).status_code == 422
    assert said(review) == []
    assert browser.post(url, {"says": "agree", "words": "Yes.", "version": 0}).json()["fields"] == {"version": 1}
    assert browser.post(url, {"says": "agree", "words": "Yes.", "version": 0}).json()["fields"] == {"version": 1}
    late = signed_in(lead).post(url, {"says": "disagree", "words": "No.", "version": 0})
    assert (late.status_code, late.json()["said"].startswith("Alice saved this on")) == (409, True)
    typed = browser.post(of_finding(findings[0]), {"says": "agree", "words": "Kept here.", "version": 1, "do": "edit"})
    assert "Kept here." in typed.content.decode()
    assert (said(review), Reply.objects.visible_to(dana).exists()) == ([(0, "agree", "Yes.")], False)
    assert not AuditEvent.objects.filter(subject_type__endswith="reply").exists()


def test_one_by_one_it_leads_to_the_next_page_and_at_last_back_to_all(signed_in, review, findings, alice):
    browser = signed_in(alice)
    found = [browser.post(of_finding(one), {"says": "agree", "version": "0", "from": "one"}).url for one in findings]
    assert found == [of_finding(findings[1]), of_finding(findings[2]), of_review(review)]


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [({"says": "disagree"}, {"words": ["Say in words why you disagree."]}),
     ({"says": "with-changes", "words": "  "}, {"words": ["Say in words which changes you mean."]}),
     ({"words": "Hm."}, {"says": ["Choose agree, agree with changes or disagree."]})],
)  # fmt: skip
def test_a_reply_needs_its_words_and_says_so_on_its_own_page(signed_in, review, findings, alice, typed, wrong):
    page = signed_in(alice).post(of_finding(findings[0]), typed | {"version": "0"})
    assert (page.context["form"].errors, said(review)) == (wrong, [])


def test_a_reply_that_may_name_a_child_is_not_saved(signed_in, review, findings, alice):
    page = signed_in(alice).post(
        of_finding(findings[0]), {"says": "disagree", "words": "Seen on 3 May 2014, NHS 943 476 5919", "version": "0"}
    )
    assert (list(page.context["form"].errors), said(review)) == (["words"], [])


def test_of_two_colleagues_the_second_sees_both_replies(signed_in, review, findings, alice, lead):
    signed_in(lead).post(of_finding(findings[0]), {"says": "disagree", "words": "Not so.", "version": "0"})
    page = signed_in(alice).post(of_finding(findings[0]), {"says": "agree", "words": "", "version": "0"})
    assert (page.status_code, page.context["theirs"], page.context["saved_by"]) == (
        409, [("Reply", "Disagree"), ("In words", "Not so.")], lead
    )  # fmt: skip
    assert said(review) == [(0, "disagree", "Not so.")]
    over = dict(page.context["hidden"])
    signed_in(alice).post(of_finding(findings[0]), {name: str(value) for name, value in over.items()})
    assert said(review) == [(0, "agree", "")]


def test_the_same_reply_sent_twice_is_one(review, findings, alice):
    reply(findings[0], says="agree", words="", by=alice, version=0)
    assert reply(findings[0], says="agree", words="", by=alice, version=0).version == 1
    with pytest.raises(Overtaken):
        reply(findings[0], says="disagree", words="No.", by=alice, version=0)


@pytest.mark.parametrize("at", [Stage.ON_SITE, Stage.DRAFT, Stage.FACTUAL_CHECK, Stage.REPLY, Stage.WITHDRAWN])
def test_there_is_no_replying_before_the_final_letter_or_after_it_was_sent(ardenvale, dana, alice, at):
    review = shapes.review(ardenvale, by=dana, at=at, kind_of=shapes.kind())
    with pytest.raises(NotOpen):
        reply(shapes.finding(review), says="agree", words="", by=alice, version=0)


def test_a_kind_without_letters_takes_its_reply_once_the_findings_are_shared(ardenvale, dana, alice):
    kind = shapes.kind(without=(Stage.DRAFT, Stage.FACTUAL_CHECK, Stage.FINAL_LETTER))
    review = shapes.review(ardenvale, by=dana, at=Stage.FEEDBACK_GIVEN, kind_of=kind)
    with pytest.raises(NotOpen):
        reply(shapes.finding(review), says="agree", words="", by=alice, version=0)
    Review.objects.filter(pk=review.pk).update(shared_at=review.made_at)
    reply(review.findings.get(), says="agree", words="", by=alice, version=0)
    review.refresh_from_db()
    assert send_reply(review, by=alice, seal=standing_of(review).seal).status == Stage.REPLY


def test_what_is_typed_after_the_reply_was_sent_is_given_back(signed_in, review, findings, alice):
    browser = signed_in(alice)
    Review.objects.filter(pk=review.pk).update(replied_at=review.shared_at, replied_by=alice, status=Stage.REPLY)
    page = browser.post(of_finding(findings[0]), {"says": "disagree", "words": "Our own figures.", "version": "0"})
    assert (page.status_code, said(review)) == (409, [])
    assert "Our own figures." in page.text


def test_agreeing_to_all_strengths_leaves_other_replies_as_they_are(signed_in, review, findings, alice, lead):
    browser = signed_in(alice)
    asked = browser.get(of_review(review, "strengths/"))
    assert [one.headline for one in asked.context["left"]] == ["Headline 1.", "Headline 3."]
    made.reply(findings[2], "disagree", "Not so.", by=lead)
    typed = {"finding": [str(one) for _, one in asked.context["hidden"]] + [str(findings[1].public_id)]}
    browser.post(of_review(review, "strengths/"), typed)
    assert said(review) == [(0, "agree", ""), (2, "disagree", "Not so.")]


def test_the_director_sends_the_reply_and_all_who_read_findings_read_it(
    signed_in, review, findings, alice, dana, charlie, lead
):
    shapes.member(review, charlie, by=dana, lead=True)
    for one in findings:
        made.reply(one, by=alice)
    browser = signed_in(alice)
    page = browser.get(of_review(review, "send/"))
    assert (page.context["lacks"], page.context["counts"]) == (
        "", [("Agree", 3), ("Agree with changes", 0), ("Disagree", 0)]
    )  # fmt: skip
    browser.post(of_review(review, "send/"), dict(page.context["hidden"]))
    review.refresh_from_db()
    assert (review.status, review.replied_by) == (Stage.REPLY, alice)
    assert [card.reply.says for card in signed_in(charlie).get(of_review(review)).context["cards"]] == ["agree"] * 3
    assert sorted(OutgoingMail.objects.values_list("to", flat=True)) == sorted(
        [charlie.email, dana.email, lead.email]
    )  # fmt: skip
    assert "3 of 3 replied" in OutgoingMail.objects.first().body


def test_what_has_no_answer_is_listed_and_has_to_be_allowed(signed_in, review, findings, alice, dana):
    shapes.next_step(findings[1], "Agree one threshold document.")
    made.reply(findings[0], by=alice)
    browser = signed_in(alice)
    page = browser.get(of_review(review, "send/"))
    assert page.context["lacks"] == "2 findings and 1 next step"
    seal = dict(page.context["hidden"])
    assert list(browser.post(of_review(review, "send/"), seal).context["form"].errors) == ["without"]
    browser.post(of_review(review, "send/"), seal | {"without": "on"})
    review.refresh_from_db()
    assert review.status == Stage.REPLY


def test_a_reply_that_changed_since_it_was_looked_at_is_shown_again(signed_in, review, findings, alice, lead):
    browser = signed_in(alice)
    seal = dict(browser.get(of_review(review, "send/")).context["hidden"]) | {"without": "on"}
    made.reply(findings[0], "disagree", "Not so.", by=lead)
    page = browser.post(of_review(review, "send/"), seal)
    review.refresh_from_db()
    assert (page.status_code, page.context["changed"], review.status) == (409, True, Stage.FINAL_LETTER)


def test_a_reply_after_the_day_promised_is_taken_and_says_so(signed_in, review, findings, alice):
    review.stages.filter(stage=Stage.REPLY).update(due_on=date(2026, 1, 10))
    browser = signed_in(alice)
    page = browser.get(of_review(review, "send/"))
    assert "It can still be sent, and will say that it came late." in page.context["due"]
    browser.post(of_review(review, "send/"), dict(page.context["hidden"]) | {"without": "on"})
    assert "after the day promised." in browser.get(of_review(review)).context["due"]


def test_only_who_answers_for_the_authority_sends(signed_in, review, lead, dana, lenchester_head):
    assert signed_in(lead).get(of_review(review, "send/")).status_code == 403
    assert signed_in(dana).get(of_review(review, "send/")).status_code == 403
    assert signed_in(lenchester_head).get(of_review(review, "send/")).status_code == 200


@pytest.fixture
def lenchester_head(ardenvale):
    person = make.person("Tara")
    make.post(person, Role.TRUST_CHIEF_EXECUTIVE, make.trust("Mercia Trust", ardenvale))
    return person


def test_what_was_typed_when_the_session_had_ended_is_offered_back(client, signed_in, review, findings, alice):
    form = signed_in(alice).get(of_review(review)).context["kept_writer"]
    typed = {"says": "disagree", "words": "Our own figures.", "version": "0", "kept_writer": form}
    client.post(of_finding(findings[0]), typed)
    page = signed_in(alice).get(of_finding(findings[0]))
    restored = signed_in(alice).get(f"{of_finding(findings[0])}?restore={page.context['kept'].pk}")
    assert restored.context["form"]["words"].value() == "Our own figures."


def test_what_is_replied_leaves_no_trace_for_others_before_it_is_sent(review, findings, alice):
    before = AuditEvent.objects.count()
    reply(findings[0], says="agree", words="", by=alice, version=0)
    reply(findings[0], says="disagree", words="No.", by=alice, version=1)
    assert AuditEvent.objects.count() == before


def test_a_finding_that_was_taken_out_takes_no_reply(review, findings, alice):
    Finding.objects.filter(pk=findings[0].pk).update(is_removed=True)
    with pytest.raises(Overtaken):
        reply(findings[0], says="agree", words="", by=alice, version=0)
