"""One stylesheet: every component's file is imported, and collecting joins them in their layers."""

import re
from pathlib import Path

import brotli
from django.conf import settings
from django.contrib.staticfiles import finders

from portal.ui.storage import join

CSS = settings.BASE_DIR / "static/css"


def test_every_file_is_imported_once():
    imported = re.findall(r'@import url\("([^.][^"]*)"\)', (CSS / "site.css").read_text())
    ours = [str(path.relative_to(CSS)) for path in CSS.rglob("*.css") if path.name not in ("site.css", "editor.css")]
    assert sorted(imported) == sorted(ours)


def test_joining_puts_each_file_into_its_layer():
    files = {
        "css/site.css": '@layer vendor, base;\n@import url("../boot/b.css") layer(vendor);\n'
        '@import url("base.css") layer(base);',
        "boot/b.css": '@charset "UTF-8";/*! A licence */p{}/*# sourceMappingURL=b.css.map */',
        "css/base.css": "/* why */\nq{}",
    }
    assert join("css/site.css", files.get) == (
        "@layer vendor, base;\n@layer vendor {\n/*! A licence */p{}\n}\n@layer base {\nq{}\n}\n"
    )


def test_nothing_but_bootstrap_refers_to_another_file():
    found = [path.name for path in CSS.rglob("*.css") if path.name != "site.css" and "url(" in path.read_text()]
    assert found == []


def test_the_whole_of_it_leaves_room_for_an_update_within_sixty_kilobytes():
    css = join("css/site.css", lambda name: Path(finders.find(name)).read_text())
    # Bootstrap is 23 kB of it. Reviews (findings, notes, next steps, release) are 0.9 kB, which a reader fetches once a
    # year, and which a file of their own would ask for on each page about reviews.
    assert len(brotli.compress(css.encode())) < 34_000


def scripts():
    """The size of each of our scripts on the wire, by its name."""
    return {
        path.stem: len(brotli.compress(path.read_bytes())) for path in (settings.BASE_DIR / "static/js").glob("*.js")
    }


# What only a page asks for on which somebody writes, or looks for what they wrote.
WRITING = {
    *("autosave", "editor", "forget", "others", "pictures", "place", "presence", "recovery", "saving", "typed"),
    *("capture", "unsent", "waiting"),
}


def test_our_scripts_for_readers_are_small():
    assert sum(size for name, size in scripts().items() if name not in WRITING) < 4_000


def test_our_scripts_for_writers_are_small():
    assert sum(size for name, size in scripts().items() if name in WRITING) < 13_000  # a page asks for few of them
