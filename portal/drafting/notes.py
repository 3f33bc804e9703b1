"""What changed in a block beside its words, said in words: targets of links, pictures, formatting."""

from portal.drafting.align import Effort, equal_pairs
from portal.drafting.blocks import Block

_NOUNS = {
    "paragraph": "paragraph", "heading": "heading", "item": "bulleted list item", "caption": "caption",
    "numbered item": "numbered list item", "row": "table row", "quote": "quotation",
}  # fmt: skip


def first_notes(block: Block) -> tuple[str, ...]:
    """Return where the links of a new block lead."""
    return tuple(f"Link on {_quoted(link.words)} leads to {_target(link.address)}." for link in block.links)


def differences(old: Block, new: Block) -> tuple[str, ...]:
    """Return one sentence for each thing that differs; empty for blocks that differ in words alone."""
    if (old.kind, old.level, old.links, old.pictures, old.marks) == (
        new.kind, new.level, new.links, new.pictures, new.marks
    ):  # fmt: skip
        return ()
    found = [*_kinds(old, new), *_links(old, new), *_pictures(old, new)]
    if not found and old.text == new.text and old.marks != new.marks:
        found = ["Formatting changed (bold, italic or which cells are headers)."]
    return tuple(found)


def _kinds(old, new):
    if old.kind != new.kind:
        yield f"Changed from a {_NOUNS[old.kind]} to a {_NOUNS[new.kind]}."
    elif old.level != new.level and old.kind == "heading":
        yield f"Changed from heading {old.level} to heading {new.level}."
    elif old.level != new.level:
        yield "The list item lies at another depth."


def _links(old, new):
    """Pair links by their words, in order; then the rest by their targets, and say what is left."""
    pairs = equal_pairs([link.words for link in old.links], [link.words for link in new.links], Effort(10_000))
    for one, other in pairs:
        before, after = old.links[one], new.links[other]
        if before.address != after.address:
            yield (
                f"Link on {_quoted(after.words)} changed from {_target(before.address)} to {_target(after.address)}."
            )
    gone = _left(old.links, {one for one, _ in pairs})
    come = _left(new.links, {other for _, other in pairs})
    targets = {link.address for link in gone} & {link.address for link in come}
    for link in gone:
        if link.address not in targets:
            yield f"Link on {_quoted(link.words)} to {_target(link.address)} removed."
    for link in come:
        if link.address not in targets:
            yield f"Link on {_quoted(link.words)} to {_target(link.address)} added."
        elif old.text == new.text:
            yield f"Link to {_target(link.address)} now stands on {_quoted(link.words)}."


def _left(links, taken):
    return [link for at, link in enumerate(links) if at not in taken]


def _pictures(old, new):
    for before, after in zip(old.pictures, new.pictures, strict=False):
        if before.source != after.source:
            yield f"Picture replaced: {_target(before.source)} by {_target(after.source)}."
        if (before.alt is None) != (after.alt is None):
            yield "The picture was marked as decorative." if after.alt == "" else "The picture’s text changed."


def _quoted(words):
    return f"“{words[:80]}{'…' if len(words) > 80 else ''}”" if words else "no words"


def _target(address):
    return address or "nowhere"
