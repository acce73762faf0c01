"""Registry text made readable and searchable: plain text in, plain text out, nothing else.

Three pure functions, from the mildest to the strongest:

* :func:`clean`: a text that is plain already (a title, a name, a measure).
* :func:`flatten`: a text in the registry's markdown (a summary, eligibility criteria).
* :func:`line`: whatever it is, as one line (a message, a label).

And one question: :func:`is_title`.

The result may hold ``<``, ``&`` or quotes: escaping is the business of whoever writes HTML or SQL.
None of them is meant to be applied twice: a text may speak *about* ``&lt;`` or ``\\>``.
"""

import html
import re
import string
import unicodedata
from functools import lru_cache
from html.entities import html5

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_NO_TITLE = re.compile(
    r"\W*(?:(?:title\s+)?not\s+available|no\s+title(?:\s+available)?|untitled|"
    r"in\s+process\s+citation)?\W*",
    re.IGNORECASE,
)
_ENTITY_START = re.compile(rb"&[#A-Za-z]")
_USUAL = bytes((10, *range(32, 127)))  # printable ASCII and the line feed
_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACE = re.compile("[\t\u00a0\u2007\u202f]")
_INVISIBLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f"  # control characters but the line feed
    "\u00ad\u200b\u2060\ufeff"  # soft hyphen, zero-width space, word joiner, byte-order mark
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"  # writing direction: can make a text lie
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    chr(p << 16 | n) for p in range(17) for n in (0xFFFE, 0xFFFF)
)
_NONCHARACTER = re.compile(f"[{_NONCHARACTERS}]")
_FORBIDDEN = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff{_NONCHARACTERS}]")
"""What XML 1.0 or HTML forbids: controls, lone surrogates, the noncharacters of every plane."""

# Tried only where the text holds their marks. Each begins with a letter of its own, looking back
# for a backslash only then: the engine finds such patterns far faster.
_NESTED_BULLET = re.compile(r"\n([ \t]+)\* ")
_STRONG = re.compile(r"(?<![\\*\w])\*\*(?=[^\s*])([^\n]+?)(?<=[^\s*\\])\*\*(?![*\w])")
_LINK = re.compile(r"\[(?<!\\\[)([^\]\[\n\\]+)\]\((https?://[^\s()]+)\)")
_AUTOLINK = re.compile(r"<(?<!\\<)(https?://[^\s<>]+)>")
_SUPERSCRIPT = re.compile(r"<(?<!\\<)sup>([^<>]*)</sup>", re.IGNORECASE)
_LINE_TAG = re.compile(r"<(?<!\\<)br ?/?>", re.IGNORECASE)
_INLINE_TAG = re.compile(r"<(?<!\\<)/?(?:b|i|u|em|strong|sub|sup|small)>", re.IGNORECASE)
_MARKS = frozenset(string.punctuation.replace("\\", "") + "\n")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~]|(?=\n))")


def clean(text: str) -> str:
    """A plain text without what can't be read, stored or searched.

    HTML entities become their characters; line ends become ``\\n``; tabs and fixed-width blanks
    become spaces; control, zero-width and writing-direction characters and noncharacters go; a lone
    surrogate becomes U+FFFD; the rest is composed (NFC); blanks at both ends go, paragraphs stay.
    """
    if "&" in text:
        text = _ENTITY.sub(_character, text)
    # One pass at C's speed takes out all that is usual; what is left decides.
    unusual = text.encode("utf-8", "surrogatepass").translate(None, _USUAL)
    if unusual and not all(map(_harmless, set(unusual.decode("utf-8", "surrogatepass")))):
        text = _BREAK.sub("\n", text)
        text = _SPACE.sub(" ", text)
        text = _NONCHARACTER.sub("", _INVISIBLE.sub("", text))
        text = unicodedata.normalize("NFC", _SURROGATE.sub("\ufffd", text))
    return text.strip()


