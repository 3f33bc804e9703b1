"""The words of an edition as plain values: as typed in a form, found in a document or read from the database."""

from dataclasses import asdict, dataclass, field

from django.utils.html import format_html_join

from portal.drafting.compare import Part
from portal.drafting.models.version import keep_version
from portal.ui import richtext
from priorities.theme_choices import ThemeText, theme_text

# What the sections are about, in one part of a text.
ABOUT = "What the sections are about"


@dataclass
class SectionText:
    """One section as somebody wrote it: `anchor` is empty for a new one, else that of the section it changes."""

    heading: str
    body: str
    anchor: str = ""
    themes: list[ThemeText] = field(default_factory=list)


@dataclass
class EditionText:
    """The words of an edition; `contacts` is a list of {post, name, email}, `related` ids of updates or None."""

    title: str = ""
    in_short: str = ""
    supported_by: str = ""
    contacts: list[dict] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    sections: list[SectionText] = field(default_factory=list)
    related: list[int] | None = None


def edition_text(edition) -> EditionText:
    """Return what stands in an Edition."""
    return EditionText(
        title=edition.title,
        in_short=edition.in_short,
        supported_by=edition.supported_by,
        contacts=list(edition.contacts),
        tags=[tag.name for tag in edition.tags.all()],
        sections=[
            SectionText(s.heading, s.body, s.anchor, [theme_text(theme) for theme in s.themes.all()])
            for s in edition.sections.with_themes()
        ],
        related=[update.pk for update in edition.related.all()],
    )


def keep_words(edition, *, act, by, note=""):
    """Keep what `edition` says now in the history of its update; return the Version."""
    words = asdict(edition_text(edition)) | {"edition": edition.pk}
    return keep_version(edition.update, words, act=act, by=by, note=note)


def kept_text(words: dict) -> EditionText:
    """Return what a Version of an update's history says, from its `words`."""
    values = {name: value for name, value in words.items() if name not in ("edition", "sections")}
    return EditionText(**values, sections=[_kept_section(**section) for section in words["sections"]])


def _kept_section(themes=(), **section):
    return SectionText(**section, themes=[ThemeText(**theme) for theme in themes])


def found_text(found: dict) -> EditionText:
    """Return what an importer found, as `updates.importing.Found.as_json` gives it."""
    return EditionText(
        title=found["title"],
        in_short=found["in_short"],
        supported_by=found["supported_by"],
        contacts=found["contacts"],
        tags=found["tags"],
        sections=[SectionText(section["heading"], section["html"]) for section in found["sections"]],
    )


def rows(text: EditionText) -> list[tuple[str, str]]:
    """Return (label, plain text) of each part that has any, for two texts to be read side by side."""
    parts = [
        ("Title", text.title),
        ("In short", text.in_short),
        *(
            (section.heading or "Section without a heading", richtext.to_plain(section.body))
            for section in text.sections
        ),
        ("Contacts", "\n".join(", ".join(value for value in contact.values() if value) for contact in text.contacts)),
        ("Supported by", text.supported_by),
        ("Tags", ", ".join(text.tags)),
        (ABOUT, "\n".join(_about(text))),
    ]
    return [
        (label, words)
        for label, words in parts
        if words or label not in ("In short", "Contacts", "Supported by", "Tags", ABOUT)
    ]


def _about(text) -> list[str]:
    """Return a line for each section that is about something: "Workforce: P1. Effective safeguarding (2026-27)"."""
    return [
        f"{section.heading or 'Section without a heading'}: {'; '.join(map(str, section.themes))}"
        for section in text.sections
        if section.themes
    ]


def parts(text: EditionText) -> list[Part]:
    """Return the comparable parts of a text: its sections by their lasting anchors, the rest by name unless empty."""
    contacts = (", ".join(value for value in contact.values() if value) for contact in text.contacts)
    named = [
        Part("title", "Title", richtext.paragraph(text.title)),
        Part("in-short", "In short", richtext.paragraph(text.in_short)),
        *(Part(f"section:{s.anchor or n}", s.heading, s.body) for n, s in enumerate(text.sections)),
        Part("contacts", "Contacts", format_html_join("", "<p>{}</p>", ([contact] for contact in contacts if contact))),
        Part("supported-by", "Supported by", richtext.paragraph(text.supported_by)),
        Part("tags", "Tags", richtext.paragraph(", ".join(text.tags))),
        Part("themes", ABOUT, format_html_join("", "<p>{}</p>", ([line] for line in _about(text)))),
    ]
    return [part for part in named if part.html or part.key.startswith("section:")]
