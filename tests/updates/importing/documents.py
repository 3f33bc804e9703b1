"""Documents of varied habits about the invented region Mercia, made when a test needs them."""

import io
import re
import zipfile

from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt
from PIL import Image

MERCIA = {"mercia": ["Mercia", "MADCS", "mercia.example"]}
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)

# (heading, paragraph) of an update in which nothing is doubtful.
ITEMS = [
    (
        "Peer challenge",
        "All eight authorities took part in the autumn round. Each received a letter within ten days of its visit.",
    ),
    (
        "Agency social workers",
        "The memorandum of understanding is holding, and six authorities report lower turnover than last year.",
    ),
    (
        "Performance data",
        "The first quarterly return is complete. Ardenvale will bring the figures together for the region.",
    ),
]


def saved(document) -> bytes:
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def word_with_styles(title="Mercia Regional Update - November 2015"):
    document = Document()
    document.add_heading(title, level=0)
    for heading, text in ITEMS:
        document.add_heading(heading, level=1)
        document.add_paragraph(text)
    return document


def word_with_bold_lines(title="Mercia update April 2017"):
    document = Document()
    document.add_paragraph().add_run(title).bold = True
    for heading, text in ITEMS:
        document.add_paragraph().add_run(heading).bold = True
        document.add_paragraph(text)
    return document


def word_with_large_lines(title="Mercia Region February 2016 Update"):
    document = Document()
    document.add_paragraph().add_run(title).font.size = Pt(20)
    for heading, text in ITEMS:
        document.add_paragraph().add_run(heading).font.size = Pt(15)
        document.add_paragraph(text)
    return document


def word_with_plain_lines(title="Mercia September 2017 update"):
    document = Document()
    document.add_paragraph(title)
    for heading, text in ITEMS:
        document.add_paragraph(heading)
        document.add_paragraph(text)
    return document


def add_xml(paragraph, xml):
    paragraph._p.append(parse_xml(xml.replace(">", f" {NAMESPACES}>", 1)))


def add_text_box(paragraph, text):
    """A drawn text box with its fallback, as Word writes them."""
    inner = f"<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"
    drawing = f"<wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp>"
    drawing = f"<w:drawing>{drawing}</a:graphicData></a:graphic></wp:anchor></w:drawing>"
    picture = f"<w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict>"
    choice = f"<mc:Choice Requires='wps'>{drawing}</mc:Choice><mc:Fallback>{picture}</mc:Fallback>"
    add_xml(paragraph, f"<w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>")


def add_changes(paragraph, added, deleted):
    add_xml(paragraph, f"<w:ins w:id='1' w:author='Dana'><w:r><w:t>{added}</w:t></w:r></w:ins>")
    add_xml(paragraph, f"<w:del w:id='2' w:author='Erin'><w:r><w:delText>{deleted}</w:delText></w:r></w:del>")


def add_picture(document, alt):
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(picture, "PNG")
    picture.seek(0)
    document.add_picture(picture)
    next(document.element.iter(qn("wp:docPr"))).set("descr", alt)


def add_link(paragraph, text, address):
    part = paragraph.part
    link = OxmlElement("w:hyperlink")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    link.set(qn("r:id"), part.relate_to(address, kind, is_external=True))
    run = OxmlElement("w:r")
    words = OxmlElement("w:t")
    words.text = text
    run.append(words)
    link.append(run)
    paragraph._p.append(link)


def with_member(data: bytes, name: str, content: bytes | str) -> bytes:
    """Return a zip file with one member put in or replaced."""
    source, result = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.infolist():
            if member.filename != name:
                target.writestr(member, source.read(member.filename))
        target.writestr(name, content)
    return result.getvalue()


def with_footnote(data: bytes, after: str, text: str) -> bytes:
    """Return a document with a footnote set after some words, its note part, relation and content type."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    body = archive.read("word/document.xml").decode()
    body = body.replace(f"{after}</w:t></w:r>", f'{after}</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>', 1)
    note = f'<w:footnote w:id="2"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
    notes = f"<w:footnotes {NAMESPACES}>{note}</w:footnotes>"
    relation = (
        '<Relationship Id="rIdNotes" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" '
        'Target="footnotes.xml"/></Relationships>'
    )
    override = (
        '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.footnotes+xml"/></Types>'
    )
    relations = archive.read("word/_rels/document.xml.rels").decode().replace("</Relationships>", relation)
    types = archive.read("[Content_Types].xml").decode().replace("</Types>", override)
    data = with_member(data, "word/document.xml", body)
    data = with_member(data, "word/footnotes.xml", notes)
    data = with_member(data, "word/_rels/document.xml.rels", relations)
    return with_member(data, "[Content_Types].xml", types)


def page(body: str, title="Mercia Regional Update June 2019 - News") -> bytes:
    """A page of a news site around an article."""
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>
    <style>p {{ color: red }}</style><script>var secret = 1;</script></head><body>
    <div id="cookie-notice" class="cookie-notice"><p>We use cookies to make this site work.</p>
    <button>Accept</button></div>
    <header class="site-header"><a href="/">Directors of Mercia</a>
    <form><input name="q"><button>Search</button></form></header>
    <nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li><li><a href="/x">Events</a></li></ul></nav>
    <main><article class="post">{body}
    <div class="sharedaddy"><a href="#">Tweet</a> <a href="#">Share on Facebook</a></div></article>
    <aside class="sidebar"><h3>Featured Event</h3><p>Wed, 05 Jul 17 13:00</p></aside></main>
    <footer><p>Copyright 2019 Directors of Mercia</p></footer></body></html>""".encode()


def all_words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def words_held(found) -> set[str]:
    """Every word of a draft's parts that keep a document's words."""
    parts = [found.title, found.supported_by, *found.tags, *found.dropped]
    parts += [part for contact in found.contacts for part in (contact.post, contact.name, contact.email)]
    parts += [f"{section.heading} {re.sub('<[^>]*>', ' ', section.html)}" for section in found.sections]
    return all_words(" ".join(parts).replace("&amp;", "&"))
