"""A page of the site as a file: its links lead to files, what only a server can do is gone."""

import html
import re
from collections.abc import Callable
from urllib.parse import urlsplit

from harvest.snapshot.places import Left, Place, link

Found = Callable[[str], Place | Left]
"""Where an address of the site stands, redirects followed; Left for what it has no answer to."""

_ADDRESS = re.compile(r'(?<![\w-])(?:href|src|action)="([^"]*)"')
_ANCHOR = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)
_HREF = re.compile(r'(?<![\w-])href="([^"]*)"')
_TAG = re.compile(r"<(?:link|img|script|form|image|use)\b[^>]*>")
_LIVE_FORM = re.compile(r'<form\b(?![^>]*role="search").*?</form>\n?', re.DOTALL)
_COLUMNS = re.compile(r'<details class="columns">.*?</details>\n?', re.DOTALL)
_EMPTY = re.compile(r'<(p|li|span)(?: class="[a-z -]*")?>\s*(?:<span>[^<]*:</span>\s*)?</\1>\n?')
_GONE = "\x00"
_AMONG_OTHERS = re.compile(r" · \x00|\x00(?: · )?")


def addresses(text: str) -> set[str]:
    """The addresses of the site that a page leads to, and what it shows, as they are asked."""
    given = (html.unescape(found) for found in _ADDRESS.findall(text))
    return {each for each in given if _is_ours(each)}


def rewritten(text: str, page: str, found: Found, scripts: tuple[str, ...] = ()) -> str:
    """The text of a page that stands at ``page``; ``scripts`` are the files that it runs."""

    def anchor(match: re.Match[str]) -> str:
        href = _HREF.search(match[1])
        if href is None or not _is_ours(html.unescape(href[1])):
            return match[0]
        at = _at(html.unescape(href[1]), found)
        if isinstance(at, Left):
            return match[2] if at is Left.BUT_NOT_ITS_TEXT else _GONE
        new = f'href="{html.escape(link(page, at.path, at.fragment))}"'
        return f"<a{match[1][: href.start()]}{new}{match[1][href.end() :]}>{match[2]}</a>"

    def tag(match: re.Match[str]) -> str:
        address = _ADDRESS.search(match[0])
        if address is None or not _is_ours(html.unescape(address[1])):
            return match[0]
        at = _at(html.unescape(address[1]), found)
        if isinstance(at, Left):
            return ""
        new = html.escape(link(page, at.path, at.fragment))
        return match[0].replace(f'"{address[1]}"', f'"{new}"')

    text = _COLUMNS.sub("", _LIVE_FORM.sub("", text))
    text = _TAG.sub(tag, _ANCHOR.sub(anchor, text))
    text = _EMPTY.sub("", _AMONG_OTHERS.sub("", text))
    runs = "".join(f'<script src="{html.escape(link(page, each))}"></script>\n' for each in scripts)
    return text.replace("</body>", f"{runs}</body>", 1)


def _at(address: str, found: Found) -> Place | Left:
    fragment = urlsplit(address).fragment
    at = found(address.partition("#")[0])
    return at._replace(fragment=fragment) if isinstance(at, Place) and fragment else at


def _is_ours(address: str) -> bool:
    return address.startswith("/") and not address.startswith("//")
