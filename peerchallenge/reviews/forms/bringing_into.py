"""The check screen of a letter that becomes the draft of a review under way."""

from peerchallenge.reviews.forms.bringing import LetterWords, rows_of
from peerchallenge.reviews.forms.letters import LetterTextForm
from peerchallenge.reviews.importing.around import around
from peerchallenge.reviews.wording import themes_for


class DraftWords(LetterWords):
    """What stands around the findings, and the findings, valid together or not at all."""

    def __init__(self, found, data=None, *, review, draft, rows=None, about=None):
        """`draft` is the LetterDraft of `review` or None. What is written there stays; the letter fills the rest."""
        themes = themes_for(review)
        self.about = LetterTextForm(data, initial=about if about is not None else _texts(found, draft))
        self._hold(themes, rows if rows is not None else _new(rows_of(found, themes), review), data)


def _texts(found, draft):
    written = {name: text for name, text in LetterTextForm.initial_of(draft).items() if text}
    return around(found) | written


def _new(rows, review):
    """Tick what the review has no finding of yet."""
    there = {one.headline.strip().lower() for one in review.findings.standing()}
    return [row | {"is_taken": row["headline"].strip().lower() not in there} for row in rows]
