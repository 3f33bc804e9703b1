"""No child in an uploaded file: looked through before it is kept, whatever kind it is. Every number is invented."""

import io
import zipfile
from datetime import date

import docx
import openpyxl
import pytest
import typst
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from peerchallenge.no_child import NoChildForm
from portal.documents.found import CannotRead
from portal.documents.identifying.process import in_file
from portal.files.intake import read_document

NHS = "943 476 5919"


def found(ending, data):
    return [(one.kind, one.place) for one in in_file(ending, data)]


def word(make):
    document, file = docx.Document(), io.BytesIO()
    make(document)
    document.save(file)
    return file.getvalue()


def table(document, *rows):
    made = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(made.add_row().cells, row, strict=True):
            cell.text = text


def workbook(*rows):
    book, file = openpyxl.Workbook(), io.BytesIO()
    book.active.title = "Audits"
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def zipped(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", text)
    return file.getvalue()


def test_word_says_which_paragraph():
    def make(document):
        document.add_paragraph("First.")
        document.add_paragraph("")
        document.add_paragraph("Second: ").add_run("943 476 ").bold = True
        document.paragraphs[-1].add_run("5919")

    assert found("docx", word(make)) == [("nhs-number", "paragraph 2")]


def test_word_says_which_row_of_which_table_and_finds_births_by_their_column():
    data = word(lambda document: table(document, ["Plan", "DOB"], ["1", "12/03/2011"]))
    assert found("docx", data) == [("birth-column", "row 2 of table 1")]


def test_word_is_looked_through_beyond_its_text():
    def make(document):
        document.sections[0].header.paragraphs[0].text = f"About {NHS}"

    assert found("docx", word(make)) == [("nhs-number", "the header")]


def test_excel_says_which_row_of_which_sheet_and_reads_numbers_and_dates():
    data = workbook(["Number", "Born"], [9434765919, date(2011, 3, 12)], [1, None])
    places = "row 2 of the sheet Audits"
    assert found("xlsx", data) == [("nhs-number", places), ("birth-column", places)]


def test_an_amount_in_excel_is_no_identifier():
    book, file = openpyxl.Workbook(), io.BytesIO()
    book.active["A1"], book.active["A1"].number_format = 9434765919, "#,##0"
    book.save(file)
    assert found("xlsx", file.getvalue()) == []


def test_csv_says_which_row():
    assert found("csv", b"Plan;NHS\n1;\n2;943 476 5919\n") == [("nhs-number", "row 3")]


def test_pdf_says_which_page():
    data = typst.compile(f"First\n#pagebreak()\nThe child {NHS} was seen.".encode())
    assert found("pdf", data) == [("nhs-number", "page 2")]


def test_slides_and_open_documents_are_looked_through():
    space = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    slide = f"<a:sld {space}><a:p><a:r><a:t>943 476</a:t></a:r><a:r><a:t> 5919</a:t></a:r></a:p></a:sld>"
    assert found("pptx", zipped(ppt__slides__slide3=slide)) == [("nhs-number", "slide 3")]
    space = ('xmlns:o="urn:o" xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
             'xmlns:b="urn:oasis:names:tc:opendocument:xmlns:table:1.0"')  # fmt: skip
    row = f"<b:table-row><b:table-cell><t:p>{NHS}</t:p></b:table-cell></b:table-row>"
    assert found("odt", zipped(content=f"<o:d {space}><t:p>One</t:p><t:p>{NHS}</t:p></o:d>")) == [
        ("nhs-number", "paragraph 2")
    ]
    assert found("ods", zipped(content=f"<o:d {space}><b:table b:name='A'>{row}</b:table></o:d>")) == [
        ("nhs-number", "row 1 of the sheet A")
    ]


@pytest.mark.parametrize("ending", ["docx", "xlsx", "pdf"])
def test_what_cannot_be_read_is_refused_not_waved_through(ending):
    with pytest.raises(CannotRead):
        in_file(ending, b"nothing of the kind")


class Upload(NoChildForm):
    file = forms.FileField(required=False)

    def clean_file(self):
        return read_document(self.cleaned_data["file"]) if self.cleaned_data["file"] else None


def errors(name, data, **typed):
    return Upload(typed, {"file": SimpleUploadedFile(name, data)}).errors.get("file", [])


def test_a_form_says_where_in_the_file_it_is():
    assert errors("audit.csv", b"Plan,Child\n1,9434765919\n") == [
        "Row 2: “943…” looks like an NHS number. Take it out: no child may be identifiable."
    ]
    assert errors("audit.csv", b"Plan,Child\n1,Fine\n") == []
    assert len(errors("9434765919.csv", b"Plan\n1\n")) == 1


def test_a_date_of_birth_in_a_file_may_be_explained():
    data = b"Plan,DOB\n1,12/03/2011\n"
    assert len(errors("audit.csv", data)) == 1
    assert errors("audit.csv", data, not_an_identifier="DOB is the Director of Business.") == []
