"""How a draft crosses from the process that read the document: JSON, with the pictures' bytes in base64."""

import json
from base64 import b64decode, b64encode
from dataclasses import asdict

from .found import CannotRead, Doubt, Found, FoundContact, FoundSection, Picture

LONGEST = 30_000_000  # characters, without the pictures
TOO_LONG = "This document holds far more text than an update. Bring in a part of it, or paste the part that is wanted."


def packed(found: Found) -> bytes:
    """Return a draft as bytes. Raises `CannotRead` when it is longer than any update."""
    parts = asdict(found)
    pictures = [vars(picture) | {"data": b64encode(picture.data).decode("ascii")} for picture in found.pictures]
    parts["pictures"] = []
    text = json.dumps(parts)
    if len(text) > LONGEST:
        raise CannotRead(TOO_LONG)
    return b"".join([text.encode(), b"\n", json.dumps(pictures).encode()])


def refused(why: str) -> bytes:
    """Return a refusal as bytes."""
    return json.dumps({"refused": why}).encode()


def unpacked(answer: bytes) -> Found:
    """Return the draft that crossed. Raises `CannotRead` with the refusal that crossed instead."""
    text, _, pictures = answer.partition(b"\n")
    parts = json.loads(text)
    if "refused" in parts:
        raise CannotRead(parts["refused"])
    kinds = {"contacts": FoundContact, "sections": FoundSection, "doubts": Doubt}
    for name, kind in kinds.items():
        parts[name] = [kind(**one) for one in parts[name]]
    parts["pictures"] = [Picture(**(one | {"data": b64decode(one["data"])})) for one in json.loads(pictures)]
    return Found(**parts)
