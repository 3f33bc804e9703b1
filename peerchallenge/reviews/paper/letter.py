"""The letter of a review on paper. Everything on it is plain text: nothing is markup of any kind."""

from dataclasses import asdict, dataclass
from pathlib import Path

from peerchallenge.reviews.letter_page import laid_out, name_of
from portal.paper.typesetting import typeset
from portal.paper.word import bullets, heading, new_document, paragraph, saved
from portal.ui import dates
from portal.ui.atom import xml_text

_TEMPLATE = Path(__file__).parent / "root" / "letter.typ"


@dataclass
class LetterPaper:
    title: str
    region: str
    about: str
    status: str
    level: str
    who: str
    header: str
    footer: str
    opening: list[str]
    findings: list[dict]
    closing: list[str]
    signed_by: str
    original: list[dict]
    fingerprint: str

    def as_data(self) -> dict:
        return asdict(self)


def letter_paper_of(letter, who, user, at) -> LetterPaper:
    """Return the paper of a Letter for the Audience `who`, printed by `user` at a moment; who may read it was asked."""
    shown, name = laid_out(letter.words), name_of(letter)
    return LetterPaper(
        title=shown.title,
        region=str(letter.review.region),
        about=shown.about,
        status=f"{name}, {shown.dated}",
        level=who.level,
        who=who.said,
        header=f"{who.level}. {shown.title}, {name.lower()}. Only for those whom the first page names.",
        footer=f"Printed by {user} on {dates.moment(at)}",
        opening=_lines(shown.opening),
        findings=[_finding(what, one) for what, one in shown.findings],
        closing=_lines(shown.closing),
        signed_by=shown.signed_by,
        original=shown.original,
        fingerprint=_fingerprint(letter),
    )


def _fingerprint(letter):
    """Say by which number its words are known: as it was sent, and what is left where something was removed since."""
    if not letter.sha256_now:
        return f"Fingerprint of its words (SHA-256): {letter.sha256}"
    return (
        f"Fingerprint of its words as it was sent (SHA-256): {letter.sha256}. Something that could identify a child "
        f"was removed since; of its words now: {letter.sha256_now}"
    )


def _finding(what, one):
    return {
        "headline": f"{one['number']}. {one['headline']}",
        "what": what,
        "heard": _lines(one["heard"]),
        "steps": [step["text"] for step in one["steps"]],
    }


def _lines(text):
    return [line for line in text.splitlines() if line.strip()]


def as_pdf(paper) -> bytes:
    """Return the PDF/UA-1 of a LetterPaper. Raises portal.paper.typesetting.CannotPrint."""
    return typeset(_TEMPLATE, paper.as_data())


def as_word(paper) -> bytes:
    """Return the document of a LetterPaper; its classification and reader stand on every page."""
    document = new_document(paper.title, paper.region)
    part = document.sections[0]
    part.header.paragraphs[0].text = xml_text(paper.header)
    part.footer.paragraphs[0].text = xml_text(paper.footer)
    paragraph(document, f"{paper.about}. {paper.status}", "Subtitle")
    paragraph(document, "").add_run(xml_text(f"{paper.level}. {paper.who}")).bold = True
    for line in paper.opening:
        paragraph(document, line)
    if paper.findings:
        heading(document, "Headline findings", 1)
    for one in paper.findings:
        _finding_in_word(document, one)
    for line in [*paper.closing, paper.signed_by]:
        paragraph(document, line)
    if paper.original:
        heading(document, "The letter as it was brought in", 1)
        for one in paper.original:
            _original_in_word(document, one)
    paragraph(document, paper.fingerprint)
    return saved(document)


def _finding_in_word(document, one):
    heading(document, one["headline"], 2)
    for line in [one["what"], *one["heard"]]:
        paragraph(document, line)
    if one["steps"]:
        paragraph(document, "").add_run("Recommended next steps").bold = True
        bullets(document, one["steps"])


def _original_in_word(document, one):
    if one["kind"] == "heading":
        heading(document, one["text"], 2)
    else:
        paragraph(document, one["text"], "List Bullet" if one["kind"] == "item" else None)
