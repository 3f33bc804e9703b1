"""The pack for the Performance Summit: a tagged PDF and a Word document, with its classification on every page.

The managers' pack has names and, for each authority, its lines of enquiry; the directors' has neither.
"""

from dataclasses import asdict, dataclass
from pathlib import Path

from peerchallenge.enquiries import chosen_in
from peerchallenge.summit_page import counted_over, named_table, overview
from portal.paper.typesetting import PDF, typeset
from portal.paper.word import WORD, bullets, new_document, saved, table
from portal.ui import dates

_TEMPLATE = Path(__file__).parent / "root" / "summit.typ"
NOTHING = "Nothing was submitted by then."
TOO_FEW = "Fewer than three authorities have submitted, so nothing is shown: it would give away what one of them said."


@dataclass
class Drawn:
    """A spread as paper shows it: sentence, table, and how long each line's bar is of 100 (none: withheld, nothing)."""

    title: str
    sentence: str
    columns: list[str]
    rows: list[list[str]]
    lengths: list[float]
    nothing: bool


@dataclass
class PaperArea:
    heading: str
    spreads: list[Drawn]
    counted: str
    most: list[str]
    columns: list[str]
    named: list[list[str]]


@dataclass
class SummitPaper:
    title: str
    region: str
    subtitle: str
    level: str
    who: str
    header: str
    footer: str
    counted: str
    nothing: str
    columns: list[str]
    overview: list[list[str]]
    areas: list[PaperArea]
    enquiries: list[tuple[str, str, list[str]]]

    def as_data(self) -> dict:
        return asdict(self)


def summit_paper(summit, who, user, at) -> SummitPaper:
    """Return the paper of a Summit for the Audience `who`, printed by `user` at a moment; who may read it was asked."""
    cycle = summit.cycle
    is_shown = bool(summit.told) and (summit.names or summit.is_enough)
    kind = "pack with names" if summit.names else "pack without names"
    table_of_all = overview(summit) if is_shown else {"columns": [], "rows": []}
    columns, rows = _plain(table_of_all)
    return SummitPaper(
        title=f"Performance Summit {cycle.year}, {kind}",
        region=str(cycle.region),
        subtitle=f"{cycle.full_name}. {cycle.framework_version}",
        level=who.level,
        who=who.said,
        header=f"{who.level}. {cycle.region}, summit {cycle.year}. Only for those whom the first page names.",
        footer=f"Printed by {user} on {dates.moment(at)}",
        counted=counted_over(summit),
        nothing="" if is_shown else TOO_FEW if summit.told else NOTHING,
        columns=columns,
        overview=rows,
        areas=[_area(area) for area in summit.areas] if is_shown else [],
        enquiries=[_enquiries(row) for row in chosen_in(summit)] if summit.names else [],
    )


def _area(area):
    columns, named = _plain(named_table(area))
    spreads = [_drawn(spread) for spread in (area.judged, area.reached)]
    return PaperArea(area.heading, spreads, area.counted, area.most, columns, named)


def _drawn(spread):
    columns, rows = _plain(spread.table())
    lengths = [100 * (bar.number or 0) / spread.total if spread.total else 0 for bar in spread.bars]
    return Drawn(spread.title, spread.sentence, columns, rows, lengths, spread.total == 0)


def _plain(made) -> tuple[list[str], list[list[str]]]:
    """Return the columns and rows of a table of pages as text."""
    rows = [[cell["text"] if isinstance(cell, dict) else cell for cell in row] for row in made["rows"]]
    return [column["label"] for column in made["columns"]], rows


def _enquiries(row):
    lines = [f"{line.text}{f' (Because: {line.because})' if line.because else ''}" for line in row.lines]
    return str(row.authority), row.state[0], lines


def as_pdf(paper) -> bytes:
    """Return the PDF/UA-1 of a SummitPaper. Raises portal.paper.typesetting.CannotPrint."""
    return typeset(_TEMPLATE, paper.as_data())


def as_word(paper) -> bytes:
    """Return the document of a SummitPaper; its classification and reader stand on every page."""
    document = new_document(paper.title, paper.region)
    part = document.sections[0]
    part.header.paragraphs[0].text = paper.header
    part.footer.paragraphs[0].text = paper.footer
    document.add_paragraph(paper.subtitle, style="Subtitle")
    document.add_paragraph().add_run(f"{paper.level}. {paper.who}").bold = True
    document.add_paragraph(paper.counted)
    if paper.nothing:
        document.add_paragraph(paper.nothing)
    if paper.overview:
        document.add_heading("Every area", 1)
        table(document, paper.columns, paper.overview)
    for area in paper.areas:
        _area_in_word(document, area)
    if paper.enquiries:
        document.add_heading("Lines of enquiry", 1)
    for authority, state, lines in paper.enquiries:
        document.add_heading(authority, 2)
        document.add_paragraph(f"{state}.")
        bullets(document, lines)
    return saved(document)


def _area_in_word(document, area):
    document.add_heading(area.heading, 1)
    for spread in area.spreads:
        document.add_heading(spread.title, 2)
        document.add_paragraph(spread.sentence)
        if not spread.nothing:
            table(document, spread.columns, spread.rows)
    document.add_heading("Strengths and areas for improvement", 2)
    document.add_paragraph(area.counted)
    bullets(document, area.most)
    if area.named:
        table(document, area.columns, area.named)


# Its type, and what makes it.
KINDS = {"pdf": (PDF, as_pdf), "docx": (WORD, as_word)}