def allowed(text: str) -> str:
    """The text without the characters that a page, a feed or a document can't hold.

    For text on its way out, whenever and by whichever version of the program it was read.
    """
    # As in clean: what is usual goes by at C's speed.
    unusual = text.encode("utf-8", "surrogatepass").translate(None, _USUAL)
    if not unusual:
        return text
    found = "".join(set(unusual.decode("utf-8", "surrogatepass")))
    return _FORBIDDEN.sub("", text) if _FORBIDDEN.search(found) else text


@lru_cache(maxsize=1 << 12)
def _harmless(character: str) -> bool:
    """Whether a text may hold it as it is."""
    return (
        _BREAK.fullmatch(character) is None
        and _SPACE.fullmatch(character) is None
        and _INVISIBLE.fullmatch(character) is None
        and _SURROGATE.fullmatch(character) is None
        and _NONCHARACTER.fullmatch(character) is None
        and unicodedata.combining(character) == 0
        and unicodedata.is_normalized("NFC", character)
        and not "\u1100" <= character <= "\u11ff"  # Hangul letters, which join into syllables
    )


def flatten(text: str) -> str:
    r"""A text in the registry's markdown, as it reads.

    ``\>`` becomes ``>`` (every escaped punctuation mark alike), a bullet ``*`` becomes ``•`` with
    its indentation, numbered lists and paragraphs stay, ``**strong**`` loses its stars, a link
    becomes ``label (address)``, an exponent ``<sup>6</sup>`` becomes ``^6``, other inline tags go.
    A single ``*`` or ``_`` stays: in these records it is a multiplication sign or part of a name.
    Then as :func:`clean`.
    """
    return clean(without_markup(text))


def without_markup(text: str) -> str:
    """The first half of :func:`flatten`, for a text that is known to be clean otherwise."""
    if "*" in text:
        begin = text.lstrip()
        text = ("• " + begin[2:] if begin.startswith("* ") else begin).replace("\n* ", "\n• ")
        if " * " in text:
            text = _NESTED_BULLET.sub(r"\n\1• ", text)
        if "**" in text:
            text = _STRONG.sub(r"\1", text)
    if "<" in text and ("</" in text or "<br" in text or "<http" in text):
        text = _AUTOLINK.sub(r"\1", text)
        text = _SUPERSCRIPT.sub(r"^\1", text)
        text = _LINE_TAG.sub("\n", text)
        text = _INLINE_TAG.sub("", text)
    if "[" in text and "](" in text:
        text = _LINK.sub(r"\1 (\2)", text)
    return _unescape(text).strip() if "\\" in text else text.strip()


def all_clean(encoded: bytes) -> bool:
    """Whether no text that these UTF-8 bytes hold as they stand would be changed by :func:`clean`.

    One look at a whole record, at C's speed, instead of one at each of its texts.
    """
    if b"&" in encoded and _ENTITY_START.search(encoded) is not None:
        return False
    unusual = encoded.translate(None, _USUAL)
    try:
        return not unusual or all(map(_harmless, set(unusual.decode("utf-8"))))
    except UnicodeDecodeError:
        return False


def _unescape(text: str) -> str:
    """Take out each backslash before a punctuation mark or at the end of a line."""
    first, *rest = text.split("\\")
    if all(part[:1] in _MARKS for part in rest):  # as nearly always: no backslash means itself
        return first + "".join(rest)
    return _ESCAPE.sub(r"\1", text)


def line(text: str, limit: int | None = None) -> str:
    """A text as one line, cut to ``limit`` characters with an ellipsis: fit for a message."""
    flat = " ".join(clean(text).split())
    if limit is not None and len(flat) > limit:
        return flat[: limit - 1].rstrip() + "…"
    return flat


def is_title(text: str) -> bool:
    """Whether a title says anything: PubMed writes ``[Not Available].`` where it has none."""
    return _NO_TITLE.fullmatch(text) is None


def _character(entity: re.Match[str]) -> str:
    """What an entity stands for; one that HTML does not know stays as it is."""
    name = entity[0][1:]
    return html.unescape(entity[0]) if name[0] == "#" else html5.get(name, entity[0])
