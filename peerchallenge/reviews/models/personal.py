"""What reviews keep about those who take part, in the words of the privacy page (portal.audit.personal)."""

from portal.audit.personal import AtErasure, Personal, named_in

# Nothing deletes a review by itself: its host, its team and the region rely on what it says.
KEPT = "As long as the review that it belongs to"


def of_reviewer(model, name, subject):
    """The rows of somebody in the pool."""
    rows = model._base_manager.order_by()
    return rows.filter(reviewer__person=subject.person) if subject.person else rows.none()


MOVED = Personal(
    what="Which steps of a review you took: sent its letter, corrected, replied, agreed, shared it with others",
    why="So that each of these can be traced to a person",
    kept=KEPT,
)
POOL = Personal(
    what="What you bring to reviews and when you can, what you were trained for, whom you say you shouldn’t review",
    why="So that the right people are asked",
    kept="Until you leave the pool of reviewers",
)
# A row of the pool that is about somebody goes with them.
POOL_ROW = POOL._replace(at_erasure=AtErasure.DELETED, found_by=of_reviewer)
ASKED = Personal(
    what="When you were asked to a review team, where you came from, what you answered and declared, why you left",
    why="To share the work out, and to show that nobody reviewed their own authority",
    kept=KEPT,
)
OWNS = Personal(
    what="Which actions after a review are yours",
    why="So that you are asked how they go, and somebody else closes them",
    kept=KEPT,
)
READ = Personal(
    what="Which other authority’s review you opened, as what, on which day, how often",
    why="So that a host knows who has read what it let others read",
    kept=KEPT,
)
NOTED = Personal(
    what="Your name, if a review team’s private notes say it, which they shouldn’t",
    why="None: a team writes what people do, never who they are",
    kept="28 days after the final letter at most",
    found_by=named_in,
).until("Destroy the notes of review teams")
NAMED = Personal(
    what="Your name, where a review says who signed its letter, who meets whom, who acts or whom to ask",
    why="So that it is known whom to ask",
    kept="As long as the record in which it stands",
    at_erasure=AtErasure.KEPT,
    because="Those who wrote it put a post in its place; in a letter that was sent it stands as it was signed.",
    found_by=named_in,
)
BROUGHT_IN = Personal(
    what="Letters that you bring in to make a review",
    why="So that you can check what was found in them",
    kept="30 days; once a review was made, as long as the review",
).until("Delete letters that no review was made of")
PACKED = Personal(
    what="That you asked for a pack for leaders, or for your authority’s folder",
    why="So that it reaches whoever asked",
    kept="A folder a day, a pack 30 days",
).until("Delete packs whose time is over")
