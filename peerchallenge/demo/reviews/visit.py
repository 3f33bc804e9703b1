"""The visit to Hollinmoor: its timetable, what the team noted, the findings that its lead began to make of that."""

import tomllib
import uuid
from datetime import time, timedelta
from pathlib import Path

from peerchallenge.demo.reviews import findings, standing, teams
from peerchallenge.demo.reviews.content import LETTERS
from peerchallenge.reviews.actions import answering, clustering, noting, planning, wording
from peerchallenge.reviews.actions.writing_letters import write_letter
from peerchallenge.reviews.models import Stage, Theme

VISIT = tomllib.loads(Path(__file__).with_name("notes.toml").read_text())
TEAM = {"m": "moss", "l": "lena", "c": "colm.avery"}


def hollinmoor(*, by, today):
    """Peers looked at SEND a few days ago; the lead groups the team’s notes into findings and begins the letter."""
    begins_on = standing.weekday(today - timedelta(6), 1)
    review = standing.begin("Hollinmoor", "send-peer-challenge", by=by, begins_on=begins_on)
    teams.fill(review, TEAM.values(), by=by)
    review = standing.walk(review, Stage.DRAFT, by=teams.person("moss"))
    with standing.on(begins_on):
        notes = _note(review, _plan(review, by))
    moss = teams.person("moss")
    _group(review, notes, moss)
    write_letter(review, by=moss, version=0, **LETTERS["Hollinmoor"])
    return review


def _plan(review, by):
    made = []
    for day, starts, ends, title, with_whom, place, team in VISIT["sessions"]:
        times = {"starts": time.fromisoformat(starts), "ends": time.fromisoformat(ends)}
        made.append(planning.add_session(
            review, by=by, day=review.begins_on + timedelta(day), title=title, with_whom=with_whom, place=place,
            team=team, **times,
        ))  # fmt: skip
    return made


def _note(review, sessions):
    """Return the notes by the number of the finding that is made of them."""
    people = {letter: teams.person(key) for letter, key in TEAM.items()}
    themes, lines = {one.name: one for one in Theme.objects.filter(region=None)}, list(review.enquiries.standing())
    made = {}
    for place, who, kind, theme, role, way, text, number in VISIT["notes"]:
        session = sessions[place]
        note = noting.take_note(
            review, by=people[who], sent_as=uuid.uuid4(), session=session, theme=themes[theme], kind=kind, text=text,
            role=role, heard_as=way, enquiry=lines[0] if kind == "area" else lines[1],
        )  # fmt: skip
        at = standing.moment(session.day).replace(hour=session.starts.hour, minute=session.starts.minute)
        type(note).objects.filter(pk=note.pk).update(made_at=at, edited_at=at)
        made.setdefault(number, []).append(note)
    return made


def _group(review, notes, lead):
    for number, one in enumerate(findings.FOUND["hollinmoor"], start=1):
        ids = [note.public_id for note in notes[number]]
        moved = clustering.move_notes(review, ids, by=lead, headline=one["headline"], kind=one["kind"])
        finding = review.findings.get(pk=moved.finding)
        finding.review = review
        wording.edit_finding(finding, by=lead, version=finding.version, heard=one["heard"])
        for text in one.get("steps", ()):
            answering.recommend(finding, text, by=lead)
