"""Plain words of statements for tests of rules: `peerchallenge.words` S, with what the test names."""

CLAIM = "Every child on a plan is visited in time and seen alone by their own worker."  # 15 words


def evidence(kind="audit", dated_on="2026-10-01", **fields):
    empty = dict.fromkeys(("figure", "period", "source", "place", "url", "file", "sha256"), "")
    return {"id": "e1", "kind": kind, "title": "Audit of visits", "dated_on": dated_on} | empty | fields


def statement(*evidence, claim=CLAIM, **fields):
    empty = {"so_what": "", "next_step": "", "next_owner": "", "next_on": None, "confidence": "", "step": 0}
    return {"id": "s1", "kind": "strength", "claim": claim, "evidence": list(evidence)} | empty | fields
