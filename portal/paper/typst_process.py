"""Typeset a document: run by `portal.files.sandbox`, never in a process of ours.

In, as JSON: `template` (typst's markup), `root` (the only folder that it may read), `inputs` (texts, handed to the
markup as data), `sizes` (of the text, in points: the first with which all fits on one page, or else the first).
Out: the PDF. Nothing of the project is imported here.
"""

import json
import os
import sys

# One processor, and little memory: each thread would reserve its own.
os.environ["RAYON_NUM_THREADS"] = "1"

import typst

NOWHERE = "/nonexistent"  # no packages: nothing is fetched


def main():
    asked = json.load(sys.stdin.buffer)
    sys.stdout.buffer.write(typeset(asked["template"].encode(), asked["root"], asked["inputs"], asked["sizes"]))


def typeset(template, root, inputs, sizes):
    """Return the PDF, for readers of all kinds (PDF/UA-1).

    The standard asks that each letter can be shown. The fonts inside typst show what Europe writes; what they lack
    is looked for in the system's; if it is nowhere, the PDF is tagged all the same, with a box for that letter.
    """
    for fonts, standards in ((True, ["ua-1"]), (False, ["ua-1"]), (False, [])):
        common = {"root": root, "ignore_system_fonts": fonts, "package_path": NOWHERE, "package_cache_path": NOWHERE}
        try:
            size = fitting(template, inputs, sizes, common)
            given = inputs | {"size": str(size)}
            return typst.compile(template, format="pdf", sys_inputs=given, pdf_standards=standards, **common)
        except typst.TypstError as error:
            if "could not be displayed" not in str(error):
                raise
    raise ValueError("No font shows it.")


def fitting(template, inputs, sizes, common):
    if len(sizes) == 1:
        return sizes[0]
    for size in sizes:
        given = inputs | {"size": str(size)}
        pages = json.loads(typst.query(template, "<pages>", field="value", one=True, sys_inputs=given, **common))
        if pages == 1:
            return size
    return sizes[0]


if __name__ == "__main__":
    main()
