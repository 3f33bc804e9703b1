"""Who can read what was submitted, and who has: in words, exact to the day, for every page that shows it."""

from collections import Counter

from peerchallenge.models import Cycle, Moderator, Participation, Reading
from peerchallenge.models.assessment import OWN_READERS, RUNNERS, authorities_of
from portal.accounts.models import Post


def own_readers(authority) -> str:
    """Who reads it at the authority itself."""
    return (
        f"{authority}’s Director of Children’s Services, self-assessment lead, council chief executive and "
        "Lead Member, and the chief executive of a trust that delivers its services"
    )


def runners(region) -> str:
    """Return who runs the region's peer challenge, by name; one query."""
    posts = Post.objects.current().filter(region=region, role__in=RUNNERS, person__is_active=True)
    names = [f"{post.person} ({post.get_role_display()})" for post in posts.select_related("person")]
    return f"those who run peer challenge in {region}: {', '.join(names) or 'nobody holds these posts today'}"


def after_submitting(assessment) -> list[str]:
    """Return who will be able to read it once it is submitted, a phrase each; three queries."""
    cycle = assessment.cycle
    found = [own_readers(assessment.authority), runners(assessment.region)]
    found.append("moderators from other authorities, whom they choose and who accept")
    if cycle.shared_with != Cycle.SharedWith.NOBODY:
        said = shared_in_words(assessment, cycle.shared_with)
        found.append(f"{said}, only once the director releases it")
    return found


def who_can(submission) -> list[str]:
    """Return who can read the submission now, a phrase each; five queries."""
    assessment = submission.assessment
    found = [own_readers(assessment.authority), runners(assessment.region)]
    moderators = Moderator.objects.at_work().filter(submission=submission).count()
    if moderators:
        found.append(f"{moderators} moderator{'s' if moderators > 1 else ''} from other authorities")
    release = assessment.releases.in_force().first()
    if release:
        found.append(f"{shared_in_words(assessment, release.shared_with)}, to whom it is released")
    return found


def shared_in_words(assessment, shared_with) -> str:
    """Return whom a release lets in: "the directors of Severnford, of the same triad"."""
    region = assessment.region
    if shared_with == Cycle.SharedWith.REGION:
        return f"everybody who holds a post in {region}"
    if shared_with == Cycle.SharedWith.DIRECTORS:
        return f"the directors of {region}’s authorities, those who lead its trusts, and its chair"
    taking_part = Participation.objects.filter(cycle=assessment.cycle).select_related("authority")
    triads = {one.authority: one.triad for one in taking_part}
    mine = triads.get(assessment.authority)
    others = [str(one) for one, triad in triads.items() if triad == mine and one != assessment.authority]
    if mine is None or not others:
        return "the directors of the other authorities of its triad (it is in none today)"
    return f"the directors of {', '.join(others)}, the other authorities of its triad"


def who_has(submission, user) -> str:
    """Return who outside the authority has read it: by name for its own readers, for others by their office."""
    rows = Reading.objects.filter(assessment=submission.assessment_id).select_related("person").order_by("first_at")
    if submission.authority_id in authorities_of(user, OWN_READERS):
        found = dict.fromkeys(f"{one.person} ({one.part})" for one in rows)
        return ", ".join(found) or "nobody outside the authority yet"
    offices = Counter(office for _, office in {(one.person_id, one.part.partition(",")[0]) for one in rows})
    said = [office if count == 1 else f"{count} × {office}" for office, count in sorted(offices.items())]
    return ", ".join(said) or "nobody outside the authority yet"


def classification(submission, user) -> tuple[str, str]:
    """Return how confidential it is, in a word, and who can read it and who has, in two sentences."""
    release = submission.assessment.releases.in_force().first()
    level = "Region" if release and release.shared_with == Cycle.SharedWith.REGION else "Confidential"
    who = "; ".join(who_can(submission))
    return level, f"Can be read by {who}. Read so far by: {who_has(submission, user)}."
