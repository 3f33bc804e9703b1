"""Documents are read in a process of their own, whose limits end in a sentence for the person."""

import subprocess
import sys

import pytest

from portal.documents import process
from updates.importing import CannotRead, read, read_text, reading

from .documents import MERCIA, page

TEXT = "Mercia update May 2016\n\nNews\n\nIt went well.\n\nContact: Jo Bloggs – jo@mercia.example\n"
PAGE = page("<h1>Mercia update May 2016</h1><h2>News</h2><p>It went well.</p><img src='x.png' alt='A map'>")


def test_what_crosses_from_the_other_process_is_what_was_found_there():
    assert read_text(TEXT, MERCIA) == reading.read_text(TEXT, MERCIA)
    assert read("may.html", PAGE, MERCIA) == reading.read("may.html", PAGE, MERCIA)


def test_pasted_characters_that_cannot_be_shown_cross_too():
    assert read_text(TEXT + "A\ud800 word\x00.").sections[0].html.endswith("<p>A word.</p>")


@pytest.mark.parametrize("ask", [lambda: read_text(TEXT), lambda: read("may.html", PAGE)], ids=["text", "page"])
def test_what_takes_too_long_is_refused_in_plain_words(ask, monkeypatch):
    monkeypatch.setattr(process, "SECONDS", 0.01)
    with pytest.raises(CannotRead) as refusal:
        ask()
    assert str(refusal.value) == process.TOO_MUCH


def test_the_portal_never_loads_what_parses_documents():
    code = (
        "import sys, updates.importing\n"
        "print(sorted({'lxml', 'mammoth', 'nh3', 'zipfile', 'portal.documents.reading'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
