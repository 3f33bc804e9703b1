"""Areas that are done, sending nothing, a concern and its way back, and comments answered together."""

from uuid import uuid4

import pytest
from django.urls import reverse

from peerchallenge.actions.moderating import CannotModerate, answer_remark, send_remarks
from peerchallenge.actions.sharing import raise_concern
from peerchallenge.models import Concern, Moderator, Remark
from peerchallenge.tasks_moderation import concerns_to_take_up
from portal.accounts.models import OutgoingMail, User
from tests.peerchallenge import moderation as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def submission(assessment, alice):
    return made.submission(assessment, by=alice, statements=3)


@pytest.fixture
def moderator(submission, moss, dana):
    return made.at_work(submission, moss, by=dana)


def test_an_area_is_done_once_the_moderator_says_so(moderator, moss, signed_in):
    browser = signed_in(moss)
    front = reverse("moderate", args=[moderator.public_id])
    area = made.area_remark(moderator)

    def states():
        return [row["status"] for row in browser.get(front).context["tasks"]]

    assert states() == ["Not yet started", "Not yet started"]
    url = reverse("area_moderate", args=[area.public_id])
    browser.post(url, {"version": 1, "on_area": "Thin.", "do": "save"})
    assert states() == ["In progress", "Not yet started"]
    browser.post(url, {"version": 2, "on_area": "Thin.", "is_done": "on", "do": "save"})
    assert states() == ["Completed", "Not yet started"]
    assert browser.get(url).context["form"]["is_done"].value() is True
    send_remarks(Moderator.objects.get(), by=moss)
    assert states() == ["Completed", "Completed"]


def test_sending_without_a_comment_asks_first(moderator, moss, signed_in, alice):
    with pytest.raises(CannotModerate, match="no comment"):
        send_remarks(moderator, by=moss)
    browser, url = signed_in(moss), reverse("remarks_send", args=[moderator.public_id])
    assert "Finish without a comment?" in browser.get(url).content.decode()
    browser.post(url)
    assert Moderator.objects.get().status == "accepted"
    browser.post(url, {"without": "comment"})
    assert Moderator.objects.get().status == "done"
    assert "is done, without a comment, with" in OutgoingMail.objects.get(to=alice.email).body


def test_a_concern_is_raised_where_one_reads_and_leads_back_there(submission, moderator, moss, dana, signed_in):
    area = reverse("area_moderate", args=[made.area_remark(moderator).public_id])
    url = f"{reverse('concern', args=[submission.assessment.public_id])}?area={made.area_remark(moderator).public_id}"
    browser = signed_in(moss)
    assert f'href="{url}"' in browser.get(area).content.decode()
    assert browser.get(url).context["back"] == ("Area A", area)
    assert browser.get(url).context["trail"][-1] == ("Area A", area)
    assert browser.post(url, {"form_key": uuid4()})["Location"] == url
    plain = (submission.reference, submission.get_absolute_url())
    for other in (dana, moss):
        assert signed_in(other).get(url.partition("?")[0]).context["back"] == plain
    for strange in ("x", str(uuid4())):
        assert browser.get(url.replace(url[-36:], strange)).context["back"] == plain
    assert signed_in(dana).get(url).context["back"] == plain


def waiting(person):
    return [(task.title, task.why) for task in concerns_to_take_up(User.objects.get(pk=person.pk))]


def test_a_concern_waits_for_the_manager_until_it_is_taken_up(
    submission, assessment, moderator, moss, dana, ivy, alice, erin, signed_in
):
    raise_concern(assessment, by=moss)
    told = (
        "A concern was raised about Ardenvale’s self-assessment",
        "It was raised with: A programme manager of Mercia.",
    )
    assert [waiting(person) for person in (dana, ivy, alice, erin, moss)] == [[told], [], [], [], []]
    url = reverse("concern", args=[assessment.public_id])
    form = {"do": "take-up", "concern": Concern.objects.get().pk}
    assert signed_in(moss).post(url, form).status_code == 403
    for wrong in ("x", "999", ""):
        assert signed_in(dana).post(url, form | {"concern": wrong}).status_code == 404
    assert waiting(dana) == [told]
    for _ in range(2):
        signed_in(dana).post(url, form)
    one = Concern.objects.get()
    assert (one.taken_up_by, waiting(dana)) == (dana, [])
    assert "Dana took it up on" in signed_in(moss).get(url).content.decode()


def test_who_raised_it_has_no_task_of_it(submission, assessment, dana):
    raise_concern(assessment, by=dana)
    assert waiting(dana) == []


@pytest.fixture
def comments(submission, moderator):
    """Three on statements, sent."""
    return [made.remark(moderator, f"Comment {pk[:4]}", statement=pk) for pk in made.statement_ids(submission)]


def answers(*rows):
    """(remark, reply, answer) each, as the page sends them."""
    return {f"{row.public_id}-{name}": value for row, reply, answer in rows
            for name, value in (("reply", reply), ("answer", answer), ("version", row.version))}  # fmt: skip


def replies(comments):
    return [Remark.objects.get(pk=row.pk).reply for row in comments]


def test_several_comments_are_answered_on_one_page(submission, comments, alice, signed_in):
    one, two, three = comments
    browser, url = signed_in(alice), reverse("remarks_answer", args=[submission.public_id])
    assert url in browser.get(reverse("remarks", args=[submission.public_id])).content.decode()
    page = browser.get(url)
    assert [row.remark for row in page.context["form"].rows] == comments
    browser.post(url, answers((one, "agree", ""), (two, "disagree", "It is dated."), (three, "", "")))
    assert replies(comments) == ["agree", "disagree", ""]
    assert [row.remark for row in browser.get(url).context["form"].rows] == [three]


def test_all_that_is_wrong_is_said_at_once_and_nothing_is_saved(submission, comments, alice, signed_in):
    one, two, three = comments
    url = reverse("remarks_answer", args=[submission.public_id])
    page = signed_in(alice).post(url, answers((one, "disagree", ""), (two, "", "Because."), (three, "agree", "")))
    assert sorted(error["message"] for error in page.context["errors"]) == [
        "Choose what you answer.", "Say in words why you disagree.",
    ]  # fmt: skip
    assert replies(comments) == ["", "", ""]


def test_what_somebody_else_answered_first_stands_and_is_shown_with_mine(submission, comments, alice, lead, signed_in):
    one, two, three = comments
    form = answers((one, "agree", ""), (two, "agree", "Mine."), (three, "", ""))
    answer_remark(two, reply="will-change", answer="Theirs.", by=lead, version=two.version)
    browser, url = signed_in(alice), reverse("remarks_answer", args=[submission.public_id])
    page = browser.post(url, form)
    assert (page.status_code, replies(comments)) == (409, ["agree", "will-change", ""])
    said = page.content.decode()
    assert "Theirs." in said and "Mine." in said
    again = Remark.objects.get(pk=two.pk)
    assert browser.post(url, answers((again, "agree", "Mine."))).status_code == 302
    assert Remark.objects.get(pk=two.pk).answer == "Mine."
