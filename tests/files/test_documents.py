"""Which documents are taken, and what is said of those that are not."""

import pytest

from portal.files import intake, refusals
from portal.files.archives import Archive, Limits, Unsafe
from portal.files.kinds import in_words
from portal.files.refusals import Refused
from tests.files import make


def taken(name, data):
    document = intake.read_document(make.upload(name, data))
    return document.name, document.kind.label, document.data == data


def why_not(name, data):
    with pytest.raises(Refused) as refusal:
        intake.read_document(make.upload(name, data))
    return str(refusal.value)


@pytest.mark.parametrize(
    ("name", "data", "kept_as"),
    [
        ("Terms of reference.PDF", make.PDF, ("terms-of-reference.pdf", "PDF")),
        ("terms.docx", make.word(), ("terms.docx", "Word")),
        ("figures.xlsx", make.office("xlsx"), ("figures.xlsx", "Excel")),
        ("slides.pptx", make.office("pptx"), ("slides.pptx", "PowerPoint")),
        ("notes.odt", make.open_document(), ("notes.odt", "OpenDocument text")),
        ("sheet.ods", make.open_document("spreadsheet"), ("sheet.ods", "OpenDocument spreadsheet")),
        ("talk.odp", make.open_document("presentation"), ("talk.odp", "OpenDocument presentation")),
        ("table.csv", b"Authority,Placements\nArdenvale,-12\n\"- none, yet\",5\n", ("table.csv", "CSV")),
        ("..\\..\\C:\\evil/\u202egnp.pdf", make.PDF, ("gnp.pdf", "PDF")),
        ("\u0627\u0644.pdf", make.PDF, ("file.pdf", "PDF")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_a_document_is_kept_as_it_is_under_a_safe_name(name, data, kept_as):
    assert taken(name, data) == (*kept_as, True)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_a_csv_of_excel_becomes_utf_8_that_excel_knows(encoding):
    document = intake.read_document(make.upload("t.csv", "Café,£5\n".encode(encoding)))
    assert document.data == "\ufeffCafé,£5\n".encode()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("virus.exe", b"MZ", refusals.OTHER_KIND),
        ("page.html", b"<p>x", refusals.OTHER_KIND),
        ("noending", b"x", refusals.OTHER_KIND),
        ("drawing.svg", b"<svg/>", refusals.A_PICTURE),
        ("photo.jpg", make.picture((9, 9)), refusals.A_PICTURE),
        ("empty.pdf", b"", refusals.EMPTY),
        ("page.pdf", b"<html><script>alert(1)</script>", refusals.disguised("PDF")),
        ("half.pdf", make.PDF[:40], refusals.DAMAGED),
        ("locked.pdf", make.PDF.replace(b"/Root", b"/Encrypt 5 0 R /Root"), refusals.PROTECTED),
        ("runs.pdf", make.PDF.replace(b"/Root", b"/S /JavaScript /JS (x) /Root"), refusals.MACROS),
        ("text.docx", b"Just text", refusals.disguised("Word")),
        ("sheet.docx", make.office("xlsx"), refusals.disguised("Word")),
        ("pages.odt", make.open_document("spreadsheet"), refusals.disguised("OpenDocument text")),
        ("half.docx", make.word()[:3000], refusals.DAMAGED),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", refusals.OLD),
        ("old.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, refusals.OLD),
        ("locked.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
         refusals.PROTECTED),
        ("locked.docx", make.encrypted(), refusals.PROTECTED),
        ("locked.odt", make.open_document(manifest="<manifest:encryption-data/>"), refusals.PROTECTED),
        ("macro.docm", make.word(), refusals.MACROS),
        ("macro.docx", make.office("docx", word__vbaProject="x", types='<D C="application/vnd.ms-office.vbaProject"/>'),
         refusals.MACROS),
        ("macro.xlsx", make.office("xlsx", types='<D C="application/vnd.ms-excel.macrosheet+xml"/>'), refusals.MACROS),
        ("macro.ods", make.open_document("spreadsheet", Basic__script="x"), refusals.MACROS),
        ("shared.docx", make.overlapping(), refusals.UNSAFE),
        ("steep.docx", make.office("docx", word__document="0" * 5_000_000), refusals.UNSAFE),
        ("types.docx", make.office("docx", types=" " * 3_000_000 + "<x/>" * 50_000), refusals.UNSAFE),
        ("many.docx", make.office("docx", **{f"m{n}": "" for n in range(5_001)}), refusals.UNSAFE),
        ("formula.csv", b"Name,Value\nx,\"=HYPERLINK(\"\"http://x\"\")\"\n", refusals.FORMULAS),
        ("command.csv", b"x,+cmd|' /C calc'!A0\n", refusals.FORMULAS),
        ("function.csv", b"x;@SUM(1+1)\n", refusals.FORMULAS),
        ("binary.csv", b"a,b\n\x00\x01\x02", refusals.NOT_TEXT),
        ("page.csv", b"<script>alert(1)</script>", refusals.NOT_TEXT),
        ("blank.csv", b" \n", refusals.NOT_TEXT),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 20 else "",
)  # fmt: skip
def test_what_is_not_taken_is_refused_in_words(name, data, said):
    assert why_not(name, data) == said


def test_a_document_over_the_limit_is_refused_before_it_is_read():
    class Large:
        name, size = "large.pdf", 25 * 1024 * 1024 + 1

    with pytest.raises(Refused) as refusal:
        intake.read_document(Large())
    assert str(refusal.value) == "This file is larger than 25 MB, which is the most for a document. Make it smaller."


@pytest.mark.parametrize("limits", [Limits(unpacked=200_000), Limits(members=2), Limits(xml=100)])
def test_a_zip_file_that_is_moderate_in_each_part_is_refused_for_the_whole(limits):
    data = make.office("docx", a="0" * 150_000, b="0" * 150_000)
    assert Archive(data).names == ["[Content_Types].xml", "a", "b"]
    with pytest.raises(Unsafe):
        Archive(data, limits)


@pytest.mark.parametrize(
    ("content_type", "size", "words"),
    [
        ("application/pdf", 1_240_000, "PDF, 1.2 MB"),
        ("application/pdf", 999_600, "PDF, 1 MB"),
        ("text/csv; charset=utf-8", 12, "CSV, 1 kB"),
        ("image/webp", 340_400, "Picture, 340 kB"),
        ("application/x-unknown", 25 * 1024 * 1024, "File, 26.2 MB"),
    ],
)
def test_format_and_size_in_words(content_type, size, words):
    assert in_words(content_type, size) == words
