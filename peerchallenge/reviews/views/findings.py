"""The findings of a review: all on one page, one by itself, and as a table."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from peerchallenge.reviews import front_page
from peerchallenge.reviews.audiences import who_sees_items, who_sees_reply
from peerchallenge.reviews.findings_page import Card, cards_of, readable, rights_of
from peerchallenge.reviews.findings_table import Filters, as_table
from peerchallenge.reviews.forms.replying import ReplyForm
from peerchallenge.reviews.models import Finding, Review
from peerchallenge.reviews.reading_log import note_opened
from peerchallenge.reviews.replying import awaits_reply, due_or_sent
from peerchallenge.reviews.stage_words import now_in_words, tag_kind
from peerchallenge.reviews.views.shared import trail
from peerchallenge.reviews.wording import is_shared_by_hand, is_still_worded
from portal.drafting import kept
from portal.ui.permissions import may
from portal.ui.posted import address_if_there
from portal.ui.sheets import write_csv


class Opened:
    """A review whose findings somebody opens: as whom, with which rights, and the cards of what they read."""

    def __init__(self, request, review, *, with_history=True):
        self.request, self.review, self.user = request, review, request.user
        self.reader = front_page.reader_of(request.user, review)
        self.rights = rights_of(review, self.reader)
        self.cards = cards_of(review, request.user, self.rights, with_history=with_history)
        self.is_of_review = self.reader.runs or self.reader.in_team or self.reader.is_host

    def note(self, what) -> None:
        """Note that somebody from outside read findings here, if there is one to read."""
        if self.cards:
            note_opened(self.review, self.user, what, in_team=self.reader.in_team)

    @property
    def may_reply(self) -> bool:
        return may(self.user, "reviews.write_reply", self.review) and awaits_reply(self.review)

    @property
    def may_send(self) -> bool:
        return may(self.user, "reviews.send_reply", self.review) and awaits_reply(self.review)

    @property
    def may_write(self) -> bool:
        return is_still_worded(self.review) and may(self.user, "reviews.write_letter", self.review)

    def context(self, here="findings") -> dict:
        """Return what the head of each page about these findings takes."""
        review = self.review
        inside = self.rights.inside
        return {
            "review": review, "rights": self.rights, "who": who_reads(self.cards, review),
            "now": now_in_words(review) if inside else "", "tag_kind": tag_kind(review.status),
            "due": due_or_sent(review) if inside and (review.is_issued or review.replied_at) else "",
            "links": front_page.sub_nav(self.reader, review, here) if self.is_of_review else [],
            "trail": trail(review)[: 3 if inside else 1],
            "may_reply": self.may_reply, "may_send": self.may_send, "may_write": self.may_write,
            "may_ask": self.review.is_issued and may(self.user, "reviews.ask_about", self.review),
            "may_share": self.may_write and is_shared_by_hand(review),
            "who_reply": who_sees_reply(review) if self.rights.replies else None,
        }  # fmt: skip


def who_reads(cards, review):
    """Return who reads these findings: an Audience."""
    return who_sees_items(review, [card.finding for card in cards])


def review_read(request, public_id) -> Review:
    """Return the review for somebody who reads findings of it, or knows of it; 404 otherwise."""
    found = readable(request.user).select_related(*front_page.RELATED).prefetch_related("stages")
    return get_object_or_404(found, public_id=public_id)


@require_safe
def findings(request, public_id):
    """The director reads the headline findings of their authority and replies to each; others read what they may."""
    opened = Opened(request, review_read(request, public_id), with_history=False)
    filters = Filters(opened.cards, request.GET, with_replies=opened.rights.replies)
    shown = filters.narrowed(opened.cards)
    opened.note("Findings")
    context = {
        "cards": shown, "count": len(opened.cards), "replied": sum(bool(card.reply) for card in opened.cards),
        "left": [card for card in opened.cards if not card.reply],
        "strengths_left": [card for card in opened.cards if card.is_strength and not card.reply],
        "selects": filters.selects(), "chips": filters.chips(), "query": request.GET.urlencode(),
        "next_steps_url": address_if_there("next_steps", public_id) if opened.is_of_review else "",
    }  # fmt: skip
    context |= opened.context()
    if context["may_reply"]:
        for card in shown:
            card.form = ReplyForm(finding=card.finding, said=card.reply)
        context["kept_writer"] = kept.writer(request)
    return render(request, "peerchallenge/reviews/findings/findings.html", context)


@require_safe
def findings_csv(request, public_id):
    """What the page of findings shows, narrowed as it is, as CSV."""
    opened = Opened(request, review_read(request, public_id), with_history=False)
    filters = Filters(opened.cards, request.GET, with_replies=opened.rights.replies)
    opened.note("CSV")
    columns, rows = as_table(filters.narrowed(opened.cards), with_replies=opened.rights.replies)
    name = f"findings-{opened.review.authority.code}-{timezone.localdate()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(write_csv(columns, rows), content_type="text/csv; charset=utf-8", headers=headers)


def finding_read(request, public_id) -> tuple[Opened, Card]:
    """Return the Opened review of a finding that the person reads, and the finding's card; 404 otherwise."""
    rows = Finding.objects.visible_to(request.user).standing().select_related("review")
    found = get_object_or_404(rows, public_id=public_id)
    opened = Opened(request, review_read(request, found.review.public_id))
    card = next((card for card in opened.cards if card.finding == found), None)
    if card is None:
        raise Http404
    return opened, card


@require_safe
def finding(request, public_id):
    """One finding by itself, with everything that was said of it in its turn."""
    opened, card = finding_read(request, public_id)
    opened.note("Finding")
    return finding_page(request, opened, card)


def finding_page(request, opened, card, form=None, *, version=None, status=200, said="", typed=()):
    """Draw the page of one finding: with the `form` of the reply, or with what was `typed` and can't be saved."""
    place = opened.cards.index(card)
    if opened.may_reply and form is None and not said:
        form = ReplyForm(kept.restored(request), finding=card.finding, said=card.reply)
    context = {
        "card": card, "before": opened.cards[place - 1] if place else None, "count": len(opened.cards),
        "after": opened.cards[place + 1] if place + 1 < len(opened.cards) else None, "form": form,
        "version": (card.reply.version if card.reply else 0) if version is None else version,
        "said": said, "typed": typed,
    }  # fmt: skip
    context |= opened.context()
    context["trail"] = [*context["trail"], ("Headline findings", reverse("findings", args=[opened.review.public_id]))]
    context |= kept.page(request) if form else {}
    return render(request, "peerchallenge/reviews/findings/finding.html", context, status=status)
