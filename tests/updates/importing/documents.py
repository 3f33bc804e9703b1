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


def add_picture(document, alt="", kind="PNG", *, decorative=False, run=None):
    """Put a small picture in a paragraph of its own, or in a run."""
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(picture, kind)
    picture.seek(0)
    (run or document).add_picture(picture)
    properties = list(document.element.iter(qn("wp:docPr")))[-1]
    properties.set("descr", alt)
    if decorative:
        mark = '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
        properties.append(parse_xml(f"<a:extLst {NAMESPACES}><a:ext>{mark}</a:ext></a:extLst>"))
    return picture.getvalue()


def add_group(paragraph, relation, *alts):
    """One drawing of several pictures, each with its own description."""
    kind = 'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    inner = "".join(
        f'<pic:pic {kind}><pic:nvPicPr><pic:cNvPr id="0" name="x" descr="{alt}"/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{relation}"/></pic:blipFill></pic:pic>'
        for alt in alts
    )
    drawing = f"<wp:inline><wp:docPr id='6' name='Group 6'/><a:graphic><a:graphicData>{inner}</a:graphicData>"
    add_xml(paragraph, f"<w:r><w:drawing>{drawing}</a:graphic></wp:inline></w:drawing></w:r>")


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


def member(data: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode()


def with_note(data: bytes, after: str, text: str, kind="footnote", inner="") -> bytes:
    """Return a document with a note set after some words; `inner` is more XML inside the note's paragraph."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    name = f"word/{kind}s.xml"
    number = 2
    body = archive.read("word/document.xml").decode()
    notes = f"<w:{kind}s {NAMESPACES}></w:{kind}s>"
    if name in archive.namelist():
        notes = archive.read(name).decode()
        number += notes.count(f"<w:{kind} ")
    body = body.replace(
        f"{after}</w:t></w:r>", f'{after}</w:t></w:r><w:r><w:{kind}Reference w:id="{number}"/></w:r>', 1
    )
    note = f'<w:{kind} w:id="{number}"><w:p><w:r><w:t>{text}</w:t></w:r>{inner}</w:p></w:{kind}></w:{kind}s>'
    data = with_member(data, "word/document.xml", body)
    data = with_member(data, name, notes.replace(f"</w:{kind}s>", note))
    if number > 2:
        return data
    types = archive.read("[Content_Types].xml").decode()
    override = (
        f'<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-officedocument.'
        f'wordprocessingml.{kind}s+xml"/></Types>'
    )
    data = with_member(data, "[Content_Types].xml", types.replace("</Types>", override))
    return with_relation(data, f"rId{kind}", f"{kind}s", f"{kind}s.xml")


def with_relation(data: bytes, name: str, kind: str, target: str, mode="") -> bytes:
    """Return a document that has one more relation."""
    relations = zipfile.ZipFile(io.BytesIO(data)).read("word/_rels/document.xml.rels").decode()
    relation = (
        f'<Relationship Id="{name}" Target="{target}"{mode} '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/></Relationships>'
    )
    return with_member(data, "word/_rels/document.xml.rels", relations.replace("</Relationships>", relation))


def add_list(document, *levels, number=90):
    """Define a list in a document and return its number; a level is (format, text) or (format, text, indent)."""
    inner = ""
    for depth, (kind, text, *indent) in enumerate(levels):
        left = indent[0] if indent else 720 * (depth + 1)
        inner += (
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
            f'<w:pPr><w:ind w:left="{left}" w:hanging="360"/></w:pPr></w:lvl>'
        )
    numbering = document.part.numbering_part.element
    first = numbering.find(qn("w:num"))
    first.addprevious(parse_xml(f'<w:abstractNum {NAMESPACES} w:abstractNumId="{number}">{inner}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {NAMESPACES} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))
    return number


def add_item(document, text, number, depth=0):
    paragraph = document.add_paragraph(text)
    numbering = f'<w:numPr {NAMESPACES}><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(numbering))
    return paragraph


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
