"""What became of the demonstration's reviews at their hosts: one waits for a reply, one is followed up, one is over."""

from datetime import timedelta

from django.utils import timezone

from peerchallenge.demo.reviews import findings, standing, teams
from peerchallenge.demo.reviews.content import LETTERS, SUMMARY
from peerchallenge.demo.writing import director_of
from peerchallenge.reviews.actions import acting, checking, summarising
from peerchallenge.reviews.actions.releasing import release
from peerchallenge.reviews.actions.writing_letters import write_letter
from peerchallenge.reviews.models import HostAction, ProgressCheck, PublicSummary, Stage
from peerchallenge.reviews.releasing import change_of
from peerchallenge.reviews.stages import months_after

TEAM_REVIEW = "team-review"


def ardenvale(*, by, today):
    """Its final letter came nine days ago: its director has answered five of twelve findings."""
    begins_on = standing.weekday(today - timedelta(33), 1)
    review = _found("Ardenvale", begins_on, by=by, team=("beatrix.lowell", "priya.nott", "tomas.reed", "asha.penrose"))
    review = standing.walk(review, Stage.FINAL_LETTER, by=teams.person("beatrix.lowell"))
    replied_on = min(standing.day_of(Stage.FINAL_LETTER, review.begins_on, review.ends_on) + timedelta(4), today)
    findings.reply(review, findings.FOUND["ardenvale"], by=director_of(review), on=standing.moment(replied_on))
    return review


def severnford(*, by, today):
    """Replied and at work on its actions: a progress check was sent, another is due within days."""
    letter = months_after(today + timedelta(4), -6)
    begins_on = standing.weekday(letter - timedelta(24), 1)
    review = _found("Severnford", begins_on, by=by, team=("alice", "priya.nott", "colm.avery", "tomas.reed"))
    review, actions = _followed(review, "severnford", teams.person("alice"))
    ProgressCheck.objects.filter(review=review, months=6).update(due_on=today + timedelta(4))
    _do(actions, director_of(review))
    _progress(review, actions)
    _open(standing.fresh(review))
    return review


def kingsmarsh(*, by, today):
    """Its actions are agreed."""
    begins_on = standing.weekday(today - timedelta(100), 1)
    review = _found("Kingsmarsh", begins_on, by=by, team=("leopold.hart", "edda.stone", "colm.avery"))
    return _followed(review, "kingsmarsh", teams.person("leopold.hart"))[0]


def _found(place, begins_on, *, by, team):
    review = standing.begin(place, TEAM_REVIEW, by=by, begins_on=begins_on)
    teams.fill(review, team, by=by)
    lead, found = teams.person(team[0]), findings.FOUND[place.lower()]
    with standing.on(standing.day_of(Stage.DRAFT, review.begins_on, review.ends_on)):
        findings.write(review, found, by=lead)
        write_letter(review, by=lead, version=0, **LETTERS[place])
    return review


def _followed(review, key, lead):
    """Replied to, with its actions agreed."""
    found, host = findings.FOUND[key], director_of(review)
    review = standing.walk(review, Stage.FINAL_LETTER, by=lead)
    replied_on = standing.day_of(Stage.REPLY, review.begins_on, review.ends_on)
    findings.reply(review, found, by=host, on=standing.moment(replied_on))
    actions = findings.act(review, found, by=host)
    made = standing.moment(standing.day_of(Stage.ACTIONS_LIVE, review.begins_on, review.ends_on))
    HostAction.objects.filter(review=review).update(made_at=made, status_at=made)
    return standing.walk(review, Stage.ACTIONS_LIVE, by=lead, host=host), actions


def _do(actions, director):
    """Let those who own them say what is done, and the director check it."""
    for action, said in actions:
        if said.get("state") in ("done", "closed"):
            action = acting.say_done(
                action, by=action.owner_person or teams.person("edda.stone"), version=action.version
            )
        if said.get("state") == "closed":
            closed_on = timezone.localdate() - timedelta(said["on"])
            with standing.on(closed_on):
                acting.close(action, by=director, version=action.version, because=said["because"])
            HostAction.objects.filter(pk=action.pk).update(status_at=standing.moment(closed_on))


def _progress(review, actions):
    check = ProgressCheck.objects.select_related("review").get(review=review, months=3)
    said = {action: dict(zip(("status", "done", "difference"), words["report"], strict=True))
            for action, words in actions}  # fmt: skip
    edda, day = teams.person("edda.stone"), check.due_on - timedelta(2)
    with standing.on(day):
        words = "Workers and schools notice it first: fewer calls to ask again. For children it is early to say."
        check = checking.save(check, difference=words, said=said, by=edda, version=check.version)
        checking.send(check, by=edda, version=check.version)
    ProgressCheck.objects.filter(pk=check.pk).update(sent_at=standing.moment(day), edited_at=standing.moment(day))
    type(review).objects.filter(pk=review.pk).update(status_at=standing.moment(day))
    review.stages.filter(stage=Stage.PROGRESS_REVIEW).update(reached_at=standing.moment(day))


def _open(review):
    """The host lets others read some findings, with their next steps, and tells everybody what it learned."""
    host = director_of(review)
    wanted = [one.get("shown_to", "authority") for one in findings.FOUND["severnford"]]
    rows = list(review.findings.standing().order_by("position").prefetch_related("next_steps"))
    with standing.on(timezone.localdate() - timedelta(40)):
        for level in ("directors", "region", "public"):
            chosen = [one for one, shown_to in zip(rows, wanted, strict=True) if shown_to == level]
            keys = {f"finding:{one.public_id}" for one in chosen}
            keys |= {f"nextstep:{step.public_id}" for one in chosen for step in one.next_steps.all()}
            release(review, keys, level, by=host, seal=change_of(review, keys, level).seal)
        summary = summarising.write(review, SUMMARY, by=host, version=0)
        summarising.publish(review, by=host, version=summary.version)
    PublicSummary.objects.filter(review=review).update(
        published_at=standing.moment(timezone.localdate() - timedelta(40))
    )
