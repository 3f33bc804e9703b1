"""What peer challenge keeps about those who take part, in the words of the privacy page (portal.audit.personal)."""

from portal.audit.personal import AtErasure, Personal, named_in

# Nothing deletes a self-assessment by itself, nor a submission, which others rely on.
KEPT = "As long as the self-assessment that it belongs to"

GIVEN = Personal(
    what="Which sections you were given, by whom, until when; what you saved last, and when",
    why="So that you read and write them and no others, and your colleagues know whom to ask",
    kept=KEPT,
)
SIGNED = Personal(
    what="Whether you approved or returned a self-assessment, in which post, when, with which comments",
    why="To show that it was signed, and which text was signed",
    kept=KEPT,
)
SUBMITTED = Personal(
    what="Who submitted, opened again, extended or released a self-assessment, and took a release back",
    why="So that each of these can be traced to a person",
    kept=KEPT,
)
MODERATED = Personal(
    what="When you were asked to moderate, where you came from, what you answered, and your comments",
    why="To find moderators, share the work out fairly, and show who said what",
    kept=KEPT,
)
READ = Personal(
    what="Which other authority’s self-assessment you opened, as what, on which day, how often",
    why="So that an authority knows who has read what it shared in confidence",
    kept=KEPT,
)
CONCERN = Personal(
    what="That you raised a concern, when and with whom; nothing of what it is about",
    why="To show that it was passed on",
    kept=KEPT,
)
REPORTED = Personal(
    what="That you reported or removed what could identify somebody, from which part, and why by category",
    why="To show that it was dealt with, without keeping the text",
    kept="As long as the self-assessment or review that it belongs to",
)
EXPLAINED = Personal(
    what="Why you said that something is no date of birth or no number of a child",
    why="So that it can be looked at again",
    kept=KEPT,
)
NAMED = Personal(
    what="Your name, where an authority wrote who does what by when, or a region whom to tell of a concern",
    why="So that it is known whom to ask",
    kept=KEPT,
    at_erasure=AtErasure.KEPT,
    because="Those who wrote it put a post in its place; in what was submitted it stands as it was signed.",
    found_by=named_in,
)
