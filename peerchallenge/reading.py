"""Reading what was submitted: noting who outside the authority did, and the files that it names."""

from collections import Counter

from django.db.models import F
from django.utils import timezone

from peerchallenge.models import Evidence, Moderator, Reading
from peerchallenge.models.of_authority import OWN_READERS, RUNNERS, authorities_of
from peerchallenge.models.sharing import DIRECTORS
from peerchallenge.words import all_statements


def note_reading(submission, user, what: str) -> None:
    """Note that `user` opened the submission as `what` ("Page", "PDF", "Word", "File", "Comparison", "Pack").

    The authority's own readers are not noted. Two requests at once make one row that counts two.
    """
    if submission.authority_id in authorities_of(user, OWN_READERS):
        return
    part = part_of(submission, user)
    Reading.note(assessment_id=submission.assessment_id, person=user, part=part, what=what)


def part_of(submission, user) -> str:
    """Return as what `user` reads it: the office that lets them in, such as "Moderator, Severnford"."""
    office, runs = office_in(submission.region_id, user)
    moderates = None if runs else Moderator.objects.at_work().filter(submission=submission, person=user).first()
    return f"Moderator, {moderates.home}" if moderates else office


def office_in(region_id, user) -> tuple[str, bool]:
    """Return the office in which `user` reads what is shared in a region, and whether they run its peer challenge."""
    posts = user.posts_now()
    for post in posts:
        if post.role in RUNNERS and post.region_id == region_id:
            return str(post), True
    here = [post for post in posts if any(region.pk == region_id for region in post.regions())]
    leading = [post for post in here if post.role in DIRECTORS]
    return str((leading or here or posts or ["Somebody without a post"])[0]), False


def who_has(submission, user) -> str:
    """Return who outside the authority has read it: by name for its own readers, for others by their office alone."""
    rows = Reading.objects.filter(assessment=submission.assessment_id).select_related("person").order_by("first_at")
    if submission.authority_id in authorities_of(user, OWN_READERS):
        found = dict.fromkeys(f"{one.person} ({one.part})" for one in rows)
        return "; ".join(found) or "nobody outside the authority yet"
    offices = Counter(office for _, office in {(one.person_id, one.part.partition(",")[0]) for one in rows})
    said = [office if count == 1 else f"{count} × {office}" for office, count in sorted(offices.items())]
    return "; ".join(said) or "nobody outside the authority yet"


def frozen_file(submission, evidence_id) -> Evidence | None:
    """Return the row of evidence whose file the submission names, with its blob; None for any other."""
    found = [one for _, _, statement in all_statements(submission.words) for one in statement["evidence"]]
    sha256 = next((one["sha256"] for one in found if one["file"] and one["id"] == str(evidence_id)), None)
    rows = Evidence.objects.filter(authority=submission.authority_id, public_id=evidence_id, blob__sha256=sha256)
    return rows.select_related("blob").first() if sha256 else None


def note_readings(submissions, user, what: str) -> None:
    """As `note_reading`, of many submissions of one region that `user` runs; at most three queries."""
    own = authorities_of(user, OWN_READERS)
    others = {one.assessment_id: one for one in submissions if one.authority_id not in own}
    if not others:
        return
    now = timezone.now()
    part = part_of(next(iter(others.values())), user)[:150]
    key = {"person": user, "part": part, "what": what[:40], "day": timezone.localdate(now)}
    there = Reading.objects.filter(**key, assessment__in=others)
    known = set(there.values_list("assessment", flat=True))
    if known:
        there.update(times=F("times") + 1, last_at=now)
    new = [
        Reading(**key, assessment_id=pk, region_id=one.region_id, authority_id=one.authority_id, first_at=now,
                last_at=now)
        for pk, one in others.items() if pk not in known
    ]  # fmt: skip
    Reading.objects.bulk_create(new, ignore_conflicts=True)
