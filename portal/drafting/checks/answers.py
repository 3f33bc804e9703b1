"""What the addresses in a text answered when they were last asked (`portal.drafting.links` asks them)."""

from portal.drafting.addresses import in_one_form
from portal.drafting.checks.draft import LOOK, Draft, quoted
from portal.drafting.models.link import LinkCheck
from portal.ui.dates import day

_Status = LinkCheck.Status


def answers(draft: Draft):
    """Yield links that led nowhere, or couldn't be followed, when they were last asked."""
    for piece in draft.pieces:
        for link in dict.fromkeys(link for block in piece.blocks for link in block.links):
            check = draft.link_checks.get(in_one_form(link.address))
            if check and (told := _told(check)):
                yield LOOK, f"{piece.label}: the link {quoted(link.words or link.address, 50)} {told}", piece.field


def _told(check):
    """Return what is wrong with a link, as the end of a sentence and what to do; empty when nothing is."""
    when = day(check.checked_at)
    if check.status == _Status.GONE:
        return f"led nowhere on {when}: {check.said}. Correct it or take it out."
    if check.status == _Status.UNREACHABLE:
        return f"could not be followed on {when}: {check.said}. That may be over by now: try it."
    if check.status == _Status.NOT_ASKED:
        return "leads into a private network, which readers can’t open. Correct it or take it out."
    return ""


def passed(draft: Draft) -> str:
    """Return how many links answered and when, and honestly how many nobody could ask; empty without links."""
    wanted = {in_one_form(link.address) for piece in draft.pieces for block in piece.blocks for link in block.links}
    wanted.discard("")
    if not wanted:
        return ""
    found = [draft.link_checks[address] for address in wanted if address in draft.link_checks]
    answered = [check for check in found if check.status == _Status.ANSWERED]
    refused = sum(check.status == _Status.REFUSED for check in found)
    parts = [f"{len(answered)} of {len(wanted)} links answered"]
    if answered:
        parts[0] += f" (asked on {day(min(check.checked_at for check in answered))})"
    if refused:
        parts.append(f"{refused} let only people look")
    if len(wanted) > len(found):
        parts.append(f"{len(wanted) - len(found)} not asked yet")
    return ", ".join(parts)
