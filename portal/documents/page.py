"""From HTML to blocks: find the article on the page, drop what surrounds it, keep text, links, lists and tables."""

import re

import lxml.html

from . import prepared
from .blocks import squash
from .found import Doubt
from .walk import Walker

_OPEN_TAG = re.compile(
    r"<(?:!doctype html|html|head|body|p|div|h[1-6]|ul|ol|li|table|a|strong|em|b|i|br|span|article|section)\b",
    re.IGNORECASE,
)
_AROUND = {"noscript", "nav", "header", "footer", "aside", "form", "button", "select", "dialog", "menu", "search"}
_AROUND_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|footer|sidebar|side-bar|cookies?|consent|share|sharing"
    r"|sharedaddy|social"
    r"|related|relatedposts|comments?|comment-form|respond|pagination|pager|skip-?link|screen-reader-text|sr-only"
    r"|visually-hidden|advert|banner|preheader"
    r"|widget|post-meta|entry-meta|byline|printfriendly|featured-event|masthead|toolbar|search-form)(?:$|[\s_-])",
    re.IGNORECASE,
)
_MAIN_NAMES = re.compile(
    r"(?:^|[\s_-])(?:article|post|entry|content|main|body-?text|story)(?:$|[\s_-]|-content|-body|-text)", re.IGNORECASE
)
_TAG_NAMES = re.compile(
    r"(?:^|[\s_-])(?:tags?|tag-list|tagcloud|post-tags|tags-links|article-tags)(?:$|[\s_-])", re.IGNORECASE
)


def looks_like_html(text: str) -> bool:
    """True for a page, or simple HTML pasted as text."""
    return bool(_OPEN_TAG.search(text[:20000]))


class Page:
    """A parsed page: `blocks` of its article, `dropped` texts from around it, `title`, `address`, `doubts`."""

    def __init__(self, html: str, *, whole: bool = False):
        """`whole` takes all there is, as for a Word document, where nothing surrounds the text."""
        self.dropped: list[str] = []
        self.doubts: list[Doubt] = []
        root = parsed(html)
        self.title = squash(root.findtext(".//title") or "") if root is not None else ""
        self.address = prepared.address(root, html) if root is not None else ""
        if root is None:
            self._as_text(html)
            return
        body = root.find("body") if root.find("body") is not None else root
        prepared.prepare(body, self.address)
        main = body if whole else self._main(body)
        try:
            self.blocks = Walker().blocks(main)
        except RecursionError:
            self._as_text(html)

    def _as_text(self, html):
        """A page nested too deeply to be parsed is read as text without its tags."""
        from . import plain

        text = re.sub(r"<(script|style)\b.*?</\1\s*>", " ", html, flags=re.IGNORECASE | re.DOTALL)
        text = re.sub(r"<[^<>]*>", "\n", text)
        self.blocks = plain.blocks(lxml.html.fromstring(f"<p>{text.replace('<', '&lt;')}</p>").text_content())
        self.doubts.append(
            Doubt("document", "The page’s code is broken or nested too deeply. Its text was read without its layout.")
        )

    def _main(self, body):
        """Drop the surroundings, then narrow to the element that holds the article."""
        total = max(len(_text(body)), 1)
        gone = set()
        for element in list(body.iter()):
            if element is not body and element not in gone and _is_around(element, total):
                gone.update(element.iter())
                self._drop(element)
        for element in body.iter("span"):
            if _TAG_NAMES.search(_names(element)):
                element.tag = "div"  # a list of tags is a line of its own
        main = _narrowest(body)
        self._keep_only(body, main)
        return body

    def _drop(self, element):
        text = _text(element)
        headline = element.find(".//h1") if element.tag in ("header", "div") else None
        if headline is not None and _text(headline):
            _put_before(element, headline)
            text = _text(element)
        if text:
            self.dropped.append(text)
        element.drop_tree()

    def _keep_only(self, body, main):
        """Drop everything outside `main`, but a headline and a list of tags."""
        if main is body:
            return
        above = [main, *main.iterancestors()]
        for one in above[: above.index(body)]:
            for sibling in [*one.itersiblings(preceding=True)]:
                if not (_holds_title(sibling) or _holds_tags(sibling)):
                    self._drop(sibling)
            for sibling in [*one.itersiblings()]:
                if not _holds_tags(sibling):
                    self._drop(sibling)


def _holds_title(element):
    """A headline above the article, alone or with a line about it."""
    held = element.tag in ("h1", "h2") or element.find(".//h1") is not None or element.find(".//h2") is not None
    return held and len(_text(element)) < 400


def _holds_tags(element):
    text = _text(element)
    return len(text) < 600 and (
        bool(_TAG_NAMES.search(_names(element))) or "assigned to this article" in text.casefold()
    )


def parsed(html):
    """Return the page's root element, or None when the parser gave up before the end."""
    parser = lxml.html.HTMLParser(recover=True, no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = lxml.html.document_fromstring(html, parser=parser, ensure_head_body=True)
    except (lxml.etree.LxmlError, ValueError):
        return None
    return None if any(error.level_name == "FATAL" for error in parser.error_log) else root


def _text(element):
    return squash(" ".join(element.itertext()))


def _names(element):
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", f"{element.get('class') or ''} {element.get('id') or ''}")


def _is_around(element, total):
    """Navigation, banners and the like, as long as they don't hold most of the page's words."""
    if not isinstance(element.tag, str) or element.tag in ("body", "html", "main", "article"):
        return False
    if _is_hidden(element):
        return True
    names = _names(element)
    role = element.get("role") or ""
    named = bool(_AROUND_NAMES.search(names)) and not _TAG_NAMES.search(names)
    if element.tag in _AROUND or role in ("navigation", "banner", "contentinfo", "complementary", "search", "form"):
        if element.tag == "header" and any(
            above.tag in ("article", "main", "section") for above in element.iterancestors()
        ):
            return False
        named = True
    return named and len(_text(element)) < total * 0.4 and not _has_tags(element)


def _has_tags(element):
    """A footer of the article that holds its tags is read on, not dropped."""
    text = _text(element)
    if len(text) >= 600:
        return False
    said = "tags assigned to this article" in text.casefold()
    return said or any(_TAG_NAMES.search(_names(one)) for one in element.iter())


def _is_hidden(element):
    style = (element.get("style") or "").replace(" ", "").lower()
    return (
        element.get("hidden") is not None
        or "display:none" in style
        or "visibility:hidden" in style
        or "mso-hide:all" in style
    )


def _narrowest(body):
    """The element that holds the article: `article`, `main`, one named so, or else the body."""
    total = max(len(_text(body)), 1)
    named = [one for one in body.iter("div", "section", "td") if _MAIN_NAMES.search(_names(one))]
    for candidates in (list(body.iter("article")), [*body.iter("main"), *body.xpath(".//*[@role='main']")], named):
        sized = sorted(((len(_text(one)), -at, one) for at, one in enumerate(candidates)), key=lambda entry: entry[:2])
        if sized and sized[-1][0] >= total * 0.55:
            return sized[-1][2]
    return body


def _put_before(element, headline):
    """Move a headline out of a banner that is about to go."""
    tail, headline.tail = headline.tail, None
    parent = headline.getparent()
    parent.remove(headline)
    if tail:
        parent.text = f"{parent.text or ''} {tail}"
    element.addprevious(headline)
