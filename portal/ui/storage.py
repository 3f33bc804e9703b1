"""Static files with hashed names, compressed, and one stylesheet instead of forty."""

import posixpath
import re

from django.contrib.staticfiles.storage import HashedFilesMixin
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

STYLESHEET = "css/site.css"
_IMPORT = re.compile(r'@import url\("(?P<path>[^"]+)"\) layer\((?P<layer>\w+)\);')
# All but licences, which begin with an exclamation mark; and @charset, which may stand only at the top of a file.
_COMMENT = re.compile(r"/\*(?!!).*?\*/|@charset [^;]+;", re.DOTALL)


class JoinedStorage(CompressedManifestStaticFilesStorage):
    """Puts what `site.css` imports into it, each in its layer, and renames what our own scripts import.

    In development the browser follows the imports itself: the files stay one a component.
    """

    patterns = (
        *HashedFilesMixin.patterns,
        ("js/*.js", HashedFilesMixin._js_module_import_aggregation_patterns[1]),
    )

    def post_process(self, paths, dry_run=False, **options):
        if not dry_run and STYLESHEET in paths:
            joined = join(STYLESHEET, lambda name: _text(paths[name]))
            self.delete(STYLESHEET)
            self._save(STYLESHEET, ContentFile(joined.encode()))
            paths = paths | {STYLESHEET: (self, STYLESHEET)}
        yield from super().post_process(paths, dry_run, **options)


def join(name: str, text_of) -> str:
    """Return the stylesheet `name` with its layered imports written out; `text_of(name)` gives a file's text.

    Comments go, the pointer to Bootstrap's source map among them. Imported files may refer to data: addresses only.
    """
    folder = posixpath.dirname(name)

    def written_out(found):
        css = _COMMENT.sub("", text_of(posixpath.normpath(posixpath.join(folder, found["path"]))))
        return f"@layer {found['layer']} {{\n{css.strip()}\n}}"

    return _IMPORT.sub(written_out, _COMMENT.sub("", text_of(name))).strip() + "\n"


def _text(source):
    storage, path = source
    with storage.open(path) as file:
        return file.read().decode()
