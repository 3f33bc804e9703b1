"""How a draft crosses from the process that read the document: a line of JSON, and below it the pictures' bytes."""

import json
from dataclasses import asdict, replace

from .found import CannotRead, Doubt, Picture

LONGEST = 30_000_000  # characters, without the pictures
TOO_LONG = "This document holds far too much text. Bring in a part of it, or paste the part that is wanted."


def packed(found) -> bytes:
    """Return a draft with `doubts` and `pictures` as bytes. Raises `CannotRead` when it is far too long."""
    bare = [replace(picture, data=b"") for picture in found.pictures]
    parts = asdict(replace(found, pictures=[]))
    parts["pictures"] = [
        {name: value for name, value in vars(one).items() if name != "data"} | {"size": len(whole.data)}
        for one, whole in zip(bare, found.pictures, strict=True)
    ]
    text = json.dumps(parts)
    if len(text) > LONGEST:
        raise CannotRead(TOO_LONG)
    return b"".join([text.encode(), b"\n", *(picture.data for picture in found.pictures)])


def refused(why: str) -> bytes:
    """Return a refusal as bytes."""
    return json.dumps({"refused": why}).encode()


def unpacked(answer: bytes) -> dict:
    """Return the parts of the draft that crossed by name. Raises `CannotRead` with the refusal that crossed instead."""
    text, _, data = answer.partition(b"\n")
    parts = json.loads(text)
    if "refused" in parts:
        raise CannotRead(parts["refused"])
    parts["doubts"] = [Doubt(**one) for one in parts["doubts"]]
    pictures, at = [], 0
    for one in parts["pictures"]:
        size = one.pop("size")
        pictures.append(Picture(**one, data=data[at : at + size]))
        at += size
    return parts | {"pictures": pictures}
