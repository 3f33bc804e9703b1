"""The findings of a review narrowed by what a page was asked for, and as a table."""

from peerchallenge.reviews.findings_page import Card
from peerchallenge.reviews.models import Reply
from portal.ui.links import with_query

NOT_REPLIED = "none"


class Filters:
    """Cards narrowed by what stands behind the "?": type, theme and reply; what isn't there is ignored."""

    def __init__(self, cards, query, *, with_replies):
        self.query = query
        themes = {str(card.finding.theme_id): str(card.finding.theme) for card in cards if card.finding.theme}
        self.choices = {
            "kind": ("Show", "All findings", {"strength": "Strengths", "area": "Areas to develop"}),
            "theme": ("Theme", "Every theme", dict(sorted(themes.items(), key=lambda pair: pair[1]))),
        }
        if with_replies:
            replies = {NOT_REPLIED: "Not replied yet", **dict(Reply.Says.choices)}
            self.choices["reply"] = ("Reply", "Every reply", replies)
        self.given = {name: query.get(name, "") for name in self.choices}
        self.given = {name: value if value in self.choices[name][2] else "" for name, value in self.given.items()}

    def narrowed(self, cards) -> list[Card]:
        return [card for card in cards if all(self._fits(card, name) for name in self.given if self.given[name])]

    def _fits(self, card, name):
        said = card.reply.says if card.reply else NOT_REPLIED
        return {"kind": card.kind, "theme": str(card.finding.theme_id), "reply": said}[name] == self.given[name]

    def selects(self) -> list[dict]:
        """Return the filters as components/filter_form.html takes them."""
        return [
            {"name": name, "label": label, "choices": [("", every), *choices.items()], "value": self.given[name]}
            for name, (label, every, choices) in self.choices.items() if choices
        ]  # fmt: skip

    def chips(self) -> list[dict]:
        return [{"label": self.choices[name][2][value], "url": with_query(self.query, **{name: None})}
                for name, value in self.given.items() if value]  # fmt: skip


def as_table(cards, *, with_replies) -> tuple[list[str], list[list[str]]]:
    """Return the columns and rows of cards, for a spreadsheet."""
    columns = ["Number", "Type", "Theme", "Line of enquiry", "Headline", "What the team heard", "Heard from",
               "Self-assessment", "Recommended next steps", "Who can read it"]  # fmt: skip
    return columns + (["Reply", "Reply in words"] if with_replies else []), [_row(one, with_replies) for one in cards]


def _row(card, with_replies):
    about = card.related
    own = f"{about.said}: {'; '.join(filter(None, [about.place, about.prompt, about.claim]))}" if about else ""
    steps = "; ".join(step.text for step in card.steps)
    row = [str(card.number), card.label, str(card.finding.theme or ""), card.enquiry, card.headline, card.heard,
           card.from_whom, own, steps, card.level]  # fmt: skip
    if not with_replies:
        return row
    return row + ([card.reply.get_says_display(), card.reply.words] if card.reply else ["Not replied", ""])
