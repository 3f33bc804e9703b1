"""Papers that were made stay in this process's memory, by what stands on them: the same words are typeset once.

Whoever asks, with whatever query or cookie, gets the bytes of the words that they may read. As the words themselves
are the key, a paper can't be out of date, nor reach anybody who may not read all of it.
"""

import hashlib
import json
from collections import OrderedDict
from threading import Lock

from priorities.paper.pages import PlanPage
from priorities.paper.pdf import PDF, as_pdf
from priorities.paper.word import WORD, as_word

MOST_BYTES = 32 * 1024 * 1024
KINDS = {"pdf": (PDF, as_pdf), "docx": (WORD, as_word)}


class Papers:
    """Papers, the least recently asked for first out, together at most `most_bytes`."""

    def __init__(self, most_bytes=MOST_BYTES):
        self.most_bytes = most_bytes
        self.size = 0
        self._kept = OrderedDict()
        self._lock = Lock()

    def get(self, key: bytes) -> bytes | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: bytes, paper: bytes):
        with self._lock:
            self.size += len(paper) - len(self._kept.pop(key, b""))
            self._kept[key] = paper
            while self.size > self.most_bytes:
                self.size -= len(self._kept.popitem(last=False)[1])

    def clear(self):
        with self._lock:
            self._kept.clear()
            self.size = 0


papers = Papers()


def on_paper(page: PlanPage, kind: str, before=lambda: None) -> bytes:
    """Return `page` as a document of this kind (of KINDS). `before` is called when it must be made, and may refuse.

    Raises CannotPrint, and what `before` raises.
    """
    key = hashlib.sha256(json.dumps([kind, page.as_data()]).encode()).digest()
    paper = papers.get(key)
    if paper is None:
        before()
        paper = KINDS[kind][1](page)
        papers.put(key, paper)
    return paper
