"""What is found in a document of any kind that may be handed in. Runs only in a process with limits: see `process`."""

import io
import zipfile
from dataclasses import replace

from portal.documents.identifying import open_document, pages, sheets, words
from portal.drafting.identifying import Found

_LOOKS = {
    "csv": sheets.of_csv,
    "xlsx": sheets.of_workbook,
    "docx": words.of_word,
    "pptx": words.of_slides,
    "odt": open_document.of_text,
    "odp": open_document.of_text,
    "ods": open_document.of_sheets,
    "pdf": pages.of_pdf,
}


def look(ending: str, data: bytes, depth=1) -> list[Found]:
    """Return what is found, each once, also in documents that are embedded in it (`depth` of them deep)."""
    found = list(dict.fromkeys(_LOOKS[ending](data)))
    return found + list(_embedded(data, depth)) if depth and ending in ("docx", "xlsx", "pptx") else found


def _embedded(data, depth):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            ending = name.rpartition(".")[2].lower()
            if "/embeddings/" in name and ending in ("docx", "xlsx", "pptx"):
                for one in look(ending, archive.read(name), depth - 1):
                    yield replace(one, place=f"{one.place} of a file embedded in it")
